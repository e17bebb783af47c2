/** n8n's real engine for tests: one Source node that hands out items, one Subject node under test. */
import 'reflect-metadata'; // before n8n-core
import { HookContext, LoadOptionsContext, PollContext, WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ExecutionStatus,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	type INodeType,
	type IRun,
	type ITaskData,
	type IWebhookDescription,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { DashdocApi } from '../../credentials/DashdocApi.credentials';
import { Dashdoc } from '../../nodes/Dashdoc/Dashdoc.node';
import { nodeTypeRegistry, serverData } from './n8n.cts';

export interface Subject {
	/** Node under test; left out: `Dashdoc`, one instance of which serves all runs, as on an n8n server. */
	nodeType?: INodeType;
	/** Type of the credential; left out: a new `DashdocApi`. */
	credentialType?: ICredentialType;
	/** The fields a user filled in; left out: the node has no credential at all. */
	credential?: ICredentialDataDecryptedObject;
	/** What the user set in the editor; n8n fills in the defaults of the visible rest. */
	parameters?: INodeParameters;
	/** Items that reach the node; left out: one empty item. */
	items?: INodeExecutionData[];
	/** Settings of the node, e.g. `{ onError: 'continueErrorOutput', retryOnFail: true }`, or another `type`. */
	node?: Partial<INode>;
	mode?: WorkflowExecuteMode;
	/** Settings of the workflow; the time zone is Europe/Paris unless told otherwise. */
	settings?: IWorkflowSettings;
}

export interface Prepared {
	workflow: Workflow;
	additionalData: IWorkflowExecuteAdditionalData;
	node: INode;
	nodeType: INodeType;
	items: INodeExecutionData[];
	mode: WorkflowExecuteMode;
}

export interface Outcome {
	status: ExecutionStatus;
	/** What stopped the run. */
	error?: IRun['data']['resultData']['error'];
	/** Items per output of the node: success first, then the error output if it is on. */
	outputs: INodeExecutionData[][];
	/** What the engine noted about the (last) run of the node: hints, error, duration. */
	task?: ITaskData;
}

/** A run under way; `cancel()` acts like the Stop button. */
export type Execution = Promise<Outcome> & { cancel(): void };

/** Assembling its description takes longer than many a run. */
let dashdoc: INodeType | undefined;
const theNode = (): INodeType => (dashdoc ??= new Dashdoc());

type EngineRun = ReturnType<WorkflowExecute['processRunExecutionData']>;

/** Hands on the items it is given, as any node before ours would. */
class Source implements INodeType {
	description = {
		displayName: 'Source',
		name: 'source',
		group: ['transform' as const],
		version: 1,
		description: 'Hands out the items of a test',
		defaults: { name: 'Source' },
		inputs: [],
		outputs: ['main' as const],
		properties: [],
	};

	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	}
}

/** Builds the workflow Source → Subject and the server around it, without running anything. */
export function prepare(subject: Subject): Prepared {
	const { nodeType = theNode(), credentialType = new DashdocApi(), credential, mode = 'manual' } = subject;
	const type = subject.node?.type ?? 'n8n-nodes-dashdoc.dashdoc';
	const node: INode = {
		id: 'subject',
		name: 'Subject',
		type,
		typeVersion: 1,
		position: [200, 0],
		parameters: subject.parameters ?? {},
		webhookId: 'hook-1',
		...(credential && { credentials: { [credentialType.name]: { id: '1', name: 'Test' } } }),
		...subject.node,
	};
	const workflow = new Workflow({
		id: 'wf',
		name: 'Test',
		active: false,
		nodeTypes: nodeTypeRegistry({ 'test.source': new Source(), [type]: nodeType }),
		settings: { executionOrder: 'v1', timezone: 'Europe/Paris', ...subject.settings },
		nodes: [
			{ id: 'source', name: 'Source', type: 'test.source', typeVersion: 1, position: [0, 0], parameters: {} },
			node,
		],
		connections: { Source: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
	});
	const credentials = credential ? [{ type: credentialType, data: credential }] : [];
	return {
		workflow,
		additionalData: serverData(workflow, credentials, mode),
		node: workflow.getNode(node.name)!,
		nodeType,
		items: subject.items ?? [{ json: {} }],
		mode,
	};
}

/** Starts the engine with the items already at the Source. Throws when a required parameter or credential is missing. */
function start({ workflow, additionalData, items, mode }: Prepared): EngineRun {
	const runData = createRunExecutionData({
		startData: {},
		resultData: { runData: {} },
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: [{ node: workflow.getNode('Source')!, data: { main: [items] }, source: null }],
		},
	});
	return new WorkflowExecute(additionalData, mode, runData).processRunExecutionData(workflow);
}

/**
 * Runs the node once over the items. What a user would see as a failed execution is told in `error`; the promise
 * is rejected only when n8n refuses to start (`WorkflowHasIssuesError`: a required parameter is empty).
 */
export function run(subject: Subject): Execution {
	const prepared = prepare(subject);
	let execution: EngineRun | undefined;
	const finish = async (): Promise<Outcome> => {
		execution = start(prepared);
		const { status, data } = await execution;
		const task = data.resultData.runData[prepared.node.name]?.at(-1);
		const outputs = (task?.data?.main ?? []).map((items) => items ?? []);
		return { status, error: data.resultData.error, outputs, task };
	};
	return Object.assign(finish(), { cancel: () => execution?.cancel() });
}

/** The context of the editor's searches and drop-downs, for `methods.listSearch` and `methods.loadOptions`. */
export function editorContext(subject: Subject, path = 'parameters.uid'): ILoadOptionsFunctions {
	const { workflow, node, additionalData } = prepare(subject);
	return new LoadOptionsContext(
		workflow,
		node,
		{ ...additionalData, currentNodeParameters: node.parameters },
		path,
	);
}

/** One search of a resource locator's list, as the editor asks for it. */
export async function searchList(
	subject: Subject,
	method: string,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const nodeType: INodeType = subject.nodeType ?? theNode();
	const search = nodeType.methods?.listSearch?.[method];
	if (!search) throw new Error(`The node has no list search "${method}"`);
	return await search.call(editorContext(subject), filter, paginationToken);
}

/** The entries of a dynamic drop-down, as the editor asks for them. */
export async function loadOptions(subject: Subject, method: string): Promise<INodePropertyOptions[]> {
	const nodeType: INodeType = subject.nodeType ?? theNode();
	const load = nodeType.methods?.loadOptions?.[method];
	if (!load) throw new Error(`The node has no options method "${method}"`);
	return await load.call(editorContext(subject));
}

/** The context of `poll()`; the cursor is then found in `prepared.workflow.staticData['node:Subject']`. */
export function pollContext(prepared: Prepared, activation: WorkflowActivateMode = 'activate'): PollContext {
	const mode = activation === 'manual' ? 'manual' : 'trigger';
	return new PollContext(prepared.workflow, prepared.node, prepared.additionalData, mode, activation);
}

/** What n8n keeps about a registered webhook. */
const webhookData = ({ workflow, node, additionalData }: Prepared, description: IWebhookDescription) => ({
	httpMethod: 'POST' as const,
	node: node.name,
	path: 'webhook',
	webhookDescription: description,
	workflowId: workflow.id,
	workflowExecuteAdditionalData: additionalData,
	isTest: false,
});

/** The context of `checkExists`, `create` and `delete` of a webhook trigger. */
export function hookContext(
	prepared: Prepared,
	description: IWebhookDescription,
	activation: WorkflowActivateMode = 'activate',
): HookContext {
	const mode = activation === 'manual' ? 'manual' : 'trigger';
	return new HookContext(prepared.workflow, prepared.node, prepared.additionalData, mode, activation, {
		...webhookData(prepared, description),
		isTest: activation === 'manual',
	});
}

/** A call that arrives at the webhook; `rawBody` holds the bytes as sent, for signatures. */
export interface IncomingCall {
	headers?: Record<string, string>;
	body?: IDataObject;
	query?: IDataObject;
	params?: IDataObject;
	rawBody?: Buffer;
	/** Whether the call answers "Listen for test event". */
	isTest?: boolean;
}

/** The part of Express' response that a webhook node uses; it keeps what the sender would see. */
export class RecordedResponse {
	statusCode = 200;
	headersSent = false;
	sent: unknown;

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	send(body: unknown): this {
		this.sent = body;
		return this;
	}

	json(body: unknown): this {
		return this.send(body);
	}

	end(body?: unknown): this {
		if (body !== undefined) this.sent = body;
		this.headersSent = true;
		return this;
	}
}

/** The context of `webhook()`, with the response that the node may answer through. */
export function webhookContext(prepared: Prepared, description: IWebhookDescription, call: IncomingCall) {
	const { headers = {}, body = {}, query = {}, params = {} } = call;
	const rawBody = call.rawBody ?? Buffer.from(JSON.stringify(body));
	const response = new RecordedResponse();
	// Express' own request and response have some hundred members more, which no webhook node of ours looks at.
	const exchange = { httpRequest: { headers, body, query, params, rawBody }, httpResponse: response };
	const additionalData = { ...prepared.additionalData, ...exchange } as IWorkflowExecuteAdditionalData;
	const context = new WebhookContext(
		prepared.workflow,
		prepared.node,
		additionalData,
		call.isTest ? 'manual' : 'webhook',
		{ ...webhookData(prepared, description), isTest: call.isTest ?? false },
		[],
		null,
	);
	return { context, response };
}
