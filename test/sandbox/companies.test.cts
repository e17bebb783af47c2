import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { companyCollection } from '../../sandbox/resources/companies/records.cts';
import { anyText, callerOf, type Caller, type Shown } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 20 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const body = { name: 'Sablières du Midi', country: 'FR', remote_id: 'C-1', trade_number: '99999999900011' };

async function company(matches: (each: Shown) => boolean): Promise<Shown> {
	const found = (await call('GET', '/companies/')).body.results.find(matches);
	if (!found) throw new Error('The seed lacks such a company');
	return found;
}

describe('a company that would be there twice', () => {
	test.each([
		['external ID', { remote_id: 'C-1' }, 'remote_id', 'remote_id_already_exists'],
		['trade number', { trade_number: '99999999900011' }, 'trade_number', 'trade_number_already_exists'],
	])('is refused for the same %s', async (_, same, field, code) => {
		expect((await call('POST', '/companies/', { body })).status).toBe(201);
		const second = await call('POST', '/companies/', { body: { name: 'Autre', country: 'FR', ...same } });
		expect(second.status).toBe(400);
		expect(second.body).toEqual({ [field]: { detail: [anyText], code: [code] } });
	});

	test('comes back as the existing one for the same name, whatever the case', async () => {
		const first = await call('POST', '/companies/', { body });
		const second = await call('POST', '/companies/', { body: { name: 'SABLIÈRES DU MIDI', country: 'FR' } });
		expect([second.status, second.body.pk]).toEqual([201, first.body.pk]);
	});

	test('is refused for the same name when the sandbox is set so', async () => {
		sandbox.settings({ companyNameMatch: 'refuse' });
		await call('POST', '/companies/', { body });
		const second = await call('POST', '/companies/', { body: { name: 'sablières du midi', country: 'FR' } });
		expect([second.status, Object.keys(second.body)]).toEqual([400, ['name']]);
	});

	test('is not made by a change either', async () => {
		const other = await call('POST', '/companies/', { body: { name: 'Autre', country: 'FR' } });
		await call('POST', '/companies/', { body });
		const changed = await call('PATCH', `/companies/${other.body.pk}/`, { body: { remote_id: 'C-1' } });
		expect(changed.body).toMatchObject({ remote_id: { code: ['remote_id_already_exists'] } });
	});
});

test('an address given with the company becomes its primary one', async () => {
	const primary_address = {
		address: '1 quai',
		city: 'Sète',
		postcode: '34200',
		country: 'FR',
		is_origin: true,
	};
	const made = await call('POST', '/companies/', { body: { ...body, primary_address } });
	expect(made.body.primary_address).toMatchObject(primary_address);
	expect(made.body.addresses).toHaveLength(1);
});

test('a customer of Dashdoc keeps its own data; only private fields can be changed', async () => {
	const { pk } = await company(
		({ is_verified, pk: key }) => is_verified && key !== sandbox.state.tenants[0].company,
	);
	const refused = await call('PATCH', `/companies/${pk}/`, { body: { name: 'Nouveau nom' } });
	expect(refused.status).toBe(403);
	expect(refused.body.non_field_errors.code).toEqual([
		'subscribed_companies_cannot_be_updated_by_other_companies',
	]);
	expect((await call('PATCH', `/companies/${pk}/`, { body: { notes: 'Client fidèle' } })).status).toBe(200);
	expect((await call('DELETE', `/companies/${pk}/`)).status).toBe(403);
});

test('a company that another one keeps takes changes of private fields only', async () => {
	const { pk } = (await call('POST', '/companies/', { body })).body;
	const stored = sandbox.state.tenants[0].of(companyCollection).get(pk);
	Object.assign(stored as object, { managed_by: 4 });
	const refused = await call('PATCH', `/companies/${pk}/`, { body: { phone_number: '+33199000000' } });
	expect(refused.status).toBe(403);
	expect(refused.body.non_field_errors.code).toEqual(['cannot_update_company_managed_by_another_company']);
	const kept = await call('PATCH', `/companies/${pk}/`, {
		body: { account_code: '411000', remote_id: 'C-2' },
	});
	expect(kept.body).toMatchObject({ account_code: '411000', remote_id: 'C-2' });
	expect(kept.body).not.toHaveProperty('managed_by');
});

test('the own company is edited freely, customer of Dashdoc or not, but never deleted', async () => {
	const own = sandbox.state.tenants[0].company;
	const changed = await call('PATCH', `/companies/${own}/`, { body: { website: undefined, email: '' } });
	expect(changed.status).toBe(200);
	expect((await call('DELETE', `/companies/${own}/`)).status).toBe(403);
});

test.each([
	[{ name: '' }, 'name', 'blank'],
	[{ country: 'UK' }, 'country', 'invalid'],
	[{ country: 'fr' }, 'country', 'invalid'],
])('a company with %j is refused', async (wrong, field, code) => {
	const refused = await call('POST', '/companies/', { body: { ...body, ...wrong } });
	expect(refused.status).toBe(400);
	expect(refused.body).toEqual({ [field]: { detail: [anyText], code: [code] } });
});

test('a primary address in an impossible place is refused where it stands, and no company is made', async () => {
	const primary_address = { city: 'Sète', postcode: '34200', country: 'FR', latitude: 434 };
	const refused = await call('POST', '/companies/', { body: { ...body, primary_address } });
	expect(refused.body).toEqual({ primary_address: { latitude: { detail: [anyText], code: ['invalid'] } } });
	expect((await call('GET', '/companies/?text=Sabli')).body.count).toBe(0);
});

test('a change can be found by its time, and nothing else', async () => {
	const { pk, updated } = await company(({ is_verified }) => !is_verified);
	const changed = await call('PATCH', `/companies/${pk}/`, { body: { notes: 'Nouveau' } });
	expect(Date.parse(changed.body.updated)).toBeGreaterThan(Date.parse(updated));
	const found = await call('GET', `/companies/?updated__gte=${changed.body.updated}`);
	expect(found.body.results.map((each: { pk: number }) => each.pk)).toEqual([pk]);
	expect((await call('GET', `/companies/?updated__gt=${changed.body.updated}`)).body.count).toBe(0);
});

test('the text filter looks into the name only, whatever the case', async () => {
	await call('POST', '/companies/', { body });
	expect((await call('GET', '/companies/?text=SABLI%C3%88RES')).body.results).toHaveLength(1);
	expect((await call('GET', '/companies/?text=C-1')).body.results).toEqual([]);
});

test('companies are found by role and by pk, and come in the order asked for', async () => {
	const list = async (query: string) => (await call('GET', `/companies/?${query}`)).body.results;
	const carriers = await list('category=carrier');
	expect(carriers.length).toBeGreaterThan(0);
	expect(carriers.every(({ addresses }) => addresses.some(({ is_carrier }) => is_carrier))).toBe(true);
	const [first, second] = carriers;
	expect((await list(`id__in=${second.pk},${first.pk}`)).map(({ pk }) => pk)).toEqual([first.pk, second.pk]);
	const names = (await list('ordering=-name')).map(({ name }) => name);
	expect(names).toEqual([...names].sort((left, right) => right.localeCompare(left, 'fr')));
});

test('the contacts of a deleted company go with it', async () => {
	const made = await call('POST', '/companies/', { body });
	const contact = await call('POST', '/contacts/', {
		body: { company: { remote_id: 'C-1' }, last_name: 'Zaïdi' },
	});
	expect((await call('DELETE', '/companies/C-1/?lookup_field=remote_id')).status).toBe(204);
	expect((await call('GET', `/contacts/${contact.body.uid}/`)).status).toBe(404);
	expect((await call('GET', `/companies/${made.body.pk}/`)).status).toBe(404);
});
