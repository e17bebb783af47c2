import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, JsonObject } from 'n8n-workflow';

import { cancellationCode, cancellationMessage } from './cancellation';
import { isObject } from './isObject';
import type { Refusal } from './refusal';

/** What another host than Dashdoc's did in place of giving a file. */
export interface Elsewhere {
	/** With its port. */
	host: string;
	/** `refused`: it answered with a status and no file; `unknown`: no host has that name; `unreached`: no answer came. */
	fault: 'refused' | 'unknown' | 'unreached';
}

/** What the user is to be told about a request that did not succeed. */
export interface Explanation {
	/** What happened and what to do, complete in itself: an AI agent sees nothing else. */
	message: string;
	/** What to do next, in more words; plain text. */
	description: string;
	/** Status of the answer, or the code of the network failure. */
	httpCode: string;
	/** What Dashdoc sent, for the details. */
	body?: unknown;
	/** Left out where Dashdoc itself was asked. */
	elsewhere?: Elsewhere;
	/** Whether the request, which changes something, may have been carried out all the same. */
	isPerhapsDone?: boolean;
	/** For n8n's scheduler. */
	cause?: 'rate-limited' | 'temporarily-unavailable' | 'credential-invalid' | 'configuration-invalid';
	/** Milliseconds that Dashdoc asked to wait. */
	retryAfterMs?: number;
}

/** Characters of a body that is kept in the details. */
const longestBody = 10_000;

/** Shorter "tokens" are no secrets, and removing them would garble every text. */
const shortestSecret = 4;

const removed = '***';

/**
 * Builds the error that n8n shows.
 *
 * @param token is taken out of everything, should Dashdoc or a proxy have echoed it
 */
export function apiError(node: INode, explanation: Explanation, token: string): NodeApiError {
	const { httpCode, cause, elsewhere, isPerhapsDone, retryAfterMs } = explanation;
	const message = withoutToken(explanation.message, token);
	const description = escaped(withoutToken(explanation.description, token));
	const data = keptBody(explanation.body, token);
	const error = new NodeApiError(node, { httpCode } as JsonObject, { message, description, httpCode });
	// n8n replaces whole messages in which it finds a word such as EPERM ("managePermission"), and descriptions.
	error.message = message;
	error.description = description;
	error.messages = [];
	if (data !== undefined) error.context.data = data;
	if (elsewhere) error.context.elsewhere = { ...elsewhere };
	if (isPerhapsDone) error.context.isPerhapsDone = true;
	if (cause === 'rate-limited' || cause === 'temporarily-unavailable')
		error.failure = { cause, retryAfterMs };
	else if (cause) error.failure = { cause };
	return error;
}

/** What another host than Dashdoc's did, where an error of the client is about that. */
export function elsewhereOf(error: unknown): Elsewhere | undefined {
	return error instanceof NodeApiError ? (error.context.elsewhere as Elsewhere | undefined) : undefined;
}

/** Whether an error of the client leaves open if Dashdoc carried out the request, which changes something. */
export function isPerhapsDone(error: unknown): boolean {
	return error instanceof NodeApiError && error.context.isPerhapsDone === true;
}

/** The error for a request that was not sent. */
export function refusalError(node: INode, refusal: Refusal): NodeOperationError {
	const error = new NodeOperationError(node, refusal.message, { description: escaped(refusal.description) });
	error.message = refusal.message;
	return error;
}

/** The error for an execution that the user stopped; `isCancellation` knows it. */
export function cancellationError(node: INode): NodeApiError {
	const description = 'Nothing more was sent to Dashdoc.';
	return apiError(node, { message: cancellationMessage, description, httpCode: cancellationCode }, '');
}

/** n8n renders descriptions as HTML. */
function escaped(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function withoutToken(text: string, token: string): string {
	return token.length < shortestSecret ? text : text.replaceAll(token, removed);
}

/** The body without the token, as an object (n8n shows nothing else), of bearable size. */
function keptBody(body: unknown, token: string): IDataObject | undefined {
	if (body === undefined || body === null || body === '') return undefined;
	const quoted = JSON.stringify(token).slice(1, -1);
	const text = withoutToken(withoutToken(jsonText(body), quoted), token);
	if (text.length > longestBody) return { text: `${text.slice(0, longestBody)}…` };
	const kept = parsed(text);
	return isObject(kept) ? (kept as IDataObject) : { body: kept as IDataObject };
}

/** A body can be nested more deeply than any stack is high. */
function jsonText(body: unknown): string {
	try {
		return JSON.stringify(body);
	} catch {
		return JSON.stringify('The answer is nested too deeply to be kept');
	}
}

/** Taking out a token of digits may leave something that is no JSON any more. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
