/** What a user gets wrong in a transport: told with its field and item, nothing sent, other items go on. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { useSandbox } from '../support/sandboxed.cts';
import { addCompany, itemsOf, jsonOf, located, transportsOf, writesOf } from './data.cts';
import { addParty, addPlace, chosen, deliveries, onTransports, type DeliveryRow } from './transportForms.cts';

let sandbox: Sandbox;
let shipper: INodeParameters;
let a: INodeParameters;
let b: INodeParameters;
let c: INodeParameters;

useSandbox({ companies: 3, contacts: 2, transports: 2 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	shipper = chosen(addParty(sandbox, 'Laiterie du Gévaudan').company);
	[a, b, c] = ['A', 'B', 'C'].map((name) => chosen(addPlace(sandbox, name)));
});

const simple = (parameters: INodeParameters) =>
	onTransports(sandbox, 'create', {
		shipper,
		loadingAddress: a,
		unloadingAddress: b,
		...parameters,
	});

const withStops = (rows: DeliveryRow[], parameters: INodeParameters = {}) =>
	onTransports(sandbox, 'createWithStops', { shipper, deliveries: deliveries(...rows), ...parameters });

const nobody = located('id', '');

describe('one loading and one unloading', () => {
	test.each<[string, () => INodeParameters, string]>([
		['no place at all', () => ({ unloadingAddress: nobody }), 'Unloading Address: choose a place'],
		[
			'a place that is chosen and written',
			() => ({ loadingWrittenAddress: { city: 'Nantes' } }),
			'Loading Address: a place is chosen and an address is written',
		],
		[
			'a place that is chosen by External ID and written',
			() => ({ loadingAddress: located('externalId', 'A'), loadingWrittenAddress: { city: 'Nantes' } }),
			'Loading Address: a place is chosen and an address is written',
		],
		[
			'half a written address',
			() => ({ unloadingAddress: nobody, unloadingWrittenAddress: { name: 'Quai', city: 'Brest' } }),
			'Unloading Written Address Country: a written address needs it',
		],
		['half a slot', () => ({ loadingSlotStart: '2026-03-02' }), 'Loading Slot Start: a slot needs both ends'],
		[
			'a slot that is no period',
			() => ({ loadingSlotStart: 'matin', loadingSlotEnd: 'soir' }),
			'Loading Slot Start: "matin" is not a date',
		],
		[
			'a slot that ends before it starts',
			() => ({ unloadingSlotStart: '2026-03-02T10:00', unloadingSlotEnd: '2026-03-02T08:00' }),
			'Unloading Slot Start: the slot from',
		],
		[
			'unloading before loading',
			() => ({
				loadingSlotStart: '2026-03-02T10:00',
				loadingSlotEnd: '2026-03-02T12:00',
				unloadingSlotStart: '2026-03-02T07:00',
				unloadingSlotEnd: '2026-03-02T08:00',
			}),
			'Unloading Slot Start: unloading until 2026-03-02T07:00:00Z would be over before loading',
		],
		[
			'a planned period that ends before it starts',
			() => ({
				additionalFields: {
					plannedLoadingStart: '2026-03-02T10:00',
					plannedLoadingEnd: '2026-03-02T08:00',
				},
			}),
			'Planned Loading End: the period from',
		],
		[
			'arrivals tracked without slot',
			() => ({ additionalFields: { loadingEtaTracking: true } }),
			'Loading Slot Start: arrivals are tracked against an asked slot',
		],
		[
			'nobody who carries or ships',
			() => ({ shipper: nobody }),
			'Carrier: name the carrier, the shipper or both',
		],
		[
			'a load of less than nothing',
			() => ({ loads: { load: [{ description: 'Fûts' }, { weight: -2 }] } }),
			'Load 2 Weight: -2 is less than 0',
		],
		[
			'a Qualimat load without its number',
			() => ({ loads: { load: [{ category: 'bulk_qualimat' }] } }),
			'Load 1 More IDTF Number: a Qualimat load needs its IDTF number',
		],
		[
			'dangerous goods without their number',
			() => ({ loads: { load: [{ more: { dangerous: true } }] } }),
			'Load 1 More ADR UN Code: dangerous goods need their UN number',
		],
	])('%s', async (_, parameters, message) => {
		const outcome = await simple(parameters());
		expect(outcome.error?.message).toContain(message);
		expect(outcome.error?.message).toMatch(/ \[item 0\]$/);
		expect(sandbox.requests()).toEqual([]);
	});

	test('a carrier that is not in the address book', async () => {
		const outcome = await simple({ carrier: chosen(987_654_321) });
		expect(outcome.error?.message).toMatch(/Carrier.*987654321.* \[item 0\]$/);
		expect(writesOf(sandbox)).toEqual([]);
	});

	test('a carrier without address', async () => {
		const { pk } = addCompany(sandbox, { name: 'Sans Domicile', primary_address: null });
		const outcome = await simple({ carrier: chosen(pk) });
		expect(outcome.error?.message).toMatch(/^Carrier: Sans Domicile has no address in Dashdoc.* \[item 0\]$/);
		expect(writesOf(sandbox)).toEqual([]);
	});
});

describe('several deliveries', () => {
	const written = { name: 'Entrepôt Bouvet', city: 'Nantes', country: 'FR' };
	const quay = (address: INodeParameters) => ({ loadingAddress: nobody, loadingWrittenAddress: address });

	test.each<[string, () => INodeParameters, string]>([
		[
			'one site spelled differently',
			() => ({
				deliveries: {
					delivery: [
						{ ...quay(written), unloadingAddress: b },
						{ ...quay({ ...written, city: 'NANTES' }), unloadingAddress: c },
					],
				},
			}),
			'Delivery 2 Loading Written Address City: "NANTES" here and "Nantes" before look like one place',
		],
		[
			'one External ID for two sites',
			() => ({
				deliveries: deliveries(
					{ from: a, to: b, more: { loadingSiteExternalId: 'Q' } },
					{ from: c, to: b, more: { loadingSiteExternalId: 'Q' } },
				),
			}),
			'Delivery 2 Loading Address: the stop "Q" is written in two ways',
		],
		[
			'a load of less than nothing',
			() => ({
				deliveries: deliveries({ from: a, to: b }, { from: a, to: c, loads: [{ weight: -1 }] }),
			}),
			'Delivery 2 Load 1 Weight: -1 is less than 0',
		],
		[
			'a rental load beside others',
			() => ({
				deliveries: deliveries({ from: a, to: b, loads: [{ category: 'rental' }, { category: 'pallets' }] }),
			}),
			'Delivery 1 Load 1 Category: a rental order has this one load and no other',
		],
		[
			'a slot that ends before it starts',
			() => ({ deliveries: deliveries({ from: a, to: b }, { from: a, to: c, toSlot: '10 8' }) }),
			'Delivery 2 Unloading Slot End: the slot from',
		],
		[
			'no place in the second delivery',
			() => ({ deliveries: deliveries({ from: a, to: b }, { from: nobody, to: b }) }),
			'Delivery 2 Loading Address: choose a place',
		],
		[
			'segments that do not chain',
			() => ({
				deliveries: deliveries({ from: a, to: b }),
				route: {
					segment: [
						{ startAddress: a, endAddress: c },
						{ startAddress: b, endAddress: c },
					],
				},
			}),
			'Segment 2 Start Site External ID: it does not start where the segment before ends',
		],
		[
			'a route that leaves a delivery out',
			() => ({
				deliveries: deliveries({ from: a, to: b }),
				route: { segment: [{ startAddress: a, endAddress: c }] },
			}),
			'Delivery 1 Unloading Address: the given route does not lead there',
		],
		['no deliveries', () => ({ deliveries: {} }), 'Deliveries: it is empty'],
	])('%s', async (_, parameters, message) => {
		const outcome = await withStops([], parameters());
		expect(outcome.error?.message).toContain(message);
		expect(outcome.error?.message).toMatch(/ \[item 0\]$/);
		expect(sandbox.requests()).toEqual([]);
	});
});

test('the other items go on, and the failing one is named', async () => {
	const before = transportsOf(sandbox).length;
	const outcome = await onTransports(
		sandbox,
		'create',
		{ shipper, loadingAddress: a, unloadingAddress: b, loads: { load: [{ weight: '={{ $json.weight }}' }] } },
		{
			items: itemsOf({ weight: 12 }, { weight: -1 }, { weight: 3 }),
			node: { onError: 'continueRegularOutput' },
		},
	);
	const [first, second, third] = jsonOf(outcome);
	expect(second.error).toBe('Load 1 Weight: -1 is less than 0 [item 1]');
	expect([first.uid, third.uid]).toEqual([expect.any(String), expect.any(String)]);
	expect(transportsOf(sandbox)).toHaveLength(before + 2);
});
