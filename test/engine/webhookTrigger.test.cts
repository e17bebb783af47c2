import type { IDataObject } from 'n8n-workflow';
import { eventGroups, eventNames } from '../../nodes/DashdocTrigger/events';
import type { Sandbox } from '../../sandbox/index.cts';
import { webhookEvents } from '../../sandbox/webhooks/eventNames.cts';
import { startQuickSandbox } from '../support/sandboxed.cts';
import { startWebhookEndpoint, type WebhookEndpoint } from '../support/webhookEndpoint.cts';
import { authorization, plannedTransport, post, report, trigger, triggerFor } from './webhookTriggers.cts';

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
	expect(sandbox.answerViolations()).toEqual([]);
});
afterAll(async () => await sandbox.close());

/** The user enters in Dashdoc what the node shows. */
const enter = (changed: object = {}) =>
	sandbox.addWebhook({ name: 'n8n', url: endpoint.webhookUrl, authorization, ...changed });

/** All items of all executions. */
const items = (): IDataObject[] => endpoint.executions.flat();

const events = () => items().map(({ event }) => event);

describe('events of Dashdoc', () => {
	test('all 42 can be chosen, in groups along the life of a transport', () => {
		expect([...eventNames].sort()).toEqual([...webhookEvents].sort());
		expect(eventGroups.map(({ displayName }) => displayName)).toEqual([
			'Order Events',
			'Trip Events',
			'Crew Events',
			'Loading Events',
			'Round Events',
			'Road Events',
			'Unloading Events',
			'Closing Events',
		]);
		const offered = eventGroups.map(({ parameter }) =>
			trigger.description.properties.find(({ name }) => name === parameter),
		);
		expect(offered.every((property) => property?.type === 'multiOptions')).toBe(true);
	});

	test('start the workflow with what matters of them, at the place where they happened', async () => {
		await endpoint.publish();
		enter();
		const transport = report(sandbox, 'on_loading_site', plannedTransport(sandbox, 1));
		const [{ origin }] = transport.deliveries;
		expect(await sandbox.sendWebhooks()).toMatchObject([{ event: 'on_loading_site', status: 200 }]);
		const update = transport.status_updates.at(-1)!;
		expect(endpoint.executions).toEqual([
			[
				{
					event: 'on_loading_site',
					happened: update.created_device,
					transport_uid: transport.uid,
					transport_number: transport.sequential_id,
					transport_remote_id: transport.remote_id,
					transport_status: 'on_loading_site',
					site_name: origin.address!.name,
					site_city: origin.address!.city,
					trucker: transport.segments[0].trucker!.display_name,
					event_uid: update.uid,
				},
			],
		]);
		expect(sandbox.requests()).toEqual([]);
	});

	test('come through whatever the variant of their payload, each in an execution of its own', async () => {
		enter({ subscriptions: ['on_loading_site', 'departed'] });
		const transport = report(sandbox, 'on_loading_site');
		await sandbox.sendWebhooks();
		for (const webhookPayload of ['without-data', 'transport-object'] as const) {
			sandbox.settings({ webhookPayload });
			report(sandbox, 'departed', transport);
			await sandbox.sendWebhooks();
		}
		expect(endpoint.executions).toHaveLength(3);
		expect(events()).toEqual(['on_loading_site', 'departed', 'departed']);
		expect(items().map((item) => item.transport_uid)).toEqual(Array(3).fill(transport.uid));
		expect(items()[1]).toMatchObject({ transport_number: null, site_name: null });
	});

	test('about documents come with their transport', async () => {
		enter({ subscriptions: ['document.added'] });
		const transport = plannedTransport(sandbox);
		const { uid } = sandbox.addDocument({ transport: transport.uid, megabytes: 0.001 });
		await sandbox.sendWebhooks();
		expect(items()).toMatchObject([
			{ event: 'document.added', event_uid: uid, transport_number: transport.sequential_id },
		]);
	});

	test('that are not chosen are answered and dropped', async () => {
		endpoint.use(
			triggerFor(sandbox, {
				events: 'chosen',
				loadingEvents: ['loading_complete'],
				roadEvents: ['departed'],
			}),
		);
		enter();
		const transport = report(sandbox, 'on_loading_site');
		report(sandbox, 'loading_complete', transport);
		report(sandbox, 'departed', transport);
		await sandbox.sendWebhooks();
		expect(new Set(endpoint.answers)).toEqual(new Set([200]));
		expect(endpoint.answers.length).toBeGreaterThan(2);
		expect(events()).toEqual(['loading_complete', 'departed']);
	});

	test('can be given by an expression as a text with commas', async () => {
		endpoint.use(
			triggerFor(sandbox, { events: 'chosen', loadingEvents: '={{ "on_loading_site, truck_wash" }}' }),
		);
		enter();
		report(sandbox, 'on_loading_site');
		await sandbox.sendWebhooks();
		expect(events()).toEqual(['on_loading_site']);
	});

	test('that Dashdoc has invented since go through Any Event, and not through Chosen Events', async () => {
		const body = { version: 'v5', type: 'transport.teleported', event: { uid: 'e-1', transport: 't-1' } };
		expect((await post(endpoint, { body })).status).toBe(200);
		endpoint.use(triggerFor(sandbox, { events: 'chosen', roadEvents: ['departed'] }));
		expect((await post(endpoint, { body: { ...body, event: { uid: 'e-2' } } })).status).toBe(200);
		expect(items()).toMatchObject([{ event: 'teleported', transport_uid: 't-1', event_uid: 'e-1' }]);
	});
});

test('a call in a form that is not understood starts the workflow though events are chosen', async () => {
	endpoint.use(triggerFor(sandbox, { events: 'chosen', closingEvents: ['done'] }));
	const body = { type: 'webhook', event_name: 'transport.done', object: { uid: 't-1' } };
	await post(endpoint, { body });
	expect(items()).toMatchObject([{ event: null, payload: body }]);
});

describe('the output', () => {
	test('is everything that Dashdoc sends, if so wished', async () => {
		endpoint.use(triggerFor(sandbox, { output: 'raw' }));
		const body = {
			version: 'v4',
			type: 'transport.done',
			data: { uid: 't-1', odd: [1] },
			event: { uid: 'e' },
		};
		await post(endpoint, { body });
		expect(items()).toEqual([body]);
	});

	test('is the whole transport as it is now, with what happened meanwhile', async () => {
		endpoint.use(triggerFor(sandbox, { output: 'fetchTransport' }));
		sandbox.settings({ webhookPayload: 'without-data' });
		enter({ subscriptions: ['on_loading_site'] });
		const transport = report(sandbox, 'on_loading_site');
		report(sandbox, 'loading_complete', transport);
		await sandbox.sendWebhooks();
		const [item] = items();
		expect(item).toMatchObject({
			event: 'on_loading_site',
			transport_state: 'read',
			transport_reason: null,
			transport_number: transport.sequential_id,
			transport_status: 'loading_complete',
			site_name: transport.deliveries[0].origin.address!.name,
		});
		expect((item.transport as IDataObject).status_updates).toHaveLength(transport.status_updates.length);
		expect(sandbox.requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
			`GET /api/v4/transports/${transport.uid}/`,
		]);
	});

	test('of a list of events reads each transport once', async () => {
		endpoint.use(triggerFor(sandbox, { output: 'fetchTransport' }));
		const [one, other] = [plannedTransport(sandbox).uid, plannedTransport(sandbox, 1).uid];
		const named = [one, other, one, undefined, one];
		const body = named.map((transport, number) => ({
			type: 'transport.done',
			event: { uid: `e-${number}`, transport },
		}));
		await post(endpoint, { body });
		expect(items().map((item) => (item.transport as IDataObject | null)?.uid)).toEqual(named);
		expect(sandbox.requests()).toHaveLength(2);
	});

	test('says that a transport is gone, and still tells the event', async () => {
		endpoint.use(triggerFor(sandbox, { output: 'fetchTransport' }));
		await post(endpoint, {
			body: {
				type: 'transport.deleted',
				event: { uid: 'e-1', category: 'deleted', transport: 'no-such-uid' },
			},
		});
		expect(items()).toMatchObject([
			{ event: 'deleted', transport_uid: 'no-such-uid', transport_state: 'gone', transport: null },
		]);
	});

	test('says why a transport could not be read, and still tells the event', async () => {
		endpoint.use(triggerFor(sandbox, { output: 'fetchTransport' }, { apiToken: 'outdated' }));
		const transport = plannedTransport(sandbox);
		const body = { type: 'transport.done', event: { uid: 'e-1', transport: transport.uid } };
		expect((await post(endpoint, { body })).status).toBe(200);
		expect(items()).toMatchObject([
			{
				event: 'done',
				transport_uid: transport.uid,
				transport_state: 'unread',
				transport_reason: expect.stringMatching(/^Dashdoc does not accept the API token/) as string,
				transport: null,
			},
		]);
	});

	test('reads no transport for an event that names none, such as that of a trip', async () => {
		endpoint.use(triggerFor(sandbox, { output: 'fetchTransport' }));
		await post(endpoint, { body: { type: 'trip.trip_created', data: { uid: 'trip-1' } } });
		expect(items()).toMatchObject([
			{ event: 'trip_created', transport_uid: null, transport_state: 'none', transport: null },
		]);
		expect(sandbox.requests()).toEqual([]);
	});
});

describe('a test in the editor', () => {
	test('shows an event again, and leaves what the published workflow remembers alone', async () => {
		const body = { type: 'transport.done', event: { uid: 'e-1' } };
		const end = await endpoint.listen();
		const webhookUrl = endpoint.webhookUrl.replace('/webhook/', '/webhook-test/');
		await post({ webhookUrl }, { body });
		await post({ webhookUrl }, { body });
		await end();
		expect(endpoint.executions).toHaveLength(2);
		expect(endpoint.stored).toEqual({});
		await post(endpoint, { body });
		expect(endpoint.executions).toHaveLength(3);
	});
});
