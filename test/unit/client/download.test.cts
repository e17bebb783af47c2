/** Files on their way from Dashdoc, through n8n's real request helper. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { elsewhereOf } from '../../../nodes/Dashdoc/client/clientError';
import { isCancellation } from '../../../nodes/Dashdoc/client/cancellation';
import { createClient } from '../../../nodes/Dashdoc/client/createClient';
import type { ByteStream, ClientOptions } from '../../../nodes/Dashdoc/client/types';
import { startSandbox } from '../../../sandbox/index.cts';
import { nobodyKnows } from '../../support/names.cts';
import { credentialFor, executeContext, otherContexts, token } from './contexts.cts';
import { json, startLoopback, type Answering, type Loopback } from './loopback.cts';
import { watchMemory } from './memory.cts';

const content = randomBytes(300_000);

/** Query of a signed address; its secrets may appear nowhere. */
const signature = 'X-Amz-Signature=f00dfeed&name=a%2Fb+c';

const servers: Loopback[] = [];

async function serverOf(answer: Answering): Promise<Loopback> {
	const server = await startLoopback(answer);
	servers.push(server);
	return server;
}

async function clientOf(answer: Answering, options: ClientOptions = {}, signal?: AbortSignal) {
	const server = await serverOf(answer);
	const context = executeContext(credentialFor(server.url), signal);
	return { server, client: createClient(context, { requestsPerSecond: 0, ...options }) };
}

afterEach(async () => {
	await Promise.all(servers.splice(0).map(async (server) => await server.close()));
});

const pdf: Answering = (response) => sendFile(response, {});

function sendFile(response: ServerResponse, headers: Record<string, string>): void {
	response.writeHead(200, { 'Content-Type': 'application/pdf', ...headers }).end(content);
}

const redirectTo =
	(location: string, status = 302): Answering =>
	(response) =>
		response.writeHead(status, { Location: location }).end('Found');

async function bytesOf(stream: ByteStream): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of stream) parts.push(part as Buffer);
	return Buffer.concat(parts);
}

async function failureOf(work: Promise<unknown>): Promise<NodeApiError | NodeOperationError> {
	const outcome = await work.then(
		() => 'no failure',
		(error: unknown) => error,
	);
	if (outcome instanceof NodeApiError || outcome instanceof NodeOperationError) return outcome;
	throw new Error(`Expected an error of n8n, not ${String(outcome)}`);
}

const told = ({ message, description, messages, context }: NodeApiError | NodeOperationError) =>
	JSON.stringify({ message, description, messages, context });

describe('a file of Dashdoc', () => {
	test('comes byte for byte, with name, type and length, and was asked for with the token', async () => {
		const { server, client } = await clientOf((response) =>
			sendFile(response, {
				'Content-Type': 'Application/PDF; charset=binary',
				'Content-Length': String(content.length),
				'Content-Disposition': `attachment; filename="cmr.pdf"; filename*=UTF-8''Lettre%20de%20voiture%20n%C2%B07.pdf`,
			}),
		);
		const file = await client.download(`${server.url}/media/cmr.pdf?v=1#page=2`);
		expect(file).toMatchObject({
			fileName: 'Lettre de voiture n°7.pdf',
			mediaType: 'application/pdf',
			size: content.length,
		});
		expect((await bytesOf(file.content)).equals(content)).toBe(true);
		const [{ method, url, headers }] = server.arrivals;
		expect([method, url, headers.authorization]).toEqual(['GET', '/media/cmr.pdf?v=1', `Token ${token}`]);
		expect(headers['accept-encoding']).toBe('identity');
	});

	test('is found by an address without host, too', async () => {
		const { server, client } = await clientOf(pdf);
		const { content: stream, fileName } = await client.download(' /media/reçu n°1.pdf ');
		await bytesOf(stream);
		expect(server.arrivals[0].url).toBe('/media/re%C3%A7u%20n%C2%B01.pdf');
		expect(fileName).toBe('reçu n°1.pdf');
	});

	test('may be empty', async () => {
		const { client } = await clientOf((response) => response.writeHead(200).end());
		const { content: stream, mediaType, fileName } = await client.download('/');
		expect((await bytesOf(stream)).length).toBe(0);
		expect([mediaType, fileName]).toEqual(['application/octet-stream', 'file']);
	});

	test('is unpacked when its host insists on compressing it', async () => {
		const { client } = await clientOf((response) =>
			response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(content)),
		);
		const file = await client.download('/a.bin');
		expect((await bytesOf(file.content)).equals(content)).toBe(true);
	});

	test('goes into the binary data of n8n as it is', async () => {
		const server = await serverOf(pdf);
		const context = executeContext(credentialFor(server.url));
		const file = await createClient(context).download('/a/photo.jpg');
		const binary = await context.helpers.prepareBinaryData(file.content, file.fileName, file.mediaType);
		expect(binary).toMatchObject({ fileName: 'photo.jpg', mimeType: 'application/pdf' });
		expect(Buffer.from(binary.data, 'base64').equals(content)).toBe(true);
	});

	test('comes in every context of n8n that may call, from another host too', async () => {
		const store = await serverOf(pdf);
		const server = await serverOf(redirectTo(`${store.url}/a.pdf`));
		for (const [name, context] of Object.entries(otherContexts(credentialFor(server.url)))) {
			const file = await createClient(context).download('/a.pdf');
			expect([name, (await bytesOf(file.content)).length]).toEqual([name, content.length]);
		}
	});

	test('is downloaded from the sandbox after its upload', async () => {
		const sizes = { companies: 3, contacts: 0, transports: 0, truckers: 0, vehicles: 0, trailers: 0 };
		const sandbox = await startSandbox({ requestsPerSecond: 0, ...sizes });
		const client = createClient(executeContext(credentialFor(sandbox.url, sandbox.token)));
		const [{ pk }] = await client.list({ route: 'GET /addresses/' }, { limit: 1 });
		const document = {
			fileName: 'protocole.pdf',
			mediaType: 'application/pdf',
			read: async () => Buffer.from(content),
		};
		const form = [
			{ name: 'address', value: String(pk as number) },
			{ name: 'document', value: document },
			{ name: 'document_title', value: 'Protocole de sécurité' },
		];
		const { body } = await client.send({ route: 'POST /security-protocols/', form });
		const file = await client.download((body as { document: string }).document);
		expect(file).toMatchObject({ fileName: 'protocole.pdf', mediaType: 'application/pdf' });
		expect((await bytesOf(file.content)).equals(content)).toBe(true);
		await sandbox.close();
	});
});

describe('the name of a file', () => {
	test.each([
		['in quotes', 'attachment; filename="bon de livraison.pdf"', 'bon de livraison.pdf'],
		['without quotes', 'inline; filename=cmr.pdf; size=3', 'cmr.pdf'],
		['with escaped quotes', 'attachment; filename="a \\"b\\" \\\\ c.pdf"', 'c.pdf'],
		['with a semicolon in quotes', 'attachment; filename="a;b.pdf"', 'a;b.pdf'],
		[
			'in UTF-8 without saying so',
			Buffer.from('attachment; filename="reçu.pdf"').toString('latin1'),
			'reçu.pdf',
		],
		['in Latin-1', 'attachment; filename="reçu.pdf"', 'reçu.pdf'],
		[
			'extended, before the plain one',
			"attachment; filename*=utf-8'fr'%e2%82%ac.pdf; filename=e.pdf",
			'€.pdf',
		],
		['extended in Latin-1', "attachment; FileName*=ISO-8859-1''re%E7u.pdf", 'reçu.pdf'],
		['extended and in quotes', `attachment; filename*="UTF-8''a%20b.pdf"`, 'a b.pdf'],
		['extended, unreadable', "attachment; filename*=UTF-8''%ff.pdf; filename=plain.pdf", 'plain.pdf'],
		[
			'extended in an unknown script',
			"attachment; filename*=KOI8-R''%ff.pdf; filename=plain.pdf",
			'plain.pdf',
		],
		['without the word attachment', 'filename="a.pdf"', 'a.pdf'],
		['given twice: the first one', 'attachment; filename=a.pdf; filename=b.pdf', 'a.pdf'],
		['without the path in front', 'attachment; filename="../../etc/passwd"', 'passwd'],
		['without the path of a careless sender', 'attachment; filename="C:\\docs\\cmr.pdf"', 'cmr.pdf'],
		['without a hidden path', "attachment; filename*=UTF-8''..%2F..%2Fcmr.pdf", 'cmr.pdf'],
		['from the address, when the header has none', 'attachment', 'photo 1.jpg'],
		['from the address, when the header is empty', 'attachment; filename=""', 'photo 1.jpg'],
		['never dots', 'attachment; filename=".."', 'file'],
	])('is taken %s', async (_, header, name) => {
		const { client } = await clientOf((response) => sendFile(response, { 'Content-Disposition': header }));
		const { content: stream, fileName } = await client.download('/media/photo%201.jpg/');
		stream.destroy();
		expect(fileName).toBe(name);
	});

	test('is the last part of an address that cannot be decoded', async () => {
		const { client } = await clientOf(pdf);
		const { content: stream, fileName } = await client.download('/media/100%.pdf');
		stream.destroy();
		expect(fileName).toBe('100%.pdf');
	});
});

describe('the token', () => {
	test('never goes to another host, where the address arrives as it was signed', async () => {
		const store = await serverOf(pdf);
		const { server, client } = await clientOf(pdf);
		const file = await client.download(`${store.url}/bucket/cmr.pdf?${signature}`);
		expect((await bytesOf(file.content)).equals(content)).toBe(true);
		expect(server.arrivals).toEqual([]);
		expect(store.arrivals[0].url).toBe(`/bucket/cmr.pdf?${signature}`);
		expect(JSON.stringify(store.arrivals[0].headers)).not.toContain(token);
		expect(store.arrivals[0].headers).not.toHaveProperty('authorization');
	});

	test('does not follow a redirect to another host, and goes with one back to Dashdoc', async () => {
		const { server, client } = await clientOf((response, arrival, number) => {
			if (number === 1) redirectTo(`${store.url}/step?${signature}`)(response, arrival, number);
			else sendFile(response, {});
		});
		const store = await serverOf((response, arrival, number) =>
			redirectTo(`${server.url}/end/cmr.pdf`, 307)(response, arrival, number),
		);
		const file = await client.download('/start/');
		expect((await bytesOf(file.content)).equals(content)).toBe(true);
		expect(file.fileName).toBe('cmr.pdf');
		expect(server.arrivals.map(({ url, headers }) => [url, headers.authorization])).toEqual([
			['/start/', `Token ${token}`],
			['/end/cmr.pdf', `Token ${token}`],
		]);
		expect(store.arrivals[0].headers).not.toHaveProperty('authorization');
	});

	test('goes with a redirect relative to where it came from only if that is Dashdoc', async () => {
		const store = await serverOf((response, arrival, number) => {
			if (number === 1) redirectTo('../b.pdf', 308)(response, arrival, number);
			else sendFile(response, {});
		});
		const { server, client } = await clientOf(redirectTo(`${store.url}/x/y/a.pdf`, 301));
		(await client.download('/a')).content.destroy();
		expect(server.arrivals).toHaveLength(1);
		expect(store.arrivals.map(({ url }) => url)).toEqual(['/x/y/a.pdf', '/x/b.pdf']);
		expect(store.arrivals.some(({ headers }) => headers.authorization)).toBe(false);
	});
});

describe('a redirect', () => {
	test('is followed three times, not more', async () => {
		const endless: Answering = (response, { url }, number) =>
			response.writeHead(303, { Location: `${url}${number}?${signature}` }).end();
		const { server, client } = await clientOf(endless);
		const error = await failureOf(client.download('/a', { subject: 'the CMR of transport 12' }));
		expect(error.message).toMatch(
			/^127\.0\.0\.1:\d+ still redirects after three redirects \(303\) instead of giving the CMR of transport 12$/,
		);
		expect(server.arrivals).toHaveLength(4);
		expect((await failureOf(client.download('/a'))).message).toContain('instead of giving the file');
	});

	test('to nowhere is explained', async () => {
		const { client } = await clientOf((response) => response.writeHead(302).end());
		expect((await failureOf(client.download('/a'))).message).toContain('redirects to another address (302)');
	});

	test.each(['file:///etc/passwd', 'http://example.org/a.pdf', 'https://a:b@example.org/a.pdf'])(
		'to %s is refused',
		async (location) => {
			const { server, client } = await clientOf(redirectTo(location));
			const error = await failureOf(client.download('/a'));
			expect(error).toBeInstanceOf(NodeOperationError);
			expect(error.message).toMatch(/^The address to which 127\.0\.0\.1:\d+ redirects must /);
			expect(server.arrivals).toHaveLength(1);
		},
	);
});

describe('an address', () => {
	test.each([
		['', 'The address of the file is empty'],
		['  ', 'The address of the file is empty'],
		['https://', 'The address of the file is not a web address'],
		['https://example.org/a\r\nb', 'The address of the file contains a line break'],
		['ftp://example.org/a.pdf', 'The address of the file must start with https://, not with ftp:'],
		['data:text/plain,abc', 'The address of the file must start with https://, not with data:'],
		['file:///etc/passwd', 'The address of the file must start with https://, not with file:'],
		['javascript:alert(1)', 'The address of the file must start with https://, not with javascript:'],
		['http://example.org/a.pdf', 'The address of the file must start with https://, not with http:'],
		['//example.org/a.pdf', 'The address of the file must start with https://, not with http:'],
		['https://me:pw@example.org/a', 'The address of the file must not contain a user name or password'],
	])('that could do harm is refused before anything is sent: %s', async (address, message) => {
		const { server, client } = await clientOf(pdf);
		const error = await failureOf(client.download(address));
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toContain(message);
		expect(server.arrivals).toEqual([]);
	});

	test('on this machine is refused when Dashdoc is elsewhere', async () => {
		const server = await serverOf(pdf);
		const client = createClient(executeContext(credentialFor('https://dashdoc.invalid')));
		expect((await failureOf(client.download(`${server.url}/a.pdf`))).message).toContain(
			'must start with https',
		);
		expect(server.arrivals).toEqual([]);
	});

	test('is of no use with a credential that cannot work', async () => {
		const client = createClient(executeContext(credentialFor('https://dashdoc.invalid', 'a b')));
		expect((await failureOf(client.download('/a.pdf'))).message).toContain("'API Token'");
	});
});

describe('a refused download', () => {
	test.each<[number, unknown, string]>([
		[
			404,
			{ detail: 'Not found.' },
			'Dashdoc found nothing for the CMR of transport 12. Check the identifier',
		],
		[403, { detail: 'Pas à vous.' }, 'Dashdoc does not allow this (403): Pas à vous.'],
		[401, { detail: 'Invalid token.' }, 'Dashdoc does not accept the API token (Invalid token)'],
	])('by Dashdoc (%s) is explained like any other refusal', async (status, body, message) => {
		const { server, client } = await clientOf((response) => json(response, status, body));
		const error = await failureOf(client.download('/a.pdf', { subject: 'the CMR of transport 12' }));
		expect(error.message).toContain(message);
		expect(error).toMatchObject({ httpCode: String(status) });
		expect(elsewhereOf(error)).toBeUndefined();
		expect(server.arrivals).toHaveLength(1);
	});

	test('by a file store tells its words and what to do, and nothing of the address', async () => {
		const answer = `<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message><Resource>${signature}</Resource></Error>`;
		const store = await serverOf((response) => response.writeHead(403).end(answer));
		const { client } = await clientOf(pdf);
		const error = await failureOf(client.download(`${store.url}/cmr.pdf?${signature}`));
		expect(error.message).toMatch(
			/^127\.0\.0\.1:\d+, where Dashdoc keeps the file, did not give it \(403\): Request has expired\. Its address may have expired: read it from Dashdoc again/,
		);
		expect(told(error)).not.toContain('f00dfeed');
		expect(error.message).not.toContain('API token');
		expect(elsewhereOf(error)).toEqual({ host: new URL(store.url).host, fault: 'refused' });
	});

	test('by a file store that says nothing, or something else, is told with its status', async () => {
		const store = await serverOf((response, { url }) => {
			if (url === '/none') response.writeHead(204).end();
			else response.writeHead(409).end('Come back later.');
		});
		const { client } = await clientOf(pdf);
		const subject = 'the photo';
		const none = await failureOf(client.download(`${store.url}/none`, { subject }));
		expect(none.message).toMatch(/, where Dashdoc keeps the photo, did not give it \(204\)$/);
		const other = await failureOf(client.download(`${store.url}/other`));
		expect(other.message).toMatch(/did not give it \(409\): Come back later$/);
	});

	test('by Dashdoc with nothing at all is told', async () => {
		const { client } = await clientOf((response) => response.writeHead(204).end());
		expect((await failureOf(client.download('/a'))).message).toBe("Dashdoc's answer (204) is empty");
	});

	test('with endless words is not read to their end', async () => {
		let written = 0;
		const { server, client } = await clientOf((response) => {
			response.writeHead(400);
			const more = () => {
				while (!response.destroyed && response.write('Nein! '.repeat(2000))) written += 12_000;
			};
			response.on('drain', more);
			more();
		});
		const error = await failureOf(client.download('/a'));
		expect(error.message).toMatch(/^Dashdoc refused the request \(400\): Nein! Nein!/);
		expect(server.arrivals).toHaveLength(1);
		expect(written).toBeLessThan(50_000_000);
	});

	test.each<[string, (response: ServerResponse) => void]>([
		['break off', (response) => response.socket?.destroy()],
		['never end', () => undefined],
	])('is told even when its words %s', async (_, end) => {
		const { client } = await clientOf(
			(response) => {
				response.writeHead(400, { 'Content-Length': '1000' }).write('Non, ');
				setTimeout(() => end(response), 50);
			},
			{ timeout: 0.5 },
		);
		expect((await failureOf(client.download('/a'))).message).toContain('Dashdoc refused the request (400)');
	});
});

describe('a download is tried again', () => {
	test.each<[string, Answering]>([
		['429', (response) => json(response, 429, {}, { 'Retry-After': '0' })],
		['503', (response) => json(response, 503, {}, { 'Retry-After': '0' })],
		['a lost connection', (response) => response.socket?.destroy()],
	])('after %s, from Dashdoc and from a file store', async (_, fail) => {
		const twice: Answering = (response, arrival, number) =>
			(number === 1 ? fail : pdf)(response, arrival, number);
		const store = await serverOf(twice);
		const { server, client } = await clientOf(twice);
		for (const address of ['/a.pdf', `${store.url}/a.pdf`]) {
			const file = await client.download(address);
			expect((await bytesOf(file.content)).equals(content)).toBe(true);
		}
		expect([server.arrivals.length, store.arrivals.length]).toEqual([2, 2]);
	});

	test('not for ever', async () => {
		const store = await serverOf((response) => json(response, 429, {}, { 'Retry-After': '3600' }));
		const { client } = await clientOf(pdf);
		const error = await failureOf(client.download(`${store.url}/a.pdf?${signature}`));
		expect(error.message).toMatch(/did not give it \(429\)$/);
		expect(error).toMatchObject({ failure: { cause: 'rate-limited' } });
		// Dashdoc has nothing to do with that pause.
		(await client.download('/a.pdf')).content.destroy();
	});

	test('and tells in the end that a file store cannot be reached, without blaming the credential', async () => {
		const store = await startLoopback(pdf);
		await store.close();
		const { client } = await clientOf(pdf, { maximumWait: 0.3 });
		const error = await failureOf(client.download(`${store.url}/a.pdf?${signature}`));
		expect(error.message).toMatch(/^127\.0\.0\.1:\d+ refused the connection.*Check that this n8n may reach/);
		expect(told(error)).not.toMatch(/Base URL|f00dfeed/);
		expect(elsewhereOf(error)).toEqual({ host: new URL(store.url).host, fault: 'unreached' });
	});

	test('but not for long where nobody knows the host', async () => {
		const { client } = await clientOf(pdf);
		const resolve = nobodyKnows('files.example');
		const error = await failureOf(client.download('https://files.example/a.pdf'));
		expect(error.message).toMatch(/^The host files\.example was not found \(tried 3 times\)/);
		expect(elsewhereOf(error)).toEqual({ host: 'files.example', fault: 'unknown' });
		expect(resolve).toHaveBeenCalledTimes(3);
	});
});

test('downloads from Dashdoc keep its pace, those from file stores have none', async () => {
	const store = await serverOf(pdf);
	const { server, client } = await clientOf(pdf, { requestsPerSecond: 2 });
	const addresses = [1, 2, 3].flatMap(() => ['/a.pdf', `${store.url}/a.pdf`, `${store.url}/b.pdf`]);
	const files = await Promise.all(addresses.map(async (address) => await client.download(address)));
	for (const { content: stream } of files) stream.destroy();
	const own = server.arrivals.map(({ at }) => at).sort((a, b) => a - b);
	expect(own[2] - own[0]).toBeGreaterThanOrEqual(1000);
	// All of the store's were there before the third one of Dashdoc's was allowed.
	expect(Math.max(...store.arrivals.map(({ at }) => at))).toBeLessThan(own[2]);
});

describe('the content of a file', () => {
	/** A file whose content stops after its beginning. */
	const begun =
		(then: (response: ServerResponse) => void): Answering =>
		(response) => {
			response.writeHead(200, { 'Content-Length': '1000000' });
			response.write(content.subarray(0, 1000), () => then(response));
		};

	const cutOff = begun((response) => setTimeout(() => response.socket?.destroy(), 50));

	test.each(['read', 'stored by n8n'])('that is cut off fails while it is %s, and says so', async (how) => {
		const server = await serverOf(cutOff);
		const context = executeContext(credentialFor(server.url));
		const file = await createClient(context).download('/a.pdf');
		const consumed =
			how === 'read' ? bytesOf(file.content) : context.helpers.prepareBinaryData(file.content, 'a', 'b/c');
		await expect(consumed).rejects.toThrow(
			/^The connection to 127\.0\.0\.1:\d+ was lost before the file was complete\. Run it again later$/,
		);
	});

	test('that breaks before anybody reads it fails then, and ends no process', async () => {
		const { client } = await clientOf(cutOff);
		const { content: stream } = await client.download('/a.pdf');
		stream.destroy(new Error('broken'));
		await new Promise((resolve) => setTimeout(resolve, 20));
		await expect(bytesOf(stream)).rejects.toThrow('was lost before the file was complete');
	});

	test.each(['Dashdoc', 'a file store'])('from %s ends with Stop, recognisably', async (from) => {
		const stop = new AbortController();
		const quiet = await serverOf(begun(() => undefined));
		const home = from === 'Dashdoc' ? quiet : await serverOf(pdf);
		const client = createClient(executeContext(credentialFor(home.url), stop.signal));
		const { content: stream } = await client.download(`${quiet.url}/a.pdf`);
		setTimeout(() => stop.abort(), 50);
		const error = await bytesOf(stream).catch((reason: unknown) => reason);
		expect(isCancellation(error)).toBe(true);
	});

	test.each(['Dashdoc', 'a file store'])('is not waited for after Stop: %s', async (from) => {
		const stop = new AbortController();
		const quiet = await serverOf(() => setTimeout(() => stop.abort(), 20));
		const home = from === 'Dashdoc' ? quiet : await serverOf(pdf);
		const client = createClient(executeContext(credentialFor(home.url), stop.signal));
		expect(isCancellation(await failureOf(client.download(`${quiet.url}/a.pdf`)))).toBe(true);
		expect(quiet.arrivals).toHaveLength(1);
	});

	test.each(['Dashdoc', 'a file store'])('of 200 MB from %s passes through without staying', async (from) => {
		const size = 200_000_000;
		const part = Buffer.alloc(1_000_000, 'x');
		const server = createServer((_, response) => {
			let left = size / part.length;
			response.writeHead(200, { 'Content-Length': String(size) });
			const more = () => {
				while (left > 0 && !response.destroyed) if ((--left, !response.write(part))) return;
				response.end();
			};
			response.on('drain', more);
			more();
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const home = from === 'Dashdoc' ? url : (await serverOf(pdf)).url;
		const file = await createClient(executeContext(credentialFor(home))).download(`${url}/film.mp4`);
		expect(file.size).toBe(size);
		const memory = watchMemory();
		let received = 0;
		let next = 0;
		for await (const chunk of file.content) {
			received += (chunk as Buffer).length;
			if (received < next) continue;
			memory.look();
			next += 10_000_000;
		}
		server.closeAllConnections();
		server.close();
		expect(received).toBe(size);
		expect(memory.most).toBeLessThan(40_000_000);
	});
});
