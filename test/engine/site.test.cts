/** What a user can do with the stops of a transport, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredSite, StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { addressesOf, addSupportType, jsonOf, located, writesOf } from './data.cts';
import { openTransport } from './transports.cts';

let sandbox: Sandbox;
let transport: StoredTransport;
let stop: StoredSite;

useSandbox({ companies: 8, contacts: 0, transports: 24 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	transport = openTransport(sandbox);
	stop = transport.deliveries[0].origin;
});

const site = (operation: string, parameters: INodeParameters = {}) =>
	runOn(sandbox, { resource: 'site', operation, siteId: stop.uid, ...parameters });

describe('Update', () => {
	test('a stop gets another place, an asked slot and exchanged pallets', async () => {
		const place = addressesOf(sandbox).find(({ name }) => name !== stop.address?.name)!;
		const { uid } = addSupportType(sandbox, { name: 'Palette Europe' });
		const outcome = await site('update', {
			updateFields: {
				address: located('id', place.pk),
				askedSlotStart: '2026-03-02T08:00',
				askedSlotEnd: '2026-03-02T10:00',
				supportsExchanges: {
					supportsExchange: [{ supportType: located('id', uid), expectedDelivered: 33 }],
				},
			},
		});
		expect(writesOf(sandbox)[0].body).toEqual({
			address: { pk: place.pk },
			slots: [{ start: '2026-03-02T07:00:00Z', end: '2026-03-02T09:00:00Z' }],
			supports_exchanges: [{ support_type: { uid }, expected_delivered: 33 }],
		});
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({
				uid: stop.uid,
				city: place.city,
				slot_start: '2026-03-02T07:00:00Z',
				slot_end: '2026-03-02T09:00:00Z',
			}),
		]);
	});

	test('a slot is taken away by emptying its ends', async () => {
		await site('update', { updateFields: { askedSlotStart: '', askedSlotEnd: '' } });
		expect(stop.slots).toEqual([]);
	});

	test.each([
		[
			{ askedSlotStart: '2026-03-02T08:00' },
			/^Asked Slot Start: a slot needs both ends, but 'Asked Slot End' is empty/,
		],
		[
			{ askedSlotStart: '2026-03-02', askedSlotEnd: 'next week' },
			/^Asked Slot End: "next week" is not a date/,
		],
		[
			{ supportsExchanges: { supportsExchange: [{ actualRetrieved: 4 }] } },
			/^Supports Exchange 1 Support Type: choose the kind/,
		],
		[{ expectedArrival: '' }, /^Expected Arrival: it cannot be cleared/],
	])('what cannot be is refused before anything is sent: %j', async (updateFields, message) => {
		const outcome = await site('update', { updateFields });
		expect(outcome.error?.message).toMatch(message);
		expect(sandbox.requests()).toEqual([]);
	});
});

describe('Mark Done', () => {
	test('a loading is reported with its times and plates', async () => {
		const outcome = await site('markDone', {
			activity: 'loading',
			additionalFields: {
				arrivedAt: '2026-03-02T08:00',
				completedAt: '2026-03-02T08:45',
				vehicle: located('id', 'AB-123-CD'),
				trailerPlates: 'EF-456-GH',
			},
		});
		expect(writesOf(sandbox)[0].body).toEqual({
			category: 'loading',
			on_site_date: '2026-03-02T07:00:00Z',
			complete_date: '2026-03-02T07:45:00Z',
			vehiclePlate: 'AB-123-CD',
			trailerPlates: ['EF-456-GH'],
		});
		expect(jsonOf(outcome)[0]).toMatchObject({
			real_start: '2026-03-02T07:00:00Z',
			real_end: '2026-03-02T07:45:00Z',
		});
		expect(transport.status).toBe('loading_complete');
	});

	test('a completion before the arrival is refused before anything is sent', async () => {
		const outcome = await site('markDone', {
			additionalFields: { arrivedAt: '2026-03-02T08:00', completedAt: '2026-03-02T07:00' },
		});
		expect(outcome.error?.message).toMatch(/^Completed At: .* lies before the start.* \[item 0\]$/);
		expect(sandbox.requests()).toEqual([]);
	});
});

describe('Enable ETA', () => {
	test('the arrival is followed from then on', async () => {
		stop.address = { ...stop.address!, coords_validated: true, latitude: 47.2, longitude: -1.5 };
		expect(jsonOf(await site('enableEta'))).toEqual([{ success: true, uid: stop.uid }]);
		expect(stop.eta_tracking).toBe(true);
	});

	test('what is missing for it is told in the words of Dashdoc', async () => {
		stop.slots = [];
		const outcome = await site('enableEta');
		expect(outcome.error?.message).toContain('An asked time slot is needed');
	});
});

describe('Dock Activity', () => {
	test.each(['markLoaded', 'markUnloaded'])('%s succeeds with the uid of the stop', async (operation) => {
		const outcome = await runOn(sandbox, { resource: 'dockActivity', operation, dockActivityId: stop.uid });
		expect(jsonOf(outcome)).toEqual([{ success: true, uid: stop.uid }]);
	});
});
