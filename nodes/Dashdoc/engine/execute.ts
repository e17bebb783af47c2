import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { wasStopped } from '../client/cancellation';
import type { Resource, Result } from '../declaration/operation';
import { failureItem, failureOf, markedAsFailed } from './failure';
import { preparation } from './prepare';
import { runInRounds } from './rounds';
import type { Outcome } from './schedule';
import { parallelItems } from './standardOptions';

/**
 * Runs the chosen operation for every input item and pairs each output item with the item that asked for it.
 * While "continue" is on, nothing is thrown: a failing item becomes an error item. Otherwise the first failing
 * item ends the run: nothing new is started, what is in work ends.
 * @throws NodeApiError or NodeOperationError whose message ends with the item, e.g. `[item 3]`.
 */
export async function execute(
	context: IExecuteFunctions,
	resources: readonly Resource[],
): Promise<INodeExecutionData[][]> {
	const goesOn = context.continueOnFail();
	const signal = context.getExecutionCancelSignal?.();
	const outcomes = await runInRounds({
		count: context.getInputData().length,
		parallel: parallelItems(context),
		prepare: preparation(context, resources),
		stop: (error) =>
			signal?.aborted === true || (error !== undefined && (!goesOn || wasStopped(error, signal))),
	});
	return [collect(context, outcomes, goesOn)];
}

function collect(
	context: IExecuteFunctions,
	outcomes: ReadonlyArray<Outcome<Result[]>>,
	goesOn: boolean,
): INodeExecutionData[] {
	const output: INodeExecutionData[] = [];
	const signal = context.getExecutionCancelSignal?.();
	const node = context.getNode();
	for (const [item, outcome] of outcomes.entries()) {
		if (outcome && 'value' in outcome) {
			// One by one: spreading 100,000 items into push() overflows the stack.
			for (const result of outcome.value) output.push(itemOf(result, item));
		} else if (outcome && goesOn) {
			// A stopped execution is no failure of its items.
			if (!wasStopped(outcome.error, signal)) output.push(failedItem(node, outcome.error, item));
		} else if (outcome) {
			throw wasStopped(outcome.error, signal) ? outcome.error : failureOf(node, outcome.error, item);
		}
	}
	return output;
}

function failedItem(node: INode, error: unknown, item: number): INodeExecutionData {
	const failure = failureOf(node, error, item);
	const failed = failureItem(failure, item);
	return node.onError === 'continueErrorOutput' ? markedAsFailed(failed, failure) : failed;
}

function itemOf(result: Result, item: number): INodeExecutionData {
	const { files } = result;
	return { json: jsonOf(result), ...(files && { binary: { ...files } }), pairedItem: { item } };
}

/** n8n takes an item of only these keys for a failed one; an answer that looks like that is wrapped. */
const failureKeys = ['error', 'message', 'details'];

function jsonOf({ object, beside }: Result): IDataObject {
	const json = { ...object, ...beside };
	const looksFailed = Boolean(json.error) && Object.keys(json).every((key) => failureKeys.includes(key));
	return looksFailed ? { answer: json } : json;
}
