/** n8n asks Dashdoc, is stopped and started again in between; tried with the ready workflow that begins so. */
import type { Host } from '../../scripts/host/host.cts';
import type { StoredWorkflow } from '../../scripts/host/rest.cts';
import { readyWorkflow } from '../../scripts/host/workflows.cts';
import { transportCollection } from '../../sandbox/resources/transports/records.cts';
import { transportsOf } from '../engine/data.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { rowsOf, useHost } from './hosted.cts';

let host: Host;
let workflow: StoredWorkflow;
useHost({ sandbox: { transports: 60, requestsPerSecond: 0 } }, (started) => {
	host = started;
});
beforeAll(async () => {
	const ready = readyWorkflow('transport-changes-to-table.json', host.credential);
	workflow = await host.rest.createWorkflow(ready);
});
afterEach(() => expectNoViolations(host.sandbox));

/** Changes transports in Dashdoc, a minute after all that was before; their IDs. */
const change = (...positions: number[]): string[] => {
	host.sandbox.state.world.clock.advance(60);
	const transports = positions.map((position) => transportsOf(host.sandbox)[position]);
	for (const one of transports) host.sandbox.state.tenants[0].touch(transportCollection, one);
	return transports.map(({ uid }) => uid);
};

/** IDs that were told so far, once all that is under way has ended. */
async function told(): Promise<unknown[]> {
	const executions = await host.rest.executions(workflow.id);
	const ended = await Promise.all(executions.map(({ id }) => host.rest.finished(id)));
	expect(ended.filter(({ status }) => status !== 'success')).toEqual([]);
	return ended.flatMap((execution) => rowsOf(execution, 'Write Row').map((row) => row.transport_id));
}

const readings = () =>
	host.sandbox.requests().filter(({ operationId }) => operationId === 'listTransports').length;

/** Resolves when n8n has polled, and what it started has ended. */
async function nextPoll(before = readings()): Promise<void> {
	for (let count = before, quiet = 0; quiet < 10; ) {
		await new Promise((resolve) => setTimeout(resolve, 200));
		const now = readings();
		quiet = now > before && now === count ? quiet + 1 : 0;
		count = now;
	}
}

async function restart(meanwhile: () => void = () => {}): Promise<void> {
	const before = readings();
	await host.server.stop();
	meanwhile();
	await host.server.start();
	await host.rest.signIn(host.owner);
	await nextPoll(before);
}

const expected: string[] = [];

test('published, it tells nothing of what is there', async () => {
	const before = readings();
	expect(await host.rest.publish(workflow)).toMatchObject({ status: 'published' });
	await nextPoll(before);
	expect(await told()).toEqual([]);
});

test('what changes is told within the minute', async () => {
	expected.push(...change(3, 4));
	await nextPoll();
	expect(await told()).toEqual(expected);
});

test('what changes while n8n is down is told after its start', async () => {
	await restart(() => expected.push(...change(5), ...change(3)));
	expect(await told()).toEqual(expected);
});

test('a restart alone tells nothing again', async () => {
	await restart();
	await nextPoll();
	expect(await told()).toEqual(expected);
});

test('unpublished, it asks no more, even after a restart', async () => {
	await host.rest.unpublish(workflow);
	const before = readings();
	await host.server.stop();
	change(6);
	await host.server.start();
	await host.rest.signIn(host.owner);
	expect(readings()).toBe(before);
	expect(await told()).toEqual(expected);
});
