/** Files on their way to Dashdoc, through n8n's real request helper. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { isCancellation } from '../../../nodes/Dashdoc/client/cancellation';
import { createClient } from '../../../nodes/Dashdoc/client/createClient';
import { StreamedFile } from '../../../nodes/Dashdoc/client/streamedFile';
import type { DashdocRequest, FormFile, FormPart, RouteText } from '../../../nodes/Dashdoc/client/types';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';
import { credentialFor, executeContext } from './contexts.cts';
import { json, startLoopback, type Answering, type Arrival, type Loopback } from './loopback.cts';
import { watchMemory } from './memory.cts';

const content = randomBytes(300_000);

type CountedFile = Extract<FormFile, { read: () => Promise<Uint8Array> }> & {
	/** How often it was read. */
	readonly reads: number;
};

/** A file of random bytes that counts how often it is read. */
function pdf(fileName = 'protocole-sécurité.pdf'): CountedFile {
	let reads = 0;
	return {
		fileName,
		mediaType: 'application/pdf',
		read: async () => {
			reads += 1;
			return Buffer.from(content);
		},
		get reads() {
			return reads;
		},
	};
}

/** A file that the store has lost. */
const lost = (reason: unknown): FormFile => ({
	...pdf(),
	read: async () => await Promise.reject(reason as Error),
});

/** The upload of a document to the address 7. */
function upload(document: FormFile, route: RouteText = 'POST /security-protocols/'): DashdocRequest {
	const form: FormPart[] = [
		{ name: 'address', value: '7' },
		{ name: 'document', value: document },
	];
	return { route, form };
}

const failureOf = async (sending: Promise<unknown>): Promise<unknown> =>
	await sending.then(
		() => 'no failure',
		(error: unknown) => error,
	);

const messageOf = async (sending: Promise<unknown>): Promise<string> =>
	((await failureOf(sending)) as NodeApiError).message;

/** The parts of a multipart body as they went over the wire, each as head and content. */
function partsOf({ headers, content: body }: Arrival): Array<{ head: string; content: Buffer }> {
	const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(headers['content-type'] ?? '')?.[1];
	const bytes = body.toString('latin1');
	const [first, ...rest] = `\r\n${bytes}`.split(`\r\n--${boundary}`);
	expect([first, rest.pop()?.trim()]).toEqual(['', '--']);
	return rest.map((part) => {
		const end = part.indexOf('\r\n\r\n');
		return {
			head: Buffer.from(part.slice(2, end), 'latin1').toString('utf8'),
			content: Buffer.from(part.slice(end + 4), 'latin1'),
		};
	});
}

const servers: Loopback[] = [];

async function clientOf(answer: Answering, signal?: AbortSignal, requestsPerSecond = 0) {
	const server = await startLoopback(answer);
	servers.push(server);
	const context = executeContext(credentialFor(server.url), signal);
	return { server, client: createClient(context, { requestsPerSecond }) };
}

afterEach(async () => {
	await Promise.all(servers.splice(0).map(async (server) => await server.close()));
});

const created: Answering = (response) => json(response, 201, { pk: 1 });

describe('an upload on the wire', () => {
	test('holds its parts in order, the file byte for byte, under its own name and type', async () => {
		const { server, client } = await clientOf(created);
		const file = pdf();
		expect(await client.send(upload(file))).toMatchObject({ statusCode: 201, body: { pk: 1 } });
		const [arrival] = server.arrivals;
		const [address, document, ...others] = partsOf(arrival);
		expect(others).toEqual([]);
		expect(address).toEqual({
			head: 'Content-Disposition: form-data; name="address"',
			content: Buffer.from('7'),
		});
		expect(document.head.split('\r\n')).toEqual([
			'Content-Disposition: form-data; name="document"; filename="protocole-sécurité.pdf"',
			'Content-Type: application/pdf',
		]);
		expect(document.content.equals(content)).toBe(true);
		expect(arrival.headers['content-length']).toBe(String(arrival.content.length));
		expect(arrival.headers.accept).toBe('application/json');
		expect(file.reads).toBe(1);
	});

	test('keeps field values as they are, empty ones, repeated ones and ones in other scripts too', async () => {
		const { server, client } = await clientOf(created);
		const values = ['', ' 0 ', 'false', 'Bâtiment "C" & 安全', '[1, 2]', 'a\r\nb'];
		await client.send({ route: 'PATCH /things/', form: values.map((value) => ({ name: 'x[]', value })) });
		expect(partsOf(server.arrivals[0]).map((part) => part.content.toString('utf8'))).toEqual(values);
	});

	test('lets neither file name nor media type write into the header of the part', async () => {
		const { server, client } = await clientOf(created);
		const hostile = { ...pdf('../x"\r\nX-Evil: 1\r\n\r\n.pdf'), mediaType: 'text/plain\r\nX-Evil: 1' };
		await client.send(upload(hostile));
		const [, { head, content: sent }] = partsOf(server.arrivals[0]);
		expect(head.split('\r\n')).toEqual([
			`Content-Disposition: form-data; name="document"; filename="x'__X-Evil: 1____.pdf"`,
			'Content-Type: application/octet-stream',
		]);
		expect(sent.equals(content)).toBe(true);
	});

	test('may hold an empty file', async () => {
		const { server, client } = await clientOf(created);
		await client.send(upload({ ...pdf(''), read: async () => new Uint8Array() }));
		const [, document] = partsOf(server.arrivals[0]);
		expect(document.head).toContain('filename="file"');
		expect(document.content).toHaveLength(0);
	});
});

describe('an upload is sent again', () => {
	test('after 429, whole and read anew', async () => {
		const { server, client } = await clientOf((response, _, number) => {
			if (number === 1) json(response, 429, { detail: 'Throttled' }, { 'Retry-After': '0' });
			else json(response, 201, {});
		});
		const file = pdf();
		await client.send(upload(file));
		expect(file.reads).toBe(2);
		const sent = server.arrivals.map((arrival) => partsOf(arrival)[1].content.equals(content));
		expect(sent).toEqual([true, true]);
	});

	test('after a refused connection, as long as it takes', async () => {
		const placeholder = await startLoopback(created);
		await placeholder.close();
		const file = pdf();
		const client = createClient(executeContext(credentialFor(placeholder.url)), { maximumWait: 0.5 });
		expect(await messageOf(client.send(upload(file)))).toMatch(/refused the connection \(tried \d times\)/);
		expect(file.reads).toBeGreaterThan(1);
	});

	test.each<[string, Answering]>([
		['a lost connection', (response) => response.socket?.destroy()],
		['503', (response) => json(response, 503, {}, { 'Retry-After': '0' })],
	])('after %s only if that does no harm', async (_, fail) => {
		const { server, client } = await clientOf((response, arrival, number) => {
			if (arrival.method === 'PATCH' && number > 2) json(response, 200, { number });
			else fail(response, arrival, number);
		});
		expect(await messageOf(client.send(upload(pdf())))).toContain('It is not known whether Dashdoc');
		expect(server.arrivals).toHaveLength(1);
		const change = upload(pdf(), 'PATCH /security-protocols/3/');
		expect(await client.send({ ...change, repeatable: true })).toMatchObject({ body: { number: 3 } });
		expect(partsOf(server.arrivals[2])[1].content.equals(content)).toBe(true);
	});

	test('never after 401', async () => {
		const { server, client } = await clientOf((response) => json(response, 401, { detail: 'Bad token' }));
		expect(await messageOf(client.send(upload(pdf())))).toContain('does not accept the API token');
		expect(server.arrivals).toHaveLength(1);
	});
});

describe('a file that cannot be read', () => {
	const node = executeContext({}).getNode();

	test.each<[string, unknown]>([
		['an error of the file store', new Error('ENOENT: no such file')],
		['a network failure of a remote store', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
		['a remote store that gave up', Object.assign(new Error('x'), { name: 'AbortError' })],
		["n8n's complaint about the item", new NodeOperationError(node, 'No file in "data"')],
		["n8n's complaint about a request", new NodeApiError(node, { message: 'Gone' })],
	])('goes through as it is: %s', async (_, reason) => {
		const { server, client } = await clientOf(created);
		expect(await failureOf(client.send(upload(lost(reason))))).toBe(reason);
		expect(server.arrivals).toEqual([]);
	});

	test('on the second attempt goes through too', async () => {
		const { server, client } = await clientOf((response) => json(response, 429, {}, { 'Retry-After': '0' }));
		const gone = new Error('The file was deleted');
		let reads = 0;
		const read = async () => await (++reads === 1 ? pdf().read() : Promise.reject(gone));
		expect(await failureOf(client.send(upload({ ...pdf(), read })))).toBe(gone);
		expect(server.arrivals).toHaveLength(1);
	});

	test('holds up nobody who comes after', async () => {
		const { server, client } = await clientOf(created, undefined, 1);
		const gone = new Error('The file was deleted');
		expect(await failureOf(client.send(upload(lost(gone))))).toBe(gone);
		await client.send(upload(pdf()));
		expect(server.arrivals).toHaveLength(1);
	});

	test('is no matter any more once the execution was stopped', async () => {
		const stop = new AbortController();
		const { server, client } = await clientOf(created, stop.signal);
		const read = async () => {
			stop.abort();
			return await Promise.reject(new Error('The store was closed'));
		};
		expect(isCancellation(await failureOf(client.send(upload({ ...pdf(), read }))))).toBe(true);
		expect(server.arrivals).toEqual([]);
	});
});

describe('a file that comes as a stream', () => {
	/** A file in a store, opened anew for each attempt; `opened` are its streams. */
	function stored(size = content.length, chunks: () => Iterable<unknown> | AsyncIterable<unknown> = inParts) {
		const opened: Readable[] = [];
		const open = async () => {
			const stream = Readable.from(chunks(), { objectMode: false });
			opened.push(stream);
			return stream;
		};
		return { fileName: 'protocole-sécurité.pdf', mediaType: 'application/pdf', size, open, opened };
	}

	function* inParts() {
		for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536);
	}

	function* broken(reason: unknown) {
		yield content.subarray(0, 1000);
		throw reason;
	}

	test('arrives like any other, with its length told beforehand', async () => {
		const { server, client } = await clientOf(created);
		const file = stored();
		await client.send(upload(file));
		const [arrival] = server.arrivals;
		const [address, document] = partsOf(arrival);
		expect(address.content.toString()).toBe('7');
		expect(document.head.split('\r\n')).toEqual([
			'Content-Disposition: form-data; name="document"; filename="protocole-sécurité.pdf"',
			'Content-Type: application/pdf',
		]);
		expect(document.content.equals(content)).toBe(true);
		expect(arrival.headers['content-length']).toBe(String(arrival.content.length));
		expect(file.opened.map(({ destroyed }) => destroyed)).toEqual([true]);
	});

	test('lets neither file name nor media type write into the header of the part', async () => {
		const { server, client } = await clientOf(created);
		const hostile = { ...stored(), fileName: '../x"\r\nX-Evil: 1', mediaType: 'text/plain\r\nX-Evil: 1' };
		await client.send(upload(hostile));
		expect(partsOf(server.arrivals[0])[1].head.split('\r\n')).toEqual([
			`Content-Disposition: form-data; name="document"; filename="x'__X-Evil: 1"`,
			'Content-Type: application/octet-stream',
		]);
	});

	test('may be empty', async () => {
		const { server, client } = await clientOf(created);
		await client.send(upload(stored(0, () => [])));
		expect(partsOf(server.arrivals[0])[1].content).toHaveLength(0);
	});

	test('is opened anew for each attempt', async () => {
		const { server, client } = await clientOf((response, _, number) => {
			if (number === 1) json(response, 429, {}, { 'Retry-After': '0' });
			else if (number === 2) response.socket?.destroy();
			else json(response, 200, {});
		});
		const file = stored();
		await client.send({ ...upload(file, 'PATCH /security-protocols/3/'), repeatable: true });
		expect(file.opened).toHaveLength(3);
		const sent = server.arrivals.map((arrival) => partsOf(arrival)[1].content.equals(content));
		expect(sent).toEqual([true, true, true]);
	});

	test('is let go when nobody takes it', async () => {
		const placeholder = await startLoopback(created);
		await placeholder.close();
		const client = createClient(executeContext(credentialFor(placeholder.url)), { maximumWait: 0 });
		const file = stored();
		expect(await messageOf(client.send(upload(file)))).toContain('refused the connection');
		expect(file.opened.every(({ destroyed }) => destroyed)).toBe(true);
	});

	test('is let go when Dashdoc answers before it is sent', async () => {
		const server = createServer((request, response) => {
			request.once('data', () => json(response, 413, { detail: 'Too large.' }));
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		const client = createClient(executeContext(credentialFor(`http://127.0.0.1:${port}`)));
		const part = Buffer.alloc(100_000);
		const file = stored(50_000_000, function* () {
			for (let left = 500; left > 0; left--) yield part;
		});
		expect(await messageOf(client.send(upload(file)))).toContain('too large for Dashdoc (413)');
		expect(file.opened.map(({ destroyed }) => destroyed)).toEqual([true]);
		server.closeAllConnections();
		server.close();
	});

	test.each<[string, unknown]>([
		['an error of the file store', new Error('EIO: read error')],
		['a lost connection to the store', Object.assign(new Error('x'), { code: 'ECONNRESET' })],
		['a store that gave up', Object.assign(new Error('x'), { name: 'AbortError', code: 'ERR_CANCELED' })],
	])('and fails on its way goes through as it is, and is not sent again: %s', async (_, reason) => {
		const { server, client } = await clientOf(created);
		const file = stored(content.length, () => broken(reason));
		expect(await failureOf(client.send(upload(file, 'PATCH /security-protocols/3/')))).toBe(reason);
		expect(file.opened).toHaveLength(1);
		expect(server.arrivals).toEqual([]);
	});

	test('is let go when whoever sends it gives up', async () => {
		const source = Readable.from(inParts());
		const file = new StreamedFile('a.pdf', 'application/pdf', content.length, source);
		await file.stream().cancel();
		expect(source.destroyed).toBe(true);
	});

	test('and cannot be opened sends nothing, and lets go of the others', async () => {
		const { server, client } = await clientOf(created);
		const gone = new Error('ENOENT');
		const [first, second] = [stored(), { ...stored(), open: async () => await Promise.reject(gone) }];
		const form = [first, second].map((value) => ({ name: 'document', value }));
		expect(await failureOf(client.send({ route: 'POST /things/', form }))).toBe(gone);
		expect(first.opened.map(({ destroyed }) => destroyed)).toEqual([true]);
		expect(server.arrivals).toEqual([]);
	});

	test('and fails before it is read ends no process', async () => {
		const { server, client } = await clientOf(created);
		const gone = new Error('ENOENT');
		const open = async () => {
			const stream = new Readable({ read: () => undefined });
			stream.destroy(gone);
			return stream;
		};
		expect(await failureOf(client.send(upload({ ...stored(), open })))).toBe(gone);
		expect(server.arrivals).toEqual([]);
	});

	test.each([
		['longer', content.length - 1, 'more than the 299999 bytes'],
		['shorter', content.length + 1, 'only 300000 of the 300001 bytes'],
	])('and is %s than its store tells is not sent', async (_, size, words) => {
		const { server, client } = await clientOf(created);
		expect(await messageOf(client.send(upload(stored(size))))).toContain(words);
		expect(server.arrivals).toEqual([]);
	});

	test('ends with Stop', async () => {
		const stop = new AbortController();
		const { server, client } = await clientOf(created, stop.signal);
		const file = stored(content.length, async function* () {
			yield content.subarray(0, 1000);
			setTimeout(() => stop.abort(), 20);
			await new Promise(() => undefined);
		});
		expect(isCancellation(await failureOf(client.send(upload(file))))).toBe(true);
		expect(file.opened.map(({ destroyed }) => destroyed)).toEqual([true]);
		expect(server.arrivals).toEqual([]);
	});

	test('of 50 MB passes through without staying', async () => {
		const part = Buffer.alloc(100_000, 'x');
		const memory = watchMemory();
		let received = 0;
		let next = 0;
		const server = createServer((request, response) => {
			request.on('data', (chunk: Buffer) => {
				received += chunk.length;
				if (received < next) return;
				memory.look();
				next += 5_000_000;
			});
			request.on('end', () => json(response, 201, {}));
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		const client = createClient(executeContext(credentialFor(`http://127.0.0.1:${port}`)));
		const file = stored(50_000_000, function* () {
			for (let left = 500; left > 0; left--) yield part;
		});
		await client.send(upload(file));
		server.closeAllConnections();
		server.close();
		expect(received).toBeGreaterThan(50_000_000);
		expect(memory.most).toBeLessThan(15_000_000);
	});
});

describe('Stop', () => {
	test('while the file is read sends nothing', async () => {
		const stop = new AbortController();
		const { server, client } = await clientOf(created, stop.signal);
		const read = async () => {
			stop.abort();
			return await pdf().read();
		};
		expect(isCancellation(await failureOf(client.send(upload({ ...pdf(), read }))))).toBe(true);
		expect(server.arrivals).toEqual([]);
	});

	test('while the file is sent closes the connection, and nothing is sent again', async () => {
		const size = 50_000_000;
		const stop = new AbortController();
		const requests: IncomingMessage[] = [];
		let received = 0;
		const server = createServer((request) => {
			requests.push(request);
			request.on('error', () => undefined);
			request.on('data', (part: Buffer) => {
				received += part.length;
				stop.abort();
			});
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		const client = createClient(executeContext(credentialFor(`http://127.0.0.1:${port}`), stop.signal));
		const file = { ...pdf(), read: async () => Buffer.alloc(size) };
		const error = await failureOf(client.send(upload(file, 'PATCH /security-protocols/3/')));
		expect(isCancellation(error)).toBe(true);
		server.close();
		// It closes by itself only when the client has let go of its connection.
		await once(server, 'close');
		expect(requests.map(({ complete }) => complete)).toEqual([false]);
		expect(received).toBeGreaterThan(0);
		expect(received).toBeLessThan(size);
	});
});

describe('a refused upload', () => {
	test.each<[string, unknown, string]>([
		[
			'a body that Dashdoc could not read',
			{ detail: 'Multipart form parse error - Invalid boundary in multipart: None' },
			'Multipart form parse error - Invalid boundary in multipart: None',
		],
		[
			'a file of the wrong kind',
			{ document: { detail: ['Upload a valid image.'], code: ['invalid_image'] } },
			'Security Document: Upload a valid image.',
		],
		[
			'two faults at once',
			{ address: { detail: ['Invalid pk "7".'], code: ['x'] }, document: ['The submitted file is empty.'] },
			'Address: Invalid pk "7"; Security Document: The submitted file is empty.',
		],
	])('is explained in the words of the user: %s', async (_, body, message) => {
		const { client } = await clientOf((response) => json(response, 400, body));
		const label = (field: string) => (field === 'document' ? 'Security Document' : undefined);
		const sending = client.send({ ...upload(pdf()), wording: { label } });
		const error = (await failureOf(sending)) as NodeApiError;
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe(message);
		expect(error.description).toContain('POST /security-protocols/');
	});

	test.each<[string, Answering]>([
		['refused', (response) => json(response, 400, { document: ['No.'] })],
		['out of order', (response) => json(response, 500, {})],
		['lost', (response) => response.socket?.destroy()],
	])('has nothing of the file in its error: %s', async (_, answer) => {
		const { client } = await clientOf(answer);
		const file = { ...pdf(), read: async () => Buffer.from('Confidentiel : code du portail 4711') };
		const error = (await failureOf(client.send(upload(file)))) as NodeApiError;
		const { message, description, messages, context, errorResponse } = error;
		const told = JSON.stringify({ message, description, messages, context, errorResponse });
		expect(told).not.toMatch(/Confidentiel|4711/);
		expect(error.cause).toBeUndefined();
	});
});

describe('against the sandbox', () => {
	let sandbox: Sandbox;
	const sizes = { companies: 3, contacts: 0, transports: 0, truckers: 0, vehicles: 0, trailers: 0 };

	beforeEach(async () => {
		sandbox = await startSandbox({ requestsPerSecond: 0, ...sizes });
	});

	afterEach(async () => {
		const violations = [...sandbox.violations(), ...sandbox.answerViolations()];
		await sandbox.close();
		expect(violations).toEqual([]);
	});

	const client = () =>
		createClient(executeContext(credentialFor(sandbox.url, sandbox.token)), { requestsPerSecond: 0 });

	async function addressKey(): Promise<string> {
		const [{ pk }] = await client().list({ route: 'GET /addresses/' }, { limit: 1 });
		return String(pk as number);
	}

	const protocolOf = (address: string, document: FormFile): DashdocRequest => ({
		route: 'POST /security-protocols/',
		form: [
			{ name: 'address', value: address },
			{ name: 'document', value: document },
			{ name: 'document_title', value: 'Protocole de sécurité' },
		],
	});

	test('a security protocol arrives byte for byte, even when Dashdoc refuses it once', async () => {
		const address = await addressKey();
		sandbox.setFaults({ kind: 'too-many-requests', match: { operationId: 'createSecurityProtocol' } });
		const { statusCode, body } = await client().send(protocolOf(address, pdf()));
		expect(statusCode).toBe(201);
		const stored = body as { document: string; document_title: string };
		expect(stored.document_title).toBe('Protocole de sécurité');
		expect(decodeURIComponent(stored.document)).toMatch(/\/protocole-sécurité\.pdf$/);
		const answer = await fetch(stored.document, { headers: { Authorization: `Token ${sandbox.token}` } });
		expect(answer.headers.get('content-type')).toBe('application/pdf');
		expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
		const uploads = sandbox.requests().filter(({ operationId }) => operationId === 'createSecurityProtocol');
		expect(uploads.map(({ status }) => status)).toEqual([429, 201]);
	});

	test('another document takes the place of the first one', async () => {
		const address = await addressKey();
		const { body } = await client().send(protocolOf(address, pdf()));
		const answer = await client().send({
			route: 'PATCH /security-protocols/{pk}/',
			path: { pk: (body as { pk: number }).pk },
			form: [{ name: 'document', value: { ...pdf('neu.png'), mediaType: 'image/png' } }],
		});
		expect((answer.body as { document: string }).document).toMatch(/\/neu\.png$/);
	});
});
