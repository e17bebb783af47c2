import { transportCollection, type StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { webhookEvents } from '../../sandbox/webhooks/eventNames.cts';
import { startReceiver, type ReceivedCall, type Receiver } from '../support/receiver.cts';
import { callerOf, type Caller, type Shown } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;
let receiver: Receiver;
let received: ReceivedCall[];
/** What the receiver answers; 200 unless a test says otherwise. */
let status: () => number;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 30 });
	call = callerOf(sandbox);
	receiver = await startReceiver((one, response) => {
		received.push(one);
		response.writeHead(status()).end();
	});
});
beforeEach(() => {
	sandbox.reset();
	received = [];
	status = () => 200;
});
afterAll(async () => {
	await sandbox.close();
	await receiver.close();
});
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

interface Payload {
	version: string;
	type: string;
	data?: Shown;
	event: Shown & { transport: unknown };
}

const payloads = () => received.map(({ body }) => JSON.parse(body.toString()) as Payload);

const transports = () => sandbox.state.tenants[0].of(transportCollection).all();

/** A transport of which nothing has happened yet at its first stop. */
const fresh = () => transports().find(({ global_status }) => global_status === 'accepted')!;

/** The crew reports something at the first stop. */
async function report(category: string, transport = fresh()): Promise<StoredTransport> {
	const site = transport.deliveries[0].origin.uid;
	const body = { transport: transport.uid, site, category };
	expect((await call('POST', '/transport-status/', { body })).status).toBe(200);
	return transport;
}

const form = (changed: object = {}) => ({
	name: 'n8n',
	url: `${receiver.url}/hook`,
	authorization: 'Bearer clé-42',
	subscriptions: ['on_loading_site'],
	...changed,
});

/** Enters a webhook as the settings screen does; resolves to its pk. */
async function enter(changed: object = {}): Promise<number> {
	const answer = await call('POST', '/webhook-v2-connector/', { body: { parameters: form(changed) } });
	expect(answer.status).toBe(201);
	return answer.body.pk;
}

const shown = async (pk: number) =>
	(await call('GET', '/webhook-v2-connector/')).body.results.find((one) => one.pk === pk);

describe('the routes of the settings screen', () => {
	test('enter, show, change and remove a webhook', async () => {
		const pk = await enter();
		expect(await shown(pk)).toEqual({
			pk,
			enabled: true,
			retried_events_count: 0,
			parameters: { ...form(), version: 'v4', sending_on_hold: false },
		});
		const changed = await call('PATCH', `/webhook-v2-connector/${pk}/`, {
			body: { enabled: false, parameters: { subscriptions: ['done', 'paid'] } },
		});
		expect(changed.body).toMatchObject({
			enabled: false,
			parameters: { name: 'n8n', subscriptions: ['done', 'paid'] },
		});
		expect((await call('DELETE', `/webhook-v2-connector/${pk}/`)).status).toBe(204);
		expect((await call('DELETE', `/webhook-v2-connector/${pk}/`)).status).toBe(404);
		expect(await shown(pk)).toBeUndefined();
	});

	test('show the list in pages', async () => {
		for (let number = 0; number < 21; number++) await enter({ name: `n8n ${number}` });
		const second = await call('GET', '/webhook-v2-connector/?page=2');
		expect(second.body).toMatchObject({ count: 21, next: null });
		expect(second.body.results).toHaveLength(1);
		expect((await call('GET', '/webhook-v2-connector/?page=3')).status).toBe(404);
	});

	test('show a company its own webhooks only', async () => {
		const pk = await enter();
		const token = sandbox.otherToken;
		expect((await call('GET', '/webhook-v2-connector/', { token })).body.count).toBe(0);
		expect((await call('DELETE', `/webhook-v2-connector/${pk}/`, { token })).status).toBe(404);
	});

	test.each([
		['no name', { name: '' }],
		['no URL', { url: undefined }],
		['an address that is no URL', { url: 'example.org' }],
		['no event', { subscriptions: [] }],
		['an unknown event', { subscriptions: ['exploded'] }],
	])('refuse %s', async (_, changed) => {
		const answer = await call('POST', '/webhook-v2-connector/', { body: { parameters: form(changed) } });
		expect(answer.status).toBe(400);
		expect(answer.body).toHaveProperty('parameters');
	});

	test('want a token, the right method and the trailing slash', async () => {
		expect((await call('GET', '/webhook-v2-connector/', { token: 'wrong' })).status).toBe(401);
		expect((await call('PUT', '/webhook-v2-connector/')).status).toBe(405);
		expect((await call('GET', '/webhook-v2-connector')).status).toBe(404);
		expect(sandbox.violations().map(({ kind }) => kind)).toEqual([
			'method-not-allowed',
			'missing-trailing-slash',
		]);
	});

	test.each([
		['forbidden', 403],
		['missing', 404],
	] as const)('can be %s', async (unlistedRoutes, wanted) => {
		sandbox.settings({ unlistedRoutes });
		expect((await call('GET', '/webhook-v2-connector/')).status).toBe(wanted);
		expect(sandbox.violations()).toEqual([]);
	});
});

describe('the job that calls the webhooks', () => {
	test('sends an event with its transport, and the authorization as it was entered', async () => {
		await enter();
		const transport = await report('on_loading_site');
		const [sent] = await sandbox.sendWebhooks();
		expect(sent).toMatchObject({ event: 'on_loading_site', status: 200 });
		expect(received).toHaveLength(1);
		const [{ method, path, headers }] = received;
		expect([method, path]).toEqual(['POST', '/hook']);
		expect(headers['content-type']).toBe('application/json');
		expect(Buffer.from(headers.authorization ?? '', 'latin1').toString('utf8')).toBe('Bearer clé-42');
		const [{ version, type, data, event }] = payloads();
		expect({ version, type }).toEqual({ version: 'v4', type: 'transport.on_loading_site' });
		expect(data).toMatchObject({ uid: transport.uid, status: 'on_loading_site' });
		expect(event).toMatchObject({ category: 'on_loading_site', transport: transport.uid });
		expect(transport.status_updates.at(-1)!.uid).toBe(event.uid);
	});

	test('sends nothing of what happened before, of other events, and nothing twice', async () => {
		const transport = await report('on_loading_site');
		await enter();
		await report('loading_complete', transport);
		expect(await sandbox.sendWebhooks()).toEqual([]);
		await report('on_loading_site');
		await sandbox.sendWebhooks();
		await sandbox.sendWebhooks();
		expect(received).toHaveLength(1);
	});

	test('sends documents, those of Dashdoc and those of people', async () => {
		await enter({ subscriptions: ['document.added'] });
		const transport = await report('loading_complete');
		sandbox.addDocument({ transport: transport.uid, megabytes: 0.001 });
		await sandbox.sendWebhooks();
		const expected = transport.documents.some(({ category }) => category === 'cmr') ? 2 : 1;
		expect(payloads().map(({ type }) => type)).toEqual(Array(expected).fill('document.added'));
	});

	test('sends the variants of a payload that are thought of', async () => {
		await enter();
		sandbox.settings({ webhookPayload: 'without-data' });
		const transport = await report('on_loading_site');
		await sandbox.sendWebhooks();
		sandbox.settings({ webhookPayload: 'transport-object' });
		await report('on_loading_site');
		await sandbox.sendWebhooks();
		const [first, second] = payloads();
		expect(first.data).toBeUndefined();
		expect(first.event.transport).toBe(transport.uid);
		expect(second.event.transport).toEqual({ uid: second.data!.uid });
	});

	test('sends again what was not acknowledged, and can send twice what was', async () => {
		await enter();
		await report('on_loading_site');
		status = () => 500;
		await sandbox.sendWebhooks();
		status = () => 204;
		sandbox.settings({ webhookRepetitions: 1 });
		await sandbox.sendWebhooks();
		expect(await sandbox.sendWebhooks()).toEqual([]);
		const [first, ...others] = received.map(({ body }) => body.toString());
		expect(others).toEqual([first, first]);
	});

	test('stops after repeated failures until somebody resumes it, and loses nothing', async () => {
		const pk = await enter();
		await report('on_loading_site');
		status = () => 401;
		for (let round = 0; round < 7; round++) await sandbox.sendWebhooks();
		expect(received).toHaveLength(5);
		expect(await shown(pk)).toMatchObject({
			retried_events_count: 5,
			parameters: { sending_on_hold: true },
		});
		await report('on_loading_site');
		status = () => 200;
		expect(await sandbox.sendWebhooks()).toEqual([]);
		expect((await call('POST', `/webhook-v2-connector/${pk}/resume/`)).status).toBe(200);
		expect(await sandbox.sendWebhooks()).toHaveLength(2);
	});

	test('takes a receiver that is not there for a failure', async () => {
		await enter({ url: 'http://127.0.0.1:9/nobody' });
		await report('on_loading_site');
		expect(await sandbox.sendWebhooks()).toMatchObject([{ status: null }]);
	});

	test('can be run, and webhooks entered, over HTTP', async () => {
		const control = async (method: string, path: string, body?: object) => {
			const response = await fetch(`${sandbox.url}/__sandbox__${path}`, {
				method,
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
			});
			return (await response.json()) as Shown & Shown[];
		};
		const { parameters } = await control('POST', '/webhooks', { name: 'n8n', url: receiver.url });
		expect(parameters).toMatchObject({ authorization: '', subscriptions: webhookEvents });
		await report('on_loading_site');
		const [sent] = await control('POST', '/webhooks/send');
		expect(sent).toMatchObject({ event: 'on_loading_site', status: 200 });
		expect(received[0].headers.authorization).toBeUndefined();
		expect(await control('GET', '/webhooks')).toMatchObject([{ waiting: 0, enabled: true }]);
	});

	test('knows 42 events', () => expect(new Set(webhookEvents).size).toBe(42));
});
