import { NodeApiError } from 'n8n-workflow';
import type { IHttpRequestMethods, IHttpRequestOptions, JsonObject } from 'n8n-workflow';

import { readBody, type RawAnswer } from './answer';
import { credentialType } from './credential';
import { networkFailure } from './networkFailure';
import type { Outcome } from './retry';
import type { ClientContext } from './types';

/** A request ready to be sent, as often as needed. */
export interface Call {
	method: IHttpRequestMethods;
	/** With path and query. */
	url: string;
	/** JSON. */
	body?: string;
	/** Milliseconds. */
	timeout: number;
}

/**
 * n8n writes into the options it is given and drops empty bodies that are objects: so each attempt has its own
 * options, and bodies go out as text. The answer comes as text too, since only then cut-off JSON can be told
 * from a web page.
 */
function optionsOf({ method, url, body, timeout }: Call): IHttpRequestOptions {
	const headers = { Accept: 'application/json' };
	return {
		method,
		url,
		timeout,
		headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
		...(body === undefined ? {} : { body }),
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
 */
export async function attempt(context: ClientContext, call: Call): Promise<Outcome> {
	try {
		const { statusCode, headers, body } = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialType,
			optionsOf(call),
		)) as { statusCode: number; headers?: RawAnswer['headers']; body: unknown };
		return { answer: { statusCode, headers: headers ?? {}, body: readBody(body) } };
	} catch (error) {
		const failure = networkFailure(error);
		if (failure) return { failure };
		throw new NodeApiError(context.getNode(), error as JsonObject);
	}
}
