import { NodeApiError, sleep } from 'n8n-workflow';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { createClient } from '../Dashdoc/client/createClient';
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

/**
 * Reads a transport as it is now. Never throws, and never takes long: the event must not be lost with its transport.
 */
export async function fetchTransport(
	context: IWebhookFunctions,
	uid: string | undefined,
): Promise<FetchedTransport> {
	if (uid === undefined) return { state: 'none' };
	const end = new AbortController();
	const client = createClient(context, { maximumWait: patience, timeout: patience }, end.signal);
	const reason = `Dashdoc did not answer within ${patience} seconds`;
	const late = sleep(patience * 1000, end.signal).then(
		(): FetchedTransport => ({ state: 'unread', reason }),
		(): FetchedTransport => ({ state: 'unread', reason }),
	);
	return await Promise.race([read(client, uid), late]).finally(() => end.abort());
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
