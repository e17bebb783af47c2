/** What a user can do with companies, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { addCompany, callsOf, companiesOf, itemsOf, jsonOf, located, writesOf } from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 3, contacts: 0, transports: 0 }, (ready) => {
	sandbox = ready;
});

const company = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'company', operation, ...parameters }, rest);

const named = (name: string) =>
	companiesOf(sandbox).filter((one) => one.name.toLowerCase() === name.toLowerCase());

describe('Create or Update', () => {
	const upsert = (parameters: INodeParameters, rest: Partial<Subject> = {}) =>
		company('upsert', { externalId: 'CRM-1', name: 'Transport Bouvet', country: 'FR', ...parameters }, rest);

	test('creates, updates with the differing fields, and leaves alone what is equal', async () => {
		const created = await upsert({ additionalFields: { notes: 'Quai 3' } });
		const unchanged = await upsert({ additionalFields: { notes: 'Quai 3' } });
		const updated = await upsert({ additionalFields: { notes: 'Quai 4' } });
		expect([created, unchanged, updated].map((run) => jsonOf(run)[0].outcome)).toEqual([
			'created',
			'unchanged',
			'updated',
		]);
		expect(writesOf(sandbox).map(({ method, body }) => [method, body])).toEqual([
			['POST', { remote_id: 'CRM-1', name: 'Transport Bouvet', country: 'FR', notes: 'Quai 3' }],
			['PATCH', { notes: 'Quai 4' }],
		]);
	});

	test('compares the address field by field', async () => {
		const address = { primaryAddress: { street: '3 rue des Champs', city: 'Nantes', postcode: '44000' } };
		await upsert({ additionalFields: address });
		const unchanged = await upsert({ additionalFields: address });
		expect(jsonOf(unchanged)).toEqual([expect.objectContaining({ outcome: 'unchanged', city: 'Nantes' })]);
		await upsert({ additionalFields: { primaryAddress: { ...address.primaryAddress, city: 'Rezé' } } });
		expect(writesOf(sandbox).at(-1)?.body).toEqual({
			primary_address: { address: '3 rue des Champs', city: 'Rezé', postcode: '44000' },
		});
	});

	test('two items with one external ID make one company', async () => {
		const outcome = await upsert(
			{ name: '={{ $json.name }}' },
			{ items: itemsOf({ name: 'Transport Bouvet' }, { name: 'Transport Bouvet' }) },
		);
		expect(jsonOf(outcome).map((json) => json.outcome)).toEqual(['created', 'unchanged']);
		expect(named('Transport Bouvet')).toHaveLength(1);
	});

	test('a company that exists under this name without external ID gets it', async () => {
		const known = addCompany(sandbox, { name: 'TRANSPORT BOUVET', country: 'FR' });
		const outcome = await upsert({});
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ outcome: 'updated', pk: known.pk, remote_id: 'CRM-1' }),
		]);
		expect(named('Transport Bouvet')).toHaveLength(1);
	});

	test('two companies of one name with external IDs of their own do not take each other over', async () => {
		const known = addCompany(sandbox, { name: 'Transport Bouvet', country: 'FR', remote_id: 'CRM-9' });
		const outcome = await upsert({});
		expect(outcome.error?.message).toBe(
			`External ID: Dashdoc takes this for the Company with the ID ${known.pk}, which has "CRM-9" there; it was left as it is [item 0]`,
		);
		expect(known.remote_id).toBe('CRM-9');
		expect(writesOf(sandbox).map(({ method }) => method)).toEqual(['POST']);
	});

	test('blanks around an external ID make no double', async () => {
		addCompany(sandbox, { name: 'Transport Bouvet', country: 'FR', remote_id: 'CRM-1' });
		const outcome = await upsert({ externalId: '={{ " CRM-1 " }}', name: ' Transport Bouvet\n' });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'unchanged' })]);
	});

	test("a company that is Dashdoc's customer itself is told as Dashdoc tells it", async () => {
		addCompany(sandbox, { name: 'Autre nom', remote_id: 'CRM-1', is_verified: true });
		const outcome = await upsert({});
		expect(outcome.error?.message).toContain('manages its own information');
	});

	test('external IDs with odd characters reach the company that has them', async () => {
		const known = addCompany(sandbox, { name: 'Transport Bouvet', country: 'FR', remote_id: 'É 12%?#&+' });
		const outcome = await upsert({ externalId: 'É 12%?#&+' });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'unchanged', pk: known.pk })]);
	});

	test('an external ID with a slash is refused, since it cannot be looked up', async () => {
		const outcome = await upsert({ externalId: 'A/B' });
		expect(outcome.error?.message).toMatch(/^'External ID' contains a slash.* \[item 0\]$/);
		expect(sandbox.requests()).toEqual([]);
	});
});

describe('Find or Create', () => {
	const find = (parameters: INodeParameters, rest: Partial<Subject> = {}) =>
		company('findOrCreate', { name: 'Transport Bouvet', country: 'FR', ...parameters }, rest);

	test('finds by external ID first, whatever the name', async () => {
		const known = addCompany(sandbox, { name: 'Bouvet Frères', remote_id: 'CRM-1' });
		addCompany(sandbox, { name: 'Transport Bouvet' });
		const outcome = await find({ additionalFields: { externalId: 'CRM-1' } });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'found', pk: known.pk })]);
		expect(callsOf(sandbox)).toEqual(['GET /companies/CRM-1/?lookup_field=remote_id']);
	});

	test('then by trade number, then by name without regard to case', async () => {
		const byNumber = addCompany(sandbox, { name: 'Transport Bouvet Ouest', trade_number: '12345678900011' });
		const byName = addCompany(sandbox, { name: 'TRANSPORT bouvet' });
		const withNumber = await find({ additionalFields: { tradeNumber: '12345678900011' } });
		expect(jsonOf(withNumber)[0]).toMatchObject({ outcome: 'found', pk: byNumber.pk });
		const withoutNumber = await find({});
		expect(jsonOf(withoutNumber)[0]).toMatchObject({ outcome: 'found', pk: byName.pk });
		expect(writesOf(sandbox)).toEqual([]);
	});

	test('leaves a found company as it is', async () => {
		const known = addCompany(sandbox, { name: 'Transport Bouvet', notes: 'theirs' });
		await find({ additionalFields: { notes: 'ours' } });
		expect(known.notes).toBe('theirs');
	});

	test('creates one when there is none', async () => {
		const outcome = await find({ additionalFields: { externalId: 'CRM-1', email: 'contact@example.com' } });
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ outcome: 'created', remote_id: 'CRM-1', email: 'contact@example.com' }),
		]);
	});

	test('a company of another name with the same trade number is found after Dashdoc refused the double', async () => {
		const known = addCompany(sandbox, { name: 'Tout autre nom', trade_number: '12345678900011' });
		const outcome = await find({ additionalFields: { tradeNumber: '12345678900011' } });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'found', pk: known.pk })]);
		expect(callsOf(sandbox)).toEqual([
			'GET /companies/?text=Transport Bouvet',
			'POST /companies/',
			'GET /companies/',
		]);
	});

	test('a name that Dashdoc refuses as a double is found too', async () => {
		sandbox.settings({ companyNameMatch: 'refuse' });
		const outcome = await find({}, { items: itemsOf({}, {}) });
		expect(jsonOf(outcome).map((json) => json.outcome)).toEqual(['created', 'found']);
		expect(named('Transport Bouvet')).toHaveLength(1);
	});

	test('items that write one name differently make one company', async () => {
		const outcome = await find(
			{ name: '={{ $json.name }}' },
			{
				items: itemsOf({ name: 'Lefèvre & Fils' }, { name: 'LEFÈVRE & FILS' }, { name: ' lefèvre & fils ' }),
			},
		);
		expect(jsonOf(outcome).map((json) => json.outcome)).toEqual(['created', 'found', 'found']);
		expect(named('Lefèvre & Fils')).toHaveLength(1);
	});

	test('a refusal that is about something else is told, without reading all companies', async () => {
		const refusal = { email: { detail: ['Enter a valid email address.'], code: ['invalid'] } };
		sandbox.setFaults({
			kind: 'status',
			status: 400,
			body: refusal,
			match: { operationId: 'createCompany' },
		});
		const outcome = await find({ additionalFields: { email: 'a@b' } });
		expect(outcome.error?.message).toBe('Email: Enter a valid email address. [item 0]');
		expect(callsOf(sandbox)).toEqual(['GET /companies/?text=Transport Bouvet', 'POST /companies/']);
	});
});

describe('Get, Update and Delete', () => {
	test('a company can be picked by ID and by external ID', async () => {
		const known = addCompany(sandbox, { name: 'Transport Bouvet', remote_id: 'CRM-1' });
		const picks = [
			located('list', known.pk),
			located('id', String(known.pk)),
			located('externalId', 'CRM-1'),
		];
		for (const pick of picks) {
			expect(jsonOf(await company('get', { company: pick }))).toEqual([
				expect.objectContaining({ pk: known.pk, name: 'Transport Bouvet' }),
			]);
		}
	});

	test('a deletion by external ID gives that back', async () => {
		addCompany(sandbox, { name: 'Transport Bouvet', remote_id: 'CRM-1' });
		const outcome = await company('delete', { company: located('externalId', 'CRM-1') });
		expect(jsonOf(outcome)).toEqual([{ deleted: true, remote_id: 'CRM-1' }]);
		expect(named('Transport Bouvet')).toEqual([]);
	});

	test('an update sends the chosen fields of the address alone', async () => {
		const known = addCompany(sandbox, { name: 'Transport Bouvet' });
		await company('update', {
			company: located('id', known.pk),
			updateFields: { primaryAddress: { city: 'Rezé', radius: '' } },
		});
		expect(writesOf(sandbox)[0].body).toEqual({ primary_address: { city: 'Rezé', radius: null } });
	});

	test('what Dashdoc does not allow is told in its words', async () => {
		const known = addCompany(sandbox, { name: 'Client de Dashdoc', is_verified: true });
		const outcome = await company('delete', { company: located('id', known.pk) });
		expect(outcome.error?.message).toContain('This company cannot be deleted.');
		expect(outcome.error).toMatchObject({ httpCode: '403' });
	});

	test('an external ID that is taken is told under its label', async () => {
		addCompany(sandbox, { name: 'Autre', remote_id: 'CRM-1' });
		const outcome = await company('create', {
			name: 'Transport Bouvet',
			country: 'FR',
			additionalFields: { externalId: 'CRM-1' },
		});
		expect(outcome.error?.message).toMatch(/^External ID: There is already a company .* \[item 0\]$/);
	});
});

describe('Get Many', () => {
	test('filters, sorts and limits on the server', async () => {
		for (const name of ['Zébulon C', 'Zébulon A', 'Zébulon B', 'Autre']) addCompany(sandbox, { name });
		const outcome = await company('getAll', {
			limit: 2,
			filters: { nameContains: 'zébulon' },
			sort: '-name',
		});
		expect(jsonOf(outcome).map(({ name }) => name)).toEqual(['Zébulon C', 'Zébulon B']);
		expect(callsOf(sandbox)).toEqual(['GET /companies/?text=zébulon&ordering=-name']);
	});

	test('asks for a period in the time zone of the workflow', async () => {
		await company('getAll', { filters: { updatedFrom: '2026-03-01', updatedBefore: '2026-03-02T12:00' } });
		expect(sandbox.requests()[0].query).toEqual({
			updated__gte: '2026-02-28T23:00:00Z',
			updated__lt: '2026-03-02T11:00:00Z',
		});
	});

	test('takes dates as expressions give them', async () => {
		await company('getAll', {
			filters: {
				updatedFrom: "={{ DateTime.fromISO('2026-03-01T08:00:00', { zone: 'America/New_York' }) }}",
			},
		});
		expect(sandbox.requests()[0].query).toEqual({ updated__gte: '2026-03-01T13:00:00Z' });
	});
});
