import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import type { createClient as CreateClient } from '../../nodes/Dashdoc/client/createClient';
import type { ClientOptions } from '../../nodes/Dashdoc/client/types';
import { builtCredentials, builtNodes } from '../../test/support/builtPackage.cts';
import { root } from '../../test/support/command.cts';
import { run } from '../../test/support/engine.cts';
import type { RemoteSandbox } from './remoteSandbox.cts';

/** As the node loads its files, so that both share one registry of paces. */
const loadBuilt = createRequire(__filename);

/** The node as built. */
export function builtNode(): INodeType {
	return builtNodes()[0].instance;
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
		credentialType: builtCredentials()[0].instance,
		credential: { apiToken: token, environment: 'custom', baseUrl: url },
		parameters,
		items,
	});
	const seconds = (performance.now() - start) / 1000;
	if (status !== 'success') throw new Error(`The run ended as ${status}: ${error?.message}`);
	return { items: outputs[0], seconds };
}

/**
 * The yardstick for lists: one page after the other until there is no next one, with the node's own client and so
 * with the same pace, the same parsing and the same engine around it.
 */
export function sequentialReader(options: ClientOptions): INodeType {
	const { createClient } = loadBuilt(join(root, 'dist/nodes/Dashdoc/client/createClient.js')) as {
		createClient: typeof CreateClient;
	};
	const description: INodeTypeDescription = {
		displayName: 'Sequential Reader',
		name: 'sequentialReader',
		group: ['input'],
		version: 1,
		description: 'Reads all transports, page after page',
		defaults: { name: 'Sequential Reader' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'dashdocApi', required: true }],
		properties: [],
	};
	async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const dashdoc = createClient(this, options);
		const items: INodeExecutionData[] = [];
		for (let page = 1, hasNext = true; hasNext; page++) {
			const read = await dashdoc.page({ route: 'GET /transports/' }, page);
			for (const json of read.objects) items.push({ json, pairedItem: { item: 0 } });
			hasNext = read.hasNext;
		}
		return [items];
	}
	return { description, execute };
}
