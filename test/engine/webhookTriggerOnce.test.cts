/** Each event starts the workflow once, whatever Dashdoc, the network and n8n go through. */
import type * as TriggerModule from '../../nodes/DashdocTrigger/DashdocTrigger.node';
import { mostRemembered } from '../../nodes/DashdocTrigger/memory';
import type { Sandbox } from '../../sandbox/index.cts';
import { startQuickSandbox } from '../support/sandboxed.cts';
import { startWebhookEndpoint, type WebhookEndpoint } from '../support/webhookEndpoint.cts';
import { authorization, plannedTransport, post, report, triggerFor } from './webhookTriggers.cts';

let sandbox: Sandbox;
let endpoint: WebhookEndpoint;

beforeAll(async () => {
	sandbox = await startQuickSandbox();
});
beforeEach(async () => {
	sandbox.reset();
	sandbox.clearRequests();
	endpoint = await startWebhookEndpoint(triggerFor(sandbox));
	sandbox.addWebhook({ name: 'n8n', url: endpoint.webhookUrl, authorization });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await endpoint.close();
	expect(endpoint.crashes).toEqual([]);
});
afterAll(async () => await sandbox.close());

const uids = () => endpoint.executions.flat().map(({ event_uid }) => event_uid);

/** n8n starts anew: nothing is left but what is stored. */
function restart(): void {
	jest.isolateModules(() => {
		const { DashdocTrigger } = jest.requireActual<typeof TriggerModule>(
			'../../nodes/DashdocTrigger/DashdocTrigger.node',
		);
		endpoint.use({ ...triggerFor(sandbox), nodeType: new DashdocTrigger() });
	});
}

const eventOf = (uid: string, more: object = {}) => ({
	version: 'v4',
	type: 'transport.done',
	event: { uid, category: 'done', transport: 't-1', ...more },
});

test('an event that Dashdoc sends twice starts it once', async () => {
	sandbox.settings({ webhookRepetitions: 2 });
	report(sandbox, 'on_loading_site');
	expect(await sandbox.sendWebhooks()).toHaveLength(3);
	expect(endpoint.answers).toEqual([200, 200, 200]);
	expect(endpoint.executions).toHaveLength(1);
});

test('an event whose first delivery was turned away starts it later', async () => {
	endpoint.use(triggerFor(sandbox, {}, { webhookAuthorization: 'another text' }));
	const transport = report(sandbox, 'on_loading_site');
	await sandbox.sendWebhooks();
	expect(endpoint.answers).toEqual([401]);
	endpoint.use(triggerFor(sandbox));
	await sandbox.sendWebhooks();
	expect(uids()).toEqual([transport.status_updates.at(-1)!.uid]);
});

test('a repetition after a restart is recognised', async () => {
	await post(endpoint, { body: eventOf('e-1') });
	restart();
	expect((await post(endpoint, { body: eventOf('e-1') })).status).toBe(200);
	await post(endpoint, { body: eventOf('e-2') });
	expect(uids()).toEqual(['e-1', 'e-2']);
});

test('after a restart all events are recognised, not only the first', async () => {
	const all = ['e-1', 'e-2', 'e-3'];
	for (const uid of all) await post(endpoint, { body: eventOf(uid) });
	restart();
	for (const uid of all) await post(endpoint, { body: eventOf(uid) });
	expect(uids()).toEqual(all);
});

test('a repetition is recognised though the attempt is counted in it, its fields are in another order, or the transport has gone on', async () => {
	const { version, type, event } = eventOf('e-1');
	await post(endpoint, { body: { version, type, event, data: { uid: 't-1', status: 'done' } } });
	await post(endpoint, { body: { event, data: { status: 'paid', uid: 't-1' }, type, version } });
	await post(endpoint, { body: { ...eventOf('e-1'), retries: 2 } });
	expect(uids()).toEqual(['e-1']);
});

test('two deliveries of an event at the same time start it once', async () => {
	const body = { ...eventOf('e-1'), event: { uid: 'e-1', transport: plannedTransport(sandbox).uid } };
	endpoint.use(triggerFor(sandbox, { output: 'fetchTransport' }));
	sandbox.settings({ latency: 100 });
	const answers = await Promise.all(Array.from({ length: 5 }, async () => await post(endpoint, { body })));
	expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
	expect(endpoint.executions).toHaveLength(1);
});

test('events that arrive while another one is slow are remembered, but for the last: none is lost', async () => {
	const bodies = Array.from({ length: 6 }, (_, number) => ({
		type: 'transport.done',
		event: { uid: `e-${number}`, transport: plannedTransport(sandbox).uid },
	}));
	endpoint.use(triggerFor(sandbox, { output: 'fetchTransport' }));
	// The first one is answered last, with what n8n had stored before all of them.
	const slowly = { kind: 'latency', milliseconds: 1500, match: { operationId: 'getTransport' } } as const;
	sandbox.setFaults(slowly);
	const [slow, ...others] = bodies;
	const answer = post(endpoint, { body: slow });
	while (sandbox.requests().length === 0) await new Promise(setImmediate);
	for (const body of others) await post(endpoint, { body });
	await answer;
	expect(uids()).toEqual(['e-1', 'e-2', 'e-3', 'e-4', 'e-5', 'e-0']);
	restart();
	for (const body of bodies) await post(endpoint, { body });
	// Nobody has seen the last one in n8n's database before the slow call overwrote it.
	expect(uids().slice(6)).toEqual(['e-5']);
});

test('an event without ID is known by its content', async () => {
	const body = { version: 'v4', type: 'transport.transport_eta_updated', data: { uid: 't-1', eta: '09:00' } };
	await post(endpoint, { body });
	await post(endpoint, { body: { data: { eta: '09:00', uid: 't-1' }, type: body.type, version: 'v4' } });
	await post(endpoint, { body: { ...body, data: { uid: 't-1', eta: '09:20' } } });
	expect(endpoint.executions).toHaveLength(2);
});

test('two things that happened in one are two events', async () => {
	await post(endpoint, { body: { ...eventOf('e-1'), type: 'transport.round_added' } });
	await post(endpoint, { body: { ...eventOf('e-1'), type: 'transport.round_added_v2' } });
	expect(endpoint.executions).toHaveLength(2);
});

test('events of other kinds do not fill the memory', async () => {
	endpoint.use(triggerFor(sandbox, { events: 'chosen', closingEvents: ['paid'] }));
	await post(endpoint, { body: eventOf('e-1') });
	expect(endpoint.stored).toEqual({});
});

test('what is remembered stays bounded: the newest events', async () => {
	const bodies = Array.from({ length: mostRemembered + 5 }, (_, number) => eventOf(`e-${number}`));
	await post(endpoint, { body: bodies });
	expect(endpoint.executions).toHaveLength(1);
	expect(endpoint.executions[0]).toHaveLength(mostRemembered + 5);
	expect(JSON.stringify(endpoint.stored).length).toBeLessThan(50_000);
	restart();
	await post(endpoint, { body: bodies.slice(-mostRemembered) });
	expect(endpoint.executions).toHaveLength(1);
});

test.each([
	['five minutes ahead', 300_000],
	['five minutes behind', -300_000],
])('a clock of this machine that is %s changes nothing', async (_, minutes) => {
	const { now } = Date;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + minutes);
	sandbox.settings({ webhookRepetitions: 1 });
	const transport = report(sandbox, 'on_loading_site');
	await sandbox.sendWebhooks();
	restart();
	report(sandbox, 'departed', transport);
	await sandbox.sendWebhooks();
	const updates = transport.status_updates.slice(-2);
	expect(endpoint.executions.flat().map(({ happened }) => happened)).toEqual(
		updates.map(({ created_device }) => created_device),
	);
});
