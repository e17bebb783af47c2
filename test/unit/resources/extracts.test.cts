/** What rows are made of a transport, whatever of it is missing. */
import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';
import { loads } from '../../../nodes/Dashdoc/resources/transport/extract/loads';
import { mileage } from '../../../nodes/Dashdoc/resources/transport/extract/mileage';
import { observations } from '../../../nodes/Dashdoc/resources/transport/extract/observations';
import type { Transport } from '../../../nodes/Dashdoc/resources/transport/extract/parts';
import { sites } from '../../../nodes/Dashdoc/resources/transport/extract/sites';
import { statusEvents } from '../../../nodes/Dashdoc/resources/transport/extract/statusEvents';

/** A transport of which Dashdoc tells nothing but its name, and what a test gives. */
const transportWith = (parts: object = {}) =>
	({ uid: 't1', sequential_id: 24, remote_id: 'OT-1', ...parts }) as unknown as Transport;

const pick = (rows: readonly IDataObject[], ...names: string[]) =>
	rows.map((row) => names.map((name) => row[name]));

const nantes = { uid: 's1', category: 'loading', address: { name: 'Quai 3', city: 'Nantes' } };
const rezé = { uid: 's2', category: 'unloading', address: { name: 'Dépôt', city: 'Rezé' } };

describe('whatever is missing', () => {
	const readers = { loads, mileage, observations, sites, statusEvents };

	test.each(Object.entries(readers))('%s of an empty transport are none', (_, read) => {
		expect(read(transportWith())).toEqual([]);
		const empty = { deliveries: [], segments: [], status_updates: [] };
		expect(read(transportWith(empty))).toEqual([]);
	});

	test.each([
		['loads', loads(transportWith({ deliveries: [{ planned_loads: [{}] }] }))],
		['mileage', mileage(transportWith({ segments: [{}] }))],
		['sites', sites(transportWith({ segments: [{ origin: {} }] }))],
		['status events', statusEvents(transportWith({ status_updates: [{}] }))],
	])('of %s one row stays, with null for what is not known', (_, rows) => {
		expect(rows).toHaveLength(1);
		const { transport_uid, transport_number, transport_remote_id, ...others } = rows[0];
		expect([transport_uid, transport_number, transport_remote_id]).toEqual(['t1', 24, 'OT-1']);
		expect(Object.values(others)).not.toContain(undefined);
	});
});

describe('status events', () => {
	const event = (category: string, created: string, more: object = {}) => ({ category, created, ...more });
	const transport = transportWith({
		deliveries: [{ origin: nantes, destination: rezé }],
		status_updates: [
			event('created', '2026-03-01T08:00:00Z'),
			event('loading_complete', '2026-03-02T08:00:00Z', {
				created_device: '2026-03-01T20:00:00Z',
				site: 's1',
				signature: { signature_method: 'sign_on_glass', signatory_signed_at: '2026-03-01T19:59:00Z' },
			}),
			event('round_added_v2', '2026-03-03T08:00:00Z', { update_details: { round_id: 2 } }),
		],
	});

	test('tell when it happened and when Dashdoc got it, with the site and the signature', () => {
		const names = ['category', 'happened', 'recorded', 'site_city', 'signature_method', 'details'];
		expect(pick(statusEvents(transport), ...names)).toEqual([
			['created', '2026-03-01T08:00:00Z', '2026-03-01T08:00:00Z', null, null, null],
			['loading_complete', '2026-03-01T20:00:00Z', '2026-03-02T08:00:00Z', 'Nantes', 'sign_on_glass', null],
			['round_added_v2', '2026-03-03T08:00:00Z', '2026-03-03T08:00:00Z', null, null, '{"round_id":2}'],
		]);
	});

	test('are chosen by category and by the time at which Dashdoc got them', () => {
		const chosen = (filter: object) => pick(statusEvents(transport, filter), 'category').flat();
		expect(chosen({ categories: ['created'] })).toEqual(['created']);
		// On the phone it happened before, but it came after.
		expect(chosen({ since: '2026-03-02T08:00:00.000Z' })).toEqual(['loading_complete', 'round_added_v2']);
		expect(chosen({ since: '2026-03-04T00:00:00Z' })).toEqual([]);
	});
});

describe('observations', () => {
	const transport = transportWith({
		deliveries: [{ origin: nantes, destination: rezé }],
		status_updates: [
			{ category: 'declined', content: 'Plus de camion', created: '2026-03-01T08:00:00Z' },
			{
				category: 'loading_complete',
				content: ' 2 cartons ouverts ',
				site: 's1',
				created: '2026-03-02T08:00:00Z',
			},
			{
				category: 'unloading_complete',
				content: 'Attente 2 h',
				content_signatory: 'Palette mouillée',
				site: 's2',
				created: '2026-03-03T08:00:00Z',
			},
			{ category: 'unloading_complete', content: '  ', content_signatory: null },
		],
	});

	test('are those of the ends of loading and unloading, and no reasons of refusals', () => {
		expect(pick(observations(transport), 'observer', 'activity', 'observation', 'site_city')).toEqual([
			['trucker', 'loading', '2 cartons ouverts', 'Nantes'],
			['trucker', 'unloading', 'Attente 2 h', 'Rezé'],
			['signatory', 'unloading', 'Palette mouillée', 'Rezé'],
		]);
	});

	test('are chosen by who wrote them and when they came', () => {
		expect(pick(observations(transport, { observers: ['signatory'] }), 'observation')).toEqual([
			['Palette mouillée'],
		]);
		expect(pick(observations(transport, { since: '2026-03-03T00:00:00Z' }), 'observer')).toEqual([
			['trucker'],
			['signatory'],
		]);
	});
});

describe('mileage', () => {
	test('comes segment by segment in the order of the route, with the sum beside', () => {
		const segments = [
			{ uid: 'b', sort_order: 1, user_distance: 40, telematic_distance: 38 },
			{ uid: 'a', sort_order: 0, origin_mileage: 1000, destination_mileage: 1100.5 },
		];
		const names = [
			'uid',
			'position',
			'telematic_distance',
			'distance',
			'total_distance',
			'is_total_complete',
		];
		expect(pick(mileage(transportWith({ segments })), ...names)).toEqual([
			['a', 1, 100.5, 100.5, 140.5, true],
			['b', 2, 38, 40, 140.5, true],
		]);
	});

	test('believes what Dashdoc counts for billing before anything else', () => {
		const segments = [{ distance: 41, user_distance: 40, telematic_distance: 38 }];
		expect(pick(mileage(transportWith({ segments })), 'distance')).toEqual([[41]]);
	});

	test('says when a segment is missing in the sum, and tells no sum of nothing', () => {
		const some = [{ distance: 0 }, { estimated_distance: 90 }];
		expect(
			pick(mileage(transportWith({ segments: some })), 'distance', 'total_distance', 'is_total_complete'),
		).toEqual([
			[0, 0, false],
			[null, 0, false],
		]);
		expect(pick(mileage(transportWith({ segments: [{}] })), 'total_distance')).toEqual([[null]]);
	});

	test('names the plates', () => {
		const segments = [
			{
				vehicle: { license_plate: 'AB-123-CD' },
				trailers: [{ license_plate: 'R-1' }, { license_plate: 'R-2' }],
			},
		];
		expect(pick(mileage(transportWith({ segments })), 'vehicle', 'trailers')).toEqual([
			['AB-123-CD', 'R-1, R-2'],
		]);
	});
});

describe('loads', () => {
	const of = (delivery: object) => loads(transportWith({ deliveries: [delivery] }));
	const weights = ['uid', 'planned_weight', 'loaded_weight', 'unloaded_weight'];

	test('stand side by side by ID, whatever their order', () => {
		const rows = of({
			planned_loads: [
				{ uid: 'a', weight: 10 },
				{ uid: 'b', weight: 20 },
			],
			origin_loads: [
				{ uid: 'b', weight: 19 },
				{ uid: 'a', weight: 10 },
			],
			destination_loads: [
				{ uid: 'a', weight: 9 },
				{ uid: 'b', weight: 19 },
			],
		});
		expect(pick(rows, ...weights)).toEqual([
			['a', 10, 10, 9],
			['b', 20, 19, 19],
		]);
	});

	test('by External ID, and by position within a category, where IDs differ', () => {
		const rows = of({
			planned_loads: [
				{ uid: 'a', remote_id: 'L1', category: 'pallets', weight: 10 },
				{ uid: 'b', remote_id: '', category: 'bulk', weight: 20 },
			],
			origin_loads: [
				{ uid: 'x', category: 'bulk', weight: 21 },
				{ uid: 'y', remote_id: 'L1', category: 'pallets', weight: 11 },
			],
			destination_loads: [{ uid: 'x', category: 'bulk', weight: 22 }],
		});
		expect(pick(rows, ...weights)).toEqual([
			['a', 10, 11, null],
			['b', 20, 21, 22],
		]);
	});

	test('that nobody had asked for get a row of their own', () => {
		const rows = of({
			planned_loads: [{ uid: 'a', category: 'pallets', quantity: 3 }],
			origin_loads: [
				{ uid: 'a', category: 'pallets', quantity: 3 },
				{ uid: 'z', category: 'packages', quantity: 1 },
			],
			destination_loads: null,
		});
		expect(pick(rows, 'uid', 'planned_quantity', 'loaded_quantity', 'unloaded_quantity')).toEqual([
			['a', 3, 3, null],
			['z', null, 1, null],
		]);
	});

	test('of a delivery in rounds come round by round, after what was asked for in all', () => {
		const rows = of({
			multiple_rounds: true,
			planned_loads: [{ uid: 'p', weight: 50000 }],
			origin_loads: [{ weight: 48000 }],
			rounds: [
				{ round_id: 1, origin_load: { weight: 25000 }, destination_load: { weight: 24900 } },
				{ round_id: 3, origin_load: null, destination_load: null },
			],
		});
		expect(pick(rows, 'round_id', 'planned_weight', 'loaded_weight', 'unloaded_weight')).toEqual([
			[null, 50000, null, null],
			[1, null, 25000, 24900],
			[3, null, null, null],
		]);
	});

	test('know the places between which they go', () => {
		const rows = of({ uid: 'd1', origin: nantes, destination: rezé, planned_loads: [{ uid: 'a' }] });
		expect(pick(rows, 'delivery', 'origin_city', 'destination_city')).toEqual([['d1', 'Nantes', 'Rezé']]);
	});
});

describe('sites', () => {
	test('come once each in the order of the route, with times and the minutes between', () => {
		const arrived = { ...nantes, real_start: '2026-03-02T08:00:00Z', real_end: '2026-03-02T08:45:20Z' };
		const transport = transportWith({
			deliveries: [{ origin: nantes, destination: rezé }],
			segments: [
				{ sort_order: 2, origin: { uid: 'break' }, destination: rezé },
				{ sort_order: 1, origin: arrived, destination: { uid: 'break' } },
			],
		});
		expect(pick(sites(transport), 'uid', 'position', 'city', 'real_start', 'minutes_on_site')).toEqual([
			['s1', 1, 'Nantes', '2026-03-02T08:00:00Z', 45],
			['break', 2, null, null, null],
			['s2', 3, 'Rezé', null, null],
		]);
	});
});

describe('of the transports of the local Dashdoc', () => {
	let sandbox: Sandbox;
	let transports: Transport[];

	beforeAll(async () => {
		sandbox = await startSandbox({ requestsPerSecond: 0, transports: 60 });
		const answer = await fetch(`${sandbox.url}/api/v4/transports/`, {
			headers: { Authorization: `Token ${sandbox.token}` },
		});
		transports = ((await answer.json()) as { results: Transport[] }).results;
	});

	afterAll(() => sandbox.close());

	test('every part comes out once', () => {
		for (const transport of transports) {
			expect(statusEvents(transport)).toHaveLength(transport.status_updates?.length ?? 0);
			expect(mileage(transport)).toHaveLength(transport.segments?.length ?? 0);
			expect(observations(transport).length > 0).toBe(transport.has_observations);
			const uids = pick(sites(transport), 'uid').flat();
			expect(uids).toEqual([...new Set(uids)]);
		}
	});

	test('what was loaded adds up to what Dashdoc tells', () => {
		const sum = (numbers: unknown[]) => numbers.reduce<number>((total, one) => total + Number(one ?? 0), 0);
		for (const transport of transports) {
			for (const delivery of transport.deliveries ?? []) {
				if ((delivery.rounds ?? []).length > 0) continue;
				const rows = loads(transport).filter((row) => row.delivery === delivery.uid);
				expect(sum(pick(rows, 'loaded_weight').flat())).toBe(
					sum((delivery.origin_loads ?? []).map(({ weight }) => weight)),
				);
				expect(rows).toHaveLength(delivery.planned_loads?.length ?? 0);
			}
		}
	});
});
