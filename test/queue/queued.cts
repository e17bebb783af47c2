/** What the tests of queue mode share. */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import type { StoredExecution } from '../../scripts/host/rest.cts';
import { startQueueHost, type ProcessName, type QueueHost } from '../../scripts/queue/queueHost.cts';
import { coreNode } from '../e2e/chains.cts';
import { post } from '../e2e/dashdocCalls.cts';
import { ownNode, startedBy, useStarted } from '../e2e/hosted.cts';
import type { WorkflowExport } from '../support/workflow.cts';

/** One n8n in queue mode for all tests of a file. */
export const useQueueHost = (
	options: Parameters<typeof startQueueHost>[0],
	take: (host: QueueHost) => void,
): void => useStarted((tell) => startQueueHost({ tell, ...options }), take);

/** A workflow that begins with each call of this path, and works with its body. */
export function calledAt(host: QueueHost, path: string, parameters: INodeParameters): WorkflowExport {
	const call = { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} };
	const trigger = { ...coreNode('Call', 'n8n-nodes-base.webhook', 2, call), webhookId: path };
	return startedBy(trigger, ownNode(host, { name: 'Dashdoc', type: 'dashdoc' }, parameters));
}

const callsAtOnce = 10;

/** Address of a path at the process for webhooks. */
export const urlOf = ({ processes }: QueueHost, path: string): string =>
	`${processes.webhook.url}/webhook/${path}`;

/** Calls a path once with each of the bodies, some at a time. */
export async function callAll(host: QueueHost, path: string, bodies: readonly object[]): Promise<void> {
	const left = [...bodies];
	const callOneByOne = async () => {
		for (let body = left.shift(); body; body = left.shift()) {
			expect(await post(urlOf(host, path), body)).toBe(200);
		}
	};
	await Promise.all(Array.from({ length: callsAtOnce }, callOneByOne));
}

export type Summary = Omit<StoredExecution, 'data'>;

const failures = ['error', 'crashed', 'canceled'];
const endings = ['success', ...failures];

/** Executions of a workflow in these states: how many there are, and 100 of them at most, without their data. */
async function executionsIn(
	{ rest }: QueueHost,
	workflowId: string,
	status: string[],
): Promise<{ count: number; results: Summary[] }> {
	// n8n's further pages leave out what began later than its ID tells.
	const query = new URLSearchParams({ filter: JSON.stringify({ workflowId, status }), limit: '100' });
	return await rest.call('GET', `/executions?${query}`);
}

/** Waits until exactly so many executions of a workflow have ended; 100 of them at most. */
export async function untilEnded(host: QueueHost, workflowId: string, expected: number): Promise<Summary[]> {
	for (;;) {
		const { count, results } = await executionsIn(host, workflowId, endings);
		if (count > expected) throw new Error(`${count} executions have ended, in place of ${expected}.`);
		if (count === expected) return results;
		await wait(500);
	}
}

/** How many executions of a workflow have ended. */
export const countOf = async (host: QueueHost, workflowId: string): Promise<number> =>
	(await executionsIn(host, workflowId, endings)).count;

/** Executions of a workflow that did not end well; 100 of them at most. */
export const failedOf = async (host: QueueHost, workflowId: string): Promise<Summary[]> =>
	(await executionsIn(host, workflowId, failures)).results;

/** Waits for something that is seen from outside. */
export async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await wait(50);
}

/** IDs of the executions that a worker has begun, as it says itself. */
export function begunBy({ processes }: QueueHost, name: ProcessName): Set<string> {
	const said = readFileSync(processes[name].log, 'utf8');
	return new Set([...said.matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id));
}
