/** What a user can do with the trips of the planning, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { tripCollection, type StoredTrip } from '../../sandbox/resources/trips.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { callsOf, jsonOf, located } from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 8, contacts: 0, transports: 24 }, (ready) => {
	sandbox = ready;
});

const trip = (operation: string, parameters: INodeParameters) =>
	runOn(sandbox, { resource: 'trip', operation, ...parameters });

const tripsOf = (): readonly StoredTrip[] => sandbox.state.tenants[0].of(tripCollection).all();

test('the trips of a trucker in a period are asked for in one request', async () => {
	const { trucker, uid } = tripsOf().find((one) => one.trucker !== null)!;
	const outcome = await trip('getAll', {
		returnAll: true,
		filters: {
			trucker: located('id', trucker!.pk),
			plannedFrom: '2000-01-01',
			plannedUntil: '2100-01-01T00:00Z',
			view: 'trucker',
		},
	});
	const found = jsonOf(outcome);
	expect(found.map((one) => one.uid)).toContain(uid);
	expect(found.every((one) => one.trucker === trucker!.display_name)).toBe(true);
	expect(callsOf(sandbox)).toEqual([
		`GET /scheduler/trips/?datetime_range=1999-12-31T23:00:00Z,2100-01-01T00:00:00Z&trucker_id__in=${trucker!.pk}&view=trucker`,
	]);
});

test('the limit counts although Dashdoc gives the trips in one piece', async () => {
	expect(tripsOf().length).toBeGreaterThan(1);
	expect(jsonOf(await trip('getAll', { limit: 1 }))).toHaveLength(1);
});

test('one trip comes in ten flat fields', async () => {
	const [{ uid, name }] = tripsOf();
	const [json] = jsonOf(await trip('get', { tripId: uid }));
	expect(json).toMatchObject({ uid, name, origin: expect.any(String) as string });
	expect(Object.keys(json)).toHaveLength(10);
	expect(Object.values(json).some((value) => typeof value === 'object' && value !== null)).toBe(false);
});

test('a trip gets its name', async () => {
	const [stored] = tripsOf();
	const outcome = await trip('setName', { tripId: stored.uid, name: 'Tournée Bretagne lundi' });
	expect(jsonOf(outcome)[0]).toMatchObject({ uid: stored.uid, name: 'Tournée Bretagne lundi' });
	expect(stored.name).toBe('Tournée Bretagne lundi');
});

test.each([
	[{ plannedFrom: '2026-03-02' }, /^Planned From: a period needs both ends, but 'Planned Until' is empty/],
	[{ plannedFrom: '2026-03-02', plannedUntil: '2026-03-01' }, /ends before it starts \[item 0\]$/],
])('a period that is none is refused before anything is sent: %j', async (filters, message) => {
	const outcome = await trip('getAll', { filters });
	expect(outcome.error?.message).toMatch(message);
	expect(sandbox.requests()).toEqual([]);
});
