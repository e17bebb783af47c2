import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Engine } from './engine.cts';
import type { Answer } from './http/answer.cts';
import { readBody, type Body } from './http/body.cts';
import { answerMedia, answerStorage, mediaRoot } from './media.cts';
import type { Fault } from './traffic/faults.cts';
import type { RequestRecord } from './traffic/log.cts';

/** Where control requests go; they are neither authenticated, counted nor limited. */
export const controlRoot = '/__sandbox__/';

/** Answers a control request. */
export type Control = (method: string, path: string, body: Body) => Promise<Answer>;

/** Opens a server on loopback; port 0 means any free one. Requests are answered once `serve` was called. */
export async function listen(port: number): Promise<{ server: Server; url: string }> {
	const server = createServer({ keepAliveTimeout: 65_000 });
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Lets the engine answer what arrives at the server. */
export function serve(server: Server, engine: Engine, control: Control): void {
	server.on('request', (request, response) => {
		const time = performance.now();
		const [path, query = ''] = splitTarget(request.url ?? '/');
		// a client that gives up is no fault of the sandbox
		request.on('error', () => {});
		response.on('error', () => {});
		if (path.startsWith(controlRoot)) void answerControl(request, response, control, path);
		else if (path.startsWith(mediaRoot)) answerMedia(request, response, engine, path);
		else void answerApi(request, response, engine, { path, search: new URLSearchParams(query), time });
	});
}

/** Lets a server answer as the object storage that URLs of files may point at. */
export function serveStorage(server: Server, engine: Engine): void {
	server.on('request', (request, response) => {
		request.on('error', () => {});
		response.on('error', () => {});
		request.resume();
		answerStorage(request, response, engine);
	});
}

/** Stops a server at once, unanswered requests included. */
export async function close(server: Server): Promise<void> {
	await new Promise<void>((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

function splitTarget(target: string): [string, string?] {
	const mark = target.indexOf('?');
	return mark < 0 ? [target] : [target.slice(0, mark), target.slice(mark + 1)];
}

async function answerControl(
	request: IncomingMessage,
	response: ServerResponse,
	control: Control,
	path: string,
) {
	const body = await readBody(request).catch((): Body => ({ kind: 'none' }));
	send(response, await control(request.method ?? 'GET', path.slice(controlRoot.length - 1), body));
}

async function answerApi(
	request: IncomingMessage,
	response: ServerResponse,
	engine: Engine,
	{ path, search, time }: { path: string; search: URLSearchParams; time: number },
): Promise<void> {
	const { method = 'GET', headers } = request;
	const admission = engine.admit({ method, path, search, headers, time });
	const { record, fault } = admission;
	const body = await readBody(request).catch(() => undefined);
	if (!body) return engine.finish(record, undefined); // the client hung up while sending
	logBody(record, body);
	const answer = dated(located(written(engine.answer(admission, search, body)), engine), engine);
	// Latency counts from the arrival, so what the sandbox itself takes is part of it.
	const latency = engine.settings.latency + (fault?.kind === 'latency' ? fault.milliseconds : 0);
	const wait = time + latency - performance.now();
	if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait).unref());
	deliver(response, answer, fault);
	engine.finish(record, response.headersSent ? response.statusCode : undefined);
}

function logBody(record: RequestRecord, body: Body): void {
	if (body.kind === 'json') record.body = body.value;
	if (body.kind !== 'multipart') return;
	record.body = body.fields;
	record.files = body.files.map(({ field, filename, mediaType, content }) => ({
		field,
		filename,
		mediaType,
		size: content.length,
	}));
}

/** The answer with its JSON as bytes, ready to be sent. */
function written(answer: Answer): Answer {
	if (answer.raw || answer.body === undefined) return answer;
	return { ...answer, raw: { content: Buffer.from(JSON.stringify(answer.body)), type: 'application/json' } };
}

/** The answer with the URLs of files on the host where the settings want them. */
function located(answer: Answer, { settings, state }: Engine): Answer {
	if (settings.documentHost !== 'storage' || answer.raw?.type !== 'application/json') return answer;
	const content = Buffer.from(state.world.media.toStorage(String(answer.raw.content)));
	return { ...answer, raw: { ...answer.raw, content } };
}

/** The answer with the time of the sandbox. One that asks to come later keeps that of the machine, which goes on. */
function dated(answer: Answer, { settings: { dateOffset }, state }: Engine): Answer {
	if (answer.status >= 400) return answer;
	const time = Date.parse(state.world.clock.now()) + (dateOffset ?? 0) * 1000;
	const told = dateOffset === null ? 'unknown' : new Date(time).toUTCString();
	return { ...answer, headers: { Date: told, ...answer.headers } };
}

/** Brings the answer to the client, or what the fault leaves of it. */
function deliver(response: ServerResponse, answer: Answer, fault: Fault | undefined): void {
	switch (fault?.kind) {
		case 'status':
			return send(response, { status: fault.status, body: fault.body, headers: fault.headers });
		case 'reset-before':
		case 'reset-after':
			return reset(response);
		case 'reset-within':
			return sendHalf(response, answer);
		case 'hang':
			return;
		case 'cut-off-json':
			return send(response, cutOff(answer));
		case 'html':
			return send(response, webPage(fault.status ?? 200, fault.title ?? 'Dashdoc'));
		case 'empty':
			return send(response, { status: fault.status ?? 200 });
		case 'garbage':
			return send(response, {
				status: 200,
				raw: { content: '\u0000\u0001]} not JSON', type: 'application/json' },
			});
		default:
			return send(response, answer);
	}
}

function send(response: ServerResponse, answer: Answer): void {
	const { status, raw, headers } = written(answer);
	response.writeHead(status, {
		...(raw && { 'Content-Type': raw.type }),
		...(status !== 204 && { 'Content-Length': Buffer.byteLength(raw?.content ?? '') }),
		...headers,
	});
	response.end(raw?.content);
}

function reset(response: ServerResponse): void {
	response.socket?.resetAndDestroy();
}

function sendHalf(response: ServerResponse, { status, body }: Answer): void {
	const content = JSON.stringify(body ?? {});
	response.writeHead(status, {
		'Content-Type': 'application/json',
		'Content-Length': Buffer.byteLength(content),
	});
	response.write(content.slice(0, Math.ceil(content.length / 2)), () => reset(response));
}

function cutOff({ status, body }: Answer): Answer {
	const content = JSON.stringify(body ?? {});
	return {
		status,
		raw: { content: content.slice(0, Math.floor(content.length / 2)), type: 'application/json' },
	};
}

function webPage(status: number, title: string): Answer {
	const content = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
	return { status, raw: { content, type: 'text/html; charset=utf-8' } };
}
