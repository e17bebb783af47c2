/** The "Test" button of a credential: n8n's routing engine sends the declared request and the rules judge it. */
import 'reflect-metadata'; // before n8n-core
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IExecuteData,
	type INode,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';
import { nodeTypeRegistry, serverData } from './n8n.cts';

export interface CredentialTestOutcome {
	status: 'OK' | 'Error';
	/** What the user reads below the button. */
	message: string;
}

const TYPE = 'test.credential';

/** A node whose only parameter sends the credential's test request, as the n8n server makes one up. */
const probeFor = ({ name, test }: ICredentialType): INodeType => ({
	description: {
		displayName: 'Credentials Test Node',
		name: TYPE,
		group: ['transform'],
		version: 1,
		description: 'Sends the test request of a credential',
		defaults: { name: 'Probe' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name, required: true }],
		properties: [
			{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request: test!.request } },
		],
	},
});

/** Runs the probe; throws what n8n throws. */
async function send(
	type: ICredentialType,
	data: ICredentialDataDecryptedObject,
): Promise<INodeExecutionData> {
	const nodeType = probeFor(type);
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type.name]: { id: '1', name: 'Test' } },
	};
	const workflow = new Workflow({
		id: 'wf',
		name: 'Test',
		active: false,
		nodes: [node],
		connections: {},
		nodeTypes: nodeTypeRegistry({ [TYPE]: nodeType }),
	});
	const input = { main: [[{ json: {} }]] };
	const executeData: IExecuteData = { node: workflow.getNode(node.name)!, data: input, source: null };
	const context = new ExecuteContext(
		workflow,
		executeData.node,
		serverData(workflow, [{ type, data }], 'internal'),
		'internal',
		createRunExecutionData({}),
		0,
		input.main[0],
		input,
		executeData,
		[],
	);
	const output = await new RoutingNode(context, nodeType).runNode();
	return output?.[0]?.[0] ?? { json: {} };
}

/** The parts of an error from which the n8n server reads the answer of the service. */
interface RefusedRequest {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText: string } };
}

function judgeRefusal({ test }: ICredentialType, { message, cause }: RefusedRequest): string {
	if (!cause?.response) return cause?.code ?? message;
	const { status, statusText } = cause.response;
	for (const rule of test?.rules ?? []) {
		if (rule.type === 'responseCode' && rule.properties.value === status) return rule.properties.message;
	}
	return statusText || `Received HTTP status code: ${status}`;
}

/** Tests a credential the way the n8n server does. */
export async function testCredential(
	type: ICredentialType,
	data: ICredentialDataDecryptedObject,
): Promise<CredentialTestOutcome> {
	let answer: INodeExecutionData;
	try {
		answer = await send(type, data);
	} catch (error) {
		return { status: 'Error', message: judgeRefusal(type, error as RefusedRequest) };
	}
	for (const rule of type.test?.rules ?? []) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, message } = rule.properties;
		const unwanted: unknown = rule.properties.value;
		const found = key
			.split('.')
			.reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], answer.json);
		if (found === unwanted) return { status: 'Error', message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}
