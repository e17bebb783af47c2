/** Events, observations, kilometres, loads and sites of transports as flat items, on n8n's real engine. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { callsOf, itemsOf, jsonOf, located, transportsOf } from './data.cts';

let sandbox: Sandbox;
let transport: StoredTransport;

useSandbox({}, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	const found = transportsOf(sandbox).find(
		({ segments, status }) => status === 'done' && segments.length === 1,
	);
	if (!found) throw new Error('The sandbox has no transport that is done');
	transport = found;
});

const run = (operation: string, parameters: INodeParameters = {}, rest: Partial<Subject> = {}) =>
	runOn(
		sandbox,
		{ resource: 'transport', operation, transport: located('id', transport.uid), ...parameters },
		rest,
	);

const rows = async (operation: string, parameters: INodeParameters = {}) =>
	jsonOf(await run(operation, parameters));

test.each(['getStatusEvents', 'getObservations', 'getMileage', 'getLoads', 'getSites'])(
	'%s reads the transport once and gives flat items that name it',
	async (operation) => {
		transport.status_updates.push({
			...transport.status_updates[0],
			category: 'unloading_complete',
			content: 'Palette mouillée',
		});
		transport.has_observations = true;
		const items = await rows(operation);
		expect(items.length).toBeGreaterThan(0);
		expect(callsOf(sandbox)).toEqual([`GET /transports/${transport.uid}/`]);
		for (const item of items) {
			expect(item).toMatchObject({ transport_uid: transport.uid, transport_number: transport.sequential_id });
			for (const value of Object.values(item))
				expect(typeof value === 'object' && value !== null).toBe(false);
		}
	},
);

test('events are chosen by category, whether by label, by value or by a category that no list has', async () => {
	const chosen = async (categories: INodeParameters[string]) =>
		(await rows('getStatusEvents', { filters: { categories } })).map(({ category }) => category);
	expect(await chosen(['loading_complete'])).toEqual(['loading_complete']);
	expect(await chosen('={{ "Loading Complete, done" }}')).toEqual(['loading_complete', 'done']);
	transport.status_updates[0].category = 'rest.amended';
	expect(await chosen('={{ ["rest.amended"] }}')).toEqual(['rest.amended']);
});

test('events since a moment take the time zone of the workflow', async () => {
	transport.status_updates = [
		{ ...transport.status_updates[0], created: '2026-03-02T07:59:59Z' },
		{ ...transport.status_updates[0], created: '2026-03-02T08:00:00Z' },
	];
	const events = await rows('getStatusEvents', { filters: { since: '2026-03-02T09:00:00' } });
	expect(events.map(({ recorded }) => recorded)).toEqual(['2026-03-02T08:00:00Z']);
});

test('a date that is none is told before anything is asked', async () => {
	const { error } = await run('getStatusEvents', { filters: { since: '={{ "hier" }}' } });
	expect(error?.message).toMatch(/^Since: /);
	expect(callsOf(sandbox)).toEqual([]);
});

test('observations of the signatory alone', async () => {
	const end = transport.status_updates.find(({ category }) => category === 'unloading_complete');
	Object.assign(end ?? {}, { content: 'Attente 2 h', content_signatory: 'Palette mouillée' });
	transport.has_observations = true;
	const all = await rows('getObservations');
	expect(all.map(({ observation }) => observation)).toEqual(
		expect.arrayContaining(['Attente 2 h', 'Palette mouillée']),
	);
	const signatory = await rows('getObservations', { filters: { observers: ['signatory'] } });
	expect(signatory).toEqual([
		expect.objectContaining({
			observer: 'signatory',
			observation: 'Palette mouillée',
			activity: 'unloading',
			site_city: transport.deliveries[0].destination.address?.city,
		}),
	]);
});

test('kilometres, loads and times are those of the transport', async () => {
	const [segment] = transport.segments;
	const [delivery] = transport.deliveries;
	expect(await rows('getMileage')).toEqual([
		expect.objectContaining({
			uid: segment.uid,
			distance: segment.distance,
			total_distance: segment.distance,
		}),
	]);
	expect(await rows('getLoads')).toContainEqual(
		expect.objectContaining({
			delivery: delivery.uid,
			planned_weight: delivery.planned_loads[0].weight,
			unloaded_weight: delivery.destination_loads?.[0].weight,
		}),
	);
	expect((await rows('getSites')).map(({ uid, real_start }) => [uid, real_start])).toEqual([
		[delivery.origin.uid, delivery.origin.real_start],
		[delivery.destination.uid, delivery.destination.real_start],
	]);
});

test('each item is paired with the transport that it came from', async () => {
	const two = transportsOf(sandbox)
		.slice(0, 2)
		.map(({ uid }) => ({ uid }));
	const { outputs } = await run(
		'getSites',
		{ transport: located('id', '={{ $json.uid }}') },
		{ items: itemsOf(...two) },
	);
	for (const { json, pairedItem } of outputs[0]) {
		expect(two[(pairedItem as { item: number }).item].uid).toBe(json.transport_uid);
	}
});
