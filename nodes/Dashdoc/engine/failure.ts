import {
	NodeApiError,
	NodeOperationError,
	type INode,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import { ParameterProblem } from './problem';

/** The error of one item as n8n shows it: what was wrong, with which parameter, of which item. */
export function failureOf(node: INode, error: unknown, item: number): NodeApiError | NodeOperationError {
	const failure = toNodeError(node, error, item);
	// One error may fail several items, such as a bad credential, and n8n's own texts name the item already.
	const message = messageOf(error).replace(/ \[item \d+\]$/, '');
	// n8n rewrites texts that hold words like EPERM (managePermission) at construction, but not later.
	failure.message = `${message} [item ${item}]`;
	failure.context.itemIndex = item;
	return failure;
}

/** The item that stands for a failed one when the workflow goes on; only these keys reach n8n's error output. */
export function failureItem(failure: NodeApiError | NodeOperationError, item: number): INodeExecutionData {
	const { description, context } = failure;
	const httpCode = failure instanceof NodeApiError ? failure.httpCode : undefined;
	return {
		json: {
			error: failure.message,
			details: {
				...(description ? { description } : {}),
				...(httpCode ? { httpCode } : {}),
				...(context.data ? { answer: context.data as JsonObject } : {}),
			},
		},
		pairedItem: { item },
	};
}

/**
 * Lets an item of `failureItem` leave by the error output on n8n 1 too, which knows one with details by its `error` alone.
 * That is hidden from being copied, since n8n puts its message in the place of all fields where it sees it later.
 */
export function markedAsFailed(
	item: INodeExecutionData,
	failure: NodeApiError | NodeOperationError,
): INodeExecutionData {
	return Object.defineProperty({ ...item }, 'error', { value: failure, enumerable: false });
}

/** Adds to an error's message what exists by then; a cancellation and what is no error stay as they are. */
export function withHistory(error: unknown, text: string): unknown {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.message = `${error.message} (${text})`;
	}
	return error;
}

/** Names the parameter with which an error has to do. */
export function withLabel(error: unknown, label: string): unknown {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.message = `${label}: ${error.message}`;
	}
	return error;
}

function toNodeError(node: INode, error: unknown, item: number): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(node, messageOf(error), { itemIndex: item, description: adviceOf(error) });
}

/** What to do next; n8n's expression errors bring a description of their own. */
function adviceOf(error: unknown): string | undefined {
	if (error instanceof ParameterProblem) {
		return `Nothing was sent for this item. Correct '${error.displayName}'.`;
	}
	if (!(error instanceof Error && 'description' in error)) return undefined;
	return typeof error.description === 'string' ? error.description : undefined;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
