/** A transport from a body that another system made, in the words of the API. */
import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { useSandbox } from '../support/sandboxed.cts';
import { writesOf } from './data.cts';
import { addPlace, createdBody, onTransports, routeOf, stored } from './transportForms.cts';

let sandbox: Sandbox;
let a: IDataObject;
let b: IDataObject;
let c: IDataObject;

useSandbox({ companies: 3, contacts: 2, transports: 2 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	[a, b, c] = ['A', 'B', 'C'].map((name) => ({ address: { pk: addPlace(sandbox, name) } }));
});

const create = (body: unknown) =>
	onTransports(sandbox, 'createFromJson', { body: typeof body === 'string' ? body : JSON.stringify(body) });

test('a complete body goes out as it is', async () => {
	const body = {
		remote_id: 'OT-JSON',
		carrier_reference: 'É-12',
		deliveries: [{ origin: a, destination: b, planned_loads: [{ category: 'pallets', quantity: 3 }] }],
		segments: [{ origin: a, destination: b, remote_id: 'SEG-1' }],
	};
	const transport = await stored(sandbox, create(body));
	expect(createdBody(sandbox)).toEqual(body);
	expect(transport.remote_id).toBe('OT-JSON');
});

test('segments may be left out, or hold the crew alone', async () => {
	const deliveries = [
		{ origin: a, destination: b },
		{ origin: a, destination: c },
	];
	expect(routeOf(await stored(sandbox, create({ deliveries })))).toEqual(['A', 'B', 'C']);
	const vehicle = { license_plate: 'GH-552-KL' };
	const transport = await stored(sandbox, create({ deliveries, segments: [{ vehicle }] }));
	expect(transport.segments.map((segment) => segment.vehicle?.license_plate)).toEqual([
		'GH-552-KL',
		'GH-552-KL',
	]);
});

test('times of other zones are sent in UTC, and one stop in two zones stays one', async () => {
	const inZone = (start: string, end: string) => ({ ...a, slots: [{ start, end }] });
	const transport = await stored(
		sandbox,
		create({
			deliveries: [
				{ origin: inZone('2026-03-02T09:00:00+01:00', '2026-03-02T11:00:00+01:00'), destination: b },
				{ origin: inZone('2026-03-02T08:00:00Z', '2026-03-02T05:00:00-05:00'), destination: c },
			],
		}),
	);
	expect(routeOf(transport)).toEqual(['A', 'B', 'C']);
	expect(createdBody(sandbox).segments[0].origin.slots).toEqual([
		{ start: '2026-03-02T08:00:00Z', end: '2026-03-02T10:00:00Z' },
	]);
});

test('a carrier that is described goes to Dashdoc as it is', async () => {
	const carrier_address = {
		name: 'Siège',
		city: 'Lille',
		country: 'FR',
		company: { name: 'Transports du Nord', country: 'FR' },
	};
	await create({ carrier_address, deliveries: [{ origin: a, destination: b }] });
	expect(createdBody(sandbox).carrier_address).toEqual(carrier_address);
});

test.each([
	['[]', 'Transport (JSON)'],
	['{"deliveries": "A→B"}', 'deliveries'],
	['{"deliveries": [{"origin": {}, "destination": {}}]}', 'deliveries.0.origin.address'],
	['{"deliveries": [], "segments": [null]}', 'segments'],
])('%s is refused with its field and item, and nothing is sent', async (body, field) => {
	const outcome = await create(body);
	expect(outcome.error?.message).toContain(field);
	expect(outcome.error?.message).toMatch(/ \[item 0\]$/);
	expect(writesOf(sandbox)).toEqual([]);
});

test('a time without zone is refused, since nothing tells in which one it was written', async () => {
	const slots = [{ start: '2026-03-02T08:00:00', end: '2026-03-02T10:00:00' }];
	const outcome = await create({ deliveries: [{ origin: { ...a, slots }, destination: b }] });
	expect(outcome.error?.message).toContain('written like 2026-11-22T08:00:00Z');
	expect(writesOf(sandbox)).toEqual([]);
});
