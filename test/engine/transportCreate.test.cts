/** A transport with one loading and one unloading, as a dispatcher fills it in. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { useSandbox } from '../support/sandboxed.cts';
import { addTrailer, addTrucker, addVehicle, companiesOf, jsonOf, located } from './data.cts';
import { addParty, addPlace, chosen, createdBody, onTransports, routeOf, stored } from './transportForms.cts';

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
	nantes = addPlace(sandbox, 'Nantes', 'PLACE-NANTES');
	rennes = addPlace(sandbox, 'Rennes');
});

const create = (parameters: INodeParameters = {}, settings = {}) =>
	onTransports(
		sandbox,
		'create',
		{
			shipper: chosen(shipper.company),
			loadingAddress: chosen(nantes),
			unloadingAddress: chosen(rennes),
			...parameters,
		},
		{ settings },
	);

describe('who carries and who ships', () => {
	test('a company stands for its administrative address', async () => {
		const transport = await stored(sandbox, create({ carrier: chosen(carrier.company) }));
		const body = createdBody(sandbox);
		expect(body.carrier_address).toEqual({ pk: carrier.address });
		expect(body.deliveries[0].shipper_address).toEqual({ pk: shipper.address });
		expect(transport.carrier_address?.company).toMatchObject({ pk: carrier.company });
		expect(transport.is_order).toBe(true);
	});

	test('without carrier the own company carries', async () => {
		const transport = await stored(sandbox, create());
		expect(createdBody(sandbox)).not.toHaveProperty('carrier_address');
		expect(transport.is_order).toBe(false);
		expect(transport.carrier_address?.company).toMatchObject({ pk: companiesOf(sandbox)[0].pk });
	});

	test('without shipper the own company ships', async () => {
		const parties = { shipper: located('id', ''), carrier: located('externalId', 'CARRIER-1') };
		const transport = await stored(sandbox, create(parties));
		expect(createdBody(sandbox).deliveries[0]).not.toHaveProperty('shipper_address');
		expect(transport.deliveries[0].shipper_address?.company).toMatchObject({
			pk: companiesOf(sandbox)[0].pk,
		});
	});

	test('a company is read once, however many items name it', async () => {
		const items = Array.from({ length: 8 }, () => ({ json: {} }));
		const form = {
			shipper: chosen(shipper.company),
			loadingAddress: chosen(nantes),
			unloadingAddress: chosen(rennes),
		};
		await onTransports(sandbox, 'create', form, { items });
		const methods = sandbox.requests().map(({ method }) => method);
		expect(methods.sort()).toEqual(['GET', ...items.map(() => 'POST')]);
	});
});

describe('where', () => {
	test('places are chosen by ID, by External ID or written', async () => {
		const written = { name: 'Quai Est', address: '1 quai de la Fosse', city: 'Le Havre', country: 'fr' };
		const transport = await stored(
			sandbox,
			create({
				loadingAddress: located('externalId', 'PLACE-NANTES'),
				unloadingAddress: located('id', ''),
				unloadingWrittenAddress: { street: written.address, ...written, address: undefined },
			} as INodeParameters),
		);
		const { origin, destination } = createdBody(sandbox).deliveries[0];
		expect(origin).toEqual({ address: { remote_id: 'PLACE-NANTES' } });
		expect(destination).toEqual({ address: { ...written, country: 'FR' } });
		expect(routeOf(transport)).toEqual(['Nantes', 'Le Havre']);
	});

	test('the truck goes from the loading to the unloading, which are told apart at one address', async () => {
		await create({ additionalFields: { externalId: 'OT-LOOP' }, unloadingAddress: chosen(nantes) });
		const { deliveries, segments } = createdBody(sandbox);
		const [origin, destination] = [1, 2].map((stop) => ({
			address: { pk: nantes },
			remote_id: `OT-LOOP-stop-${stop}`,
		}));
		expect(deliveries).toEqual([expect.objectContaining({ origin, destination })]);
		expect(segments).toEqual([{ origin, destination }]);
	});
});

describe('when', () => {
	test.each([
		['Europe/Paris', '2026-03-02T07:00:00Z', '2026-03-02T09:00:00Z'],
		['America/New_York', '2026-03-02T13:00:00Z', '2026-03-02T15:00:00Z'],
	])('slots are hours of the zone of the workflow (%s)', async (timezone, start, end) => {
		const slot = { loadingSlotStart: '2026-03-02T08:00:00', loadingSlotEnd: '2026-03-02T10:00:00' };
		await create(slot, { timezone });
		expect(createdBody(sandbox).deliveries[0].origin.slots).toEqual([{ start, end }]);
	});

	test('planned arrivals belong to the way between', async () => {
		const planned = {
			plannedLoadingStart: '2026-03-02T08:00:00Z',
			plannedLoadingEnd: '2026-03-02T09:00:00Z',
		};
		const transport = await stored(sandbox, create({ additionalFields: planned }));
		expect(transport.segments[0].scheduled_start_range).toEqual({
			start: planned.plannedLoadingStart,
			end: planned.plannedLoadingEnd,
		});
	});
});

describe('what', () => {
	test('loads are added one by one, and 0 says that an amount is not known', async () => {
		const load = [
			{ description: 'Carrelage', quantity: 33, weight: 12500, volume: 0 },
			{ category: 'Fûts de bière', more: { temperature: '2 à 4 °C', idtfNumber: '10026' } },
		];
		await create({ loads: { load } });
		expect(createdBody(sandbox).deliveries[0].planned_loads).toEqual([
			{ category: 'pallets', description: 'Carrelage', quantity: 33, weight: 12500 },
			{ category: 'Fûts de bière', temperature: '2 à 4 °C', idtf_number: '10026' },
		]);
	});
});

describe('with whom', () => {
	test('trucker, vehicle and trailer are found by ID, External ID and plate', async () => {
		const trucker = addTrucker(sandbox, { remote_id: 'DRIVER-9' });
		const vehicle = addVehicle(sandbox, { license_plate: 'GH-552-KL', remote_id: '' });
		const trailer = addTrailer(sandbox, { license_plate: 'TR-001-AA', remote_id: 'TRAILER-1' });
		const crew = {
			trucker: located('externalId', 'DRIVER-9'),
			vehicle: located('plate', 'GH-552-KL'),
			trailer: located('externalId', 'TRAILER-1'),
		};
		const transport = await stored(sandbox, create({ additionalFields: crew }));
		expect(createdBody(sandbox).segments).toEqual([
			expect.objectContaining({
				trucker_id: { remote_id: 'DRIVER-9' },
				vehicle: { license_plate: 'GH-552-KL' },
				trailers: [{ remote_id: 'TRAILER-1' }],
			}),
		]);
		const [{ trucker: driver, vehicle: truck, trailers }] = transport.segments;
		expect([driver?.pk, truck?.original, trailers[0].original]).toEqual([trucker.pk, vehicle.pk, trailer.pk]);
		expect(transport.status).toBe('assigned');
	});

	test('the trucker gets the transport only when that is asked for', async () => {
		const trucker = chosen(addTrucker(sandbox, {}).pk);
		const kept = await stored(sandbox, create({ additionalFields: { trucker } }));
		const sent = await stored(sandbox, create({ additionalFields: { trucker, sendToTrucker: true } }));
		expect([kept.status, sent.status]).toEqual(['assigned', 'sent_to_trucker']);
	});
});

test('further fields of the API come in as JSON', async () => {
	await create({ additionalFields: { additionalBody: '{"analytics": {"source": "n8n"}}' } });
	expect(createdBody(sandbox).analytics).toEqual({ source: 'n8n' });
});

test('what comes out is short unless asked otherwise', async () => {
	const outcome = await create({ output: 'simplified', additionalFields: { externalId: 'OT-SHORT' } });
	const [json] = jsonOf(outcome);
	expect(json).toMatchObject({ remote_id: 'OT-SHORT', origin: 'Nantes', destination: 'Rennes' });
	expect(Object.keys(json).length).toBeLessThanOrEqual(10);
});
