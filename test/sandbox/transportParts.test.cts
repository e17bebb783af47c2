import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { callerOf, type Caller, type Shown } from './caller.cts';
import { order, place, stepsOf, stop } from './route.cts';

let sandbox: Sandbox;
let call: Caller;
let steps: ReturnType<typeof stepsOf>;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 20 });
	call = callerOf(sandbox);
	steps = stepsOf(call);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

const trucker = { trucker_id: { remote_id: 'CH-001' } };

describe('loads', () => {
	test.each(['quantity', 'weight', 'tare_weight', 'volume', 'linear_meters'])(
		'of a negative %s are refused where they stand',
		async (measure) => {
			const { status, body } = await steps.ship([{ category: 'bulk' }, { category: 'bulk', [measure]: -1 }]);
			expect([status, JSON.stringify(body)]).toEqual([
				400,
				JSON.stringify({
					deliveries: {
						detail: [
							{
								planned_loads: [{}, { [measure]: ['Ensure this value is greater than or equal to 0.'] }],
							},
						],
						code: [{ planned_loads: [{}, { [measure]: ['min_value'] }] }],
					},
				}),
			]);
		},
	);

	test('of Qualimat need an IDTF number that can be one', async () => {
		for (const [idtf_number, status] of [
			['10001', 201],
			['blé', 400],
			['', 400],
		] as const) {
			expect((await steps.ship([{ category: 'bulk_qualimat', idtf_number }])).status).toBe(status);
		}
	});

	test('of a rental order stand alone, those of several rounds are of one category', async () => {
		const rental = { category: 'rental' };
		expect((await steps.ship([rental])).status).toBe(201);
		expect((await steps.ship([rental, rental])).status).toBe(400);
		const mixed = await steps.ship([{ category: 'bulk' }, { category: 'pallets' }], {
			multiple_rounds: true,
		});
		expect(JSON.stringify(mixed.body)).toContain('multiple_rounds_different_load_categories');
	});

	test('that are sent with their uid stay the same', async () => {
		const { body: made } = await steps.ship([{ category: 'bulk', weight: 5 }]);
		const [delivery] = made.deliveries;
		const [{ uid }] = delivery.planned_loads;
		const path = `/deliveries/${delivery.uid}/`;
		const planned_loads = [{ uid, weight: 6 }, { category: 'other' }];
		const { body } = await call('PATCH', path, { body: { planned_loads } });
		expect(body.planned_loads).toMatchObject([{ uid, category: 'bulk', weight: 6 }, { category: 'other' }]);
		const negative = await call('PATCH', path, { body: { planned_loads: [{ weight: -1 }] } });
		expect(negative.status).toBe(400);
		expect(sandbox.violations()).toEqual([]);
	});
});

describe('stops', () => {
	const anonymous = { ...stop('Pau'), remote_id: undefined };

	test('without uid and external ID are one when they are identical', async () => {
		const end = { ...stop('Nîmes'), remote_id: undefined };
		const stretch = { origin: anonymous, destination: end };
		const made = await call('POST', '/transports/', {
			body: { deliveries: [stretch], segments: [stretch] },
		});
		expect(made.body.segments[0].origin.uid).toBe(made.body.deliveries[0].origin.uid);
		const otherwise = { ...stretch, origin: { ...anonymous, instructions: 'Quai 2' } };
		const refused = await call('POST', '/transports/', {
			body: { deliveries: [stretch], segments: [otherwise] },
		});
		expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('serve')]);
	});

	test('at one address are told apart by their external IDs', async () => {
		const twin = { ...stop('Pau'), remote_id: 'Pau 2' };
		const [first, second, end] = [stop('Pau'), twin, stop('Nîmes')];
		const body = {
			deliveries: [
				{ origin: first, destination: end },
				{ origin: second, destination: end },
			],
			segments: [
				{ origin: first, destination: second },
				{ origin: second, destination: end },
			],
		};
		const made = await call('POST', '/transports/', { body });
		expect([made.status, made.body.shape]).toEqual([201, 'grouping']);
		expect(made.body.deliveries[0].origin.uid).not.toBe(made.body.deliveries[1].origin.uid);
	});

	test('have a uid that no other stop of Dashdoc has', async () => {
		const body = (uid: string) => {
			const origin = { ...stop('Pau'), uid };
			const stretch = { origin, destination: stop('Nîmes') };
			return { deliveries: [stretch], segments: [stretch] };
		};
		const made = await call('POST', '/transports/', { body: body('quai-9') });
		expect(made.body.deliveries[0].origin.uid).toBe('quai-9');
		expect((await call('POST', '/transports/', { body: body('quai-9') })).status).toBe(400);
	});

	test('are not loaded after they are unloaded, nor followed without an asked time', async () => {
		const late = {
			...stop('Pau'),
			slots: [{ start: '2026-04-09T06:00:00Z', end: '2026-04-09T07:00:00Z' }],
		};
		const refusal = async (origin: object) => {
			const stretch = { origin, destination: stop('Nîmes') };
			const answer = await call('POST', '/transports/', {
				body: { deliveries: [stretch], segments: [stretch] },
			});
			return JSON.stringify(answer.body);
		};
		expect(await refusal(late)).toContain('origin_date_after_destination_date');
		expect(await refusal({ ...stop('Pau'), slots: [], eta_tracking: true })).toContain('eta_tracking');
	});

	test('stay as they are when the change of a transport is refused', async () => {
		const made = await steps.make();
		const [{ origin, destination }] = made.deliveries;
		const deliveries = [
			{ origin: { uid: origin.uid, instructions: 'Perdu' }, destination: { uid: destination.uid } },
			{ origin: { uid: origin.uid, instructions: 'Perdu' }, destination: stop('Ailleurs') },
		];
		const refused = await call('PATCH', `/transports/${made.uid}/`, { body: { deliveries } });
		expect(refused.status).toBe(400);
		expect(await steps.read(made.uid)).toEqual(made);
	});
});

describe('a segment', () => {
	test('breaks into two: the first keeps its crew, the second waits for one', async () => {
		const made = await steps.make({ segments: [{ ...order(['Pau', 'Nîmes']).segments[0], ...trucker }] });
		const [segment] = made.segments;
		const body = { site: { address: place('Reims') } };
		const broken = await call('POST', `/segments/${segment.uid}/break/`, { body });
		const [first, second] = broken.body.segments;
		expect(first).toMatchObject({ uid: segment.uid, trucker: { remote_id: 'CH-001' } });
		expect(second).toMatchObject({ trucker: null, origin: { category: 'breaking' } });
		expect(second.origin.uid).toBe(first.destination.uid);
		const assigned = await call('POST', `/segments/${second.uid}/assign/`, {
			body: { trucker_id: { remote_id: 'CH-002' }, send_to_trucker: true },
		});
		expect(assigned.body).toMatchObject({
			uid: made.uid,
			status: 'sent_to_trucker',
			segments: [{ trucker: { remote_id: 'CH-001' } }, { trucker: { remote_id: 'CH-002' } }],
		});
	});

	test('is planned by pk, external ID or plate, and freed again', async () => {
		const made = await steps.make();
		const [vehicle] = (await call('GET', '/vehicles/')).body.results;
		const path = `/segments/${made.segments[0].uid}/assign/`;
		for (const reference of [{ pk: vehicle.pk }, { license_plate: vehicle.license_plate }]) {
			const { body } = await call('POST', path, { body: { ...trucker, vehicle: reference } });
			expect(body.segments[0].vehicle).toMatchObject({ original: vehicle.pk });
		}
		const freed = await call('POST', path, { body: { trucker_id: null, vehicle: null, trailers: [] } });
		expect(freed.body).toMatchObject({ status: 'unassigned', segments: [{ vehicle: null, trailers: [] }] });
	});
});

describe('exchanges and trips', () => {
	test('no number of supports is negative', async () => {
		const { deliveries } = await steps.make();
		const body = {
			site: { uid: deliveries[0].destination.uid },
			support_type: { remote_id: 'EUR' },
			expected_delivered: -1,
		};
		const answer = await call('POST', '/supports-exchanges/', { body });
		expect(answer.body).toMatchObject({ expected_delivered: { code: ['min_value'] } });
	});

	test('a trip of merged transports follows their progress and is found by period and crew', async () => {
		const segments = [{ ...order(['Pau', 'Nîmes']).segments[0], ...trucker }];
		const [one, other] = [await steps.make({ segments }), await steps.make({ segments })];
		const body = { transport_uids: [one.uid, other.uid] };
		const { uid } = (await call('POST', '/transports/merge-to-trip/', { body })).body;
		await steps.happen(one, one.deliveries[0].origin, 'on_loading_site');
		const trip = (await call('GET', `/scheduler/trips/${uid}/`)).body;
		expect(trip).toMatchObject({ status: 'ongoing', trucker_status: 'trucker_assigned', is_prepared: true });
		expect((trip.activities as Shown[]).map(({ status }) => status)).toEqual([
			'on_site',
			'created',
			'created',
			'created',
		]);
		const period = 'datetime_range=2026-04-01T00:00:00Z,2026-04-02T00:00:00Z';
		const found = (await call('GET', `/scheduler/trips/?${period}`)).body as unknown as Shown[];
		expect(found.map((each) => each.uid)).toContain(uid);
		const named = await call('POST', `/scheduler/trips/${uid}/set-name/`, {
			body: { name: 'Tournée Béarn' },
		});
		expect(named.body.name).toBe('Tournée Béarn');
	});

	test('templates are there from the start, and the tracking files name one', async () => {
		const templates = (await call('GET', '/transport-templates/')).body.results;
		const [file] = (await call('GET', '/tracking-files/')).body.results;
		expect(templates.map(({ uid }) => uid)).toContain(file.template_uid);
	});
});
