import { NodeApiError } from 'n8n-workflow';
import type { IHttpRequestMethods, IHttpRequestOptions, JsonObject } from 'n8n-workflow';

import { readBody, type RawAnswer } from './answer';
import { credentialType } from './credential';
import { formDataOf } from './form';
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

/**
 * n8n writes into the options it is given and drops empty bodies that are objects: so each attempt has its own
 * options, and bodies go out as text. The answer comes as text too, since only then cut-off JSON can be told
 * from a web page. The type of a form is left to n8n, which knows the boundary.
 */
async function optionsOf({ method, url, body, form, timeout }: Call): Promise<IHttpRequestOptions> {
	const headers = { Accept: 'application/json' };
	const sent = form ? await formDataOf(form) : body;
	return {
		method,
		url,
		timeout,
		headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
		...(sent === undefined ? {} : { body: sent }),
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// The token goes to the configured host only.
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
	};
}

/**
 * Sends a request once. Whatever status comes back is an answer; a request without an answer is a failure.
 *
 * @throws NodeApiError of n8n for what has nothing to do with the network, such as a missing credential
 * @throws {UnreadFile} when a file of the form cannot be read; nothing was sent
 */
export async function attempt(context: ClientContext, call: Call): Promise<Outcome> {
	const options = await optionsOf(call);
	try {
		const { statusCode, headers, body } = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialType,
			options,
		)) as { statusCode: number; headers?: RawAnswer['headers']; body: unknown };
		return { answer: { statusCode, headers: headers ?? {}, body: readBody(body) } };
	} catch (error) {
		const failure = networkFailure(error);
		if (failure) return { failure };
		throw new NodeApiError(context.getNode(), error as JsonObject);
	}
}
