/** What the polling trigger does when Dashdoc, or the way to it, fails. */
import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Fault, type Sandbox } from '../../sandbox/index.cts';
import { transportCollection } from '../../sandbox/resources/transports/records.cts';
import { PolledTrigger } from '../support/polledTrigger.cts';
import { startQuickSandbox } from '../support/sandboxed.cts';
import { transportsOf } from './data.cts';

let sandbox: Sandbox;

/** One of its own for each test, since the pace of a credential remembers pauses. */
beforeEach(async () => {
	sandbox = await startQuickSandbox({ transports: 12, companies: 4, contacts: 0, pageSize: 3 });
});
afterEach(async () => {
	const violations = [...sandbox.violations()];
	await sandbox.close();
	expect(violations).toEqual([]);
});

const uids = (items: IDataObject[]) => items.map(({ uid }) => uid);

async function published(circumstances = {}): Promise<PolledTrigger> {
	const trigger = new PolledTrigger(sandbox, { event: 'transportUpdated' }, circumstances);
	expect(await trigger.publish()).toEqual([]);
	return trigger;
}

const touch = (count: number): string[] =>
	transportsOf(sandbox)
		.slice(0, count)
		.map((transport) => {
			sandbox.state.tenants[0].touch(transportCollection, transport);
			return transport.uid;
		});

const onPage = (nth: number, fault: Fault): Fault => ({
	...fault,
	match: { operationId: 'listTransports', nth },
});

describe('a poll that fails in the middle of the pages', () => {
	test.each<[string, Fault, RegExp]>([
		['with 500', { kind: 'status', status: 500 }, /Dashdoc/],
		['with a page of a proxy', { kind: 'html', status: 403 }, /./],
		[
			'with a token that is no longer valid',
			{ kind: 'status', status: 401, body: { detail: 'Invalid token.' } },
			/token/i,
		],
	])('%s says why, moves nothing, and the next one tells all', async (_, fault, message) => {
		const trigger = await published();
		const changed = touch(10);
		const memory = JSON.stringify(trigger.memory);
		sandbox.setFaults(onPage(3, fault));
		await expect(trigger.poll()).rejects.toThrow(message);
		expect(JSON.stringify(trigger.memory)).toBe(memory);
		expect(uids(await trigger.poll())).toEqual(changed);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('is lost together with n8n: after its restart all is told', async () => {
		const trigger = await published();
		const changed = touch(10);
		sandbox.setFaults(onPage(2, { kind: 'status', status: 500 }));
		await expect(trigger.poll()).rejects.toThrow();
		expect(uids(await trigger.restart())).toEqual(changed);
	});
});

describe('a failure of a moment', () => {
	test.each<[string, Fault]>([
		['a lost connection', { kind: 'reset-within' }],
		['503', { kind: 'status', status: 503, headers: { 'Retry-After': '0' } }],
		['429', { kind: 'too-many-requests', retryAfter: '1' }],
	])('%s is waited out within the poll', async (_, fault) => {
		const trigger = await published();
		const changed = touch(10);
		sandbox.setFaults(onPage(2, fault));
		expect(uids(await trigger.poll())).toEqual(changed);
	});
});

test('Dashdoc that asks to wait longer than a poll may is told as such, and nothing moves', async () => {
	const trigger = await published({ budget: 36_000 });
	touch(2);
	const memory = JSON.stringify(trigger.memory);
	sandbox.setFaults({ kind: 'too-many-requests', retryAfter: '30' });
	await expect(trigger.poll()).rejects.toMatchObject({ httpCode: '429', failure: { cause: 'rate-limited' } });
	expect(JSON.stringify(trigger.memory)).toBe(memory);
});

test('a workflow is not published while Dashdoc is not reached, and starts with what happens after', async () => {
	const trigger = new PolledTrigger(sandbox, { event: 'transportUpdated' });
	sandbox.setFaults({ kind: 'status', status: 500, times: 2 });
	await expect(trigger.publish()).rejects.toThrow();
	await expect(trigger.publish()).rejects.toThrow();
	touch(1);
	expect(await trigger.publish()).toEqual([]);
	const changed = touch(2);
	expect(uids(await trigger.poll())).toEqual(changed);
});

test('a poll whose time is over says so, moves nothing and loses nothing', async () => {
	const trigger = await published();
	const changed = touch(10);
	trigger.circumstances.budget = 0.001;
	await expect(trigger.poll()).rejects.toThrow('Dashdoc answered too slowly');
	trigger.circumstances.budget = undefined;
	expect(uids(await trigger.poll())).toEqual(changed);
});

test('a Dashdoc that never answers takes no more of a poll than its time, and nothing is lost', async () => {
	const trigger = await published();
	const changed = touch(10);
	trigger.circumstances.budget = 600;
	// Without a wait between them, attempts go on for longer than the poll may take.
	const random = jest.spyOn(Math, 'random').mockReturnValue(0);
	sandbox.setFaults({ kind: 'hang', times: 0 });
	await expect(trigger.poll()).rejects.toThrow('Dashdoc answered too slowly');
	random.mockRestore();
	sandbox.setFaults();
	trigger.circumstances.budget = undefined;
	expect(uids(await trigger.poll())).toEqual(changed);
});

/** What a list counts twice or hides, as a filter over several tables may. */
const tellsTooMany = (operationId: string, results: unknown[]): Fault => ({
	kind: 'status',
	status: 200,
	body: { count: 99, next: null, previous: null, results },
	times: 0,
	match: { operationId },
});

test('waste forms whose list tells more than it holds for good are taken for all at the third poll', async () => {
	const trigger = new PolledTrigger(sandbox, { event: 'wasteFormStatusChanged' });
	await trigger.publish();
	const sinceOf = () => (trigger.memory.memory as IDataObject).since as string;
	const before = sinceOf();
	sandbox.state.world.clock.advance(86_400);
	const created = sandbox.state.world.clock.tick();
	sandbox.setFaults(
		tellsTooMany('listWamForms', [{ uid: 'f-1', status: 'draft', created, updated: created }]),
	);
	expect(uids(await trigger.poll())).toEqual(['f-1']);
	expect(await trigger.poll()).toEqual([]);
	expect(sinceOf()).toBe(before);
	expect(await trigger.poll()).toEqual([]);
	expect(sinceOf() > before).toBe(true);
});

test.each([
	['transportUpdated', 'listTransports', /an old change may be told once more/],
	['wasteFormStatusChanged', 'listWamForms', /is not followed until the trigger starts anew/],
])(
	'a workflow with %s is published although its list was not read whole, and the log says so',
	async (...row) => {
		const [event, operationId, text] = row;
		const trigger = new PolledTrigger(sandbox, { event });
		sandbox.setFaults(tellsTooMany(operationId, []));
		expect(await trigger.publish()).toEqual([]);
		expect(trigger.warnings).toEqual([expect.stringMatching(text)]);
	},
);

test('a pace that is written as text counts, and one that is no number is told by its name', async () => {
	const event = 'transportUpdated';
	const withPace = (requestsPerSecond: string) =>
		new PolledTrigger(sandbox, { event, options: { requestsPerSecond } });
	expect(await withPace('5').publish()).toEqual([]);
	await expect(withPace('fast').publish()).rejects.toThrow(
		'Requests per Second: "fast" is not a number of at least 0',
	);
});

test('a list that holds fewer objects than it tells is read again, and then taken for all', async () => {
	const trigger = await published();
	const changed = touch(4);
	const [first] = transportsOf(sandbox);
	// What a list counts twice or hides, as a filter over several tables may.
	const body = { count: 9, next: null, previous: null, results: [first] };
	sandbox.setFaults({
		kind: 'status',
		status: 200,
		body,
		times: 9,
		match: { operationId: 'listTransports' },
	});
	expect(uids(await trigger.poll())).toEqual([first.uid]);
	expect(await trigger.poll()).toEqual([]);
	expect(await trigger.poll()).toEqual([]);
	sandbox.setFaults();
	expect(uids((await trigger.pollAll()).flat())).toEqual(changed.slice(1));
});

test('a sandbox that limits requests is never asked too often', async () => {
	const limited = await startSandbox({ transports: 40, companies: 4, contacts: 0, pageSize: 2 });
	const options = { startFrom: '2026-01-01', requestsPerSecond: 10 };
	const trigger = new PolledTrigger(limited, { event: 'transportUpdated', options });
	expect(await trigger.publish()).toHaveLength(
		transportsOf(limited).filter(({ deleted }) => !deleted).length,
	);
	expect(limited.requests().filter(({ status }) => status === 429)).toEqual([]);
	await limited.close();
});
