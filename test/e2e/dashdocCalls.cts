/** Calls of a webhook as Dashdoc makes them. */
import { webhookAuthorization } from '../../scripts/host/host.cts';

/** An event as Dashdoc may send it; `uid` tells it from others. */
export const event = (uid: string) => ({
	version: '2',
	type: 'transport.done',
	data: null,
	event: { uid, category: 'done', transport: 'transport-1', created: '2026-03-16T08:00:00Z' },
});

/** Calls a webhook; the status of the answer. */
export async function post(url: string, body: object, authorization = webhookAuthorization): Promise<number> {
	const headers = {
		'content-type': 'application/json',
		// Dashdoc's texts go out as UTF-8, which fetch takes byte by byte.
		authorization: Buffer.from(authorization, 'utf8').toString('latin1'),
		// n8n closes connections that rest for 5 seconds; one that is taken up just then breaks.
		connection: 'close',
	};
	return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
}
