/** The Stop button: it ends requests and waits at once, and nothing more is sent. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Execution, Subject } from '../support/engine.cts';
import { runOn, startQuickSandbox } from '../support/sandboxed.cts';
import { companiesOf, itemsOf, located } from './data.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startQuickSandbox({ companies: 3, contacts: 0, transports: 0 });
});

afterEach(() => sandbox.close());

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function requestsArrive(count: number): Promise<void> {
	while (sandbox.requests().length < count) await pause(10);
}

const manyItems = itemsOf(...Array.from({ length: 40 }, () => ({})));
const read = (options: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(
		sandbox,
		{ resource: 'company', operation: 'get', company: located('id', companiesOf(sandbox)[0].pk), options },
		{ items: manyItems, ...rest },
	);

/** Presses Stop and sees to it that the run ends soon and that nothing follows. */
async function stopNow(execution: Execution) {
	const sent = sandbox.requests().length;
	const pressed = performance.now();
	execution.cancel();
	const outcome = await execution;
	expect(performance.now() - pressed).toBeLessThan(1500);
	await pause(1200);
	expect(sandbox.requests().length).toBeLessThanOrEqual(sent + 1);
	expect(outcome.status).toBe('canceled');
	return outcome;
}

test('during a request', async () => {
	sandbox.setFaults({ kind: 'hang', times: 0 });
	const execution = read({ requestsPerSecond: 0 }, { items: itemsOf({}) });
	await requestsArrive(1);
	await stopNow(execution);
});

test('while items wait for the pace', async () => {
	const execution = read({ requestsPerSecond: 2 });
	await requestsArrive(2);
	await pause(100);
	await stopNow(execution);
});

test('while it waits as long as Dashdoc asked', async () => {
	sandbox.setFaults({ kind: 'too-many-requests', retryAfter: '30', times: 0 });
	const execution = read({}, { items: itemsOf({}) });
	await requestsArrive(1);
	await pause(300);
	await stopNow(execution);
});

test('while it waits to try again after an outage', async () => {
	sandbox.setFaults({ kind: 'status', status: 503, headers: { 'Retry-After': '30' }, times: 0 });
	const execution = read({}, { items: itemsOf({}) });
	await requestsArrive(1);
	await pause(300);
	await stopNow(execution);
});

test('while the pages of a long list are read', async () => {
	sandbox.settings({ pageSize: 1, latency: 100 });
	const execution = runOn(sandbox, {
		resource: 'company',
		operation: 'getAll',
		returnAll: true,
		options: { requestsPerSecond: 1 },
	});
	await requestsArrive(1);
	await pause(300);
	await stopNow(execution);
});

test('a stopped execution makes no error items of the items that were not done', async () => {
	sandbox.setFaults({ kind: 'hang', times: 0 });
	const execution = read({ requestsPerSecond: 0 }, { node: { onError: 'continueErrorOutput' } });
	await requestsArrive(manyItems.length);
	const outcome = await stopNow(execution);
	expect(outcome.outputs.flat().filter(({ json }) => 'error' in json)).toEqual([]);
});
