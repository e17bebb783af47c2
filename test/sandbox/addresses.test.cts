import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, callerOf, keysOf, type Caller, type Shown } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 20 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

const place = {
	name: 'Carrière des Lauzes',
	address: 'route de Genève',
	city: 'Nantua',
	postcode: '01130',
	country: 'FR',
	is_origin: true,
};

const make = async (more: object = {}) => await call('POST', '/addresses/', { body: { ...place, ...more } });

/** A partner that is no customer of Dashdoc. */
async function partner(): Promise<Shown> {
	const own = sandbox.state.tenants[0].company;
	const { results } = (await call('GET', '/companies/')).body;
	return results.find(({ is_verified, pk }) => !is_verified && pk !== own) as Shown;
}

describe('a new address', () => {
	test('needs a name when it has no company', async () => {
		const refused = await make({ name: undefined });
		expect(refused.status).toBe(400);
		expect(refused.body).toEqual({ name: { detail: [anyText], code: ['required'] } });
		const { pk } = await partner();
		expect((await make({ name: undefined, company: { pk } })).body.company).toMatchObject({ pk });
	});

	test('is refused when the same one is there already', async () => {
		expect((await make()).status).toBe(201);
		const again = await make();
		expect(again.status).toBe(400);
		expect(again.body.non_field_errors.code).toEqual(['unique_address']);
		expect((await make({ city: 'Oyonnax' })).status).toBe(201);
	});

	test('is refused with an external ID that another one has', async () => {
		await make({ remote_id: 'LIEU-1' });
		const again = await make({ remote_id: 'LIEU-1', city: 'Oyonnax' });
		expect(again.body).toMatchObject({ remote_id: { code: ['remote_id_already_exists'] } });
	});

	test('may go without any role, and without coordinates', async () => {
		const made = await make({ is_origin: undefined, latitude: null, longitude: null });
		expect(made.status).toBe(201);
		expect(made.body).toMatchObject({ is_origin: false, latitude: null, original: null });
	});

	test.each(['fr', 'UK', 'ZZ', 'F1'])('is refused in the country %s', async (country) => {
		const refused = await make({ country });
		expect(refused.status).toBe(400);
		expect(refused.body).toEqual({ country: { detail: [anyText], code: ['invalid'] } });
		expect(sandbox.violations()).toEqual([]);
	});

	test.each([
		['latitude', 90.5],
		['latitude', -91],
		['longitude', 180.01],
		['longitude', -200],
	])('is refused at a %s of %d degrees', async (field, value) => {
		const refused = await make({ [field]: value });
		expect(refused.status).toBe(400);
		expect(refused.body).toEqual({ [field]: { detail: [anyText], code: ['invalid'] } });
	});

	test('may lie at the pole', async () => {
		expect((await make({ latitude: -90, longitude: 180 })).status).toBe(201);
	});
});

describe('the company of an address', () => {
	test('is named by pk or by external ID, never by both', async () => {
		const { pk, remote_id } = (await call('GET', '/companies/CLI-0002/?lookup_field=remote_id')).body;
		expect((await make({ company: { pk } })).body.company).toMatchObject({ pk });
		expect((await make({ city: 'Gex', company: { remote_id } })).body.company).toMatchObject({ pk });
		const both = await make({ city: 'Culoz', company: { pk, remote_id } });
		expect(both.status).toBe(400);
		expect(Object.keys(both.body)).toEqual(['company']);
		expect(sandbox.violations().map(({ kind }) => kind)).toContain('two-references');
	});

	test('must be there', async () => {
		const refused = await make({ company: { pk: 4 } });
		expect(refused.body).toMatchObject({ company: { code: ['company_does_not_exist_or_not_visible'] } });
	});

	test('may be a new one, with a country that exists', async () => {
		const company = { name: 'Sablières du Midi', country: 'fr' };
		expect((await make({ company })).body).toMatchObject({ company: { country: { code: ['invalid'] } } });
		const made = await make({ company: { ...company, country: 'FR' } });
		expect(made.body.company).toMatchObject({ name: 'Sablières du Midi' });
	});

	test('keeps its primary and its only address, but not the others', async () => {
		const { pk, primary_address } = await partner();
		const second = await make({ company: { pk } });
		expect((await call('DELETE', `/addresses/${primary_address.pk}/`)).status).toBe(403);
		expect((await call('DELETE', `/addresses/${second.body.pk}/`)).status).toBe(204);
		const alone = await make({ company: { name: 'Sablières du Midi', country: 'FR' } });
		expect((await call('DELETE', `/addresses/${alone.body.pk}/`)).status).toBe(403);
	});
});

test('an address that is sent back unchanged is no double of itself', async () => {
	const { body } = await make({ remote_id: 'LIEU-1' });
	const same = await call('PATCH', `/addresses/${body.pk}/`, { body: { ...place, remote_id: 'LIEU-1' } });
	expect(same.status).toBe(200);
	await make({ city: 'Gex' });
	const double = await call('PATCH', `/addresses/${body.pk}/`, { body: { city: 'Gex' } });
	expect(double.body.non_field_errors.code).toEqual(['unique_address']);
	expect((await call('GET', `/addresses/${body.pk}/`)).body.city).toBe('Nantua');
});

test('addresses are found by role, by several roles, and by their pks', async () => {
	const role = async (query: string) => (await call('GET', `/addresses/?${query}`)).body.results;
	const carriers = await role('is_carrier=true');
	expect(carriers.length).toBeGreaterThan(0);
	expect(carriers.every(({ is_carrier }) => is_carrier)).toBe(true);
	expect((await role('is_carrier=false')).some(({ is_carrier }) => is_carrier)).toBe(false);
	const either = await role('category__in=carrier,shipper');
	expect(either.every(({ is_carrier, is_shipper }) => Boolean(is_carrier) || Boolean(is_shipper))).toBe(true);
	const [first, , third] = either;
	expect((await role(`id__in=${first.pk},${third.pk}`)).map(({ pk }) => pk)).toEqual([first.pk, third.pk]);
});

describe('the copy of an address inside a transport', () => {
	async function copied() {
		const entry = (await make({ remote_id: 'LIEU-1' })).body;
		const origin = { uid: 'depart', address: { pk: entry.pk } };
		const destination = { uid: 'arrivee', address: { remote_id: 'CLI-0001-DEPOT' } };
		const stops = { origin, destination };
		const sent = { deliveries: [{ ...stops, planned_loads: [] }], segments: [stops] };
		const transport = (await call('POST', '/transports/', { body: sent })).body;
		return { entry, uid: transport.uid, copy: transport.deliveries[0].origin.address };
	}

	test('has a pk of its own, tells its original, and keeps its state', async () => {
		const { entry, uid, copy } = await copied();
		expect(copy.pk).not.toBe(entry.pk);
		expect(copy.original).toBe(entry.pk);
		await call('PATCH', `/addresses/${entry.pk}/`, { body: { name: 'Renommée' } });
		const later = (await call('GET', `/transports/${uid}/`)).body.deliveries[0].origin.address;
		expect(later).toEqual(copy);
	});

	test('is no entry of the address book', async () => {
		const { copy } = await copied();
		expect((await call('GET', `/addresses/${copy.pk}/`)).status).toBe(404);
		expect(keysOf(await call('GET', `/addresses/?id__in=${copy.pk}`), 'pk')).toEqual([]);
	});
});

describe('an external ID in the path', () => {
	test('names an address where the description has the parameter', async () => {
		const { pk } = (await make({ remote_id: '12' })).body;
		expect((await call('GET', '/addresses/12/?lookup_field=remote_id')).body.pk).toBe(pk);
		const path = '/addresses/12/security-protocol/?lookup_field=remote_id';
		expect((await call('GET', path)).status).toBe(404);
		expect(sandbox.violations().map(({ kind }) => kind)).toEqual(['unknown-query']);
	});

	test('is read as a pk when assumed look-ups are switched off', async () => {
		sandbox.settings({ assumedLookups: false });
		const first = (await make()).body;
		await make({ city: 'Gex', remote_id: String(first.pk) });
		await make({ city: 'Culoz', remote_id: 'LIEU-3' });
		expect((await call('GET', `/addresses/${first.pk}/?lookup_field=remote_id`)).body.pk).toBe(first.pk);
		expect((await call('GET', '/addresses/LIEU-3/?lookup_field=remote_id')).status).toBe(404);
		expect((await call('GET', '/companies/CLI-0002/?lookup_field=remote_id')).status).toBe(200);
		expect(sandbox.violations()).toEqual([]);
	});
});

test('the safety document of a deleted address goes with it', async () => {
	const { pk } = (await make()).body;
	const form = new FormData();
	form.set('address', String(pk));
	form.set('document', new Blob(['%PDF'], { type: 'application/pdf' }), 'protocole.pdf');
	const made = await call('POST', '/security-protocols/', { body: form });
	await call('DELETE', `/addresses/${pk}/`);
	expect((await call('DELETE', `/security-protocols/${made.body.pk}/`)).status).toBe(404);
});
