import type { IHttpRequestOptions } from 'n8n-workflow';

import { everyRequest, outcomeOf, type FullResponse } from './attempt';
import { hasNoBody, isSuccess, readBody, type Body, type FileBody } from './answer';
import { cancelSignal, waitUnlessCancelled } from './cancellation';
import { credentialType } from './credential';
import type { FileTarget } from './fileAddress';
import type { Outcome } from './retry';
import type { ByteStream, ClientContext } from './types';

/** Bytes that are read of an answer in place of a file. */
const longestText = 65_536;

/**
 * Asks for a file once. A success comes with its content still to be read; of everything else the words are read.
 *
 * @param timeout milliseconds until the beginning of the answer
 * @throws NodeApiError of n8n for what has nothing to do with the network, such as a missing credential
 */
export async function attemptFile(
	context: ClientContext,
	{ url, isOwn }: FileTarget,
	timeout: number,
): Promise<Outcome<Body | FileBody>> {
	const options: IHttpRequestOptions = {
		method: 'GET',
		url: url.href,
		timeout,
		// Compressed on its way, a file would have another length than told.
		headers: { Accept: '*/*', 'Accept-Encoding': 'identity' },
		encoding: 'stream',
		...everyRequest,
	};
	return await outcomeOf(context, async () => {
		const request = isOwn ? withToken : withoutToken;
		const { statusCode, headers, body } = await request(context, options);
		const stream = body as ByteStream;
		explainInterruption(stream, url.host);
		const isFile = isSuccess(statusCode) && !hasNoBody(statusCode);
		const content = isFile ? { form: 'file' as const, stream } : readBody(await textOf(stream, timeout));
		return { statusCode, headers: headers ?? {}, body: content };
	});
}

async function withToken(context: ClientContext, options: IHttpRequestOptions): Promise<FullResponse> {
	const sending = context.helpers.httpRequestWithAuthentication.call(context, credentialType, options);
	return (await sending) as FullResponse;
}

/** Without a credential n8n does not know of the Stop button. */
async function withoutToken(context: ClientContext, options: IHttpRequestOptions): Promise<FullResponse> {
	const abortSignal = cancelSignal(context);
	const sending = context.helpers.httpRequest({ ...options, ...(abortSignal ? { abortSignal } : {}) });
	return (await sending) as FullResponse;
}

/**
 * Says in the error of a broken stream what happened, for whoever reads the stream: the words of Node.js are no more
 * than "aborted". It also keeps a stream that breaks before anybody reads it from ending the process.
 */
function explainInterruption(stream: ByteStream, host: string): void {
	stream.once('error', (error) => {
		const { code } = error as { code?: unknown };
		if (code !== 'ERR_CANCELED') {
			error.message = `The connection to ${host} was lost before the file was complete. Run it again later`;
		}
	});
	stream.on('error', () => undefined);
}

/**
 * The beginning of a body that is no file; what cannot be read of it, or not in time, is missing at the end.
 * A stream that waits for its next chunk cannot be destroyed before that comes, so it is left behind.
 */
async function textOf(stream: ByteStream, timeout: number): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	const reading = eachChunk(stream, longestText, (chunk) => {
		text += decoder.decode(chunk, { stream: true });
	});
	const ended = new AbortController();
	const late = waitUnlessCancelled(timeout, ended.signal);
	// The status alone says enough.
	await Promise.race([reading, late]).catch(() => undefined);
	ended.abort();
	late.catch(() => undefined);
	reading.catch(() => undefined);
	return text;
}

/** @param most bytes that are handed on; with them the stream is let go */
async function eachChunk(stream: ByteStream, most: number, take: (chunk: Uint8Array) => void): Promise<void> {
	let left = most;
	for await (const chunk of stream as AsyncIterable<Uint8Array>) {
		take(chunk.subarray(0, left));
		left -= chunk.byteLength;
		if (left <= 0) return;
	}
}
