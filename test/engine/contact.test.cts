/** What a user can do with contacts, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	addCompany,
	addContact,
	callsOf,
	contactsOf,
	invitationsOf,
	itemsOf,
	jsonOf,
	located,
	writesOf,
} from './data.cts';

let sandbox: Sandbox;
let bouvet: ReturnType<typeof addCompany>;
let lefevre: ReturnType<typeof addCompany>;

useSandbox({ companies: 3, contacts: 6, transports: 0 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	bouvet = addCompany(sandbox, { name: 'Transport Bouvet', remote_id: 'COMP_1' });
	lefevre = addCompany(sandbox, { name: 'Lefèvre & Fils', remote_id: 'COMP_2' });
});

const contact = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'contact', operation, ...parameters }, rest);

const upsert = (parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	contact(
		'upsert',
		{ company: located('id', bouvet.pk), lastName: 'Bouvet', externalId: 'C1', ...parameters },
		rest,
	);

describe('Create or Update', () => {
	test('creates a contact that is not there yet', async () => {
		const outcome = await upsert({ additionalFields: { firstName: 'Adèle', email: 'adele@example.com' } });
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({
				outcome: 'created',
				first_name: 'Adèle',
				remote_id: 'C1',
				company_pk: bouvet.pk,
			}),
		]);
		expect(contactsOf(sandbox).filter(({ remote_id }) => remote_id === 'C1')).toHaveLength(1);
	});

	test('updates the one that is there, with the differing fields only', async () => {
		const known = addContact(sandbox, {
			company: bouvet.pk,
			remote_id: 'C1',
			last_name: 'Bouvet',
			first_name: 'Adele',
			email: 'adele@example.com',
		});
		const outcome = await upsert({ additionalFields: { firstName: 'Adèle', email: 'adele@example.com' } });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'updated', uid: known.uid })]);
		expect(writesOf(sandbox).map(({ method, body }) => [method, body])).toEqual([
			['PATCH', { first_name: 'Adèle' }],
		]);
	});

	test('writes nothing when nothing differs', async () => {
		addContact(sandbox, {
			company: bouvet.pk,
			remote_id: 'C1',
			last_name: 'Bouvet',
			jobs: ['biller', 'dispatcher'],
		});
		const outcome = await upsert({ additionalFields: { jobs: ['dispatcher', 'biller'] } });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'unchanged' })]);
		expect(writesOf(sandbox)).toEqual([]);
	});

	test('run twice it makes no double and changes nothing the second time', async () => {
		const parameters = {
			additionalFields: { firstName: 'Adèle', language: 'fr', phoneNumber: '+33199000001' },
		};
		await upsert(parameters);
		const again = await upsert(parameters);
		expect(jsonOf(again)).toEqual([expect.objectContaining({ outcome: 'unchanged' })]);
		expect(writesOf(sandbox)).toHaveLength(1);
	});

	test('two items with one external ID make one contact', async () => {
		const outcome = await upsert(
			{ additionalFields: { firstName: '={{ $json.name }}' } },
			{ items: itemsOf({ name: 'Adèle' }, { name: 'Adèle' }, { name: 'Gaël' }) },
		);
		expect(jsonOf(outcome).map((json) => json.outcome)).toEqual(['created', 'unchanged', 'updated']);
		expect(contactsOf(sandbox).filter(({ remote_id }) => remote_id === 'C1')).toHaveLength(1);
	});

	test('the company can be given by external ID and is looked up once for many contacts', async () => {
		const outcome = await upsert(
			{ company: located('externalId', 'COMP_1'), externalId: '={{ $json.id }}' },
			{ items: itemsOf({ id: 'A' }, { id: 'B' }, { id: 'C' }) },
		);
		expect(jsonOf(outcome).map(({ company_pk }) => company_pk)).toEqual([bouvet.pk, bouvet.pk, bouvet.pk]);
		const lookups = callsOf(sandbox).filter((call) => call.includes('lookup_field'));
		expect(lookups).toEqual(['GET /companies/COMP_1/?lookup_field=remote_id']);
	});

	test('a contact that is found in another company is moved, not doubled', async () => {
		const known = addContact(sandbox, { company: lefevre.pk, remote_id: 'C1', last_name: 'Bouvet' });
		const outcome = await upsert({});
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ outcome: 'updated', uid: known.uid, company_pk: bouvet.pk }),
		]);
		expect(callsOf(sandbox)).toEqual([
			`GET /contacts/?company__id=${bouvet.pk}`,
			'POST /contacts/',
			'GET /contacts/',
			`PATCH /contacts/${known.uid}/`,
		]);
	});

	test('Search In: Whole Address Book finds it there without a refused creation', async () => {
		const known = addContact(sandbox, { company: lefevre.pk, remote_id: 'C1', last_name: 'Bouvet' });
		await upsert({ searchIn: 'addressBook' });
		expect(callsOf(sandbox)).toEqual(['GET /contacts/', `PATCH /contacts/${known.uid}/`]);
	});

	test('external IDs are compared as they are, not by part or case', async () => {
		addContact(sandbox, { company: bouvet.pk, remote_id: 'C10', last_name: 'Bouvet' });
		addContact(sandbox, { company: bouvet.pk, remote_id: 'c1', last_name: 'Bouvet' });
		expect(jsonOf(await upsert({}))).toEqual([expect.objectContaining({ outcome: 'created' })]);
	});

	test('a JSON body may name the company by its bare ID', async () => {
		const outcome = await upsert({ additionalFields: { additionalBody: `{ "company": ${lefevre.pk} }` } });
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ outcome: 'created', company_pk: lefevre.pk }),
		]);
		expect(callsOf(sandbox)[0]).toBe(`GET /contacts/?company__id=${lefevre.pk}`);
	});

	test('a company that Dashdoc does not know is told under its label', async () => {
		const byId = await upsert({ company: located('id', 999_999) });
		expect(byId.error?.message).toMatch(/^Company: .* \[item 0\]$/);
		const byExternalId = await upsert({ company: located('externalId', 'NOBODY') });
		expect(byExternalId.error?.message).toContain('Dashdoc found nothing for Company "NOBODY"');
	});
});

describe('Invite', () => {
	const invite = (rest: Partial<Subject>, skipInvited = true) =>
		contact('invite', { contact: located('id', '={{ $json.uid }}' as string), skipInvited }, rest);
	const person = (given: Partial<ReturnType<typeof addContact>>) =>
		addContact(sandbox, { company: bouvet.pk, last_name: 'Bouvet', email: 'adele@example.com', ...given });

	test('sends one invitation and gives the contact as it is then', async () => {
		const known = person({});
		const outcome = await invite({ items: itemsOf({ uid: known.uid }) }, false);
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ uid: known.uid, outcome: 'invited', has_pending_invite: true }),
		]);
		expect(invitationsOf(sandbox, known)).toBe(1);
	});

	test('Skip Invited Contacts leaves those alone who have an account or an invitation, and says why', async () => {
		const [manager, pending, fresh] = [
			person({ is_manager: true }),
			person({ has_pending_invite: true }),
			person({}),
		];
		const outcome = await invite({
			items: itemsOf(...[manager, pending, fresh].map(({ uid }) => ({ uid }))),
		});
		expect(jsonOf(outcome).map((json) => [json.outcome, json.reason])).toEqual([
			['skipped', 'has an account already'],
			['skipped', 'has a pending invitation'],
			['invited', undefined],
		]);
		expect([manager, pending, fresh].map((one) => invitationsOf(sandbox, one))).toEqual([0, 0, 1]);
	});

	test('a contact without email is told so before anything is sent', async () => {
		const known = person({ email: '' });
		const outcome = await invite({ items: itemsOf({ uid: known.uid }) });
		expect(outcome.error?.message).toBe(
			'Contact: it has no email address, so no invitation can be sent [item 0]',
		);
		expect(writesOf(sandbox)).toEqual([]);
	});

	test("without the option Dashdoc's own refusal is told", async () => {
		const known = person({ email: '' });
		const outcome = await invite({ items: itemsOf({ uid: known.uid }) }, false);
		expect(outcome.error?.message).toBe('Email: An e-mail address is needed to invite a contact. [item 0]');
	});

	test('the same contact twice in one run is invited once with the option', async () => {
		const known = person({});
		const items = itemsOf({ uid: known.uid }, { uid: known.uid }, { uid: known.uid });
		const outcome = await invite({ items });
		expect(jsonOf(outcome).map((json) => json.outcome)).toEqual(['invited', 'skipped', 'skipped']);
		expect(invitationsOf(sandbox, known)).toBe(1);
	});

	test('and as often as it was asked for without it', async () => {
		const known = person({});
		await invite({ items: itemsOf({ uid: known.uid }, { uid: known.uid }) }, false);
		expect(invitationsOf(sandbox, known)).toBe(2);
	});
});

describe('Create, Get, Update, Delete', () => {
	test('a contact can be created in a company given by external ID', async () => {
		const outcome = await contact('create', { company: located('externalId', 'COMP_2'), lastName: "d'Aÿ" });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ last_name: "d'Aÿ", company_pk: lefevre.pk })]);
	});

	test('an update changes what was chosen and clears what was emptied', async () => {
		const known = addContact(sandbox, {
			company: bouvet.pk,
			last_name: 'Bouvet',
			first_name: 'Adèle',
			phone_number: '+33199000001',
			jobs: ['biller'],
		});
		const outcome = await contact('update', {
			contact: located('id', known.uid),
			updateFields: { lastName: 'Lefèvre', phoneNumber: '', jobs: [] },
		});
		expect(writesOf(sandbox)[0].body).toEqual({ last_name: 'Lefèvre', phone_number: '', jobs: [] });
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ first_name: 'Adèle', last_name: 'Lefèvre', phone_number: '' }),
		]);
	});

	test('an update without any field is told so, and nothing is sent', async () => {
		const known = addContact(sandbox, { company: bouvet.pk, last_name: 'Bouvet' });
		const outcome = await contact('update', { contact: located('id', known.uid), updateFields: {} });
		expect(outcome.error?.message).toBe(
			'Update Fields: no field is chosen, so there is nothing to change [item 0]',
		);
		expect(sandbox.requests()).toEqual([]);
	});

	test('a deletion gives the proof of it with the identifier', async () => {
		const known = addContact(sandbox, { company: bouvet.pk, last_name: 'Bouvet' });
		const outcome = await contact('delete', { contact: located('id', known.uid) });
		expect(jsonOf(outcome)).toEqual([{ deleted: true, uid: known.uid }]);
		expect(contactsOf(sandbox)).not.toContain(known);
	});

	test('deleting what is not there is told', async () => {
		const outcome = await contact('delete', { contact: located('id', 'nobody') });
		expect(outcome.error?.message).toContain('Dashdoc found nothing for Contact "nobody"');
	});
});

describe('Get Many', () => {
	test('filters by company and by part of the name on the server', async () => {
		addContact(sandbox, { company: bouvet.pk, first_name: 'Adèle', last_name: 'Bouvet' });
		addContact(sandbox, { company: bouvet.pk, first_name: 'Gaël', last_name: 'Petit' });
		addContact(sandbox, { company: lefevre.pk, first_name: 'Anna', last_name: 'Bouvet' });
		const outcome = await contact('getAll', {
			filters: { company: located('id', bouvet.pk), nameContains: 'BOUV' },
		});
		expect(jsonOf(outcome).map(({ first_name }) => first_name)).toEqual(['Adèle']);
		expect(callsOf(sandbox)).toEqual([`GET /contacts/?company__id=${bouvet.pk}&text=BOUV`]);
	});

	test('several companies are asked for in one request', async () => {
		addContact(sandbox, { company: bouvet.pk, last_name: 'A' });
		addContact(sandbox, { company: lefevre.pk, last_name: 'B' });
		const outcome = await contact('getAll', { filters: { companyIds: `${bouvet.pk}, ${lefevre.pk}` } });
		expect(jsonOf(outcome).map(({ last_name }) => last_name)).toEqual(['A', 'B']);
		expect(callsOf(sandbox)).toEqual([`GET /contacts/?company__id__in=${bouvet.pk},${lefevre.pk}`]);
	});
});

describe('Output', () => {
	const get = (parameters: INodeParameters) => {
		const known = addContact(sandbox, { company: bouvet.pk, last_name: 'Bouvet', jobs: ['biller'] });
		return contact('get', { contact: located('id', known.uid), ...parameters });
	};

	test('Simplified is flat, with ten fields at most', async () => {
		const [json] = jsonOf(await get({}));
		expect(Object.keys(json)).toHaveLength(10);
		expect(json).toMatchObject({ last_name: 'Bouvet', company: 'Transport Bouvet', company_pk: bouvet.pk });
	});

	test('Raw is everything that Dashdoc answers', async () => {
		const [json] = jsonOf(await get({ output: 'raw' }));
		expect(json).toMatchObject({ jobs: ['biller'], company: { pk: bouvet.pk, name: 'Transport Bouvet' } });
	});

	test('Selected Fields keeps the identifier and reaches into nested objects', async () => {
		const [json] = jsonOf(await get({ output: 'selected', fields: 'jobs, company.name' }));
		expect(json).toEqual({
			uid: expect.any(String) as string,
			jobs: ['biller'],
			company: { name: 'Transport Bouvet' },
		});
	});

	test('Selected Fields without a field is told', async () => {
		const outcome = await get({ output: 'selected' });
		expect(outcome.error?.message).toBe('Fields: name at least one field to return [item 0]');
	});
});
