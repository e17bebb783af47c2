import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, callerOf, keysOf, type Caller, type Shown } from './caller.cts';
import { load, order, place, stop } from './route.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 90 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

async function make(changes: object = {}, cities = ['Pau', 'Nîmes']): Promise<Shown> {
	const { status, body } = await call('POST', '/transports/', { body: order(cities, changes) });
	expect([status, body]).toEqual([201, expect.anything()]);
	return body;
}

const read = async (uid: string) => (await call('GET', `/transports/${uid}/`)).body;

describe('a new transport', () => {
	test('has uids, numbers and dates of its own, and shares a stop between delivery and segment', async () => {
		const made = await make({ remote_id: 'OT-1' });
		expect(made).toMatchObject({
			uid: anyText,
			sequential_id: expect.any(Number) as unknown,
			remote_id: 'OT-1',
			creation_method: 'api',
			status: 'unassigned',
			global_status: 'accepted',
			shape: 'simple',
		});
		const [delivery] = made.deliveries;
		expect(made.segments[0].origin.uid).toBe(delivery.origin.uid);
		expect(await read(made.uid)).toEqual(made);
		expect((await call('GET', '/transports/OT-1/?lookup_field=remote_id')).body.uid).toBe(made.uid);
		expect(keysOf(await call('GET', '/transports/'))[0]).toBe(made.uid);
	});

	test('goes along its segments to several places', async () => {
		const made = await make({}, ['Pau', 'Sète', 'Nîmes']);
		expect(made).toMatchObject({ shape: 'ungrouping' });
		expect(made.segments[0].destination.uid).toBe(made.segments[1].origin.uid);
	});

	test('is refused when its external ID is taken, in Dashdoc’s words', async () => {
		await make({ remote_id: 'OT-1' });
		const second = await call('POST', '/transports/', {
			body: order(['Pau', 'Nîmes'], { remote_id: 'OT-1' }),
		});
		expect([second.status, second.body]).toEqual([
			400,
			{ remote_id: { detail: 'There is already a transport with the remote_id OT-1', code: 'invalid' } },
		]);
	});

	test('is assigned when it names a trucker, and sent when it says so', async () => {
		const segments = order(['Pau', 'Nîmes']).segments.map((segment) => ({
			...segment,
			trucker_id: { remote_id: 'CH-001' },
			vehicle: { license_plate: 'ZZ-999-ZZ' },
		}));
		const made = await make({ segments, send_to_trucker: true });
		expect(made.status).toBe('sent_to_trucker');
		expect(made.segments[0]).toMatchObject({
			trucker: { remote_id: 'CH-001' },
			vehicle: { license_plate: 'ZZ-999-ZZ' },
		});
		expect((await call('GET', '/vehicles/?text=ZZ-999')).body.count).toBe(1);
	});

	test('is an order that awaits its reply when the carrier is somebody else', async () => {
		const carrier_address = { ...place('Sète'), company: { remote_id: 'CLI-0001' } };
		expect(await make({ carrier_address })).toMatchObject({
			status: 'created',
			global_status: 'ordered',
			is_order: true,
		});
	});

	test('makes a company that its address names for the first time', async () => {
		const company = { name: 'Grande Nouveauté', country: 'FR' };
		await make({
			deliveries: [
				{ ...order(['Pau', 'Nîmes']).deliveries[0], shipper_address: { ...place('Pau'), company } },
			],
		});
		expect((await call('GET', '/companies/?text=grande%20nouveaut')).body.count).toBe(1);
	});

	test.each<[string, object]>([
		[
			'segments that do not meet',
			{ segments: [...order(['Pau', 'Nîmes']).segments, ...order(['Sète', 'Reims']).segments] },
		],
		['a delivery that no segment serves', { segments: order(['Pau', 'Reims']).segments }],
		['an unknown address', { deliveries: [{ origin: { address: { pk: 1 } }, destination: stop('Nîmes') }] }],
		['an unknown trucker', { segments: [{ ...order(['Pau', 'Nîmes']).segments[0], trucker_id: { pk: 1 } }] }],
		[
			'a Qualimat load without IDTF number',
			{
				deliveries: [
					{ ...order(['Pau', 'Nîmes']).deliveries[0], planned_loads: [{ category: 'bulk_qualimat' }] },
				],
			},
		],
	])('is refused with %s', async (_, changes) => {
		const answer = await call('POST', '/transports/', { body: order(['Pau', 'Nîmes'], changes) });
		expect(answer.status).toBe(400);
		expect((await call('GET', '/transports/')).body.count).toBe(90);
	});

	test('has one shipper for all its deliveries', async () => {
		const [first, second] = order(['Pau', 'Nîmes', 'Sète']).deliveries;
		const shipper = (remote_id: string) => ({ ...place('Reims'), company: { remote_id } });
		const deliveries = [
			{ ...first, shipper_address: shipper('CLI-0001') },
			{ ...second, shipper_address: shipper('CLI-0002') },
		];
		const body = order(['Pau', 'Nîmes', 'Sète'], { deliveries });
		expect((await call('POST', '/transports/', { body })).status).toBe(400);
	});

	test('must show the same stop identically each time', async () => {
		const body = order(['Pau', 'Nîmes']);
		const changed = { ...body.segments[0], origin: { ...stop('Pau'), instructions: 'Autre chose' } };
		const answer = await call('POST', '/transports/', { body: { ...body, segments: [changed] } });
		expect(answer.status).toBe(400);
		expect(JSON.stringify(answer.body)).toContain('identically');
	});
});

describe('an order', () => {
	const carrier_address = { ...place('Sète'), company: { remote_id: 'CLI-0001' } };

	test('is confirmed, once or twice, with its event', async () => {
		const { uid, updated } = await make({ carrier_address });
		const confirmed = await call('POST', `/transports/${uid}/confirm/`);
		expect(confirmed.body).toMatchObject({ status: 'confirmed', global_status: 'accepted' });
		expect(confirmed.body.updated > updated).toBe(true);
		expect((await call('POST', `/transports/${uid}/confirm/`)).status).toBe(200);
		const { status_updates } = await read(uid);
		expect(status_updates.map(({ category }) => category)).toEqual(['created', 'confirmed']);
	});

	test('is declined or cancelled with a reason, and then stays so', async () => {
		for (const [action, field, status] of [
			['decline', 'decline_reason', 'declined'],
			['cancel', 'cancel_reason', 'cancelled'],
		]) {
			const { uid } = await make({ carrier_address });
			const ended = await call('POST', `/transports/${uid}/${action}/`, {
				body: { [field]: 'Camion en panne' },
			});
			expect(ended.body).toMatchObject({ status, global_status: status });
			expect(ended.body.status_updates.at(-1)).toMatchObject({
				category: status,
				content: 'Camion en panne',
			});
			expect((await call('POST', `/transports/${uid}/confirm/`)).status).toBe(403);
		}
	});
});

describe('events', () => {
	test('move a transport to its end, stop by stop', async () => {
		const made = await make();
		const [{ origin, destination }] = made.deliveries;
		const happen = (site: Shown, category: string) =>
			call('POST', '/transport-status/', { body: { transport: made.uid, site: site.uid, category } });
		expect((await happen(origin, 'on_the_way')).body.status).toBe('unassigned');
		expect((await happen(origin, 'on_loading_site')).body).toMatchObject({
			status: 'on_loading_site',
			global_status: 'ongoing',
		});
		expect((await call('POST', `/transports/${made.uid}/cancel/`)).status).toBe(403);
		expect((await happen(origin, 'loading_complete')).body.deliveries[0].origin).toMatchObject({
			real_end: anyText,
		});
		expect((await happen(destination, 'unloading_complete')).body).toMatchObject({
			status: 'done',
			global_status: 'done',
		});
		expect((await happen(destination, 'parked')).status).toBe(400);
		const elsewhere = { transport: made.uid, site: 'no-such-site', category: 'departed' };
		expect((await call('POST', '/transport-status/', { body: elsewhere })).status).toBe(400);
	});

	test('come from a stop that is marked done, too', async () => {
		const made = await make();
		const { uid } = made.deliveries[0].origin;
		const body = {
			category: 'loading',
			on_site_date: '2026-04-01T06:00:00Z',
			complete_date: '2026-04-01T07:00:00Z',
		};
		const site = await call('POST', `/sites/${uid}/mark-done/`, { body });
		expect(site.body).toMatchObject({ real_start: '2026-04-01T06:00:00Z', real_end: '2026-04-01T07:00:00Z' });
		expect((await read(made.uid)).status).toBe('loading_complete');
	});
});

describe('a list action', () => {
	const all = ['archive', 'mark-done', 'mark-invoiced', 'mark-paid'] as const;

	test.each(all)('%s reaches the chosen transports only', async (action) => {
		const chosen = await make();
		const other = await make();
		const answer = await call('POST', `/transports/${action}/?uid__in=${chosen.uid}`);
		expect([answer.status, answer.body]).toEqual([200, { success: true }]);
		expect(await read(chosen.uid)).not.toEqual(chosen);
		expect(await read(other.uid)).toEqual(other);
		expect(sandbox.violations()).toEqual([]);
	});

	test.each(all)('%s without a filter reaches every transport, and is recorded', async (action) => {
		const before = (await call('GET', '/transports/?ordering=created')).body.results;
		await call('POST', `/transports/${action}/`);
		const after = (await call('GET', '/transports/?ordering=created')).body.results;
		const isDone = ({ global_status }: Shown) => ['done', 'declined', 'cancelled'].includes(global_status);
		const expected = action === 'mark-done' ? before.filter((each) => !isDone(each)).length : before.length;
		expect(after.filter((each, place) => each.updated !== before[place].updated)).toHaveLength(expected);
		expect(sandbox.violations().map(({ kind }) => kind)).toEqual(['bulk-without-filter']);
	});

	test('assigns a crew to what has not started', async () => {
		const { uid } = await make();
		const body = { trucker_id: { pk: null as unknown, remote_id: 'CH-002' }, send_to_trucker: true };
		delete (body.trucker_id as { pk?: unknown }).pk;
		expect((await call('POST', `/transports/assign/?uid__in=${uid}`, { body })).status).toBe(200);
		expect(await read(uid)).toMatchObject({ status: 'sent_to_trucker' });
		const [done] = (await call('GET', '/transports/?status=done')).body.results;
		const late = await call('POST', `/transports/assign/?uid__in=${done.uid}`, { body });
		expect(late.body.non_field_errors.code).toEqual(['started_trip_cannot_be_assigned']);
	});

	test('deletes softly: gone from the list, readable with its date', async () => {
		const { uid } = await make();
		expect((await call('DELETE', `/transports/?uid__in=${uid}`)).status).toBe(204);
		expect(keysOf(await call('GET', '/transports/'))).not.toContain(uid);
		expect(keysOf(await call('GET', '/transports/?deleted=true'))).toEqual([uid]);
		expect((await read(uid)).deleted).toEqual(anyText);
		expect((await call('DELETE', `/transports/${uid}/`)).status).toBe(404);
	});
});

describe('a chartered transport', () => {
	const carrier = { remote_id: 'CLI-0001' };

	test('has a child for the carrier, which can be instructed and cancelled', async () => {
		const parent = await make();
		const path = `/transports/${parent.uid}/charter/`;
		const made = await call('POST', path, { body: { carrier, instructions: 'Plaque AB-123-CD' } });
		expect([made.status, Object.keys(made.body)]).toEqual([201, ['child_transport']]);
		const child = await read(made.body.child_transport);
		expect(child).toMatchObject({
			is_order: true,
			global_status: 'ordered',
			instructions: 'Plaque AB-123-CD',
		});
		expect((await read(parent.uid)).segments[0]).toMatchObject({ child_transport: { uid: child.uid } });
		expect((await call('PATCH', path, { body: { instructions: 'Autre' } })).status).toBe(200);
		expect(await read(child.uid)).toMatchObject({ instructions: 'Autre' });
		expect(
			(
				await call('PATCH', `/transports/${parent.uid}/`, {
					body: { segments: order(['Pau', 'Sète', 'Nîmes']).segments },
				})
			).status,
		).toBe(403);
		expect((await call('DELETE', path)).status).toBe(204);
		expect((await read(child.uid)).status).toBe('cancelled');
		expect((await call('POST', path, { body: { carrier } })).status).toBe(201);
	});

	test('can be chartered by segments, and its cancellation cancels the children', async () => {
		const parent = await make({}, ['Pau', 'Sète', 'Nîmes']);
		const [, second] = parent.segments;
		const body = { carrier, instructions: '' };
		const made = await call('POST', `/segments/charter/?uid__in=${second.uid}`, { body });
		expect(made.status).toBe(201);
		expect((await read(made.body.child_transport)).segments).toHaveLength(1);
		const patched = await call('PATCH', `/segments/${second.uid}/charter/`, { body: { instructions: 'X' } });
		expect(patched.body).toEqual({ child_transport: made.body.child_transport });
		await call('POST', `/transports/${parent.uid}/cancel/`, { body: { cancel_reason: 'Grève' } });
		expect((await read(made.body.child_transport)).status).toBe('cancelled');
	});

	test('needs to know which segments are meant', async () => {
		expect((await call('POST', '/segments/charter/', { body: { carrier } })).status).toBe(400);
		expect((await call('POST', '/segments/charter/?uid__in=nope', { body: { carrier } })).status).toBe(400);
	});
});

describe('the parts of a transport', () => {
	test('a segment breaks in two, the second with the crew that was given', async () => {
		const made = await make();
		const [segment] = made.segments;
		const body = { site: { address: place('Reims') }, trucker_id: { remote_id: 'CH-003' } };
		const broken = await call('POST', `/segments/${segment.uid}/break/`, { body });
		expect(broken.status).toBe(200);
		const [first, second] = broken.body.segments;
		expect(first).toMatchObject({ uid: segment.uid, trucker: null });
		expect(second).toMatchObject({ trucker: { remote_id: 'CH-003' } });
		expect(second.origin.uid).toBe(first.destination.uid);
		expect(broken.body.deliveries).toHaveLength(1);
	});

	test('a changed stop shows everywhere', async () => {
		const made = await make();
		const { uid } = made.deliveries[0].origin;
		await call('PATCH', `/sites/${uid}/`, { body: { instructions: 'Sonner' } });
		const { deliveries, segments } = await read(made.uid);
		expect([deliveries[0].origin.instructions, segments[0].origin.instructions]).toEqual([
			'Sonner',
			'Sonner',
		]);
	});

	test('a delivery is added between two new stops, and gets its loads replaced', async () => {
		const made = await make();
		const [from, to] = (await call('GET', '/addresses/')).body.results;
		const body = {
			transport_uid: made.uid,
			origin_address: { pk: from.pk },
			destination_address: { pk: to.pk },
		};
		const added = await call('POST', '/deliveries/', { body });
		expect(added.body).toMatchObject({ uid: made.uid, shape: 'complex' });
		expect(added.body.segments).toHaveLength(3);
		const { uid } = added.body.deliveries[1];
		const changed = await call('PATCH', `/deliveries/${uid}/`, {
			body: { planned_loads: [load], multiple_rounds: true },
		});
		expect(changed.body.planned_loads).toMatchObject([load]);
		const round = await call('POST', `/deliveries/${uid}/add-round/`, { body: { origin_load: load } });
		expect(round.body).toMatchObject({
			rounds: [{ round_id: 1, origin_load: load, destination_load: null }],
		});
	});

	test('a copy of an address keeps its pk apart and does not follow later edits', async () => {
		const [entry] = (await call('GET', '/addresses/')).body.results;
		const origin = { address: { pk: entry.pk } };
		const destination = stop('Nîmes');
		const made = await make({ deliveries: [{ origin, destination }], segments: [{ origin, destination }] });
		expect(made.deliveries[0].origin.address).toMatchObject({ original: entry.pk, name: entry.name });
		expect(made.deliveries[0].origin.address.pk).not.toBe(entry.pk);
		await call('PATCH', `/addresses/${entry.pk}/`, { body: { name: 'Renommé' } });
		expect((await read(made.uid)).deliveries[0].origin.address.name).toBe(entry.name);
		expect(keysOf(await call('GET', `/transports/?origin_address__in=${entry.pk}`))).toContain(made.uid);
	});
});

describe('the list', () => {
	const count = async (query: string) => (await call('GET', `/transports/?${query}`)).body.count;

	test.each([
		'status=done',
		'status__in=done,paid',
		'is_order=true',
		'cancelled=true',
		'business_status=orders',
		'text=ot2026-00004',
	])('is narrowed by %s', async (query) => {
		const found = await count(query);
		expect(found).toBeGreaterThan(0);
		expect(found).toBeLessThan(90);
	});

	test('is narrowed by uids, external IDs, dates, parties and crews', async () => {
		const [first, second] = (await call('GET', '/transports/?status=done&is_order=false')).body.results;
		expect(await count(`uid__in=${first.uid},${second.uid}`)).toBe(2);
		expect(await count(`uid__not_in=${first.uid}`)).toBe(89);
		expect(await count(`remote_id__in=OT2026-000001`)).toBe(1);
		expect(await count(`created__lte=${first.created}&created__gte=${first.created}`)).toBe(1);
		const { trucker } = first.segments[0] as unknown as { trucker: { pk: number } };
		expect(await count(`trucker__in=${trucker.pk}&uid__in=${first.uid}`)).toBe(1);
		expect(await count(`trucker__in=1`)).toBe(0);
		expect(await count('archived=false')).toBe(90);
		await call('POST', `/transports/archive/?uid__in=${first.uid}`);
		expect(await count('archived=true')).toBe(1);
	});

	test('shows a change to whoever asks for what is new', async () => {
		const [{ updated }] = (await call('GET', '/transports/?ordering=-updated')).body.results;
		const made = await make();
		const found = await call('GET', `/transports/?updated__gte=${made.updated}`);
		expect(made.updated > updated).toBe(true);
		expect(keysOf(found)).toEqual([made.uid]);
	});
});
