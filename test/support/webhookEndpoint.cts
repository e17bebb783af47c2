/**
 * A webhook trigger on n8n's own contexts, behind a real HTTP server that treats calls as n8n does: the workflow is
 * built anew for each call from what is stored, and its static data are stored after the node has answered.
 */
import type { ServerResponse } from 'node:http';
import { ObservableObject, type IDataObject, type INodeType } from 'n8n-workflow';
import { hookContext, prepare, webhookContext, type Prepared, type Subject } from './engine.cts';
import { startReceiver, type ReceivedCall } from './receiver.cts';

export interface WebhookEndpoint {
	/** Address of n8n. */
	readonly url: string;
	/** What the node shows as production URL. */
	readonly webhookUrl: string;
	/** JSON of the items of each execution that was started, the oldest first. */
	readonly executions: IDataObject[][];
	/** Statuses of all answers, the oldest first. */
	readonly answers: number[];
	/** Calls of `webhook()` that threw. */
	readonly crashes: unknown[];
	/** Static data as n8n's database holds them. */
	stored: IDataObject;
	/** The node from now on: its parameters, credential or code have changed. */
	use(subject: Subject & { nodeType: INodeType }): void;
	/** Publishes the workflow; rejects with what the node throws. */
	publish(): Promise<void>;
	/** Unpublishes it. */
	unpublish(): Promise<void>;
	/** "Listen for test event", which has static data of its own; resolves to what ends it. */
	listen(): Promise<() => Promise<void>>;
	close(): Promise<void>;
}

const type = 'n8n-nodes-dashdoc.dashdocTrigger';

/** Nodes of different workflows have different IDs. */
let nodes = 0;

/** Static data as a workflow holds them, so that changes are noticed. */
const observable = (staticData: IDataObject) =>
	ObservableObject.create(staticData, undefined, { ignoreEmptyOnFirstChild: true });

/** Starts n8n's endpoint for one trigger on any free port. */
export async function startWebhookEndpoint(
	first: Subject & { nodeType: INodeType },
): Promise<WebhookEndpoint> {
	let subject = first;
	const id = `trigger-${++nodes}`;
	const server = await startReceiver(async (call, response) => await answer(call, response));
	const webhook = () => subject.nodeType.description.webhooks![0];

	const build = (staticData: IDataObject): Prepared => {
		const prepared = prepare({ ...subject, node: { type, id, ...subject.node } });
		prepared.additionalData.webhookBaseUrl = `${server.url}/webhook`;
		prepared.additionalData.webhookTestBaseUrl = `${server.url}/webhook-test`;
		const { workflow } = prepared;
		workflow.staticData = observable(staticData);
		return prepared;
	};
	const store = ({ workflow: { staticData } }: Prepared) => {
		if (staticData.__dataChanged) endpoint.stored = JSON.parse(JSON.stringify(staticData)) as IDataObject;
	};

	const hooks = async (name: 'checkExists' | 'create' | 'delete', isTest: boolean) => {
		const prepared = build(isTest ? {} : structuredClone(endpoint.stored));
		const context = hookContext(prepared, webhook(), isTest ? 'manual' : 'activate');
		const result = await subject.nodeType.webhookMethods!.default![name].call(context);
		if (!isTest) store(prepared);
		return result;
	};
	const register = async (isTest: boolean) => {
		if (!(await hooks('checkExists', isTest))) await hooks('create', isTest);
	};

	const answer = async (call: ReceivedCall, response: ServerResponse) => {
		const { status, body } = await answerTo(call);
		endpoint.answers.push(status);
		response.writeHead(status).end(body);
	};

	const answerTo = async (call: ReceivedCall): Promise<{ status: number; body?: string }> => {
		if (call.method !== webhook().httpMethod) return { status: 404 };
		const incoming = parsedAsN8n(call);
		if (!incoming) return { status: 422 };
		const isTest = call.path.startsWith('/webhook-test/');
		const raw = isTest ? {} : structuredClone(endpoint.stored);
		const prepared = build(raw);
		const { context, response } = webhookContext(prepared, webhook(), { ...incoming, isTest });
		try {
			const result = await subject.nodeType.webhook!.call(context);
			// n8n builds the workflow once more to start the execution, and so forgets what was changed in this object.
			if (result.workflowData) observable(raw);
			if (!isTest) store(prepared);
			if (result.noWebhookResponse) return { status: response.statusCode, body: String(response.sent) };
			if (!result.workflowData) return { status: 200, body: JSON.stringify(result.webhookResponse) };
			endpoint.executions.push(result.workflowData[0].map(({ json }) => json));
			return { status: 200 };
		} catch (error) {
			endpoint.crashes.push(error);
			return { status: 500 };
		}
	};

	const endpoint: WebhookEndpoint = {
		url: server.url,
		webhookUrl: `${server.url}/webhook/hook-1/webhook`,
		executions: [],
		answers: [],
		crashes: [],
		stored: {},
		use: (next) => (subject = next),
		publish: async () => await register(false),
		unpublish: async () => void (await hooks('delete', false)),
		listen: async () => {
			await register(true);
			return async () => void (await hooks('delete', true));
		},
		close: async () => await server.close(),
	};
	return endpoint;
}

/** The parts of a request as n8n reads them; undefined where it refuses to (JSON that cannot be read). */
function parsedAsN8n({ headers, body: rawBody }: ReceivedCall) {
	const isJson = headers['content-type']?.startsWith('application/json');
	try {
		const body = (isJson ? JSON.parse(rawBody.toString('utf8')) : {}) as IDataObject;
		return { headers: headers as Record<string, string>, body, rawBody };
	} catch {
		return undefined;
	}
}
