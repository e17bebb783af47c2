import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, callerOf, type Caller, type Shown } from './caller.cts';
import { order, stepsOf } from './route.cts';

let sandbox: Sandbox;
let call: Caller;
let steps: ReturnType<typeof stepsOf>;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 60 });
	call = callerOf(sandbox);
	steps = stepsOf(call);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

const eventsOf = ({ status_updates }: Shown) => status_updates.map(({ category }) => category);

test('a transport goes from created to paid, each step with its event and a later date', async () => {
	const [segment] = order(['Pau', 'Nîmes']).segments;
	const made = await steps.make({ segments: [{ ...segment, trucker_id: { remote_id: 'CH-001' } }] });
	const [{ origin, destination }] = made.deliveries;
	expect(made.status).toBe('assigned');
	let before = made.updated;
	for (const [site, category] of [
		[origin, 'sent_to_trucker'],
		[origin, 'acknowledged'],
		[origin, 'on_loading_site'],
		[origin, 'loading_complete'],
		[origin, 'departed'],
		[destination, 'on_unloading_site'],
	] as const) {
		const { body } = await steps.happen(made, site, category);
		expect([body.status, body.updated > before]).toEqual([category, true]);
		before = body.updated;
	}
	expect((await steps.happen(made, destination, 'unloading_complete')).body.status).toBe('done');
	for (const category of ['verified', 'invoiced', 'paid']) {
		const { body } = await steps.happen(made, destination, category);
		expect(body).toMatchObject({ status: category, global_status: 'done' });
	}
	const paid = await steps.read(made.uid);
	expect(paid).toMatchObject({ invoicing_status: 'PAID' });
	expect(eventsOf(paid).slice(-5)).toEqual(['unloading_complete', 'done', 'verified', 'invoiced', 'paid']);
});

test('an event tells who, where and when', async () => {
	const [segment] = order(['Pau', 'Nîmes']).segments;
	const made = await steps.make({ segments: [{ ...segment, trucker_id: { remote_id: 'CH-001' } }] });
	const { origin } = made.deliveries[0];
	const time = '2026-04-01T05:55:00Z';
	const { body } = await steps.happen(made, origin, 'on_loading_site', time);
	expect(body.status_updates.at(-1)).toMatchObject({
		category: 'on_loading_site',
		created_device: time,
		creation_method: 'trucker',
		author: { display_name: anyText },
		site: origin.uid,
		segment: made.segments[0].uid,
		delivery: made.deliveries[0].uid,
		transport: made.uid,
		update_details: null,
	});
	expect(body.deliveries[0].origin).toMatchObject({ real_start: time });
	expect(body.status_updates.find(({ category }) => category === 'assigned')).toMatchObject({
		target: { display_name: anyText },
	});
});

test('what a crew reports after the end is kept and moves nothing', async () => {
	const made = await steps.make();
	const [{ origin, destination }] = made.deliveries;
	await steps.happen(made, origin, 'loading_complete');
	await steps.happen(made, destination, 'unloading_complete');
	const { body } = await steps.happen(made, destination, 'departed');
	expect([body.status, eventsOf(body).at(-1)]).toEqual(['done', 'departed']);
});

test('a cancelled transport takes no event, a deleted one is not known', async () => {
	const cancelled = await steps.make();
	await call('POST', `/transports/${cancelled.uid}/cancel/`);
	const { origin } = cancelled.deliveries[0];
	expect((await steps.happen(cancelled, origin, 'on_loading_site')).status).toBe(403);
	const deleted = await steps.make();
	await call('DELETE', `/transports/${deleted.uid}/`);
	const answer = await steps.happen(deleted, deleted.deliveries[0].origin, 'on_loading_site');
	expect([answer.status, Object.keys(answer.body)]).toEqual([400, ['transport']]);
});

test('the consignment note comes with the loading, a rental paper with a rental', async () => {
	const made = await steps.make();
	const loaded = await steps.happen(made, made.deliveries[0].origin, 'loading_complete');
	expect(loaded.body.documents).toMatchObject([{ category: 'cmr', delivery: made.deliveries[0].uid }]);
	const { body: rental } = await steps.ship([{ category: 'rental' }]);
	const begun = await steps.happen(rental, rental.deliveries[0].origin, 'loading_complete');
	expect(begun.body.documents).toMatchObject([{ category: 'rental' }]);
	const secret = await steps.make({ business_privacy: true });
	const { body } = await steps.happen(secret, secret.deliveries[0].origin, 'loading_complete');
	expect(body.documents).toEqual([]);
});

test('plates that a stop is marked done with are those of its segment, known or not', async () => {
	const made = await steps.make();
	const body = { category: 'loading', vehiclePlate: 'ZZ-111-ZZ', trailerPlates: ['ZZ-222-ZZ'] };
	const { uid } = made.deliveries[0].origin;
	expect((await call('POST', `/sites/${uid}/mark-done/`, { body })).status).toBe(200);
	const read = await steps.read(made.uid);
	expect(read.segments[0]).toMatchObject({
		vehicle: { license_plate: 'ZZ-111-ZZ' },
		trailers: [{ license_plate: 'ZZ-222-ZZ' }],
	});
	expect(eventsOf(read).slice(-2)).toEqual(['on_loading_site', 'loading_complete']);
	expect(sandbox.violations()).toEqual([]);
});

test('a stop cannot be complete before the arrival', async () => {
	const made = await steps.make();
	const body = {
		category: 'loading',
		on_site_date: '2026-04-01T08:00:00Z',
		complete_date: '2026-04-01T07:00:00Z',
	};
	const answer = await call('POST', `/sites/${made.deliveries[0].origin.uid}/mark-done/`, { body });
	expect([answer.status, Object.keys(answer.body)]).toEqual([400, ['complete_date']]);
});

test('a transport is marked done at a date, which cannot lie before the loading', async () => {
	const made = await steps.make();
	await steps.happen(made, made.deliveries[0].origin, 'loading_complete', '2026-04-01T07:00:00Z');
	const mark = (date: string) =>
		call('POST', `/transports/mark-done/?uid__in=${made.uid}`, {
			body: { last_activity_date_by_transport_uid: { [made.uid]: date } },
		});
	expect((await mark('2026-04-01T06:00:00Z')).status).toBe(400);
	expect((await mark('2026-04-01T16:00:00Z')).body).toEqual({ success: true });
	const { status, deliveries } = await steps.read(made.uid);
	expect([status, deliveries[0].destination.real_end]).toEqual(['done', '2026-04-01T16:00:00Z']);
});

test('an arrival is followed at a validated place with a slot of two hours at most', async () => {
	const slot = (end: string) => [{ start: '2026-04-01T06:00:00Z', end }];
	const site = (slots: object[], coords_validated: boolean) => ({
		slots,
		address: {
			name: coords_validated ? 'Quai' : 'Champ', // the same place again would be the entry of before
			city: 'Pau',
			country: 'FR',
			latitude: 43.3,
			longitude: -0.4,
			coords_validated,
		},
	});
	for (const [slots, validated, status] of [
		[[], true, 400],
		[slot('2026-04-01T10:00:00Z'), true, 400],
		[slot('2026-04-01T08:00:00Z'), false, 400],
		[slot('2026-04-01T08:00:00Z'), true, 200],
	] as const) {
		const made = await steps.make();
		const { uid } = made.deliveries[0].origin;
		await call('PATCH', `/sites/${uid}/`, { body: site([...slots], validated) });
		expect((await call('POST', `/sites/${uid}/enable-eta/`)).status).toBe(status);
	}
});

test('rounds are numbered on, and each has its event with what it carried', async () => {
	const { body: made } = await steps.ship([{ category: 'bulk', weight: 9000 }], { multiple_rounds: true });
	const [{ uid }] = made.deliveries;
	const body = { origin_load: { category: 'bulk', weight: 3000 }, destination_load: null };
	await call('POST', `/deliveries/${uid}/add-round/`, { body });
	const { body: delivery } = await call('POST', `/deliveries/${uid}/add-round/`, { body });
	expect(delivery.rounds).toMatchObject([{ round_id: 1 }, { round_id: 2, destination_load: null }]);
	const read = await steps.read(made.uid);
	expect(read).toMatchObject({ status: 'rounds_started', global_status: 'ongoing' });
	expect(read.status_updates.at(-1)).toMatchObject({
		category: 'round_added_v2',
		delivery: uid,
		update_details: { round_id: 2, origin_load: { weight: 3000 } },
	});
});

test('the data hold transports of every stage, with reserves, rounds, mileage and recent events', () => {
	const transports = sandbox.state.tenants[0].of<{ status: string; has_observations: boolean }>({
		name: 'transports',
		key: 'status',
	});
	const all = transports.all() as unknown as Shown[];
	const seen = new Set(all.map(({ status }) => status));
	for (const status of ['assigned', 'sent_to_trucker', 'acknowledged', 'on_loading_site', 'done', 'paid']) {
		expect(seen).toContain(status);
	}
	const now = sandbox.state.world.clock.now();
	expect(all.flatMap(({ status_updates }) => status_updates).every(({ created }) => created <= now)).toBe(
		true,
	);
	expect(all.some(({ has_observations }) => has_observations === true)).toBe(true);
	expect(all.some(({ deliveries }) => deliveries[0].multiple_rounds === true)).toBe(true);
	expect(all.some(({ segments }) => typeof segments[0].telematic_distance === 'number')).toBe(true);
	for (const { status_updates } of all) {
		const times = status_updates.map(({ created }) => created);
		expect(times).toEqual([...times].sort());
	}
});
