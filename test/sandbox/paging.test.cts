import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { callerOf, type Caller } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, contacts: 230 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

type Keyed = { uid: string; created: string };

describe('a paged list', () => {
	test('comes in an envelope whose links keep the filters and name another host', async () => {
		sandbox.settings({ pageSize: 50 });
		const { body } = await call('GET', '/contacts/?text=a&page=2');
		expect(body.count).toBeGreaterThan(100);
		expect(body.next).toBe('https://api.dashdoc.com/api/v4/contacts/?text=a&page=3');
		expect(body.previous).toBe('https://api.dashdoc.com/api/v4/contacts/?text=a');
		expect(body.results).toHaveLength(50);
	});

	test('has pages of 100 or 20, ends without a next link, and repeats nothing', async () => {
		const pages = await Promise.all([1, 2, 3].map((page) => call('GET', `/contacts/?page=${page}`)));
		expect(pages.map(({ body }) => body.results.length)).toEqual([100, 100, 30]);
		expect(pages.map(({ body }) => body.next !== null)).toEqual([true, true, false]);
		const uids = pages.flatMap(({ body }) => body.results.map(({ uid }: Keyed) => uid));
		expect(new Set(uids).size).toBe(230);
		expect((await call('GET', '/manager-truckers/')).body.results).toHaveLength(20);
	});

	test.each(['999', '0', '-1', 'two'])('has no page %s', async (page) => {
		const answer = await call('GET', `/contacts/?page=${page}`);
		expect(answer.status).toBe(404);
		expect(answer.body).toEqual({ detail: 'Invalid page.', code: 'not_found' });
	});

	test('may be empty, which is one page', async () => {
		const { body } = await call('GET', '/contacts/?text=nobody-is-called-that');
		expect(body).toEqual({ count: 0, next: null, previous: null, results: [] });
	});

	test('takes a page size only where the description has one, and at most 100', async () => {
		expect((await call('GET', '/contacts/?page_size=7')).body.results).toHaveLength(7);
		expect((await call('GET', '/vehicles/?page_size=5')).body.results).toHaveLength(5);
		expect((await call('GET', '/transports/?page_size=5')).body.results).toHaveLength(100);
		expect(sandbox.violations().map(({ kind }) => kind)).toEqual(['unknown-query']);
		expect((await call('GET', '/contacts/?page_size=500')).status).toBe(400);
	});

	test('can be given other sizes per list', async () => {
		sandbox.settings({ pageSize: { listContacts: 3 } });
		expect((await call('GET', '/contacts/')).body.results).toHaveLength(3);
		expect((await call('GET', '/vehicles/')).body.results).toHaveLength(30);
	});
});

test('transports come newest first, or in the order that was asked for', async () => {
	const newest = (await call('GET', '/transports/')).body.results as Keyed[];
	const dates = newest.map(({ created }) => created);
	expect(dates).toEqual([...dates].sort().reverse());
	const oldest = (await call('GET', '/transports/?ordering=created')).body.results as Keyed[];
	expect(oldest[0].created < newest[99].created).toBe(true);
});

test('the trips of the planner are a bare array', async () => {
	expect(Array.isArray((await call('GET', '/scheduler/trips/')).body)).toBe(true);
});

describe('a list that changes while it is read', () => {
	async function uidsOf(page: number): Promise<string[]> {
		return (await call('GET', `/contacts/?page=${page}`)).body.results.map(({ uid }: Keyed) => uid);
	}

	test('loses objects before page 2 is made', async () => {
		sandbox.setChanges({ list: 'listContacts', page: 2, when: 'before', do: 'delete', positions: [0, 1] });
		const before = (await call('GET', '/contacts/?page=2')).body;
		expect(before.count).toBe(228);
		sandbox.reset();
		// what slipped from page 2 to page 1 is what a careless client never sees
		const [slipped] = await uidsOf(2);
		sandbox.setChanges({ list: 'listContacts', page: 1, when: 'after', do: 'delete', positions: [0] });
		const first = await uidsOf(1);
		expect(first).not.toContain(slipped);
		expect(await uidsOf(2)).not.toContain(slipped);
	});

	test('gets new objects, the newest first where the list is so ordered', async () => {
		const [first] = (await call('GET', '/transports/')).body.results as Keyed[];
		sandbox.change({ list: 'listTransports', do: 'insert', count: 2 });
		const { count, results } = (await call('GET', '/transports/')).body;
		expect(count).toBe(252);
		expect(results[2].uid).toBe(first.uid);
		expect(sandbox.answerViolations()).toEqual([]);
	});

	test('shows a changed object as updated, found by its time', async () => {
		const [{ uid }] = (await call('GET', '/transports/')).body.results as Keyed[];
		sandbox.change({ list: 'listTransports', do: 'modify', keys: [uid] });
		const now = sandbox.state.world.clock.now();
		const found = (await call('GET', `/transports/?updated__gte=${now}`)).body.results as Keyed[];
		expect(found.map((each) => each.uid)).toEqual([uid]);
	});
});
