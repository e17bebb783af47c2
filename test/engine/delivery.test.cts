/** What a user can do with deliveries, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredDelivery, StoredTransport } from '../../sandbox/resources/transports/records.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { addressesOf, callsOf, itemsOf, jsonOf, located, transportsOf, writesOf } from './data.cts';
import { openTransport } from './transports.cts';

let sandbox: Sandbox;
let transport: StoredTransport;
let shipped: StoredDelivery;

useSandbox({ companies: 8, contacts: 0, transports: 24 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	transport = openTransport(sandbox);
	[shipped] = transport.deliveries;
});

const delivery = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'delivery', operation, ...parameters }, rest);

describe('Get and Get Many', () => {
	test('one delivery comes in ten flat fields', async () => {
		const [json] = jsonOf(await delivery('get', { deliveryId: shipped.uid }));
		expect(json).toMatchObject({
			uid: shipped.uid,
			origin: shipped.origin.address?.city,
			destination: shipped.destination.address?.city,
			load: shipped.planned_loads[0].description,
		});
		expect(Object.keys(json)).toHaveLength(10);
		expect(Object.values(json).some((value) => typeof value === 'object' && value !== null)).toBe(false);
	});

	test('all deliveries are read to the last page', async () => {
		const outcome = await delivery('getAll', { returnAll: true });
		const stored = transportsOf(sandbox).filter(({ deleted }) => deleted === null);
		expect(jsonOf(outcome)).toHaveLength(stored.flatMap(({ deliveries }) => deliveries).length);
	});

	test('the consignment notes of a delivery come one by one', async () => {
		const all = transportsOf(sandbox).flatMap(({ deliveries, documents }) =>
			deliveries.map(({ uid }) => ({
				uid,
				notes: documents.filter((one) => one.delivery === uid && one.category === 'cmr'),
			})),
		);
		const { uid } = all.find(({ notes }) => notes.length > 0)!;
		const notes = jsonOf(await delivery('getCmrs', { deliveryId: uid }));
		expect(notes.length).toBeGreaterThan(0);
		expect(notes.every((note) => note.delivery === uid)).toBe(true);
	});
});

describe('Add to Transport', () => {
	const [loading, unloading] = ['loadingAddress', 'unloadingAddress'];
	const places = () => {
		const [from, to] = addressesOf(sandbox);
		return { [loading]: located('id', from.pk), [unloading]: located('id', to.pk) };
	};

	test('the new delivery comes out, not the transport', async () => {
		const known = transport.deliveries.map(({ uid }) => uid);
		const outcome = await delivery('addToTransport', {
			transport: located('id', transport.uid),
			...places(),
			additionalFields: { beforeSiteId: shipped.destination.uid },
		});
		const [json] = jsonOf(outcome);
		expect(known).not.toContain(json.uid);
		expect(transport.deliveries.map(({ uid }) => uid)).toContain(json.uid);
		expect(json).toMatchObject({ transport_uid: transport.uid, origin: addressesOf(sandbox)[0].city });
		expect(callsOf(sandbox)).toEqual([`GET /transports/${transport.uid}/`, 'POST /deliveries/']);
	});

	test('the transport may be given by External ID; Dashdoc gets its ID', async () => {
		transport.remote_id = 'OT2026-118';
		const outcome = await delivery('addToTransport', {
			transport: located('externalId', 'OT2026-118'),
			...places(),
		});
		const { uid } = transport.deliveries.at(-1)!;
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid, transport_uid: transport.uid })]);
		expect(writesOf(sandbox)[0].body).toMatchObject({ transport_uid: transport.uid });
	});

	test('two items for one transport each give their own delivery', async () => {
		const outcome = await delivery(
			'addToTransport',
			{ transport: located('id', transport.uid), ...places() },
			{ items: itemsOf({}, {}) },
		);
		const uids = jsonOf(outcome).map(({ uid }) => uid);
		expect(new Set(uids).size).toBe(2);
		expect(transport.deliveries.slice(-2).map(({ uid }) => uid)).toEqual(uids);
	});
});

describe('Update', () => {
	test('a load is kept by its ID, others are replaced', async () => {
		const [kept] = shipped.planned_loads;
		await delivery('update', {
			deliveryId: shipped.uid,
			updateFields: {
				plannedLoads: {
					load: [
						{ description: 'Palettes de carrelage', loadId: kept.uid, category: 'pallets', quantity: 12 },
						{ description: 'Sable', category: 'bulk', weight: 900 },
					],
				},
			},
		});
		expect(shipped.planned_loads.map(({ uid, description }) => [uid, description])).toEqual([
			[kept.uid, 'Palettes de carrelage'],
			[expect.not.stringMatching(kept.uid), 'Sable'],
		]);
	});

	test('a negative weight is refused before anything is sent', async () => {
		const outcome = await delivery('update', {
			deliveryId: shipped.uid,
			updateFields: { plannedLoads: { load: [{ description: 'Sable', weight: -1 }] } },
		});
		expect(outcome.error?.message).toBe('Load 1 Weight: -1 is less than 0 [item 0]');
		expect(sandbox.requests()).toEqual([]);
	});
});

describe('Add Round', () => {
	test('a round is counted with what was loaded and unloaded', async () => {
		shipped.multiple_rounds = true;
		await delivery('addRound', {
			deliveryId: shipped.uid,
			loaded: { description: 'Sable', category: 'bulk', weight: 28_000 },
			unloaded: { description: 'Sable', category: 'bulk', weight: 27_950 },
		});
		expect(writesOf(sandbox)[0].body).toEqual({
			origin_load: { description: 'Sable', category: 'bulk', weight: 28_000 },
			destination_load: { description: 'Sable', category: 'bulk', weight: 27_950 },
		});
		expect(shipped.rounds).toHaveLength(1);
	});

	test('a round that went empty says so, and says nothing of what was not added', async () => {
		shipped.multiple_rounds = true;
		const outcome = await delivery('addRound', {
			deliveryId: shipped.uid,
			loaded: { quantity: 0, weight: '={{ 0 }}' },
			unloaded: { category: 'bulk', tareWeight: 0 },
		});
		expect(outcome.error).toBeUndefined();
		expect(writesOf(sandbox)[0].body).toEqual({
			origin_load: { quantity: 0, weight: 0 },
			destination_load: { category: 'bulk', tare_weight: 0 },
		});
	});

	test('a round without loads is refused before anything is sent', async () => {
		const outcome = await delivery('addRound', { deliveryId: shipped.uid });
		expect(outcome.error?.message).toMatch(/: give what was loaded or what was unloaded \[item 0\]$/);
		expect(sandbox.requests()).toEqual([]);
	});
});
