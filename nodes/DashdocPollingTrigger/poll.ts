/** One poll: what is new since the last one, and the memory for the next one, which move together or not at all. */
import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';
import { waitUnlessCancelled } from '../Dashdoc/client/cancellation';
import { createClient } from '../Dashdoc/client/createClient';
import type { ClientOptions } from '../Dashdoc/client/types';
import { startBudget, type Budget } from './budget';
import { emptyMemory, pollChanges, startNow, type Outcome, type Task } from './changes';
import { newestExample } from './example';
import type { Memory } from './memory';
import { Reader, TooMuch, TooSlow } from './reader';
import { readSettings, type Chosen } from './settings';
import { pollStates, startFollowing } from './states';
import type { Watch } from './watch';

/** Seconds that one request waits at most when Dashdoc asks to slow down; and until it counts as lost. */
const longestWait = 60;

/** A request may take this part of a poll's time. */
const share = 3;

/** Requests per second that Dashdoc allows. */
const usualPace = 10;

/**
 * Polls Dashdoc for n8n.
 *
 * @returns the items, oldest first; null where nothing is new
 * @throws NodeApiError or NodeOperationError; nothing is moved then, and the next poll reads the same again
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const chosen = readSettings(context);
	const budget = startBudget(context.getPollBudgetMs?.());
	const end = new AbortController();
	const task = taskOf(context, chosen, { budget, signal: end.signal });
	const finish = async <T>(work: Promise<T>): Promise<T> =>
		await explained(context, task, inTime(work, budget, end));
	if (context.getMode() === 'manual') return [[{ json: await finish(example(context, task)) }]];
	const before = memoryOf(context, chosen);
	const outcome = await finish(nextOutcome(task, chosen, before));
	// Polls may overlap: whoever comes second tells nothing, or it would tell the same again.
	if (memoryOf(context, chosen)?.revision !== before?.revision) return null;
	context.getWorkflowStaticData('node').memory = { ...outcome.memory } as unknown as IDataObject;
	return outcome.news.length > 0 ? [outcome.news.map(({ item }) => ({ json: item }))] : null;
}

/** The time of a poll, and what ends its waiting. */
interface Limits {
	budget: Budget;
	signal: AbortSignal;
}

function taskOf(
	context: IPollFunctions,
	{ watch, settings, requestsPerSecond }: Chosen,
	{ budget, signal }: Limits,
): Task {
	const seconds = Math.min(longestWait, budget.time / 1000 / share);
	const options: ClientOptions = {
		requestsPerSecond,
		maximumWait: seconds,
		timeout: seconds,
		adjustable: ['requestsPerSecond'],
	};
	const client = createClient(context, options, signal);
	return {
		watch,
		settings,
		reader: new Reader(client, watch, budget, requestsPerSecond ?? usualPace),
		warn: (text) => context.logger.warn(`${context.getNode().name}: ${text}`),
	};
}

/** What n8n kept, unless it is of another watched thing. */
function memoryOf(context: IPollFunctions, { watched }: Chosen): Memory | undefined {
	const memory = context.getWorkflowStaticData('node').memory as Memory | undefined;
	return memory?.watched === watched ? memory : undefined;
}

async function nextOutcome(task: Task, chosen: Chosen, before: Memory | undefined): Promise<Outcome> {
	const { watched, startFrom } = chosen;
	const { states } = task.watch;
	const now = Date.now();
	if (states) {
		const following = { ...task, states };
		if (before) return await pollStates(following, before);
		const memory = await startFollowing(following, watched, now, startFrom);
		return startFrom === undefined ? { news: [], memory } : await pollStates(following, memory);
	}
	if (before) return await pollChanges(task, before, now);
	if (startFrom !== undefined) return await pollChanges(task, emptyMemory(watched, startFrom), now);
	return { news: [], memory: await startNow(task, watched, now) };
}

async function example(context: IPollFunctions, task: Task): Promise<IDataObject> {
	const newest = await newestExample(task, Date.now());
	if (newest) return newest.item;
	throw new NodeOperationError(context.getNode(), `Dashdoc has no ${task.watch.noun} yet`, {
		description: 'The workflow can be published all the same; it starts when there is one.',
	});
}

/**
 * Waits for the work no longer than the poll may take; a request that hangs is left to its own end.
 *
 * @throws {TooSlow} when the time is over
 */
async function inTime<T>(work: Promise<T>, budget: Budget, end: AbortController): Promise<T> {
	const late = waitUnlessCancelled(budget.time - budget.passed(), end.signal).then((): never => {
		throw new TooSlow();
	});
	return await Promise.race([work, late]).finally(() => end.abort());
}

async function explained<T>(context: IPollFunctions, { watch }: Task, work: Promise<T>): Promise<T> {
	return await work.catch((error: unknown) => {
		throw inWords(context.getNode(), watch, error);
	});
}

/** What only this trigger can know is put into words; what the client says stays as it is. */
function inWords(node: INode, { name }: Watch, error: unknown): Error {
	if (error instanceof TooMuch) {
		return new NodeOperationError(node, `${name}: ${error.count} are too many for one poll`, {
			description: "Choose a later 'Start From' in the options. Nothing was told, and nothing is lost.",
		});
	}
	if (error instanceof TooSlow) {
		return new NodeOperationError(node, 'Dashdoc answered too slowly to read what changed in one poll', {
			description: 'Nothing was told, and nothing is lost: the next poll tries again.',
		});
	}
	return error instanceof NodeApiError ? error : new NodeOperationError(node, error as Error);
}
