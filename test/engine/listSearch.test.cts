/** The searches behind "From List", through n8n's editor context. */
import type { Sandbox } from '../../sandbox/index.cts';
import { searchList } from '../support/engine.cts';
import { credentialFor, searchOn, startQuickSandbox } from '../support/sandboxed.cts';
import { addCompany, addContact, callsOf, transportsOf } from './data.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startQuickSandbox({ companies: 5, contacts: 0, transports: 12 });
});

beforeEach(() => sandbox.reset());

afterEach(() => {
	expect(sandbox.violations()).toEqual([]);
	expect(sandbox.answerViolations()).toEqual([]);
});

afterAll(() => sandbox.close());

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
