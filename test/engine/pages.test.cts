/** Return All and Limit, on lists of all sizes and on lists that change while they are read. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { runOn, startQuickSandbox, useSandbox } from '../support/sandboxed.cts';
import { addContact, callsOf, companiesOf, contactsOf, jsonOf } from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 1, contacts: 0, transports: 0, pageSize: 10 }, (ready) => {
	sandbox = ready;
});

function fill(count: number): string[] {
	const [{ pk }] = companiesOf(sandbox);
	return Array.from(
		{ length: count },
		(_, number) => addContact(sandbox, { company: pk, last_name: `No ${number}` }).uid,
	);
}

const read = async (parameters: INodeParameters): Promise<unknown[]> =>
	jsonOf(await runOn(sandbox, { resource: 'contact', operation: 'getAll', ...parameters })).map(
		({ uid }) => uid,
	);

const all = () => read({ returnAll: true });

describe('Return All', () => {
	test.each([
		['an empty list', 0, 1],
		['a list shorter than a page', 7, 1],
		['exactly one page', 10, 1],
		['one object more than a page', 11, 2],
		['three pages', 30, 3],
		['three pages and a bit', 31, 4],
	])('reads %s once, in order, with as many requests as it has pages', async (_, count, requests) => {
		const uids = fill(count);
		expect(await all()).toEqual(uids);
		expect(callsOf(sandbox)).toHaveLength(requests);
	});

	test('reads 200 pages', async () => {
		const uids = fill(2000);
		expect(await all()).toEqual(uids);
		expect(new Set(callsOf(sandbox)).size).toBe(200);
		expect(callsOf(sandbox)).toHaveLength(200);
	});

	test('asks for the filters on every page', async () => {
		fill(25);
		const [{ pk }] = companiesOf(sandbox);
		await read({ returnAll: true, filters: { companyIds: String(pk), nameContains: 'no' } });
		expect(sandbox.requests()).toHaveLength(3);
		for (const { query } of sandbox.requests())
			expect(query).toMatchObject({ company__id__in: String(pk), text: 'no' });
	});

	test("never follows Dashdoc's links to another host", async () => {
		const uids = fill(25);
		// An address that would answer: a second server to which the token must not go.
		const other = await startQuickSandbox({ companies: 1, contacts: 0, transports: 0 });
		try {
			sandbox.settings({ linkHost: other.url });
			expect(await all()).toEqual(uids);
			expect(other.requests()).toEqual([]);
		} finally {
			await other.close();
		}
	});
});

describe('Limit', () => {
	test.each([
		['below a page', 4, 1],
		['of exactly a page', 10, 1],
		['just above a page', 11, 2],
		['of two pages', 20, 2],
		['of everything', 35, 4],
		['above everything', 500, 4],
	])('%s reads no page too many', async (_, limit, requests) => {
		const uids = fill(35);
		expect(await read({ limit })).toEqual(uids.slice(0, limit));
		expect(callsOf(sandbox)).toHaveLength(requests);
	});

	test('counts anew for every item', async () => {
		const uids = fill(35);
		const outcome = await runOn(
			sandbox,
			{ resource: 'contact', operation: 'getAll', limit: '={{ $json.limit }}' },
			{ items: [{ json: { limit: 3 } }, { json: { limit: 12 } }] },
		);
		expect(jsonOf(outcome).map(({ uid }) => uid)).toEqual([...uids.slice(0, 3), ...uids.slice(0, 12)]);
		expect(callsOf(sandbox)).toHaveLength(3);
	});
});

describe('a list that changes while it is read', () => {
	const list = 'listContacts';

	test('loses no object that was there all the time when earlier ones are deleted', async () => {
		const uids = fill(40);
		sandbox.setChanges({ list, page: 2, when: 'before', do: 'delete', keys: [uids[0], uids[3], uids[15]] });
		const found = await all();
		const kept = uids.filter((uid) => ![uids[0], uids[3], uids[15]].includes(uid));
		expect(kept.filter((uid) => !found.includes(uid))).toEqual([]);
		expect(new Set(found).size).toBe(found.length);
	});

	test('loses none when the last pages disappear', async () => {
		const uids = fill(40);
		sandbox.setChanges({ list, page: 2, when: 'after', do: 'delete', keys: uids.slice(25) });
		const found = await all();
		expect(uids.slice(0, 25).filter((uid) => !found.includes(uid))).toEqual([]);
		expect(new Set(found).size).toBe(found.length);
	});

	test('doubles none when new ones come in, and reads those that make new pages', async () => {
		const uids = fill(30);
		sandbox.setChanges({ list, page: 3, when: 'before', do: 'insert', count: 7 });
		const found = await all();
		expect(uids.filter((uid) => !found.includes(uid))).toEqual([]);
		expect(new Set(found).size).toBe(found.length);
		expect(contactsOf(sandbox)).toHaveLength(37);
	});

	test('with a limit, an object that slipped into the next page is made up for', async () => {
		const uids = fill(40);
		sandbox.setChanges({ list, page: 2, when: 'before', do: 'delete', keys: [uids[1]] });
		const found = await read({ limit: 20 });
		expect(found).toHaveLength(20);
		expect(new Set(found).size).toBe(20);
	});
});

describe('lists without the usual form', () => {
	const send = (path: string, more: INodeParameters = {}) =>
		runOn(sandbox, { resource: 'apiRequest', operation: 'send', path, returnAll: true, ...more });

	test('a bare list is one page', async () => {
		sandbox.setFaults({ kind: 'status', status: 200, body: [{ pk: 1 }, { pk: 2 }], times: 0 });
		expect(jsonOf(await send('/companies/'))).toEqual([{ pk: 1 }, { pk: 2 }]);
		expect(callsOf(sandbox)).toHaveLength(1);
	});

	test('a page that is not a list is told', async () => {
		const outcome = await send('/managers/me/');
		expect(outcome.error?.message).toBe("Dashdoc's answer to GET /managers/me/ is not a list [item 0]");
	});

	test('a list that does not tell its count is read page by page', async () => {
		const page = (number: number) => ({
			kind: 'status' as const,
			status: 200,
			body: { next: number < 3 ? 'https://api.dashdoc.com/?page=x' : null, results: [{ pk: number }] },
		});
		sandbox.setFaults(page(1), page(2), page(3));
		expect(jsonOf(await send('/companies/'))).toEqual([{ pk: 1 }, { pk: 2 }, { pk: 3 }]);
		expect(sandbox.requests().map(({ query }) => query.page)).toEqual([undefined, '2', '3']);
	});
});
