/** A server on loopback that takes webhooks, in the place of whoever Dashdoc calls. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as it arrived. */
export interface ReceivedCall {
	method: string;
	path: string;
	headers: IncomingMessage['headers'];
	/** Bytes as sent. */
	body: Buffer;
}

/** Decides on the answer to a call. */
export type Answering = (call: ReceivedCall, response: ServerResponse) => void | Promise<void>;

export interface Receiver {
	url: string;
	close(): Promise<void>;
}

/** Starts it on any free port. */
export async function startReceiver(answer: Answering): Promise<Receiver> {
	const server = createServer((request, response) => {
		void readAll(request).then(
			async (body) =>
				await answer(
					{ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body },
					response,
				),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () =>
			await new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}
