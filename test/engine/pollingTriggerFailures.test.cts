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
