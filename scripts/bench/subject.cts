import type { ICredentialType, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { builtCredentials, builtNodes } from '../../test/support/builtPackage.cts';
import { run } from '../../test/support/engine.cts';
import type { RemoteSandbox } from './remoteSandbox.cts';

let node: INodeType | undefined;
let credential: ICredentialType | undefined;

/** The node as built; loaded once, so that all measurements are of one build. */
export function builtNode(): INodeType {
	node ??= builtNodes()[0].instance;
	return node;
}

function builtCredential(): ICredentialType {
	credential ??= builtCredentials()[0].instance;
	return credential;
}

/**
 * Runs a node once on n8n's engine with the credential as built. Resolves to the items and the seconds that it took.
 * @throws Error when the run failed or an item did.
 */
export async function timedRun(
	nodeType: INodeType,
	{ token, url }: RemoteSandbox,
	parameters: INodeParameters,
	items: INodeExecutionData[] = [{ json: {} }],
): Promise<{ items: INodeExecutionData[]; seconds: number }> {
	const start = performance.now();
	const { error, outputs, status } = await run({
		nodeType,
		credentialType: builtCredential(),
		credential: { apiToken: token, environment: 'custom', baseUrl: url },
		parameters,
		items,
	});
	const seconds = (performance.now() - start) / 1000;
	if (status !== 'success') throw new Error(`The run ended as ${status}: ${error?.message}`);
	return { items: outputs[0], seconds };
}
