/** Values that cannot work: told with parameter and item, nothing wrong sent, no other item lost. */
import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { credentialFor, runOn, useSandbox } from '../support/sandboxed.cts';
import { addCompany, addContact, itemsOf, jsonOf, located } from './data.cts';

let sandbox: Sandbox;
let company: number;
let contact: string;

useSandbox({ companies: 2, contacts: 2, transports: 3 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	company = addCompany(sandbox, { name: 'Transport Bouvet', remote_id: 'CRM-1' }).pk;
	contact = addContact(sandbox, { company, last_name: 'Bouvet', email: 'adele@example.com' }).uid;
	sandbox.clearRequests();
});

type Make = (value: unknown) => INodeParameters;

/** The parameter under test takes its value from the item, so that one item is bad and its neighbours are good. */
const value = '={{ $json.value }}';
const byId = (resource: string, name: string, operation: string, mode = 'id'): INodeParameters => ({
	resource,
	operation,
	[name]: located(mode, value),
});

const contactUid: INodeParameters = byId('contact', 'contact', 'get');
const good = { uid: () => contact, pk: () => company, externalId: () => 'CRM-1' };

const odd = [
	'',
	' ',
	'..',
	'.',
	'a/b',
	'../companies',
	'a?b=c',
	'a#b',
	'a\nb',
	'a\\b',
	'a%2Fb',
	null,
	['a'],
	{ a: 1 },
];

describe.each([
	['a contact', contactUid, 'Contact', good.uid, odd],
	['an invitation', byId('contact', 'contact', 'invite'), 'Contact', good.uid, odd],
	['a deletion', byId('contact', 'contact', 'delete'), 'Contact', good.uid, odd],
	['a company by ID', byId('company', 'company', 'get'), 'Company', good.pk, [...odd, 'Bouvet', -1, 1.5]],
	[
		'a company by External ID',
		byId('company', 'company', 'get', 'externalId'),
		'Company',
		good.externalId,
		['', ' ', '..', 'a/b', 'a\\b', 'a\nb', null, ['a']],
	],
	[
		'a transport by the address of its page',
		byId('transport', 'transport', 'get', 'url'),
		'Transport',
		undefined,
		['https://www.dashdoc.eu/app/companies/1/', 'x', '', 7],
	],
] as Array<[string, INodeParameters, string, (() => NodeParameterValueType) | undefined, unknown[]]>)(
	'the identifier of %s',
	(_, parameters, label, goodValue, values) => {
		test.each(values.map((one) => [one]))('%j is told by name, and nothing is sent for it', async (bad) => {
			const items = itemsOf({ value: bad as NodeParameterValueType as never });
			const outcome = await runOn(sandbox, parameters, { items });
			expect(outcome.error?.message).toMatch(new RegExp(`^'?${label}'?:? .* \\[item 0\\]$`, 's'));
			expect(sandbox.requests()).toEqual([]);
		});

		if (!goodValue) return;

		test('costs no other item with "continue" on', async () => {
			const items = itemsOf(
				...values.flatMap((bad) => [{ value: bad as never }, { value: goodValue() as never }]),
			);
			const outcome = await runOn(
				sandbox,
				{ ...parameters, operation: 'get' },
				{
					items,
					node: { onError: 'continueErrorOutput' },
				},
			);
			const [found, failed] = outcome.outputs;
			const odds = values.map((_bad, index) => ({ item: index * 2 }));
			expect(failed.map(({ pairedItem }) => pairedItem)).toEqual(odds);
			expect(found.map(({ pairedItem }) => pairedItem)).toEqual(
				values.map((_bad, index) => ({ item: index * 2 + 1 })),
			);
			expect(sandbox.requests()).toHaveLength(values.length);
		});
	},
);

describe('identifiers that nobody has', () => {
	test.each([
		['contact', 'contact', 'unknown-uid', 'id', 'Contact "unknown-uid"'],
		['company', 'company', 424_242, 'id', 'Company "424242"'],
		['company', 'company', 'NOBODY', 'externalId', 'Company "NOBODY"'],
		['transport', 'transport', 'unknown', 'id', 'Transport "unknown"'],
	])('a %s is told to be not there', async (resource, name, id, mode, subject) => {
		const outcome = await runOn(sandbox, { resource, operation: 'get', [name]: located(mode, id) });
		expect(outcome.error?.message).toBe(
			`Dashdoc found nothing for ${subject}. Check the identifier [item 0]`,
		);
	});
});

describe('values of other fields', () => {
	const createCompany = (fields: INodeParameters): INodeParameters => ({
		resource: 'company',
		operation: 'create',
		name: 'X',
		country: 'FR',
		...fields,
	});
	const updateContact = (fields: INodeParameters): INodeParameters => ({
		resource: 'contact',
		operation: 'update',
		contact: located('id', contact),
		updateFields: fields,
	});
	const findTransports = (filters: INodeParameters): INodeParameters => ({
		resource: 'transport',
		operation: 'getAll',
		filters,
	});
	const findCompanies = (filters: INodeParameters): INodeParameters => ({
		resource: 'company',
		operation: 'getAll',
		filters,
	});
	const only =
		(name: string): Make =>
		(given) => ({ [name]: given as never });

	test.each([
		[
			'a date that is none',
			() => findTransports({ createdFrom: '={{ "tomorrow" }}' }),
			/^Created From: "tomorrow" is not a date/,
		],
		[
			'a day that does not exist',
			() => findTransports({ createdFrom: '2026-02-30' }),
			/^Created From: "2026-02-30" is not a date/,
		],
		[
			'an end before the start',
			() => findTransports({ updatedFrom: '2026-03-02', updatedUntil: '2026-03-01' }),
			/^Updated Until: .* lies before the start/,
		],
		[
			'an end before an open start',
			() => findCompanies({ updatedAfter: '2026-03-02', updatedBefore: '2026-03-01' }),
			/^Updated Before: .* lies before the start/,
		],
		['an unknown status', () => findTransports({ status: '={{ "lost" }}' }), /^Status: "lost" is not one of/],
		[
			'one unknown status of several',
			() => findTransports({ statuses: '={{ ["done", "lost"] }}' }),
			/^Statuses: "lost" is not one of/,
		],
		[
			'neither yes nor no',
			() => findTransports({ archived: '={{ "perhaps" }}' }),
			/^Archived: "perhaps" is neither true nor false/,
		],
		[
			'only commas as identifiers',
			() => findTransports({ transportIds: ' , , ' }),
			/^Transport IDs: it holds no identifier/,
		],
		[
			'an empty list of identifiers, which would be no filter at all',
			() => findTransports({ transportIds: '={{ [] }}' }),
			/^Transport IDs: the list is empty, which would ask for everything/,
		],
		[
			'a name as the ID of a filter',
			() => findTransports({ carrier: located('id', 'Bouvet') }),
			/^Carrier: "Bouvet" is not the ID of a Company/,
		],
		[
			'an email without @',
			() => updateContact({ email: 'adele' }),
			/^Email: "adele" is not an email address/,
		],
		[
			'a country in words',
			() => createCompany({ country: 'France' }),
			/^Country: "France" is not a country code/,
		],
		[
			'a number in words',
			() => createCompany({ additionalFields: { primaryAddress: { latitude: '={{ "north" }}' } } }),
			/^Primary Address Latitude: "north" is not a number/,
		],
		[
			'JSON that is none',
			() => createCompany({ additionalFields: { additionalBody: '{ "a": ' } }),
			/^Additional Body Fields \(JSON\): it is not valid JSON/,
		],
		[
			'JSON that is a list',
			() => createCompany({ additionalFields: { additionalBody: '[1]' } }),
			/^Additional Body Fields \(JSON\): it must be a JSON object/,
		],
		['an object as text', () => createCompany({ name: '={{ { a: 1 } }}' }), /^Name: it must be a text/],
		[
			'a required text that an expression leaves empty',
			() => createCompany({ name: '={{ $json.nothing }}' }),
			/^Name: it is empty, but Dashdoc needs it/,
		],
		[
			'a required reference that an expression leaves empty',
			() => ({
				resource: 'contact',
				operation: 'create',
				lastName: 'X',
				company: located('id', '={{ $json.nothing }}'),
			}),
			/^Company: it is empty, but Dashdoc needs it/,
		],
		[
			'a reference by an empty External ID',
			() => ({
				resource: 'contact',
				operation: 'create',
				lastName: 'X',
				company: located('externalId', '={{ " " }}'),
			}),
			/^Company: the External ID is empty/,
		],
		[
			'a limit of zero',
			() => ({ resource: 'company', operation: 'getAll', ...only('limit')('={{ 0 }}') }),
			/^Limit: "0" is not a whole number/,
		],
		[
			'a negative wait',
			() => ({ resource: 'company', operation: 'getAll', options: { maximumWait: -1 } }),
			/^Maximum Wait: "-1" is not a number/,
		],
	] as Array<[string, () => INodeParameters, RegExp]>)(
		'%s is told by name, and nothing is sent',
		async (_, make, message) => {
			const outcome = await runOn(sandbox, make());
			expect(outcome.error?.message).toMatch(message);
			expect(outcome.error?.message).toMatch(/ \[item 0\]$/);
			expect(sandbox.requests()).toEqual([]);
		},
	);

	test('a company that a contact refers to by an External ID with a slash is told by name', async () => {
		const outcome = await runOn(sandbox, {
			resource: 'contact',
			operation: 'upsert',
			externalId: 'C1',
			lastName: 'Bouvet',
			company: located('externalId', 'A/B'),
		});
		expect(outcome.error?.message).toMatch(/^'Company' contains a slash.* \[item 0\]$/);
		expect(sandbox.requests()).toEqual([]);
	});
});

describe('the credential', () => {
	const withCredential = (changed: object) =>
		runOn(sandbox, contactUid, {
			credential: { ...credentialFor(sandbox), ...changed },
			items: itemsOf({ value: contact }),
		});

	test.each([
		[
			'a token with blanks around it',
			{ apiToken: ' abcdef ' },
			/^The credential's 'API Token' contains a space/,
		],
		[
			'a token with a line break',
			{ apiToken: 'abc\ndef' },
			/^The credential's 'API Token' contains a space, a line break/,
		],
		['an empty token', { apiToken: '' }, /^The credential's 'API Token' is empty/],
		[
			'a token with letters that no header can carry',
			{ apiToken: 'jeton-é' },
			/^The credential's 'API Token' contains a character/,
		],
		['an empty base URL', { baseUrl: ' ' }, /^The credential's 'Base URL' is empty/],
		['a base URL that is none', { baseUrl: 'dashdoc' }, /^The credential's 'Base URL' is not a web address/],
		[
			'a base URL of another protocol',
			{ baseUrl: 'ftp://api.dashdoc.eu' },
			/^The credential's 'Base URL' must start with https/,
		],
		[
			'plain http to another machine',
			{ baseUrl: 'http://api.dashdoc.eu' },
			/^The credential's 'Base URL' must start with https/,
		],
		[
			'a base URL with a password',
			{ baseUrl: 'https://me:secret@api.dashdoc.eu' },
			/^The credential's 'Base URL' must not contain a user name/,
		],
	] as Array<[string, object, RegExp]>)('%s is told before anything is sent', async (_, changed, message) => {
		const outcome = await withCredential(changed);
		expect(outcome.error?.message).toMatch(message);
		expect(outcome.error?.message).not.toMatch(/abcdef|secret/);
		expect(sandbox.requests()).toEqual([]);
	});

	test.each(['/', '/api/v4', '/api/v4/', '///'])(
		'a base URL that ends in %s is understood',
		async (ending) => {
			const outcome = await withCredential({ baseUrl: `${sandbox.url}${ending}` });
			expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid: contact })]);
		},
	);
});
