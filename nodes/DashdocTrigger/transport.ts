import { NodeApiError, sleep } from 'n8n-workflow';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { createClient } from '../Dashdoc/client/createClient';
import { inParallel } from '../Dashdoc/client/inParallel';
import type { DashdocClient } from '../Dashdoc/client/types';
import type { Route } from '../Dashdoc/declaration/route';

/** Seconds; Dashdoc waits for our answer meanwhile, and its patience is not known. */
const patience = 8;

const route = 'GET /transports/{uid}/' satisfies Route;

/** What became of reading a transport. */
export interface FetchedTransport {
	/** `none`: the event names no transport. `gone`: Dashdoc has none of this ID. `unread`: it could not be read now. */
	state: 'read' | 'gone' | 'unread' | 'none';
	transport?: IDataObject;
	/** Why it could not be read. */
	reason?: string;
}

/** Transports that are read at once, when a call brings several events. */
const width = 10;

/**
 * Reads transports as they are now, each once. Never throws, and never takes long, however many they are: the events
 * must not be lost with their transports.
 *
 * @param uids of the transports that events name; undefined for an event that names none
 * @returns what became of each, in the same order
 */
export async function fetchTransports(
	context: IWebhookFunctions,
	uids: readonly (string | undefined)[],
): Promise<FetchedTransport[]> {
	const end = new AbortController();
	const client = createClient(
		context,
		{ maximumWait: patience, timeout: patience, adjustable: [] },
		end.signal,
	);
	const fetched = new Map<string, FetchedTransport>();
	const named = new Set(uids.filter((uid) => uid !== undefined));
	const reading = inParallel([...named], width, async (uid) => {
		if (end.signal.aborted) return;
		const transport = await read(client, uid);
		if (!end.signal.aborted) fetched.set(uid, transport);
	});
	const late = sleep(patience * 1000, end.signal).catch(() => undefined);
	await Promise.race([reading, late]).finally(() => end.abort());
	const reason = `Dashdoc did not answer within ${patience} seconds`;
	return uids.map((uid) =>
		uid === undefined ? { state: 'none' } : (fetched.get(uid) ?? { state: 'unread', reason }),
	);
}

async function read(client: DashdocClient, uid: string): Promise<FetchedTransport> {
	try {
		const wording = { subject: `Transport "${uid}"` };
		const { body } = await client.send({ route, path: { uid }, wording });
		return { state: 'read', transport: body as IDataObject };
	} catch (error) {
		if (error instanceof NodeApiError && error.httpCode === '404') return { state: 'gone' };
		return { state: 'unread', reason: (error as Error).message };
	}
}
