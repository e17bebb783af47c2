import type { IDataObject } from 'n8n-workflow';
import { eventNameOf } from '../../../nodes/DashdocTrigger/events';
import { identityOf } from '../../../nodes/DashdocTrigger/identity';
import { itemOf } from '../../../nodes/DashdocTrigger/items';
import { addStored, take } from '../../../nodes/DashdocTrigger/memory';
import { readDeliveries } from '../../../nodes/DashdocTrigger/payload';

describe('the name of an event', () => {
	test.each([
		['on_loading_site', 'on_loading_site'],
		['transport.on_loading_site', 'on_loading_site'],
		[' transport.done ', 'done'],
		['document.added', 'document.added'],
		['delivery_load.amended', 'delivery_load.amended'],
		['transport.delivery_load.amended', 'delivery_load.amended'],
		['trip_created', 'trip_created'],
		['transport.trip_created', 'trip_created'],
		['trip.trip_created', 'trip_created'],
		['trip.created', 'trip_created'],
		['transport.eta_updated', 'transport_eta_updated'],
		['transport.transport_eta_updated', 'transport_eta_updated'],
	])('%s is %s', (written, name) => expect(eventNameOf(written)).toEqual({ name, isKnown: true }));

	test.each([
		['transport.teleported', 'teleported'],
		['constructor', 'constructor'],
	])('%s, which is not known, stays %s', (written, name) => {
		expect(eventNameOf(written)).toEqual({ name, isKnown: false });
	});
});

const update = {
	uid: 'event-1',
	category: 'on_loading_site',
	created: '2026-03-16T09:00:05Z',
	created_device: '2026-03-16T09:00:00Z',
	site: 'site-1',
	segment: 'segment-1',
};

const transport = {
	uid: 'transport-1',
	sequential_id: 42,
	remote_id: 'OT-42',
	status: 'on_loading_site',
	segments: [
		{
			uid: 'segment-1',
			origin: { uid: 'site-1', address: { name: 'Entrepôt Béziers', city: 'Béziers' } },
			destination: { uid: 'site-2', address: null },
			trucker: { display_name: 'Adèle Bouvet' },
		},
	],
	deliveries: [],
};

/** What is told of the event in every form. */
const event = {
	event: 'on_loading_site',
	happened: '2026-03-16T09:00:00Z',
	transport_uid: 'transport-1',
	event_uid: 'event-1',
};
/** What is told where the transport came along. */
const whole = {
	...event,
	transport_number: 42,
	transport_remote_id: 'OT-42',
	transport_status: 'on_loading_site',
	site_name: 'Entrepôt Béziers',
	site_city: 'Béziers',
	trucker: 'Adèle Bouvet',
};

describe('a payload is understood', () => {
	const name = 'transport.on_loading_site';
	test.each<[string, object, object]>([
		[
			'as an envelope around the transport and the status update',
			{ version: 'v4', type: name, data: transport, event: { ...update, transport: 'transport-1' } },
			whole,
		],
		['without a version', { type: name, data: transport, event: update }, whole],
		['with the transport inside the data', { type: name, data: { transport }, event: update }, whole],
		['with the transport inside the status update', { type: name, event: { ...update, transport } }, whole],
		['with the transport beside the status update', { type: name, transport, event: update }, whole],
		[
			'with the status update under its own name',
			{ type: name, data: transport, status_update: update },
			whole,
		],
		['without transport', { type: name, event: { ...update, transport: 'transport-1' } }, event],
		[
			'with the transport as an object of its ID alone',
			{ type: name, event: { ...update, transport: { uid: 'transport-1' } } },
			event,
		],
		['as a bare status update', { ...update, transport: 'transport-1' }, event],
		[
			'as flat fields',
			{
				event_type: 'on_loading_site',
				event_uid: 'event-1',
				transport_uid: 'transport-1',
				timestamp: '2026-03-16T09:00:00Z',
			},
			event,
		],
		[
			"as the record that the log of Dashdoc's settings shows",
			{
				event: 'on_loading_site',
				entity_type: 'transport',
				entity_uid: 'transport-1',
				created: '2026-03-16T09:00:09Z',
				retries: 1,
				payload: { version: 'v4', type: name, event: update },
			},
			event,
		],
		[
			'with stop and segment as objects',
			{
				type: name,
				data: transport,
				event: { ...update, site: { uid: 'site-1' }, segment: { uid: 'segment-1' } },
			},
			whole,
		],
	])('%s', (_, payload, expected) => {
		const [delivery] = readDeliveries(payload);
		expect(itemOf(delivery, 'simplified')).toMatchObject(expected);
	});

	test.each([
		['trip.trip_updated', 'trip_updated'],
		['trip.split', 'trip.split'],
	])('of a trip (%s) without taking the trip for a transport', (type, name) => {
		const [delivery] = readDeliveries({ type, data: { uid: 'trip-1', status: 'planned' } });
		expect(itemOf(delivery, 'simplified')).toMatchObject({
			event: name,
			transport_uid: null,
			transport_status: null,
		});
	});
});

describe('a text that is no event of the list', () => {
	test.each<[string, object]>([
		['a type of another form', { type: 'webhook', event_name: 'transport.done', object: { uid: 't-1' } }],
		['a type beside data without ID', { type: 'webhook', data: { name: 'transport.done' } }],
		['a type beside an event without ID', { type: 'webhook', event: { name: 'transport.done' } }],
		['an event without any ID', { event: 'notification', transports: [{ uid: 't-1' }] }],
		['a category of something else', { category: 'transport', name: 'done' }],
	])('names no event as %s, and is told whole', (_, payload) => {
		const [delivery] = readDeliveries(payload);
		expect(delivery.event).toBeUndefined();
		expect(itemOf(delivery, 'simplified')).toMatchObject({ event: null, payload });
	});

	test.each<[string, object]>([
		['with transport. before it', { type: 'transport.teleported' }],
		['in an envelope with a transport', { type: 'teleported', data: { uid: 't-1' } }],
		['in an envelope with a status update', { type: 'teleported', event: { uid: 'e-1' } }],
		['as flat fields with an ID', { event_type: 'teleported', event_uid: 'e-1' }],
		['in a bare status update', { category: 'teleported', transport: 't-1' }],
		['in the log', { event: 'teleported', entity_type: 'trip', entity_uid: 'trip-1', payload: {} }],
	])('names one that Dashdoc has invented since %s, and is told whole', (_, payload) => {
		const [delivery] = readDeliveries(payload);
		expect(itemOf(delivery, 'simplified')).toMatchObject({ event: 'teleported', payload });
	});

	test('does not make one of two calls without a name', () => {
		const call = (name: string) => ({ type: 'webhook', event_name: name, event_uid: 'e-1' });
		const [one, other] = readDeliveries([call('created'), call('done')]);
		expect(identityOf(one)).not.toBe(identityOf(other));
	});
});

describe('the trucker of an event', () => {
	const truckerOf = (changed: object) => {
		const [delivery] = readDeliveries({
			type: 'x',
			data: transport,
			event: { ...update, segment: null, site: null, ...changed },
		});
		return itemOf(delivery, 'simplified').trucker;
	};

	test.each<[string, object, string]>([
		['whom an assignment is about', { target: { display_name: 'Zoé Petit' } }, 'Zoé Petit'],
		['who drives to or from the stop', { site: 'site-2' }, 'Adèle Bouvet'],
		['who drives the only segment', {}, 'Adèle Bouvet'],
	])('is the one %s', (_, changed, expected) => expect(truckerOf(changed)).toBe(expected));

	test('is the one who reported it, where no segment tells', () => {
		const author = { display_name: 'Rémi Maçon' };
		const [delivery] = readDeliveries({ type: 'x', event: { creation_method: 'trucker', author } });
		expect(itemOf(delivery, 'simplified').trucker).toBe('Rémi Maçon');
		const [other] = readDeliveries({ type: 'x', event: { creation_method: 'manager', author } });
		expect(itemOf(other, 'simplified').trucker).toBeNull();
	});
});

describe('the memory of events', () => {
	const identity = (payload: object) => identityOf(readDeliveries(payload)[0]);

	test('knows an event by 16 characters, whatever came along', () => {
		const one = identity({ type: 'done', event: { uid: 'e-1' }, data: transport });
		expect(one).toMatch(/^[\w-]{16}$/);
		expect(identity({ type: 'transport.done', event: { uid: 'e-1' } })).toBe(one);
		expect(identity({ type: 'done', event: { uid: 'e-2' } })).not.toBe(one);
	});

	test('of this process ends before Dashdoc tries again, so that an event whose execution never began is taken', () => {
		// n8n keeps the static data only when it could start the execution.
		expect(take('a', {}, ['e-1'], 0)).toEqual([true]);
		expect(take('a', {}, ['e-1'], 44_000)).toEqual([false]);
		expect(take('a', {}, ['e-1'], 60_000)).toEqual([true]);
	});

	test('does not store for another event one whose execution never began, nor for its repetition', () => {
		expect(take('never', {}, ['e-1'], 0)).toEqual([true]);
		const saved: IDataObject = {};
		expect(take('never', saved, ['e-2'], 1000)).toEqual([true]);
		expect(saved).toEqual({ taken: ['e-2'] });
		const repeated: IDataObject = {};
		expect(take('never', repeated, ['e-1'], 2000)).toEqual([false]);
		addStored('never', repeated, 3000);
		expect(repeated).toEqual({});
		expect(take('never', saved, ['e-1'], 61_000)).toEqual([true]);
	});

	test('adds to a slow call what was stored for faster ones meanwhile', () => {
		const slow: IDataObject = {};
		take('slow', slow, ['e-1'], 0);
		const stored: IDataObject = {};
		take('slow', stored, ['e-2'], 1000);
		take('slow', stored, ['e-3'], 2000);
		addStored('slow', slow, 3000);
		expect(slow.taken).toEqual(['e-2', 'e-1']);
	});

	test('of one trigger is none of another', () => {
		expect(take('b', {}, ['e-1'], 0)).toEqual([true]);
		expect(take('c', {}, ['e-1'], 0)).toEqual([true]);
	});

	test('does not touch the static data for a repetition', () => {
		const data = Object.freeze({ taken: ['e-1'] });
		expect(take('d', data, ['e-1'], 0)).toEqual([false]);
	});

	test('survives static data that somebody has spoilt', () => {
		const data = { taken: 'spoilt' };
		expect(take('e', data, ['e-1'], 0)).toEqual([true]);
		expect(data.taken).toEqual(['e-1']);
	});
});
