/** Bringing a transport to what a form says, however often it is run. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { transportOperationCategoryCollection } from '../../sandbox/resources/transportOperationCategories.cts';
import { useSandbox } from '../support/sandboxed.cts';
import {
	addContact,
	addTrailer,
	addTrucker,
	addVehicle,
	callOf,
	itemsOf,
	jsonOf,
	located,
	outcomesOf,
	tagsOf,
	transportsOf,
	writesOf,
} from './data.cts';
import { addParty, addPlace, chosen, onTransports } from './transportForms.cts';

let sandbox: Sandbox;
let carrier: ReturnType<typeof addParty>;
let shipper: ReturnType<typeof addParty>;
let nantes: number;
let rennes: number;

useSandbox({ companies: 3, contacts: 2, transports: 2 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	carrier = addParty(sandbox, 'Messageries du Léman', 'CARRIER-1');
	shipper = addParty(sandbox, 'Laiterie du Gévaudan', 'SHIPPER-1');
	nantes = addPlace(sandbox, 'Nantes');
	rennes = addPlace(sandbox, 'Rennes');
});

const upsert = (parameters: INodeParameters = {}, rest = {}) =>
	onTransports(
		sandbox,
		'upsert',
		{
			externalId: 'OT-1',
			shipper: chosen(shipper.company),
			loadingAddress: chosen(nantes),
			unloadingAddress: chosen(rennes),
			...parameters,
		},
		rest,
	);

/** The requests that a second run with other values sends. */
async function secondRun(first: INodeParameters, second: INodeParameters) {
	expect((await upsert(first)).error?.message).toBeUndefined();
	sandbox.clearRequests();
	const outcome = await upsert(second);
	const parts = new Map(
		stored().flatMap(({ uid, deliveries, segments }) => [
			[uid, 'transport'],
			...deliveries.flatMap(
				(delivery): Array<[string, string]> => [
					[delivery.uid, 'delivery'],
					[delivery.origin.uid, 'loading'],
					[delivery.destination.uid, 'unloading'],
				],
			),
			...segments.map((segment): [string, string] => [segment.uid, 'segment']),
		]),
	);
	const sent = writesOf(sandbox).map(({ path, body }) => [parts.get(path.split('/').at(-2) ?? ''), body]);
	return { outcome, sent, json: jsonOf(outcome)[0] };
}

const categoriesOf = ({ state }: Sandbox) => state.tenants[0].of(transportOperationCategoryCollection).all();

const stored = () => transportsOf(sandbox).filter(({ remote_id }) => remote_id === 'OT-1');

/** Every field of the form. */
function everything(): INodeParameters {
	const { pk: trucker } = addTrucker(sandbox, { remote_id: 'DRIVER-9' });
	const { pk: vehicle } = addVehicle(sandbox, { license_plate: 'GH-552-KL' });
	addTrailer(sandbox, { license_plate: 'TR-001-AA', remote_id: 'TRAILER-1' });
	const { uid: contact } = addContact(sandbox, { company: carrier.company, last_name: 'Bénézet' });
	const side = (name: string) => ({
		[`${name}Reference`]: `Réf ${name}`,
		[`${name}Instructions`]: 'Sonner à la porte 4',
		[`${name}TruckerInstructions`]: 'Gilet obligatoire',
		[`${name}SiteExternalId`]: `SITE-${name}`,
		[`${name}EtaTracking`]: true,
		[`${name}BookingNeeded`]: true,
		[`${name}SlotLocked`]: true,
	});
	return {
		carrier: located('externalId', 'CARRIER-1'),
		loadingAddress: located('id', ''),
		loadingWrittenAddress: {
			name: 'Quai Est',
			street: '1 quai',
			city: 'Le Havre',
			country: 'fr',
			postcode: '76600',
			company: located('id', carrier.company),
		},
		loadingSlotStart: '2026-03-02T08:00:00',
		loadingSlotEnd: '2026-03-02T10:00:00',
		unloadingSlotStart: '2026-03-02T15:00:00',
		unloadingSlotEnd: '2026-03-02T16:00:00',
		loads: {
			load: [
				{ description: 'Carrelage', quantity: 2, weight: 812.5, more: { identifiers: 'P-1, P-2' } },
				{ category: 'Fûts', more: { temperature: '2 à 4 °C' } },
			],
		},
		additionalFields: {
			...side('loading'),
			...side('unloading'),
			businessPrivacy: true,
			carrierReference: 'C-1',
			customerToInvoice: located('externalId', 'SHIPPER-1'),
			instructions: 'Fragile',
			requestedVehicle: 'Tautliner 13m60',
			requiresWashing: true,
			sendToCarrier: true,
			sendToTrucker: true,
			transportOperationCategory: located('id', categoriesOf(sandbox)[0].uid),
			tagIds: tagsOf(sandbox).reverse().join(', '),
			trucker: located('id', trucker),
			vehicle: located('id', vehicle),
			trailer: located('externalId', 'TRAILER-1'),
			plannedLoadingStart: '2026-03-02T08:30:00',
			plannedLoadingEnd: '2026-03-02T09:00:00',
			plannedUnloadingStart: '2026-03-02T15:00:00',
			plannedUnloadingEnd: '2026-03-02T15:30:00',
			shipperReference: 'CMD-1',
			trackingContact: located('id', contact),
			volumeUnit: 'L',
		},
	};
}

test('a transport that is not there is created', async () => {
	const outcome = await upsert();
	expect(outcomesOf(outcome)).toEqual(['created']);
	expect(stored()).toHaveLength(1);
});

test('the same form again changes nothing, whichever of its fields are filled in', async () => {
	const form = everything();
	const { outcome, json, sent } = await secondRun(form, form);
	expect(json).toMatchObject({ outcome: 'unchanged', changed: '', kept: '' });
	expect(outcomesOf(outcome)).toEqual(['unchanged']);
	expect(sent).toEqual([]);
});

test('stops at one address keep their External IDs', async () => {
	const loop = { unloadingAddress: chosen(nantes) };
	const { json, sent } = await secondRun(loop, loop);
	expect(json.outcome).toBe('unchanged');
	expect(sent).toEqual([]);
});

describe('what differs is sent to the part that it belongs to, and nothing else', () => {
	test.each<[string, INodeParameters, INodeParameters, unknown[]]>([
		[
			'a slot',
			{ loadingSlotStart: '2026-03-02T08:00:00', loadingSlotEnd: '2026-03-02T10:00:00' },
			{ loadingSlotStart: '2026-03-02T08:00:00', loadingSlotEnd: '2026-03-02T11:00:00' },
			[['loading', { slots: [{ start: '2026-03-02T07:00:00Z', end: '2026-03-02T10:00:00Z' }] }]],
		],
		[
			'instructions of the transport and of the unloading',
			{},
			{ additionalFields: { instructions: 'Fragile', unloadingInstructions: 'Quai 4' } },
			[
				['transport', { instructions: 'Fragile' }],
				['unloading', { instructions: 'Quai 4' }],
			],
		],
		[
			'the crew',
			{},
			{ additionalFields: { vehicle: located('plate', 'GH-552-KL') } },
			[['segment', { vehicle: { license_plate: 'GH-552-KL' } }]],
		],
		[
			'the reference of the shipper',
			{},
			{ additionalFields: { shipperReference: 'CMD-2' } },
			[['delivery', { shipper_reference: 'CMD-2' }]],
		],
	])('%s', async (_, first, second, requests) => {
		const { json, sent } = await secondRun(first, second);
		expect(json.outcome).toBe('updated');
		expect(sent).toEqual(requests);
	});

	test('a load that has changed stays the load that it was', async () => {
		const loads = (quantity: number) => ({ loads: { load: [{ description: 'Fûts', quantity }] } });
		await upsert(loads(3));
		const [{ uid }] = stored()[0].deliveries[0].planned_loads;
		const { json, sent } = await secondRun(loads(3), loads(4));
		expect(json.changed).toBe('delivery 1');
		expect(sent).toEqual([
			['delivery', { planned_loads: [{ uid, category: 'pallets', description: 'Fûts', quantity: 4 }] }],
		]);
	});

	test('nobody is told of a change', async () => {
		const { pk } = addTrucker(sandbox, {});
		const told = { sendToTrucker: true, sendToCarrier: true };
		const { sent } = await secondRun({}, { additionalFields: { ...told, trucker: chosen(pk) } });
		expect(sent).toEqual([['segment', { trucker_id: { pk } }]]);
		expect(stored()[0].status).toBe('assigned');
	});

	test('what only a new transport takes is left as it is, and told', async () => {
		const slot = { loadingSlotStart: '2026-03-02T08:00:00', loadingSlotEnd: '2026-03-02T10:00:00' };
		const { json, sent } = await secondRun(slot, {
			...slot,
			additionalFields: { loadingEtaTracking: true },
		});
		expect(sent).toEqual([]);
		expect(json).toMatchObject({ outcome: 'unchanged', kept: 'eta_tracking of loading 1' });
	});

	test('a segment that was broken keeps the crew of its second part', async () => {
		const crew = { additionalFields: { trucker: chosen(addTrucker(sandbox, {}).pk) } };
		await upsert(crew);
		const [segment] = stored()[0].segments;
		const { pk } = addTrucker(sandbox, {});
		stored()[0].segments.push({ ...segment, uid: 'broken-off', trucker: { ...segment.trucker!, pk } });
		const { json } = await secondRun(crew, crew);
		expect(json.outcome).toBe('unchanged');
		expect(stored()[0].segments[1].trucker?.pk).toBe(pk);
	});
});

describe('what cannot be changed is refused before anything is sent', () => {
	test('another shipper', async () => {
		const { outcome, sent } = await secondRun({}, { shipper: chosen(carrier.company) });
		expect(outcome.error?.message).toMatch(/^Shipper: the transport \S+ has another shipper.* \[item 0\]$/);
		expect(sent).toEqual([]);
	});
});

test('two items with one External ID make one transport', async () => {
	const items = itemsOf({ reference: 'A' }, { reference: 'B' }, { reference: 'B' });
	const additionalFields = { carrierReference: '={{ $json.reference }}' };
	const outcome = await upsert({ additionalFields }, { items });
	expect(outcomesOf(outcome)).toEqual(['created', 'updated', 'unchanged']);
	expect(stored()).toHaveLength(1);
});

test('a deleted transport makes room for a new one', async () => {
	await upsert();
	stored()[0].deleted = '2026-03-16T08:00:00Z';
	expect(outcomesOf(await upsert())).toEqual(['created']);
});

test('where Dashdoc refuses in the middle, the error tells what exists and what is changed by then', async () => {
	await upsert();
	const [{ uid }] = stored();
	const body = { reference: { detail: ['Trop long'], code: ['max_length'] } };
	sandbox.setFaults({ kind: 'status', status: 400, body, match: { operationId: 'updateSite' } });
	sandbox.clearRequests();
	const fields = { instructions: 'Fragile', loadingReference: 'R-1', shipperReference: 'S-1' };
	const outcome = await upsert({ additionalFields: fields });
	expect(outcome.error?.message).toContain('Trop long');
	expect(outcome.error?.message).toContain(
		`(the transport exists as ${uid}; changed by then: transport) [item 0]`,
	);
	expect(writesOf(sandbox).map((request) => callOf(request).split('/')[1])).toEqual(['transports', 'sites']);
	expect(outcomesOf(await upsert({ additionalFields: fields }))).toEqual(['updated']);
});
