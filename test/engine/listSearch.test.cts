/** The searches behind "From List", through n8n's editor context. */
import type { Sandbox } from '../../sandbox/index.cts';
import { searchList } from '../support/engine.cts';
import { credentialFor, searchOn, useSandbox } from '../support/sandboxed.cts';
import {
	addAddress,
	addCompany,
	addContact,
	addSupportType,
	addTrailer,
	addTrucker,
	addVehicle,
	callsOf,
	managersOf,
	transportsOf,
} from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 5, contacts: 0, transports: 12 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	sandbox.settings({ pageSize: null });
});

const search = (method: string, filter?: string, token?: string) => searchOn(sandbox, method, filter, token);

test('the server filters as one types, and a telling detail tells namesakes apart', async () => {
	addCompany(sandbox, { name: 'Zébulon Transports' });
	const { results } = await search('searchCompanies', 'zébul');
	expect(results).toEqual([{ name: 'Zébulon Transports', value: expect.any(Number) as number }]);
	expect(callsOf(sandbox)).toEqual(['GET /companies/?text=zébul']);
	const { results: all } = await search('searchCompanies');
	expect(all[1].name).toMatch(/^.+ \(.+\)$/);
});

test('pages come on scroll until there is none left', async () => {
	sandbox.settings({ pageSize: 4 });
	const first = await search('searchTransports');
	expect([first.results.length, first.paginationToken]).toEqual([4, '2']);
	const second = await search('searchTransports', undefined, '2');
	const third = await search('searchTransports', undefined, '3');
	const values = [first, second, third].flatMap(({ results }) => results.map(({ value }) => value));
	const living = transportsOf(sandbox).filter(({ deleted }) => deleted === null);
	expect(new Set(values).size).toBe(Math.min(12, living.length));
	expect([second.paginationToken, third.paginationToken]).toEqual(['3', undefined]);
});

test('filter and page go together', async () => {
	sandbox.settings({ pageSize: 2 });
	for (const name of ['Zébulon A', 'Zébulon B', 'Zébulon C']) addCompany(sandbox, { name });
	const { paginationToken } = await search('searchCompanies', 'Zébulon');
	const { results } = await search('searchCompanies', 'Zébulon', paginationToken as string);
	expect(results.map(({ name }) => name)).toEqual(['Zébulon C']);
	expect(callsOf(sandbox)).toEqual(['GET /companies/?text=Zébulon', 'GET /companies/?text=Zébulon&page=2']);
});

test('contacts are told by name and company, and without name by what there is', async () => {
	const { pk } = addCompany(sandbox, { name: 'Transport Bouvet' });
	addContact(sandbox, { company: pk, first_name: 'Adèle', last_name: 'Bouvet' });
	addContact(sandbox, { company: pk, email: 'quai@example.com' });
	const nameless = addContact(sandbox, { company: pk });
	const { results } = await search('searchContacts');
	expect(results.map(({ name }) => name)).toEqual([
		'Adèle Bouvet (Transport Bouvet)',
		'quai@example.com (Transport Bouvet)',
		`${nameless.uid} (Transport Bouvet)`,
	]);
});

describe('addresses, which Dashdoc cannot filter by text', () => {
	const names = async (filter?: string, token?: string) => {
		const { results } = await search('searchAddresses', filter, token);
		return results.map(({ name }) => name);
	};

	test('are told by name, else by company, else by street, with postcode and town', async () => {
		const company = addCompany(sandbox, { name: 'Zébulon Transports' }).pk;
		addAddress(sandbox, { name: 'Dépôt Zébulon', company, postcode: '44000', city: 'Nantes' });
		addAddress(sandbox, { company, address: '3 rue des Champs', city: 'Zwolle' });
		addAddress(sandbox, { address: '7 impasse Zébulon', postcode: '01000' });
		expect(await names('zébulon')).toEqual([
			'Dépôt Zébulon (44000 Nantes)',
			'Zébulon Transports (Zwolle)',
			'7 impasse Zébulon (01000)',
		]);
	});

	test.each(['évreux', 'EVREUX', 'evreux', ' Évreux ', '27000 évr', 'Œuvre'.toLowerCase()])(
		'are found by "%s", without regard to case and accents',
		async (filter) => {
			const { pk } = addAddress(sandbox, { name: "L'œuvre", postcode: '27000', city: 'Évreux' });
			const { results } = await search('searchAddresses', filter);
			expect(results).toEqual([{ name: "L'œuvre (27000 Évreux)", value: pk }]);
			expect(callsOf(sandbox)).toEqual(['GET /addresses/']);
		},
	);

	test('are looked for page after page, until one holds a match', async () => {
		sandbox.settings({ pageSize: 3 });
		for (let number = 0; number < 12; number += 1) addAddress(sandbox, { name: `Quai ${number}` });
		addAddress(sandbox, { name: 'Zébulon 1' });
		for (let number = 0; number < 6; number += 1) addAddress(sandbox, { name: `Porte ${number}` });
		addAddress(sandbox, { name: 'Zébulon 2' });
		const first = await search('searchAddresses', 'zebulon');
		expect(first.results.map(({ name }) => name)).toEqual(['Zébulon 1']);
		const second = await search('searchAddresses', 'zebulon', first.paginationToken as string);
		expect(second.results.map(({ name }) => name)).toEqual(['Zébulon 2']);
		expect(second.paginationToken).toBeUndefined();
		const pages = callsOf(sandbox);
		expect(new Set(pages).size).toBe(pages.length);
	});

	test('ten pages are read at once, and scrolling goes on from there', async () => {
		sandbox.settings({ pageSize: 1 });
		for (let number = 0; number < 12; number += 1) addAddress(sandbox, { name: `Quai ${number}` });
		addAddress(sandbox, { name: 'Zébulon' });
		const { results, paginationToken } = await search('searchAddresses', 'zébulon');
		expect([results, paginationToken]).toEqual([[], '11']);
		expect(sandbox.requests()).toHaveLength(10);
	});

	test('come page by page when nothing is typed, blanks neither', async () => {
		sandbox.settings({ pageSize: 2 });
		for (const filter of [undefined, '', '  ']) {
			const { results, paginationToken } = await search('searchAddresses', filter);
			expect([results.length, paginationToken]).toEqual([2, '2']);
		}
		expect(sandbox.requests()).toHaveLength(3);
	});
});

describe('people and fleet', () => {
	const found = async (method: string, filter: string) => (await search(method, filter)).results;

	test('truckers are told by name, with External ID or else phone number', async () => {
		const zoe = { first_name: 'Zoé', last_name: 'Bouvet' };
		const one = addTrucker(sandbox, { remote_id: 'CH-77', phone_number: '+33639980001' }, zoe);
		const two = addTrucker(sandbox, { phone_number: '+33639980002' }, zoe);
		const three = addTrucker(sandbox, {}, zoe);
		expect(await found('searchTruckers', 'zoé')).toEqual([
			{ name: 'Zoé Bouvet (CH-77)', value: one.pk },
			{ name: 'Zoé Bouvet (+33639980002)', value: two.pk },
			{ name: 'Zoé Bouvet', value: three.pk },
		]);
		expect(callsOf(sandbox)).toEqual(['GET /manager-truckers/?text=zoé']);
	});

	test.each([
		['searchVehicles', addVehicle, 'vehicles'],
		['searchTrailers', addTrailer, 'trailers'],
	] as const)('%s tells plate and fleet number, and what there is of them', async (method, add, path) => {
		const both = add(sandbox, { license_plate: 'ZZ-123-CD', fleet_number: 'ZZ42', remote_id: 'V' });
		const plate = add(sandbox, { license_plate: 'ZZ-124-CD', remote_id: 'V-2' });
		const number = add(sandbox, { fleet_number: 'ZZ43' });
		expect(await found(method, 'zz')).toEqual([
			{ name: 'ZZ-123-CD (ZZ42)', value: both.pk },
			{ name: 'ZZ-124-CD (V-2)', value: plate.pk },
			{ name: 'ZZ43', value: number.pk },
		]);
		expect(callsOf(sandbox)).toEqual([`GET /${path}/?text=zz`]);
	});

	test('vehicles picked by their plate are those that have one', async () => {
		addVehicle(sandbox, { license_plate: 'ZZ-123-CD', fleet_number: 'ZZ42' });
		addVehicle(sandbox, { fleet_number: 'ZZ43' });
		expect(await found('searchVehiclePlates', 'zz')).toEqual([
			{ name: 'ZZ-123-CD (ZZ42)', value: 'ZZ-123-CD' },
		]);
	});

	test('managers are told by name and email address', async () => {
		const [{ pk, user }] = managersOf(sandbox);
		expect(await found('searchManagers', user.email)).toEqual([
			{ name: `${user.first_name} ${user.last_name} (${user.email})`, value: pk },
		]);
	});

	test('support types are told by name and External ID', async () => {
		const one = addSupportType(sandbox, { name: 'Zébulon gris', remote_id: 'ZG' });
		const two = addSupportType(sandbox, { name: 'Zébulon bleu' });
		expect(await found('searchSupportTypes', 'zébulon')).toEqual([
			{ name: 'Zébulon gris (ZG)', value: one.uid },
			{ name: 'Zébulon bleu', value: two.uid },
		]);
	});

	test('UN numbers are told by their code, text or number', async () => {
		const [text] = await found('searchAdrUnCodes', '0336');
		const [number] = await found('searchAdrUnCodes', '1950');
		expect([text.name, number.name]).toEqual(['UN 0336', 'UN 1950']);
	});

	test.each([
		'searchAddresses',
		'searchAdrUnCodes',
		'searchManagers',
		'searchSupportTypes',
		'searchTrailers',
		'searchTruckers',
		'searchVehiclePlates',
		'searchVehicles',
	])('%s comes page by page, and tells a refusal in the words of Dashdoc', async (method) => {
		sandbox.settings({ pageSize: 2 });
		addSupportType(sandbox, {});
		const first = await search(method);
		expect([first.results.length, first.paginationToken]).toEqual([2, '2']);
		const second = await search(method, undefined, '2');
		const values = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(values).size).toBe(values.length);
		const body = { detail: 'You do not have permission to perform this action.', code: 'permission_denied' };
		sandbox.setFaults({ kind: 'status', status: 403, body });
		await expect(search(method, 'x')).rejects.toThrow(/You do not have permission to perform this action/);
	});
});

test("Dashdoc's own words are shown in place of the list", async () => {
	const credential = { ...credentialFor(sandbox), apiToken: 'not-a-token-of-anybody' };
	await expect(searchList({ credential }, 'searchCompanies')).rejects.toThrow(
		/^Dashdoc does not accept the API token/,
	);
	const body = { detail: 'You do not have permission to perform this action.', code: 'permission_denied' };
	sandbox.setFaults({ kind: 'status', status: 403, body });
	await expect(search('searchContacts')).rejects.toThrow(/You do not have permission to perform this action/);
	expect(sandbox.violations().map(({ kind }) => kind)).toEqual([]);
});

test('a list that is not there is told as well, never shown as an empty one', async () => {
	sandbox.setFaults({ kind: 'html', status: 200, title: 'Connexion', times: 0 });
	await expect(search('searchTransports')).rejects.toThrow(/web page instead of Dashdoc's answer/);
});
