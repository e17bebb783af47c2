/** What does not come from Dashdoc stays out, and nothing that comes brings the trigger down. */
import * as fc from 'fast-check';
import * as workflow from 'n8n-workflow';
import { deepestBody, largestBody } from '../../nodes/DashdocTrigger/body';
import type { Sandbox } from '../../sandbox/index.cts';
import { prepare, webhookContext } from '../support/engine.cts';
import { startQuickSandbox } from '../support/sandboxed.cts';
import { startWebhookEndpoint, type WebhookEndpoint } from '../support/webhookEndpoint.cts';
import { authorization, plannedTransport, post, report, trigger, triggerFor } from './webhookTriggers.cts';

jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<typeof workflow>('n8n-workflow');
	return { ...actual, sleep: jest.fn(actual.sleep) };
});

let sandbox: Sandbox;
let endpoint: WebhookEndpoint;

beforeAll(async () => {
	sandbox = await startQuickSandbox();
});
beforeEach(async () => {
	sandbox.reset();
	sandbox.clearRequests();
	endpoint = await startWebhookEndpoint(triggerFor(sandbox));
});
afterEach(async () => {
	await endpoint.close();
	expect(endpoint.crashes).toEqual([]);
	expect(sandbox.violations()).toEqual([]);
});
afterAll(async () => await sandbox.close());

const body = { version: 'v4', type: 'transport.done', event: { uid: 'e-1', transport: 't-1' } };
const header = (Authorization: string) => ({ Authorization });

describe('the authorization', () => {
	const secret = 'Bearer s3cret-Text';
	beforeEach(() => endpoint.use(triggerFor(sandbox, {}, { webhookAuthorization: secret })));

	test.each<[string, Record<string, string>]>([
		['none', {}],
		['an empty one', header('')],
		['another one', header('Bearer s3cret-Texu')],
		['a part of it', header('Bearer s3cret')],
		['more than it', header(`${secret}x`)],
		['it in another case', header(secret.toLowerCase())],
		['it without the word before', header('s3cret-Text')],
		['it with two spaces inside', header('Bearer  s3cret-Text')],
		['it twice', header(`${secret}, ${secret}`)],
		['it in another header', { 'X-Authorization': secret }],
	])('%s is turned away with 401, and starts nothing', async (_, headers) => {
		expect(await post(endpoint, { body, headers })).toEqual({ status: 401, text: 'Unauthorized' });
		expect(endpoint.executions).toEqual([]);
		expect(endpoint.stored).toEqual({});
	});

	test.each<[string, string, string]>([
		['as it was entered', secret, secret],
		['with white space around it in the credential', ` ${secret}\n`, secret],
		['with white space around it in the call', secret, `  ${secret}  `],
		['with accents, in Latin-1', 'clé à gaz', 'clé à gaz'],
		['with accents, in UTF-8', 'clé à gaz', Buffer.from('clé à gaz').toString('latin1')],
		['as JSON', '{"key": "1"}', '{"key": "1"}'],
	])('%s opens the door', async (_, webhookAuthorization, sent) => {
		endpoint.use(triggerFor(sandbox, {}, { webhookAuthorization }));
		expect((await post(endpoint, { body, headers: header(sent) })).status).toBe(200);
		expect(endpoint.executions).toHaveLength(1);
	});

	test.each(['', '  ', false])('of the credential that is empty (%j) opens for nobody', async (empty) => {
		endpoint.use(triggerFor(sandbox, {}, { webhookAuthorization: empty }));
		for (const headers of [{}, header(''), header('undefined')]) {
			expect((await post(endpoint, { body, headers })).status).toBe(401);
		}
		await expect(endpoint.publish()).rejects.toThrow(
			"The credential's 'Webhook Authorization' is empty, so every call would be turned away",
		);
	});

	test('can be done without, by a choice that says what it means', async () => {
		const options = { acceptWithoutAuthorization: true };
		endpoint.use(triggerFor(sandbox, { options }, { webhookAuthorization: '' }));
		await endpoint.publish();
		expect((await post(endpoint, { body, headers: {} })).status).toBe(200);
		expect(endpoint.executions).toHaveLength(1);
	});

	test('that is wrong stays out of n8n, and Dashdoc stops to send until it is mended', async () => {
		sandbox.addWebhook({ name: 'n8n', url: endpoint.webhookUrl, authorization: 'wrong' });
		report(sandbox, 'on_loading_site');
		for (let round = 0; round < 6; round++) await sandbox.sendWebhooks();
		expect(endpoint.answers).toEqual([401, 401, 401, 401, 401]);
		expect(endpoint.executions).toEqual([]);
	});
});

describe('a call', () => {
	test('other than POST is not for the trigger', async () => {
		expect(trigger.description.webhooks!.map(({ httpMethod }) => httpMethod)).toEqual(['POST']);
		expect((await post(endpoint, { method: 'GET' })).status).toBe(404);
		expect(endpoint.executions).toEqual([]);
	});

	test.each<[string, string, string]>([
		['no body at all', '', 'The body is not JSON'],
		['a body that is no JSON', 'hello', 'The body is not JSON'],
		['JSON that was cut off', '{"type": "transport.done", "da', 'The body is not JSON'],
		['XML', '<event type="done"/>', 'The body is not JSON'],
		['10 MB', JSON.stringify({ ...body, text: 'x'.repeat(10_000_000) }), 'The body is larger than'],
		['101 levels', nested(deepestBody + 1), 'The body has more than 100 levels'],
		['a million levels', nested(1_000_000), 'The body has more than 100 levels'],
	])('with %s is answered 400 with the reason', async (_, text, reason) => {
		const answer = await post(endpoint, { body: text, contentType: 'text/plain' });
		expect(answer.status).toBe(400);
		expect(answer.text).toContain(reason);
		expect(endpoint.executions).toEqual([]);
		expect(endpoint.stored).toEqual({});
	});

	test('with a form and files, of which n8n keeps no bytes, is answered 400 and starts nothing', async () => {
		const prepared = prepare({ ...triggerFor(sandbox), node: { type: 'n8n-nodes-dashdoc.dashdocTrigger' } });
		const headers = { authorization: Buffer.from(authorization, 'utf8').toString('latin1') };
		const call = { headers, body: { data: { type: 'done' }, files: {} }, isTest: false };
		const { context, response } = webhookContext(prepared, trigger.description.webhooks![0], call);
		Object.assign(context.getRequestObject(), { rawBody: undefined });
		expect(await trigger.webhook.call(context)).toEqual({ noWebhookResponse: true });
		expect(response).toMatchObject({ statusCode: 400, sent: 'The body is not JSON' });
	});

	test('is read as JSON whatever type it names, with a mark of byte order or without', async () => {
		for (const [number, contentType] of ['text/plain', 'application/octet-stream', 'text/xml'].entries()) {
			const text = `\uFEFF${JSON.stringify({ type: 'done', event: { uid: `e-${number}` } })}`;
			expect((await post(endpoint, { body: text, contentType })).status).toBe(200);
		}
		expect(endpoint.executions).toHaveLength(3);
	});

	test('of just bearable size and depth is taken', async () => {
		const text = 'x'.repeat(largestBody - 100);
		expect((await post(endpoint, { body: { type: 'done', text } })).status).toBe(200);
		expect((await post(endpoint, { body: nested(deepestBody) })).status).toBe(200);
		expect(endpoint.executions).toHaveLength(2);
	});

	test.each<[string, unknown]>([
		['an object of another form', { hello: 'world' }],
		['an empty object', {}],
		['a text', 'hello'],
		['a number', 42],
		['null', null],
	])('with %s passes through whole, as payload', async (_, payload) => {
		expect((await post(endpoint, { body: JSON.stringify(payload) })).status).toBe(200);
		expect(endpoint.executions.flat()).toMatchObject([{ event: null, transport_uid: null, payload }]);
	});

	test('with a list brings several events in one execution, and an empty list none', async () => {
		const event = (uid: string) => ({ type: 'transport.done', event: { uid } });
		await post(endpoint, { body: [event('e-1'), event('e-2'), event('e-1')] });
		expect((await post(endpoint, { body: [] })).status).toBe(200);
		expect(endpoint.executions.map((items) => items.map(({ event_uid }) => event_uid))).toEqual([
			['e-1', 'e-2'],
		]);
	});

	test('with anything at all never brings the trigger down', async () => {
		const names = ['type', 'event', 'data', 'category', 'transport', 'payload', 'site', 'segment', 'target'];
		const parts = ['deliveries', 'segments', 'origin', 'destination', 'address', 'uid', 'trucker', 'author'];
		const { value: anything } = fc.letrec((tie) => ({
			value: fc.oneof(
				{ depthSize: 'small', withCrossShrink: true },
				fc.constantFrom(null, true, 0, '', 'done', 'transport.done', '__proto__'),
				fc.array(tie('value'), { maxLength: 3 }),
				fc.dictionary(fc.constantFrom(...names, ...parts, '__proto__', 'constructor'), tie('value'), {
					noNullPrototype: true,
				}),
			),
		}));
		for (const output of ['simplified', 'raw']) {
			endpoint.use(triggerFor(sandbox, { output }));
			await fc.assert(
				fc.asyncProperty(anything, async (sent) => {
					const { status } = await post(endpoint, { body: JSON.stringify(sent) });
					expect(status).toBe(200);
				}),
				{ numRuns: 150 },
			);
		}
	});
});

test.each(['../companies', '..', 'a/b', 'a\\nb'])(
	'a transport ID that would lead elsewhere (%j) is not followed, and the event still told',
	async (uid) => {
		endpoint.use(triggerFor(sandbox, { output: 'fetchTransport' }));
		const sent = { type: 'done', event: { uid: 'e-1', transport: uid } };
		expect((await post(endpoint, { body: sent })).status).toBe(200);
		expect(endpoint.executions.flat()).toMatchObject([{ event: 'done', transport_state: 'unread' }]);
		expect(sandbox.requests()).toEqual([]);
	},
);

describe('a Dashdoc that is out of order while the transport is fetched', () => {
	const sleep = jest.mocked(workflow.sleep);
	const { sleep: realSleep } = jest.requireActual<typeof workflow>('n8n-workflow');
	afterEach(() => void sleep.mockImplementation(realSleep));
	beforeEach(() => endpoint.use(triggerFor(sandbox, { output: 'fetchTransport' })));

	const sendOne = async () => {
		const { uid } = plannedTransport(sandbox);
		const answer = await post(endpoint, { body: { type: 'done', event: { uid: 'e-1', transport: uid } } });
		return { ...answer, item: endpoint.executions[0]?.[0] };
	};

	test('does not lose the event, nor does it bring it twice', async () => {
		sandbox.setFaults({ kind: 'status', status: 503, times: 0 });
		const { status, item } = await sendOne();
		expect(status).toBe(200);
		expect(item).toMatchObject({
			event: 'done',
			event_uid: 'e-1',
			transport_state: 'unread',
			transport: null,
		});
		expect(item.transport_reason).toMatch(/503/);
		sandbox.setFaults();
		await sendOne();
		expect(endpoint.executions).toHaveLength(1);
	});

	test('holds the answer up for some seconds at most', async () => {
		sandbox.setFaults({ kind: 'hang', times: 0 });
		// What waits for long is over at once, so that nobody looks at the clock here.
		sleep.mockImplementation(async (time, signal) => {
			if (time < 8000) await realSleep(time, signal);
		});
		const { status, item } = await sendOne();
		expect(status).toBe(200);
		expect(item).toMatchObject({
			event: 'done',
			transport_state: 'unread',
			transport_reason: 'Dashdoc did not answer within 8 seconds',
		});
	});

	test('holds the answer up no longer for many events in one call', async () => {
		sandbox.setFaults({ kind: 'hang', times: 0 });
		sleep.mockClear();
		sleep.mockImplementation(async (time, signal) => {
			if (time < 8000) await realSleep(time, signal);
		});
		const many = Array.from({ length: 30 }, (_, number) => ({
			type: 'done',
			event: { uid: `e-${number}`, transport: `t-${number}` },
		}));
		expect((await post(endpoint, { body: many })).status).toBe(200);
		expect(endpoint.executions[0].map(({ transport_state }) => transport_state)).toEqual(
			Array(30).fill('unread'),
		);
		expect(sleep.mock.calls.filter(([time]) => time >= 8000)).toHaveLength(1);
	});
});

/** JSON of so many levels. */
function nested(levels: number): string {
	return `${'['.repeat(levels)}${']'.repeat(levels)}`;
}
