/** What a user can do with the places of the address book, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	addAddress,
	addCompany,
	addressesOf,
	callsOf,
	emptyList,
	itemsOf,
	jsonOf,
	located,
	outcomesOf,
	sentTo,
	writesOf,
} from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 1, contacts: 0, transports: 0 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	sandbox.settings({ assumedLookups: true });
});

const address = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'address', operation, ...parameters }, rest);

const withExternalId = (remoteId: string) =>
	addressesOf(sandbox).filter(({ remote_id }) => remote_id === remoteId);

const nantes = { city: 'Nantes', postcode: '44000', country: 'FR' };

describe('Create or Update', () => {
	const upsert = ({ additionalFields = {}, ...parameters }: INodeParameters, rest: Partial<Subject> = {}) =>
		address(
			'upsert',
			{
				externalId: 'ADR-1',
				...nantes,
				additionalFields: { name: 'Entrepôt', ...(additionalFields as INodeParameters) },
				...parameters,
			},
			rest,
		);

	test('creates, leaves alone what is equal, and updates the differing fields', async () => {
		const created = await upsert({ additionalFields: { instructions: 'Quai 3' } });
		const unchanged = await upsert({ additionalFields: { instructions: 'Quai 3' } });
		const updated = await upsert({ additionalFields: { instructions: 'Quai 4' }, city: 'Rezé' });
		expect([created, unchanged, updated].flatMap(outcomesOf)).toEqual(['created', 'unchanged', 'updated']);
		expect(sentTo(sandbox)).toEqual([
			['POST', { remote_id: 'ADR-1', ...nantes, name: 'Entrepôt', instructions: 'Quai 3' }],
			['PATCH', { city: 'Rezé', instructions: 'Quai 4' }],
		]);
		expect(withExternalId('ADR-1')).toHaveLength(1);
	});

	test('coordinates count as equal however they are written', async () => {
		addAddress(sandbox, { ...nantes, name: 'Entrepôt', remote_id: 'ADR-1', latitude: 47.2, longitude: -1.5 });
		const outcome = await upsert({
			additionalFields: { latitude: '={{ "47.20" }}', longitude: -1.5, isOrigin: false },
		});
		expect(outcomesOf(outcome)).toEqual(['unchanged']);
		expect(writesOf(sandbox)).toEqual([]);
	});

	test('a company given by External ID counts as the one that the address has', async () => {
		const { pk } = addCompany(sandbox, { name: 'Transport Bouvet', remote_id: 'COMP_1' });
		addCompany(sandbox, { name: 'Lefèvre & Fils', remote_id: 'COMP_2' });
		addAddress(sandbox, { ...nantes, name: 'Entrepôt', remote_id: 'ADR-1', company: pk });
		const same = await upsert({ additionalFields: { company: located('externalId', 'COMP_1') } });
		const byId = await upsert({ additionalFields: { company: located('id', pk) } });
		const other = await upsert({ additionalFields: { company: located('externalId', 'COMP_2') } });
		expect([same, byId, other].flatMap(outcomesOf)).toEqual(['unchanged', 'unchanged', 'updated']);
		expect(sentTo(sandbox)).toEqual([['PATCH', { company: { remote_id: 'COMP_2' } }]]);
	});

	test('a booking site is compared by its short name', async () => {
		const known = { pk: 7, remote_id: 'ADR-1', ...nantes, name: 'Entrepôt', flow_site: { slug: 'nantes' } };
		sandbox.setFaults({
			kind: 'status',
			status: 200,
			body: known,
			times: 2,
			match: { operationId: 'getAddress' },
		});
		expect(outcomesOf(await upsert({ additionalFields: { flowSiteSlug: 'nantes' } }))).toEqual(['unchanged']);
		sandbox.setFaults(
			{ kind: 'status', status: 200, body: known, match: { operationId: 'getAddress' } },
			{ kind: 'status', status: 200, body: known, match: { operationId: 'updateAddress' } },
		);
		expect(outcomesOf(await upsert({ additionalFields: { flowSiteSlug: 'rennes' } }))).toEqual(['updated']);
		expect(sentTo(sandbox)).toEqual([['PATCH', { flow_site_slug: 'rennes' }]]);
	});

	test('two items with one External ID make one address', async () => {
		const outcome = await upsert(
			{ additionalFields: { name: '={{ $json.name }}' } },
			{ items: itemsOf({ name: 'Entrepôt' }, { name: 'Entrepôt' }, { name: 'Dépôt' }) },
		);
		expect(outcomesOf(outcome)).toEqual(['created', 'unchanged', 'updated']);
		expect(withExternalId('ADR-1')).toHaveLength(1);
	});

	test('thirty items read the list once, and write only what differs', async () => {
		for (let number = 0; number < 15; number += 1) {
			addAddress(sandbox, { ...nantes, name: `Quai ${number}`, remote_id: `ADR-${number}` });
		}
		const names = Array.from({ length: 30 }, (_, number) => ({
			id: `ADR-${number}`,
			name: `Quai ${number}`,
		}));
		names[3].name = 'Quai Trois';
		const outcome = await upsert(
			{ externalId: '={{ $json.id }}', additionalFields: { name: '={{ $json.name }}' } },
			{ items: itemsOf(...names) },
		);
		const expected = names.map((_, number) =>
			number === 3 ? 'updated' : number < 15 ? 'unchanged' : 'created',
		);
		expect(outcomesOf(outcome)).toEqual(expected);
		expect(callsOf(sandbox).filter((call) => call.startsWith('GET'))).toEqual(['GET /addresses/']);
		expect(writesOf(sandbox)).toHaveLength(16);
	});

	test.each([
		['one item', 1],
		['many items', 12],
	])('a double that was made meanwhile is found after the refusal, for %s', async (_, count) => {
		const known = addAddress(sandbox, { ...nantes, name: 'Ancien nom', remote_id: 'ADR-0' });
		sandbox.setFaults(
			{ kind: 'status', status: 404, body: { detail: 'Not found.' }, match: { operationId: 'getAddress' } },
			{ kind: 'status', status: 200, body: emptyList, match: { operationId: 'listAddresses' } },
		);
		const items = Array.from({ length: count }, (_item, number) => ({ id: `ADR-${number}` }));
		const outcome = await upsert(
			{ externalId: '={{ $json.id }}', additionalFields: { name: '={{ "Entrepôt " + $json.id }}' } },
			{ items: itemsOf(...items) },
		);
		expect(outcome.error).toBeUndefined();
		expect(jsonOf(outcome)[0]).toMatchObject({ outcome: 'updated', pk: known.pk });
		expect(known.name).toBe('Entrepôt ADR-0');
		expect(withExternalId('ADR-0')).toHaveLength(1);
	});

	test('the same place without External ID is told in the words of Dashdoc, and stays as it is', async () => {
		const known = addAddress(sandbox, { ...nantes, name: 'Entrepôt' });
		const outcome = await upsert({});
		expect(outcome.error?.message).toContain('already in the address book');
		expect(known.remote_id).toBe('');
	});

	test('finds by External ID where the look-up is ignored, digits too', async () => {
		sandbox.settings({ assumedLookups: false });
		const other = addAddress(sandbox, { ...nantes, name: 'Autre lieu', remote_id: 'X' });
		const wanted = addAddress(sandbox, { ...nantes, name: 'Entrepôt', remote_id: String(other.pk) });
		const outcome = await upsert({ externalId: String(other.pk), city: 'Rezé' });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'updated', pk: wanted.pk })]);
		expect(other).toMatchObject({ name: 'Autre lieu', city: 'Nantes' });
	});
});

describe('an External ID made of digits', () => {
	const pick = (externalId: string | number) => ({ address: located('externalId', externalId) });
	const operations: Array<[string, INodeParameters]> = [
		['get', {}],
		['update', { updateFields: { city: 'Rezé' } }],
		['delete', {}],
		['getSecurityProtocol', {}],
	];

	test.each(operations)(
		'%s touches no other address where Dashdoc ignores the look-up',
		async (name, rest) => {
			sandbox.settings({ assumedLookups: false });
			const other = addAddress(sandbox, { ...nantes, name: 'Autre lieu', remote_id: 'X' });
			addAddress(sandbox, { ...nantes, name: 'Entrepôt', remote_id: String(other.pk) });
			const outcome = await address(name, { ...pick(String(other.pk)), ...rest });
			expect(outcome.error?.message).toBe(
				`Address: Dashdoc answered the External ID "${other.pk}" with another address [item 0]`,
			);
			expect(writesOf(sandbox)).toEqual([]);
			expect(addressesOf(sandbox)).toContain(other);
			expect(other.city).toBe('Nantes');
		},
	);

	test.each(operations)('%s reaches the right one where Dashdoc honours it', async (name, rest) => {
		const other = addAddress(sandbox, { ...nantes, name: 'Autre lieu', remote_id: 'X' });
		const wanted = addAddress(sandbox, { ...nantes, name: 'Entrepôt', remote_id: String(other.pk) });
		const outcome = await address(name, { ...pick(other.pk), ...rest });
		const identifier = name === 'getSecurityProtocol' ? 'address_pk' : 'pk';
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ [identifier]: wanted.pk })]);
		expect(addressesOf(sandbox)).toContain(other);
		expect(other.city).toBe('Nantes');
	});
});

describe('Get Security Protocol', () => {
	const get = (pk: number) => address('getSecurityProtocol', { address: located('id', pk) });

	test('an address without one says so', async () => {
		const { pk } = addAddress(sandbox, { ...nantes, name: 'Entrepôt' });
		expect(jsonOf(await get(pk))).toEqual([{ attached: false, address_pk: pk }]);
	});

	test('also where Dashdoc answers with "not found"', async () => {
		const { pk } = addAddress(sandbox, { ...nantes, name: 'Entrepôt' });
		const match = { operationId: 'getAddressSecurityProtocol' };
		sandbox.setFaults({ kind: 'status', status: 404, body: { detail: 'Not found.' }, match });
		expect(jsonOf(await get(pk))).toEqual([{ attached: false, address_pk: pk }]);
	});

	test('an address that does not exist is told, not taken for one without', async () => {
		expect((await get(999_999)).error?.message).toBe(
			'Dashdoc found nothing for Address "999999". Check the identifier [item 0]',
		);
	});
});

describe('Create, Update, Delete', () => {
	test('an address without company needs a name, which is told before anything is sent', async () => {
		const outcome = await address('create', { ...nantes, additionalFields: { street: '3 rue des Champs' } });
		expect(outcome.error?.message).toBe('Name: an address without company needs a name [item 0]');
		expect(sandbox.requests()).toEqual([]);
	});

	test('an update detaches the company whose field was emptied', async () => {
		const company = addCompany(sandbox, { name: 'Transport Bouvet' }).pk;
		const known = addAddress(sandbox, { ...nantes, name: 'Entrepôt', company });
		const updateFields = { company: located('list', ''), radius: 250 };
		await address('update', { address: located('id', known.pk), updateFields });
		expect(sentTo(sandbox)).toEqual([['PATCH', { company: null, radius: 250 }]]);
		expect(known.company).toBeNull();
	});

	test('the only address of a company is kept, in the words of Dashdoc', async () => {
		const company = addCompany(sandbox, { name: 'Transport Bouvet' }).pk;
		const known = addAddress(sandbox, { ...nantes, company });
		const outcome = await address('delete', { address: located('id', known.pk) });
		expect(outcome.error?.message).toContain('primary or only address of a company');
		expect(addressesOf(sandbox)).toContain(known);
	});
});
