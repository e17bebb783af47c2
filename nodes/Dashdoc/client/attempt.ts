import { NodeApiError } from 'n8n-workflow';
import type { IHttpRequestMethods, IHttpRequestOptions, JsonObject } from 'n8n-workflow';

import { readBody, type RawAnswer } from './answer';
import { credentialType } from './credential';
import { openForm } from './form';
import { networkFailure } from './networkFailure';
import type { Outcome } from './retry';
import type { ClientContext, FormPart } from './types';

/** A request ready to be sent, as often as needed. */
export interface Call {
	method: IHttpRequestMethods;
	/** With path and query. */
	url: string;
	/** JSON. */
	body?: string;
	/** Parts of a multipart body, in place of `body`. */
	form?: readonly FormPart[];
	/** Milliseconds. */
	timeout: number;
}

/** What n8n's helper gives for `returnFullResponse`. */
export interface FullResponse {
	statusCode: number;
	headers?: RawAnswer['headers'];
	body: unknown;
}

/** How n8n's helper is to treat every request: whatever comes back is judged here. */
export const everyRequest = {
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	// The token goes to the configured host only.
	disableFollowRedirect: true,
	sendCredentialsOnCrossOriginRedirect: false,
} as const satisfies Partial<IHttpRequestOptions>;

/**
 * n8n writes into the options it is given and drops empty bodies that are objects: so each attempt has its own
 * options, and bodies go out as text. The answer comes as text too, since only then cut-off JSON can be told
 * from a web page. The type of a form is left to n8n, which knows the boundary.
 */
function optionsOf({ method, url, body, timeout }: Call, sent: string | FormData | undefined) {
	const headers = { Accept: 'application/json' };
	const options: IHttpRequestOptions = {
		method,
		url,
		timeout,
		headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
		...(sent === undefined ? {} : { body: sent }),
		encoding: 'text',
		...everyRequest,
	};
	return options;
}

/**
 * Sends a request once. Whatever status comes back is an answer; a request without an answer is a failure.
 *
 * @throws NodeApiError of n8n for what has nothing to do with the network, such as a missing credential
 * @throws {UnreadFile} when a file of the form cannot be read; nothing was sent, or not to its end
 */
export async function attempt(context: ClientContext, call: Call): Promise<Outcome> {
	if (!call.form) return await sendOnce(context, optionsOf(call, call.body));
	const form = await openForm(call.form);
	try {
		const outcome = await sendOnce(context, optionsOf(call, form.body));
		// A file that fails on its way breaks the connection: the cause is told, not the effect.
		if (outcome.failure) form.throwIfUnread();
		return outcome;
	} finally {
		form.close();
	}
}

async function sendOnce(context: ClientContext, options: IHttpRequestOptions): Promise<Outcome> {
	return await outcomeOf(context, async () => {
		const sending = context.helpers.httpRequestWithAuthentication.call(context, credentialType, options);
		const { statusCode, headers, body } = (await sending) as FullResponse;
		return { statusCode, headers: headers ?? {}, body: readBody(body) };
	});
}

/**
 * Tells an answer from a failure of the network.
 *
 * @throws NodeApiError of n8n for everything else
 */
export async function outcomeOf<Content>(
	context: ClientContext,
	send: () => Promise<RawAnswer<Content>>,
): Promise<Outcome<Content>> {
	try {
		return { answer: await send() };
	} catch (error) {
		const failure = networkFailure(error);
		if (failure) return { failure };
		throw new NodeApiError(context.getNode(), error as JsonObject);
	}
}
