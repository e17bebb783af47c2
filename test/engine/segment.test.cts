/** What a user can do with the legs of a transport, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	addressesOf,
	addTrailer,
	addTrucker,
	addVehicle,
	callsOf,
	jsonOf,
	located,
	writesOf,
} from './data.cts';
import { openTransport, transportWith } from './transports.cts';

let sandbox: Sandbox;
let transport: StoredTransport;

useSandbox({ companies: 8, contacts: 0, transports: 24 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	transport = openTransport(sandbox);
});

const segment = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'segment', operation, ...parameters }, rest);

describe('Assign', () => {
	test('a trucker by external ID, a vehicle by plate and several trailers are planned, and nobody is told', async () => {
		const trucker = addTrucker(sandbox, { remote_id: 'T7' });
		addVehicle(sandbox, { license_plate: 'AB-123-CD' });
		const trailer = addTrailer(sandbox, { license_plate: 'EF-456-GH' });
		const [{ uid }] = transport.segments;
		const outcome = await segment('assign', {
			segment: located('id', uid),
			trucker: located('externalId', 'T7'),
			vehicle: located('plate', 'AB-123-CD'),
			trailers: {
				trailer: [{ trailer: located('list', trailer.pk) }, { trailer: located('plate', 'ZZ-999-ZZ') }],
			},
		});
		expect(writesOf(sandbox).map(({ body }) => body)).toEqual([
			{
				trucker_id: { remote_id: 'T7' },
				vehicle: { license_plate: 'AB-123-CD' },
				trailers: [{ pk: trailer.pk }, { license_plate: 'ZZ-999-ZZ' }],
				send_to_trucker: false,
			},
		]);
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({
				uid,
				trucker: trucker.user.display_name,
				vehicle: 'AB-123-CD',
				trailer: 'EF-456-GH',
				transport_uid: transport.uid,
			}),
		]);
		expect(transport.status).toBe('assigned');
	});

	test('the trucker is told at once when that is switched on', async () => {
		const trucker = addTrucker(sandbox, {});
		await segment('assign', {
			segment: located('id', transport.segments[0].uid),
			trucker: located('id', trucker.pk),
			sendToTrucker: true,
		});
		expect(transport.status).toBe('sent_to_trucker');
	});

	test('the leg can be named by its external ID', async () => {
		transport.segments[0].remote_id = 'OT-1-A';
		const trucker = addTrucker(sandbox, {});
		const outcome = await segment('assign', {
			segment: located('externalId', 'OT-1-A'),
			trucker: located('id', trucker.pk),
		});
		expect(jsonOf(outcome)[0]).toMatchObject({ uid: transport.segments[0].uid, remote_id: 'OT-1-A' });
		expect(callsOf(sandbox)).toEqual(['POST /segments/OT-1-A/assign/?lookup_field=remote_id']);
	});

	test('an assignment of nobody is refused before anything is sent', async () => {
		const outcome = await segment('assign', { segment: located('id', transport.segments[0].uid) });
		expect(outcome.error?.message).toBe(
			'Trucker: neither trucker nor vehicle nor trailer is chosen, so there is nothing to assign [item 0]',
		);
		expect(sandbox.requests()).toEqual([]);
	});
});

describe('Break', () => {
	test('two segments come out: the first keeps its crew, the second has the new one', async () => {
		const [place] = addressesOf(sandbox);
		const trucker = addTrucker(sandbox, {});
		const [{ uid, origin, destination }] = transport.segments;
		const count = transport.segments.length;
		const outcome = await segment('break', {
			segment: located('id', uid),
			address: located('id', place.pk),
			trucker: located('id', trucker.pk),
		});
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ uid, origin: origin.address?.city, destination: place.city }),
			expect.objectContaining({
				origin: place.city,
				destination: destination.address?.city,
				trucker: trucker.user.display_name,
			}),
		]);
		expect(transport.segments).toHaveLength(count + 1);
	});

	test('a break without a place is refused before anything is sent', async () => {
		const outcome = await segment('break', {
			segment: located('id', transport.segments[0].uid),
			siteDetails: { reference: 'RDV-1' },
		});
		expect(outcome.error?.message).toBe(
			'Address: choose the place of the break, or write its address [item 0]',
		);
		expect(sandbox.requests()).toEqual([]);
	});

	test('a place that is both chosen and written is refused, as nobody could tell which one counts', async () => {
		const outcome = await segment('break', {
			segment: located('id', transport.segments[0].uid),
			address: located('id', 1),
			writtenAddress: { name: 'Dépôt', city: 'Vouzeron' },
		});
		expect(outcome.error?.message).toMatch(
			/^Address: a place is chosen and an address is written.* \[item 0\]$/,
		);
		expect(sandbox.requests()).toEqual([]);
	});
});

describe('Charter', () => {
	const carrier = () =>
		addressesOf(sandbox).find(({ is_carrier, company }) => is_carrier && company !== null)?.company ?? 0;
	const charter = () =>
		segment('charter', {
			segments: located('id', transport.segments[0].uid),
			carrier: located('id', carrier()),
			additionalFields: { instructions: 'Quai 4' },
		});

	test('a leg becomes a transport of the carrier, whose instructions can be changed, until it is cancelled', async () => {
		const [{ child_transport: uid }] = jsonOf(await charter());
		const [leg] = transport.segments;
		expect(leg.child_transport).toMatchObject({ uid, instructions: 'Quai 4' });
		const changed = await segment('updateCharter', { segmentId: leg.uid, instructions: 'Quai 5' });
		expect(jsonOf(changed)).toEqual([{ child_transport: uid }]);
		expect(leg.child_transport?.instructions).toBe('Quai 5');
		const cancelled = await segment('cancelCharter', { segmentIds: leg.uid });
		expect(jsonOf(cancelled)).toEqual([{ success: true }]);
		expect(leg.child_transport).toBeNull();
		expect(transportWith(sandbox, uid as string).status).toBe('cancelled');
	});

	test('legs can be named by their external IDs', async () => {
		transport.segments[0].remote_id = 'OT-1-A';
		await segment('charter', {
			segments: located('externalId', ' OT-1-A ,'),
			carrier: located('id', carrier()),
		});
		expect(callsOf(sandbox)).toEqual(['POST /segments/charter/?remote_id__in=OT-1-A']);
	});

	test.each([' , ', '={{ [] }}', '={{ $json.nothing }}'])(
		'no leg at all (%j) is refused before anything is sent, by Charter and by Cancel Charter',
		async (none) => {
			const chartered = await segment('charter', {
				segments: located('id', none),
				carrier: located('id', carrier()),
			});
			const cancelled = await segment('cancelCharter', { segmentIds: none });
			expect(chartered.error?.message).toMatch(/^Segments: .* \[item 0\]$/);
			expect(cancelled.error?.message).toMatch(/^Segment IDs: .* \[item 0\]$/);
			expect(sandbox.requests()).toEqual([]);
		},
	);
});

describe('Update', () => {
	test('the crew is taken away, and the arrival planned in the time zone of the workflow', async () => {
		const [{ uid }] = transport.segments;
		await segment('update', {
			segment: located('id', uid),
			updateFields: {
				trucker: located('list', ''),
				vehicle: located('list', ''),
				trailers: {},
				plannedOriginStart: '2026-03-02T08:00',
				plannedOriginEnd: '2026-03-02T10:00',
			},
		});
		expect(writesOf(sandbox)[0].body).toEqual({
			trucker_id: null,
			vehicle: null,
			trailers: [],
			scheduled_start_range: { start: '2026-03-02T07:00:00Z', end: '2026-03-02T09:00:00Z' },
		});
	});

	test.each([
		[{ plannedOriginStart: '2026-03-02T08:00' }, /^Planned Origin Start: a period needs both ends/],
		[
			{ plannedOriginStart: '2026-03-02T08:00', plannedOriginEnd: '2026-03-02T07:00' },
			/^Planned Origin End: the period from .* ends before it starts/,
		],
		[
			{ origin: { writtenAddress: { city: 'Nantes' } } },
			/^Origin Written Address Name: a written address needs a name/,
		],
		[{}, /^Update Fields: no field is chosen/],
	])('what cannot be is refused before anything is sent: %j', async (updateFields, message) => {
		const outcome = await segment('update', {
			segment: located('id', transport.segments[0].uid),
			updateFields,
		});
		expect(outcome.error?.message).toMatch(message);
		expect(sandbox.requests()).toEqual([]);
	});
});
