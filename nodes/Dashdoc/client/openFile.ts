import type { Body, FileBody, RawAnswer } from './answer';
import { attemptFile } from './attemptFile';
import type { Connection } from './credential';
import { exchange, type Exchange } from './exchange';
import { fileTarget, type FileTarget } from './fileAddress';
import { paceOf, separatePace } from './paces';
import type { ClientContext } from './types';

/** Redirects from one address to the next that are followed. */
const mostRedirects = 3;

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** How a file is asked for, apart from its address. */
export interface FileManner {
	context: ClientContext;
	connection: Connection;
	requestsPerSecond: number;
	/** Milliseconds. */
	maximumWait: number;
	/** Milliseconds. */
	timeout: number;
}

/** What the last address answered. */
export interface Opened extends Exchange<Body | FileBody> {
	target: FileTarget;
	/** Whether it redirected once too often. */
	isLost: boolean;
}

/**
 * Asks for a file, following redirects by hand: each address is judged anew, and only Dashdoc's own gets the token.
 *
 * @param words the file in words, e.g. `the file`
 * @throws {Refusal} for an address that cannot be a file of Dashdoc
 * @throws {Cancelled} when the execution is stopped
 * @throws {PausedTooLong} when Dashdoc asked for a pause longer than the maximum wait
 */
export async function openFile(address: string, words: string, manner: FileManner): Promise<Opened> {
	const home = manner.connection.baseUrl;
	const origin = { base: new URL(home).origin, home, words: `The address of ${words}` };
	let target = fileTarget(address, origin);
	for (let redirects = 0; ; redirects++) {
		const exchanged = await ask(target, manner);
		const next = redirectOf(exchanged.outcome.answer);
		if (next === undefined || redirects === mostRedirects) {
			return { ...exchanged, target, isLost: next !== undefined };
		}
		const { host, href } = target.url;
		const from = { base: href, home, words: `The address to which ${host} redirects` };
		target = fileTarget(next, from);
	}
}

async function ask(target: FileTarget, manner: FileManner): Promise<Exchange<Body | FileBody>> {
	const { context, connection, requestsPerSecond, maximumWait, timeout } = manner;
	// Other hosts do not count with Dashdoc, and their pauses are none of its business.
	const separate = separatePace();
	return await exchange(
		{
			method: 'GET',
			repeatable: true,
			isLong: false,
			attempt: async () => await attemptFile(context, target, timeout),
		},
		{
			context,
			pace: () => (target.isOwn ? paceOf(connection.key) : separate),
			requestsPerSecond: target.isOwn ? requestsPerSecond : 0,
			maximumWait,
		},
	);
}

function redirectOf(answer: RawAnswer<unknown> | undefined): string | undefined {
	if (!answer || !redirectStatuses.has(answer.statusCode)) return undefined;
	const { location } = answer.headers;
	return typeof location === 'string' ? location : undefined;
}
