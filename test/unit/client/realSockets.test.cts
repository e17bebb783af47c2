import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { isCancellation } from '../../../nodes/Dashdoc/client/cancellation';
import { createClient } from '../../../nodes/Dashdoc/client/createClient';
import type { ClientOptions, DashdocRequest } from '../../../nodes/Dashdoc/client/types';
import { credentialFor, executeContext, otherContexts, token } from './contexts.cts';
import { json, startLoopback, type Answering, type Loopback } from './loopback.cts';

const servers: Loopback[] = [];

/** A client of n8n's real engine, and the server that it calls. */
async function clientOf(answer: Answering, options: ClientOptions = {}, signal?: AbortSignal) {
	const server = await startLoopback(answer);
	servers.push(server);
	return { server, client: createClient(executeContext(credentialFor(server.url), signal), options) };
}

afterEach(async () => {
	await Promise.all(servers.splice(0).map(async (server) => await server.close()));
});

/** The error of a request that must fail. */
async function failureOf(sending: Promise<unknown>): Promise<NodeApiError | NodeOperationError> {
	const outcome = await sending.then(
		() => 'no failure',
		(error: unknown) => error,
	);
	if (outcome instanceof NodeApiError || outcome instanceof NodeOperationError) return outcome;
	throw new Error(`Expected an error of n8n, not ${String(outcome)}`);
}

const get: DashdocRequest = { route: 'GET /things/' };

describe('a request on the wire', () => {
	test('carries token, encoded path, query and JSON body', async () => {
		const { server, client } = await clientOf((response) => json(response, 201, { pk: 1 }));
		const answer = await client.send({
			route: 'PATCH /things/{uid}/parts/{pk}/',
			path: { uid: 'é %?#', pk: 7 },
			query: { text: 'Café & Cie + 1', uid__in: ['a', 'b c'], active: false, none: undefined, size: 0 },
			body: { name: 'Société', empty: '', nothing: null, zero: 0 },
		});
		expect(answer).toEqual({ statusCode: 201, headers: expect.any(Object) as object, body: { pk: 1 } });
		expect(server.arrivals).toHaveLength(1);
		const [{ method, url, headers, body }] = server.arrivals;
		expect(method).toBe('PATCH');
		expect(url).toBe(
			'/api/v4/things/%C3%A9%20%25%3F%23/parts/7/?text=Caf%C3%A9%20%26%20Cie%20%2B%201&uid__in=a,b%20c&active=false&size=0',
		);
		expect(headers).toMatchObject({
			authorization: `Token ${token}`,
			accept: 'application/json',
			'content-type': 'application/json',
		});
		expect(JSON.parse(body)).toEqual({ name: 'Société', empty: '', nothing: null, zero: 0 });
	});

	test.each([
		['{}', {}],
		['[]', []],
	])('really sends the empty body %s', async (text, body) => {
		const { server, client } = await clientOf((response) => json(response, 200, {}));
		await client.send({ route: 'POST /things/', body });
		expect(server.arrivals[0]).toMatchObject({ body: text });
		expect(server.arrivals[0].headers['content-type']).toBe('application/json');
	});

	test('has no body and no content type when none is given; a deletion may have one', async () => {
		const { server, client } = await clientOf((response) => response.writeHead(204).end());
		expect(await client.send({ route: 'POST /things/{uid}/go/', path: { uid: 'a' } })).toMatchObject({
			statusCode: 204,
			body: undefined,
		});
		await client.send({ route: 'DELETE /things/', query: { uid__in: 'a' }, body: { reason: 'x' } });
		expect(server.arrivals.map(({ body }) => body)).toEqual(['', '{"reason":"x"}']);
		expect(server.arrivals[0].headers).not.toHaveProperty('content-type');
	});

	test('works in every context of n8n that may call', async () => {
		const server = await startLoopback((response) => json(response, 200, { ok: true }));
		servers.push(server);
		const contexts = otherContexts(credentialFor(`${server.url}/api/v4/`));
		for (const [name, context] of Object.entries(contexts)) {
			const { body } = await createClient(context).send(get);
			expect([name, body]).toEqual([name, { ok: true }]);
		}
		expect(server.arrivals.map(({ url }) => url)).toEqual(Array(3).fill('/api/v4/things/'));
	});

	test('reads the credential once, with the first request', async () => {
		const { client, server } = await clientOf((response) => json(response, 200, {}));
		expect(server.arrivals).toEqual([]);
		await Promise.all([client.send(get), client.send(get)]);
		expect(server.arrivals).toHaveLength(2);
	});
});

describe('an answer that is no JSON', () => {
	test('in place of a created object is refused, and says that the request may have worked', async () => {
		const { server, client } = await clientOf((response) =>
			response.writeHead(200).end('<html><head><title>Welcome</title></head><body>Hi</body></html>'),
		);
		const { message, description } = await failureOf(client.send({ route: 'POST /things/', body: {} }));
		expect(message).toMatch(
			/^127\.0\.0\.1:\d+ sent a web page instead of Dashdoc's answer \(200\): "Welcome"\. It is not known/,
		);
		expect(description).toContain("'Base URL'");
		expect(server.arrivals).toHaveLength(1);
	});

	test('is asked for again when it was cut off, at most twice', async () => {
		const { server, client } = await clientOf((response, _, number) =>
			response.writeHead(200).end(number < 3 ? '{"results": [1, 2' : '{"fine": true}'),
		);
		expect((await client.send(get)).body).toEqual({ fine: true });
		expect(server.arrivals).toHaveLength(3);
	});

	test('tells in the end that it was cut off, or empty', async () => {
		const cut = await clientOf((response) => response.writeHead(200).end('{"results": [1, 2'));
		expect((await failureOf(cut.client.send(get))).message).toBe(
			"Dashdoc's answer (200) was cut off and cannot be read (tried 3 times)",
		);
		expect(cut.server.arrivals).toHaveLength(3);
		const empty = await clientOf((response) => response.writeHead(200).end());
		expect((await failureOf(empty.client.send(get))).message).toBe(
			"Dashdoc's answer (200) is empty (tried 3 times)",
		);
	});
});

describe('a redirect', () => {
	test('is explained and never followed, so that the token stays with its host', async () => {
		const elsewhere = await startLoopback((response) => json(response, 200, {}));
		servers.push(elsewhere);
		const { client } = await clientOf((response) =>
			response.writeHead(302, { Location: `${elsewhere.url}/login?next=secret` }).end(),
		);
		const { message } = await failureOf(client.send(get));
		expect(message).toContain(`redirects to ${elsewhere.url.slice('http://'.length)}/login (302)`);
		expect(message).toContain("'Base URL'");
		expect(elsewhere.arrivals).toEqual([]);
	});
});

describe('a network that fails', () => {
	/** A port that nobody listens on. */
	async function freePort(): Promise<number> {
		const server = createTcpServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		server.close();
		await once(server, 'close');
		return port;
	}

	test('names the host that refuses the connection, after trying again', async () => {
		const port = await freePort();
		const client = createClient(executeContext(credentialFor(`http://127.0.0.1:${port}`)), {
			maximumWait: 2,
		});
		const error = await failureOf(client.send({ route: 'POST /things/', body: {} }));
		expect(error.message).toMatch(
			new RegExp(`^127\\.0\\.0\\.1:${port} refused the connection \\(tried \\d times\\)\\. Check`),
		);
		expect(error).toMatchObject({ httpCode: 'ECONNREFUSED' });
	});

	test('names a host that does not exist', async () => {
		const client = createClient(executeContext(credentialFor('https://dashdoc.invalid')), {
			maximumWait: 0.1,
		});
		const error = await failureOf(client.send(get));
		expect(error.message).toMatch(
			/^The host dashdoc\.invalid (was not found|cannot be reached)|^dashdoc\.invalid/,
		);
		expect(error.message).not.toContain(token);
	});

	test('repeats a read after a lost connection, but not a creation', async () => {
		const { server, client } = await clientOf((response, { method }, number) => {
			if (method === 'GET' && number > 2) json(response, 200, { number });
			else response.socket?.destroy();
		});
		expect((await client.send(get)).body).toEqual({ number: 3 });
		const { message } = await failureOf(client.send({ route: 'POST /things/', body: { a: 1 } }));
		expect(message).toMatch(
			/was lost before the answer was complete\. It is not known whether Dashdoc carried it out/,
		);
		expect(server.arrivals).toHaveLength(4);
	});

	test('repeats a read whose answer stops in the middle', async () => {
		const { client } = await clientOf((response, _, number) => {
			if (number > 1) return json(response, 200, { number });
			response.writeHead(200, { 'Content-Length': '1000' });
			response.write('{"results": [');
			setTimeout(() => response.socket?.destroy(), 20);
		});
		expect((await client.send(get)).body).toEqual({ number: 2 });
	});

	test('takes an answer that is no HTTP for a lost connection', async () => {
		const server = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		const client = createClient(executeContext(credentialFor(`http://127.0.0.1:${port}`)));
		const { message } = await failureOf(client.send({ route: 'POST /things/', body: {} }));
		expect(message).toMatch(/was lost before the answer was complete\. It is not known/);
		server.close();
	});

	test('gives up an unanswered request after the time-out', async () => {
		const { server, client } = await clientOf(() => undefined, { timeout: 0.2 });
		const begun = performance.now();
		const { message } = await failureOf(client.send({ route: 'POST /things/', body: { a: 1 } }));
		expect(message).toMatch(/did not answer within 1 second\. It is not known/);
		expect(performance.now() - begun).toBeLessThan(5000);
		expect(server.arrivals).toHaveLength(1);
	});

	test('takes a deletion for done when its repetition finds nothing', async () => {
		const { server, client } = await clientOf((response, _, number) => {
			if (number === 1) response.socket?.destroy();
			else json(response, 404, { detail: 'Not found.' });
		});
		expect(await client.send({ route: 'DELETE /things/{uid}/', path: { uid: 'a' } })).toMatchObject({
			statusCode: 204,
			body: undefined,
		});
		expect(server.arrivals).toHaveLength(2);
	});

	test('does not take a deletion for done that finds nothing at once', async () => {
		const { client } = await clientOf((response, _, number) => {
			if (number === 1) json(response, 429, { detail: 'Throttled' }, { 'Retry-After': '0' });
			else json(response, 404, { detail: 'Not found.' });
		});
		const wording = { subject: 'Thing "a"' };
		const sending = client.send({ route: 'DELETE /things/{uid}/', path: { uid: 'a' }, wording });
		expect((await failureOf(sending)).message).toBe(
			'Dashdoc found nothing for Thing "a". Check the identifier',
		);
	});
});

describe('Stop', () => {
	test('ends a request in flight at once, recognisably, without another attempt', async () => {
		const stop = new AbortController();
		const { server, client } = await clientOf(() => setTimeout(() => stop.abort(), 50), {}, stop.signal);
		const begun = performance.now();
		const error = await failureOf(client.send(get));
		expect(isCancellation(error)).toBe(true);
		expect(error.message).toContain('canceled');
		expect(performance.now() - begun).toBeLessThan(2000);
		expect(server.arrivals).toHaveLength(1);
	});

	test('ends the wait for another attempt', async () => {
		const stop = new AbortController();
		const { server, client } = await clientOf(
			(response) => {
				setTimeout(() => stop.abort(), 50);
				json(response, 503, {}, { 'Retry-After': '30' });
			},
			{},
			stop.signal,
		);
		const begun = performance.now();
		expect(isCancellation(await failureOf(client.send(get)))).toBe(true);
		expect(performance.now() - begun).toBeLessThan(2000);
		expect(server.arrivals).toHaveLength(1);
	});

	test('ends the wait in the queue of the pace', async () => {
		const stop = new AbortController();
		const { server, client } = await clientOf(
			(response) => json(response, 200, {}),
			{ requestsPerSecond: 1 },
			stop.signal,
		);
		await client.send(get);
		const waiting = Promise.all([1, 2, 3].map(async () => await failureOf(client.send(get))));
		setTimeout(() => stop.abort(), 20);
		expect((await waiting).map(isCancellation)).toEqual([true, true, true]);
		expect(isCancellation(await failureOf(client.send(get)))).toBe(true);
		expect(server.arrivals).toHaveLength(1);
	});
});

describe('429', () => {
	test('stops all requests of the credential for as long as Dashdoc asks, then all get through', async () => {
		const { server, client } = await clientOf((response, _, number) => {
			if (number === 3) json(response, 429, { detail: 'Throttled' }, { 'Retry-After': '1' });
			else json(response, 200, {});
		});
		await client.send(get);
		await client.send(get);
		const other = createClient(executeContext(credentialFor(server.url)));
		const refused = client.send({ route: 'POST /things/', body: { a: 1 } });
		while (server.arrivals.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
		// The refusal has to come back before anybody can know of it.
		await new Promise((resolve) => setTimeout(resolve, 200));
		await Promise.all([refused, other.send(get), other.send(get)]);
		const { arrivals } = server;
		expect(arrivals).toHaveLength(6);
		expect(arrivals[3]).toMatchObject({ method: 'POST' });
		expect(arrivals[3].at - arrivals[2].at).toBeGreaterThanOrEqual(1000);
		expect(arrivals[3].at - arrivals[2].at).toBeLessThan(5000);
	});

	test("understands a date by the server's clock, which may be wrong", async () => {
		const { server, client } = await clientOf((response, _, number) => {
			const [date, later] = ['Sat, 01 Jan 2000 10:00:00 GMT', 'Sat, 01 Jan 2000 10:00:01 GMT'];
			if (number === 1) json(response, 429, {}, { 'Retry-After': later, Date: date });
			else json(response, 200, {});
		});
		await client.send(get);
		expect(server.arrivals[1].at - server.arrivals[0].at).toBeGreaterThanOrEqual(990);
	});
});

test('a list of 200 pages comes whole, in order and within memory in proportion', async () => {
	const size = 100;
	const { server, client } = await clientOf(
		(response, { url }) => {
			const page = Number(new URL(url, 'http://x').searchParams.get('page') ?? 1);
			const results = Array.from({ length: size }, (_, place) => ({ pk: (page - 1) * size + place }));
			const next = page < 200 ? 'https://elsewhere.example/api/v4/things/?page=2' : null;
			json(response, 200, { count: 200 * size, next, previous: null, results });
		},
		{ requestsPerSecond: 0 },
	);
	const objects = await client.list(get);
	expect(objects.map(({ pk }) => pk)).toEqual(Array.from({ length: 200 * size }, (_, place) => place));
	expect(server.arrivals).toHaveLength(200);
	expect(server.arrivals[0].url).toBe('/api/v4/things/');
});

describe('the pace', () => {
	// Server and client share one process, which a busy machine may let stand still between a start and its arrival, as no
	// client can know of. A pace that is wrong is wrong every time.
	jest.retryTimes(6, { logErrorsBeforeRetry: true, waitBeforeRetry: 2000 });

	test('no second ever holds more requests than allowed, as the server counts them', async () => {
		const { server, client } = await clientOf(
			// Some answers take longer than others.
			(response, _, number) => setTimeout(() => json(response, 200, {}), (number % 4) * 60),
			{ requestsPerSecond: 10 },
		);
		await Promise.all(Array.from({ length: 35 }, async () => await client.send(get)));
		const moments = server.arrivals.map(({ at }) => at).sort((a, b) => a - b);
		expect(moments).toHaveLength(35);
		const fullest = Math.max(
			...moments.map((at) => moments.filter((other) => other >= at && other < at + 1000).length),
		);
		expect(fullest).toBeLessThanOrEqual(10);
		// Three windows have to pass, and little more.
		expect(moments[34] - moments[0]).toBeGreaterThan(3000);
		expect(moments[34] - moments[0]).toBeLessThan(5000);
	});
});
