/** How fast the node calls, as the sandbox sees it; its limit of ten in any second is Dashdoc's. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox, SandboxOptions } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { credentialFor, runOn, startQuickSandbox } from '../support/sandboxed.cts';
import { companiesOf, itemsOf, jsonOf } from './data.cts';

// Client and sandbox share one process here: on a busy machine it may stand still between a start and its arrival,
// which no client can know of. A pace that is wrong is wrong every time.
jest.retryTimes(6, { logErrorsBeforeRetry: true, waitBeforeRetry: 2000 });

let sandbox: Sandbox;

/** Every test has its own sandbox, since a pace belongs to a credential and remembers the seconds before. */
const start = async (options: SandboxOptions = {}) => {
	sandbox = await startQuickSandbox({
		companies: 3,
		contacts: 0,
		transports: 0,
		requestsPerSecond: 10,
		...options,
	});
	// What the sandbox prepares at the first request would delay the arrival of those that follow.
	const headers = { Authorization: `Token ${sandbox.token}` };
	await fetch(`${sandbox.apiUrl}/companies/`, { headers });
	await fetch(`${sandbox.apiUrl}/companies/${companiesOf(sandbox)[0].pk}/`, { headers });
	sandbox.clearRequests();
};

afterEach(async () => {
	const { violations, answerViolations } = sandbox.figures();
	await sandbox.close();
	expect([violations, answerViolations]).toEqual([0, 0]);
});

/** Reads one company per item. */
const read = (count: number, options: INodeParameters = {}, rest: Partial<Subject> = {}) => {
	const [{ pk }] = companiesOf(sandbox);
	const parameters = {
		resource: 'company',
		operation: 'get',
		company: { __rl: true, mode: 'id', value: pk },
		options,
	};
	return runOn(sandbox, parameters, {
		items: itemsOf(...Array.from({ length: count }, () => ({}))),
		...rest,
	});
};

/** The most requests that arrived within any second, whoever sent them. */
function mostTogether(): number {
	const arrivals = sandbox.requests().map(({ arrival }) => arrival);
	return Math.max(
		...arrivals.map((first) => arrivals.filter((one) => one >= first && one < first + 1000).length),
	);
}

test('a burst of items never makes more than ten requests in any second, and none is refused', async () => {
	await start();
	const outcome = await read(25);
	expect(outcome.outputs[0]).toHaveLength(25);
	expect(mostTogether()).toBeLessThanOrEqual(10);
	expect(sandbox.figures().byStatus).toEqual({ '200': 25 });
});

test('slow answers do not loosen it', async () => {
	await start({ latency: 150 });
	const outcome = await read(22);
	expect(outcome.outputs[0]).toHaveLength(22);
	expect(mostTogether()).toBeLessThanOrEqual(10);
	expect(sandbox.figures().byStatus).toEqual({ '200': 22 });
});

test('pages share the pace with everything else', async () => {
	await start({ companies: 30, pageSize: 2 });
	const list = { resource: 'company', operation: 'getAll', returnAll: true, options: {} };
	const [pages, items] = await Promise.all([runOn(sandbox, list), read(8)]);
	expect([jsonOf(pages).length, jsonOf(items).length]).toEqual([31, 8]);
	expect(mostTogether()).toBeLessThanOrEqual(10);
});

test('two executions at once share the pace of their credential', async () => {
	await start();
	const outcomes = await Promise.all([read(13), read(13)]);
	expect(outcomes.map(({ outputs }) => outputs[0].length)).toEqual([13, 13]);
	expect(mostTogether()).toBeLessThanOrEqual(10);
	expect(sandbox.figures().byStatus).toEqual({ '200': 26 });
});

test('another credential has a pace of its own', async () => {
	await start();
	const other = { credential: { ...credentialFor(sandbox), apiToken: sandbox.otherToken } };
	const list = { resource: 'company', operation: 'getAll', options: {} };
	const items = itemsOf(...Array.from({ length: 10 }, () => ({})));
	await Promise.all([read(10), runOn(sandbox, list, { items, ...other })]);
	expect(sandbox.figures().byStatus).toEqual({ '200': 20 });
	expect(mostTogether()).toBeGreaterThan(10);
});

test('Requests per Second can be lowered', async () => {
	await start();
	await read(9, { requestsPerSecond: 4 });
	expect(mostTogether()).toBeLessThanOrEqual(4);
});

test('a slower node beside a faster one keeps to its own limit, and both to that of Dashdoc', async () => {
	await start();
	const outcomes = await Promise.all([read(6, { requestsPerSecond: 3 }), read(14)]);
	expect(outcomes.map(({ outputs }) => outputs[0].length)).toEqual([6, 14]);
	expect(mostTogether()).toBeLessThanOrEqual(10);
	expect(sandbox.figures().byStatus).toEqual({ '200': 20 });
});

test('and lifted for a Dashdoc that allows more', async () => {
	await start({ requestsPerSecond: 0 });
	await read(60, { requestsPerSecond: 0 });
	expect(sandbox.figures().byStatus).toEqual({ '200': 60 });
	expect(mostTogether()).toBeGreaterThan(20);
});

test('a Dashdoc that allows less is obeyed: every item arrives, each taking effect once', async () => {
	await start({ requestsPerSecond: 4 });
	const names = Array.from({ length: 14 }, (_, number) => ({ name: `Zébulon ${number}` }));
	const outcome = await runOn(
		sandbox,
		{ resource: 'company', operation: 'create', name: '={{ $json.name }}', country: 'FR', options: {} },
		{ items: itemsOf(...names) },
	);
	expect(jsonOf(outcome).map(({ name }) => name)).toEqual(names.map(({ name }) => name));
	expect(sandbox.figures().byStatus['201']).toBe(14);
	expect(companiesOf(sandbox).filter(({ name }) => name.startsWith('Zébulon'))).toHaveLength(14);
});
