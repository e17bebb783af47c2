/** A transport of several deliveries: what the truck does follows, or is given. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { useSandbox } from '../support/sandboxed.cts';
import { addTrucker, located } from './data.cts';
import {
	addParty,
	addPlace,
	chosen,
	createdBody,
	deliveries,
	onTransports,
	routeOf,
	stored,
	type DeliveryRow,
} from './transportForms.cts';

let sandbox: Sandbox;
let shipper: INodeParameters;
let a: INodeParameters;
let b: INodeParameters;
let c: INodeParameters;
let d: INodeParameters;

useSandbox({ companies: 3, contacts: 2, transports: 2 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	shipper = chosen(addParty(sandbox, 'Laiterie du Gévaudan').company);
	[a, b, c, d] = ['A', 'B', 'C', 'D'].map((name) => chosen(addPlace(sandbox, name, `PLACE-${name}`)));
});

const create = (rows: DeliveryRow[], parameters: INodeParameters = {}) =>
	onTransports(sandbox, 'createWithStops', { shipper, deliveries: deliveries(...rows), ...parameters });

const route = (...segment: INodeParameters[]): INodeParameters => ({ route: { segment } });

describe('the truck goes where the deliveries lead it', () => {
	test.each<[string, () => DeliveryRow[], string]>([
		['one delivery', () => [{ from: a, to: b }], 'A B'],
		[
			'from one place to three',
			() => [
				{ from: a, to: b },
				{ from: a, to: c },
				{ from: a, to: d },
			],
			'A B C D',
		],
		[
			'two pickups first',
			() => [
				{ from: a, to: b },
				{ from: c, to: d },
			],
			'A C B D',
		],
		[
			'a relay',
			() => [
				{ from: a, to: b },
				{ from: b, to: c },
			],
			'A B C',
		],
		[
			'there and back',
			() => [
				{ from: a, to: b },
				{ from: b, to: a },
			],
			'A B A',
		],
	])('%s', async (_, rows, towns) => {
		const transport = await stored(sandbox, create(rows()));
		expect(routeOf(transport).join(' ')).toBe(towns);
		expect(transport.deliveries).toHaveLength(rows().length);
	});

	test('every delivery has the shipper', async () => {
		const transport = await stored(
			sandbox,
			create([
				{ from: a, to: b },
				{ from: a, to: c },
			]),
		);
		const names = transport.deliveries.map(({ shipper_address }) => shipper_address?.company?.name);
		expect(names).toEqual(['Laiterie du Gévaudan', 'Laiterie du Gévaudan']);
	});
});

describe('a place of several deliveries', () => {
	test('is one stop when its details are the same', async () => {
		const transport = await stored(
			sandbox,
			create([
				{ from: a, to: b, fromSlot: '8 10' },
				{ from: a, to: c, fromSlot: '8 10' },
			]),
		);
		const [one, other] = transport.deliveries;
		expect(one.origin.uid).toBe(other.origin.uid);
		expect(one.origin.remote_id).toBe('');
	});

	test('is two stops when they are asked for at other times, each with an External ID', async () => {
		const rows = [
			{ from: a, to: b, fromSlot: '8 10' },
			{ from: a, to: c, fromSlot: '14 16' },
		];
		const additionalFields = { externalId: 'OT-APART' };
		const transport = await stored(sandbox, create(rows, { additionalFields }));
		expect(routeOf(transport)).toEqual(['A', 'A', 'B', 'C']);
		expect(transport.deliveries.map(({ origin }) => origin.remote_id)).toEqual([
			'OT-APART-stop-1',
			'OT-APART-stop-2',
		]);
	});

	test('without External ID of the transport the stops have one that nobody else has', async () => {
		const rows = [
			{ from: a, to: b, fromSlot: '8 10' },
			{ from: a, to: c, fromSlot: '14 16' },
		];
		const [one, other] = [await stored(sandbox, create(rows)), await stored(sandbox, create(rows))];
		expect(one.deliveries[0].origin.remote_id).toMatch(/-stop-1$/);
		expect(one.deliveries[0].origin.remote_id).not.toBe(other.deliveries[0].origin.remote_id);
	});

	test('is two stops when the user names two', async () => {
		const transport = await stored(
			sandbox,
			create([
				{ from: a, to: b, more: { loadingSiteExternalId: 'QUAI-1' } },
				{ from: a, to: c, more: { loadingSiteExternalId: 'QUAI-2' } },
			]),
		);
		expect(routeOf(transport)).toEqual(['A', 'A', 'B', 'C']);
	});
});

describe('a given route', () => {
	test('has its own order and two truckers', async () => {
		const [one, two] = [addTrucker(sandbox, {}), addTrucker(sandbox, {})];
		const rows = [
			{ from: a, to: b, fromSlot: '8 10' },
			{ from: c, to: d },
		];
		const transport = await stored(
			sandbox,
			create(
				rows,
				route(
					{ startAddress: a, endAddress: b, trucker: chosen(one.pk) },
					{ endAddress: c, trucker: chosen(two.pk) },
					{ endAddress: d, trucker: chosen(two.pk) },
				),
			),
		);
		expect(routeOf(transport)).toEqual(['A', 'B', 'C', 'D']);
		expect(transport.segments.map(({ trucker }) => trucker?.pk)).toEqual([one.pk, two.pk, two.pk]);
		expect(transport.segments[0].origin.slots).toHaveLength(1);
	});

	test('names stops by their Site External ID, and may lead over other places', async () => {
		const rows = [
			{ from: a, to: b, more: { loadingSiteExternalId: 'QUAI-1', unloadingSiteExternalId: 'CLIENT' } },
		];
		const transport = await stored(
			sandbox,
			create(
				rows,
				route(
					{ startSiteExternalId: 'QUAI-1', endAddress: located('externalId', 'PLACE-C') },
					{ startAddress: located('externalId', 'PLACE-C'), endSiteExternalId: 'CLIENT' },
				),
			),
		);
		expect(routeOf(transport)).toEqual(['A', 'C', 'B']);
	});

	test('with a crew alone is driven by it from the first stop to the last', async () => {
		const { pk } = addTrucker(sandbox, {});
		const rows = [
			{ from: a, to: b },
			{ from: a, to: c },
		];
		const transport = await stored(sandbox, create(rows, route({ trucker: chosen(pk) })));
		expect(transport.segments.map(({ trucker }) => trucker?.pk)).toEqual([pk, pk]);
	});
});

test('each delivery has its own loads and details', async () => {
	await create([
		{ from: a, to: b, loads: [{ description: 'Fûts' }, { description: 'Verres', quantity: 12 }] },
		{ from: a, to: c, more: { shipperReference: 'CMD-2', deliveryExternalId: 'D2' } },
	]);
	const [one, other] = createdBody(sandbox).deliveries;
	expect(one.planned_loads).toEqual([
		{ category: 'pallets', description: 'Fûts' },
		{ category: 'pallets', description: 'Verres', quantity: 12 },
	]);
	expect(other).toMatchObject({ shipper_reference: 'CMD-2', remote_id: 'D2' });
});
