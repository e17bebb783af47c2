import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	NodeApiError,
	type ICredentialType,
	type IExecuteFunctions,
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodeType,
	type IPollFunctions,
	type IWebhookDescription,
	type IWebhookFunctions,
	type JsonObject,
} from 'n8n-workflow';
import {
	hookContext,
	loadOptions,
	pollContext,
	prepare,
	run,
	searchList,
	webhookContext,
	type RecordedResponse,
	type Subject,
} from './engine.cts';

const things = createServer((request, response) => {
	if (request.url === '/things/slow/') return; // never answers
	const found = request.url === '/things/a/' && request.headers.authorization === 'Token abc';
	response.statusCode = found ? 200 : 404;
	response.end(JSON.stringify(found ? { id: 'a' } : { detail: 'Not found.' }));
});

class ThingsApi implements ICredentialType {
	name = 'thingsApi';
	displayName = 'Things API';
	properties = [
		{ displayName: 'Token', name: 'token', type: 'string' as const, default: '' },
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string' as const, default: 'http://127.0.0.1:9' },
	];
	authenticate = {
		type: 'generic' as const,
		properties: { headers: { Authorization: '=Token {{$credentials.token}}' } },
	};
}

const webhook: IWebhookDescription = {
	name: 'default',
	httpMethod: 'POST',
	path: 'webhook',
	responseMode: 'onReceived',
};

/** Reads one thing per item, and has a part for each other context. */
class Things implements INodeType {
	description = {
		displayName: 'Things',
		name: 'things',
		group: ['transform' as const],
		version: 1,
		description: 'Reads things',
		defaults: { name: 'Things' },
		inputs: ['main' as const],
		outputs: ['main' as const],
		credentials: [{ name: 'thingsApi', required: true }],
		webhooks: [webhook],
		properties: [{ displayName: 'ID', name: 'id', type: 'string' as const, default: '', required: true }],
	};

	methods = {
		listSearch: {
			async things(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
				const { baseUrl } = await this.getCredentials<{ baseUrl: string }>('thingsApi');
				const value = this.getCurrentNodeParameter('id') as string;
				return { results: [{ name: `${filter} at ${baseUrl}`, value }], paginationToken };
			},
		},
		loadOptions: {
			async things(this: ILoadOptionsFunctions) {
				return [{ name: 'Current', value: this.getCurrentNodeParameter('id') as string }];
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const out: INodeExecutionData[] = [];
		const { baseUrl } = await this.getCredentials<{ baseUrl: string }>('thingsApi');
		for (let item = 0; item < this.getInputData().length; item++) {
			const id = this.getNodeParameter('id', item) as string;
			const answer = (await this.helpers.httpRequestWithAuthentication.call(this, 'thingsApi', {
				url: `${baseUrl}/things/${id}/`,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
			})) as { statusCode: number; body: JsonObject };
			const message = `${answer.body.detail as string} [item ${item}]`;
			const details = {
				message,
				httpCode: String(answer.statusCode),
				description: 'Check it',
				itemIndex: item,
			};
			if (answer.statusCode < 400) out.push({ json: { id: answer.body.id as string }, pairedItem: { item } });
			else if (!this.continueOnFail()) throw new NodeApiError(this.getNode(), answer.body, details);
			else out.push({ json: { error: message }, pairedItem: { item } });
		}
		return [out];
	}

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][]> {
		const data = this.getWorkflowStaticData('node');
		data.cursor = Number(data.cursor ?? 0) + 1;
		return [[{ json: { cursor: data.cursor, activation: this.getActivationMode() } }]];
	}

	webhookMethods = {
		default: {
			checkExists: async () => false,
			async create(this: IHookFunctions): Promise<boolean> {
				this.getWorkflowStaticData('node').url = this.getNodeWebhookUrl('default');
				return true;
			},
			delete: async () => true,
		},
	};

	async webhook(this: IWebhookFunctions) {
		const signature = this.getHeaderData()['x-signature'];
		const bytes = (this.getRequestObject() as unknown as { rawBody: Buffer }).rawBody.length;
		if (signature === bytes.toString()) return { workflowData: [[{ json: this.getBodyData() }]] };
		const response = this.getResponseObject() as unknown as RecordedResponse;
		response.status(401).send('Unauthorized').end();
		return { noWebhookResponse: true };
	}
}

let baseUrl = '';
beforeAll(async () => {
	await new Promise<void>((resolve) => things.listen(0, '127.0.0.1', resolve));
	baseUrl = `http://127.0.0.1:${(things.address() as AddressInfo).port}`;
});
afterAll(() => {
	things.closeAllConnections();
	things.close();
});

const subject = (more: Subject = {}): Subject => ({
	nodeType: new Things(),
	credentialType: new ThingsApi(),
	credential: { token: 'abc', baseUrl },
	parameters: { id: '={{ $json.id }}' },
	items: [{ json: { id: 'a' } }, { json: { id: 'b' } }],
	...more,
});

describe('a node on the real engine', () => {
	test('stops at the failing item, in the words of the API', async () => {
		const { status, error } = await run(subject());
		expect(status).toBe('error');
		expect(error).toMatchObject({
			message: 'Not found. [item 1]',
			httpCode: '404',
			context: { itemIndex: 1 },
		});
	});

	test('sends the failing item to the error output, merged with its input', async () => {
		const { status, outputs } = await run(subject({ node: { onError: 'continueErrorOutput' } }));
		expect(status).toBe('success');
		expect(outputs).toEqual([
			[{ json: { id: 'a' }, pairedItem: { item: 0 } }],
			[{ json: { id: 'b', error: 'Not found. [item 1]' }, pairedItem: { item: 1 } }],
		]);
	});

	test('is stopped by the Stop button while it waits for an answer', async () => {
		const execution = run(subject({ parameters: { id: 'slow' } }));
		setTimeout(() => execution.cancel(), 50);
		expect((await execution).status).toBe('canceled');
	});

	test('does not start without a required parameter, and fails without a credential', async () => {
		await expect(run(subject({ parameters: {} }))).rejects.toThrow('issues');
		const { status, error } = await run(subject({ credential: undefined }));
		expect({ status, message: error?.message }).toEqual({
			status: 'error',
			message: 'Node does not have any credentials set',
		});
	});
});

describe('the editor', () => {
	test('searches with the parameters of the node and the defaults of the credential', async () => {
		const search = subject({ credential: { token: 'abc' }, parameters: { id: '7' } });
		expect(await searchList(search, 'things', 'du', 'page-2')).toEqual({
			results: [{ name: 'du at http://127.0.0.1:9', value: '7' }],
			paginationToken: 'page-2',
		});
		expect(await loadOptions(search, 'things')).toEqual([{ name: 'Current', value: '7' }]);
		await expect(searchList(search, 'nothing')).rejects.toThrow('no list search "nothing"');
	});
});

describe('a trigger', () => {
	test('keeps its cursor from poll to poll', async () => {
		const prepared = prepare(subject());
		const node = new Things();
		await node.poll.call(pollContext(prepared));
		const items = await node.poll.call(pollContext(prepared, 'init'));
		expect(items[0][0].json).toEqual({ cursor: 2, activation: 'init' });
		expect(prepared.workflow.staticData['node:Subject']).toMatchObject({ cursor: 2 });
	});

	test('registers the address under which n8n listens', async () => {
		const prepared = prepare(subject());
		await new Things().webhookMethods.default.create.call(hookContext(prepared, webhook));
		expect(prepared.workflow.staticData['node:Subject']).toMatchObject({
			url: expect.stringMatching(/^http:\/\/n8n\.test\/webhook\/.*webhook$/) as string,
		});
	});

	test('takes a call whose signature fits the bytes, and refuses another', async () => {
		const node = new Things();
		const body = { event: 'invité' };
		const length = Buffer.byteLength(JSON.stringify(body));
		const right = webhookContext(prepare(subject()), webhook, {
			body,
			headers: { 'x-signature': `${length}` },
		});
		expect(await node.webhook.call(right.context)).toEqual({ workflowData: [[{ json: body }]] });
		const wrong = webhookContext(prepare(subject()), webhook, { body });
		expect(await node.webhook.call(wrong.context)).toEqual({ noWebhookResponse: true });
		expect(wrong.response).toMatchObject({ statusCode: 401, sent: 'Unauthorized' });
	});
});
