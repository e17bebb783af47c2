/** Triggers in queue mode: calls come to the process for webhooks, polls are the main process's, workers do the rest. */
import type { StoredWorkflow } from '../../scripts/host/rest.cts';
import { readyWorkflow } from '../../scripts/host/workflows.cts';
import { workerNames, type QueueHost } from '../../scripts/queue/queueHost.cts';
import { transportCollection } from '../../sandbox/resources/transports/records.cts';
import { event, post } from '../e2e/dashdocCalls.cts';
import { eventTrigger, rowsOf, startedBy } from '../e2e/hosted.cts';
import { transportsOf } from '../engine/data.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { begunBy, until, untilEnded, urlOf, useQueueHost } from './queued.cts';

const webhookId = '9a4e2c1d-5b7f-4c60-8d35-6f1f0b2a7e94';
const path = `${webhookId}/webhook`;

let host: QueueHost;
let workflow: StoredWorkflow;
useQueueHost({ sandbox: { requestsPerSecond: 0, transports: 20 } }, (started) => {
	host = started;
});
beforeAll(async () => {
	workflow = await host.rest.createWorkflow(startedBy(eventTrigger(host, webhookId)));
	expect(await host.rest.publish(workflow)).toMatchObject({ status: 'published' });
});
afterEach(() => expectNoViolations(host.sandbox));

/** Events that the workflow was started with, once so many executions have ended. */
async function toldEvents(count: number): Promise<unknown[]> {
	const ended = await untilEnded(host, workflow.id, count);
	expect(ended.filter(({ status }) => status !== 'success')).toEqual([]);
	const begun = workerNames.flatMap((name) => [...begunBy(host, name)]);
	expect(begun).toEqual(expect.arrayContaining(ended.map(({ id }) => id)));
	const executions = await Promise.all(ended.map(({ id }) => host.rest.execution(id)));
	return executions.flatMap((one) => rowsOf(one, 'End').map(({ event_uid }) => event_uid)).sort();
}

/** What is to be told by now. */
const expected: string[] = [];

async function call(name: string, url = urlOf(host, path)): Promise<void> {
	expect(await post(url, event(name))).toBe(200);
}

test('each event that comes to the process for webhooks starts one execution on a worker', async () => {
	expected.push(...Array.from({ length: 20 }, (_, index) => `a-${String(index).padStart(2, '0')}`));
	await Promise.all(expected.map((name) => call(name)));
	expect(await toldEvents(expected.length)).toEqual(expected);
});

test('a wrong authorization is refused', async () => {
	expect(await post(urlOf(host, path), event('foreign'), 'another text')).toBe(401);
	expect(await post(urlOf(host, path), event('foreign'), '')).toBe(401);
});

test('an event that comes again is not told again, to whichever process it comes', async () => {
	expected.push('b-first', 'b-second');
	await call('b-first');
	await call('b-first');
	await call('b-first', `${host.processes.main.url}/webhook/${path}`);
	await call('b-second');
	expect(await toldEvents(expected.length)).toEqual(expected);
});

test('the same event twice at once is told once', async () => {
	expected.push('c-twice', 'd-last');
	await Promise.all([call('c-twice'), call('c-twice')]);
	await call('d-last');
	expect(await toldEvents(expected.length)).toEqual(expected);
});

test('a change that the main process finds is told once, by an execution on a worker', async () => {
	const ready = readyWorkflow('transport-changes-to-table.json', host.credential);
	const polling = await host.rest.createWorkflow(ready);
	expect(await host.rest.publish(polling)).toMatchObject({ status: 'published' });
	const readings = () =>
		host.sandbox.requests().filter(({ operationId }) => operationId === 'listTransports').length;
	await until(() => readings() > 0);
	host.sandbox.state.world.clock.advance(60);
	const [, changed] = transportsOf(host.sandbox);
	host.sandbox.state.tenants[0].touch(transportCollection, changed);
	const [ended] = await untilEnded(host, polling.id, 1);
	expect(ended.status).toBe('success');
	expect(workerNames.some((name) => begunBy(host, name).has(ended.id))).toBe(true);
	const told = rowsOf(await host.rest.execution(ended.id), 'Write Row');
	expect(told.map(({ transport_id }) => transport_id)).toEqual([changed.uid]);
});
