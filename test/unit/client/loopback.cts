import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface Arrival {
	method: string;
	/** Path and query. */
	url: string;
	headers: IncomingMessage['headers'];
	/** As UTF-8. */
	body: string;
	/** The same, byte for byte. */
	content: Buffer;
	/** Milliseconds, monotonic. */
	at: number;
}

export interface Loopback {
	/** Host with protocol and port. */
	url: string;
	arrivals: Arrival[];
	close: () => Promise<void>;
}

/** Answers a request; `number` counts arrivals from 1. */
export type Answering = (response: ServerResponse, arrival: Arrival, number: number) => void;

/** A real HTTP server on loopback that answers as told and keeps what arrived. */
export async function startLoopback(answer: Answering): Promise<Loopback> {
	const arrivals: Arrival[] = [];
	const server = createServer((request, response) => {
		const at = performance.now();
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			const content = Buffer.concat(parts);
			const arrival = { method, url, headers, body: content.toString('utf8'), content, at };
			arrivals.push(arrival);
			answer(response, arrival, arrivals.length);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		arrivals,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** Answers with JSON. */
export function json(
	response: ServerResponse,
	statusCode: number,
	body: unknown,
	headers: Record<string, string> = {},
): void {
	response.writeHead(statusCode, { 'Content-Type': 'application/json', ...headers });
	response.end(JSON.stringify(body));
}
