import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { callerOf, type Caller, type Shown } from './caller.cts';
import { place, stepsOf } from './route.cts';

let sandbox: Sandbox;
let call: Caller;
let steps: ReturnType<typeof stepsOf>;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 10 });
	call = callerOf(sandbox);
	steps = stepsOf(call);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());
afterEach(() => {
	expect(sandbox.violations()).toEqual([]);
	expect(sandbox.answerViolations()).toEqual([]);
});

const carrier = { remote_id: 'CLI-0001' };

async function charter(parent: Shown): Promise<Shown> {
	const made = await call('POST', `/transports/${parent.uid}/charter/`, { body: { carrier } });
	expect(made.status).toBe(201);
	return steps.read(made.body.child_transport);
}

test('the child is an order of the parent’s carrier with stops of its own and an empty crew', async () => {
	const parent = await steps.make();
	const child = await charter(parent);
	expect(child).toMatchObject({
		is_order: true,
		parent_transports: [{ uid: parent.uid }],
		documents: [{ category: 'chc' }],
		segments: [{ trucker: null, vehicle: null, trailers: [] }],
	});
	const [delivery] = child.deliveries;
	expect(delivery.shipper_address).toMatchObject({
		company: { pk: (parent.carrier_address as Shown).company.pk },
	});
	expect(delivery.origin.uid).not.toBe(parent.deliveries[0].origin.uid);
	expect(delivery.origin.address.city).toBe('Pau');
});

test('dates, addresses, instructions and loads of the parent flow down, to grandchildren too', async () => {
	const parent = await steps.make();
	const grandchild = await charter(await charter(parent));
	const [{ uid, origin }] = parent.deliveries;
	const slots = [{ start: '2026-04-02T06:00:00Z', end: '2026-04-02T08:00:00Z' }];
	const body = { slots, instructions: 'Quai 9', address: place('Reims') };
	await call('PATCH', `/sites/${origin.uid}/`, { body });
	await call('PATCH', `/deliveries/${uid}/`, { body: { planned_loads: [{ category: 'bulk', weight: 5 }] } });
	const read = await steps.read(grandchild.uid);
	expect(read.deliveries[0]).toMatchObject({
		origin: { slots, instructions: 'Quai 9', address: { city: 'Reims' } },
		planned_loads: [{ category: 'bulk', weight: 5 }],
	});
	expect(read.updated > grandchild.updated).toBe(true);
});

test('the parent’s own PATCH may change what is at its stops, and not the stops', async () => {
	const parent = await steps.make();
	const child = await charter(parent);
	const [{ origin, destination }] = parent.deliveries;
	const known = (site: Shown) => ({ uid: site.uid });
	const patch = (stops: object) =>
		call('PATCH', `/transports/${parent.uid}/`, { body: { deliveries: [stops] } });
	const changed = { ...known(origin), instructions: 'Bottes' };
	expect((await patch({ origin: changed, destination: known(destination) })).status).toBe(200);
	expect((await steps.read(child.uid)).deliveries[0].origin).toMatchObject({ instructions: 'Bottes' });
	const elsewhere = { ...changed, instructions: 'Jamais vu' };
	const refused = await patch({ origin: known(destination), destination: elsewhere });
	expect([400, 403]).toContain(refused.status);
	expect((await steps.read(parent.uid)).deliveries[0].origin).toMatchObject({ instructions: 'Bottes' });
});

test('neither a delivery nor a break is added to a chartered transport', async () => {
	const parent = await steps.make();
	await charter(parent);
	const [segment] = parent.segments;
	const broken = await call('POST', `/segments/${segment.uid}/break/`, {
		body: { site: { address: place('Sète') } },
	});
	expect(broken.status).toBe(403);
	const [{ pk }] = (await call('GET', '/addresses/')).body.results;
	const body = { transport_uid: parent.uid, origin_address: { pk }, destination_address: { pk } };
	expect((await call('POST', '/deliveries/', { body })).status).toBe(403);
});

test('the cancellation of a parent reaches all its descendants', async () => {
	const parent = await steps.make();
	const child = await charter(parent);
	const grandchild = await charter(child);
	await call('POST', `/transports/${parent.uid}/cancel/`, { body: { cancel_reason: 'Grève' } });
	for (const { uid } of [child, grandchild]) expect((await steps.read(uid)).status).toBe('cancelled');
});

test('the parent’s segments show how far the child has come', async () => {
	const parent = await steps.make();
	const child = await charter(parent);
	await call('POST', `/transports/${child.uid}/confirm/`);
	const { segments } = await steps.read(parent.uid);
	expect(segments[0].child_transport).toMatchObject({ uid: child.uid, status: 'confirmed' });
});

test('some segments that follow one another are chartered with what travels on them', async () => {
	const parent = await steps.make({}, ['Pau', 'Sète', 'Nîmes', 'Reims']);
	const [first, second, third] = parent.segments;
	const body = { carrier };
	const apart = await call('POST', `/segments/charter/?uid__in=${first.uid},${third.uid}`, { body });
	expect(apart.status).toBe(400);
	const made = await call('POST', `/segments/charter/?uid__in=${second.uid},${third.uid}`, { body });
	const child = await steps.read(made.body.child_transport);
	expect(child.segments).toHaveLength(2);
	// the delivery Pau → Sète does not travel there; the others are picked up in Sète
	expect(
		child.deliveries.map(({ origin, destination }) => [origin.address.city, destination.address.city]),
	).toEqual([
		['Sète', 'Nîmes'],
		['Sète', 'Reims'],
	]);
});
