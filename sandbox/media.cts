import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable, pipeline } from 'node:stream';
import type { Engine } from './engine.cts';
import { authenticate } from './http/authentication.cts';
import { Refusal } from './http/problems.cts';
import type { ServedFile } from './state/media.cts';

/** A download as it was asked for. */
export interface Download {
	/** Dashdoc itself, or the object storage that its answers may point at. */
	host: 'dashdoc' | 'storage';
	path: string;
	hasToken: boolean;
	status: number;
}

/** Where downloads are asked for below either host. */
export const mediaRoot = '/media/';

/** Answers a download from Dashdoc's own host: with the token, and possibly by pointing at the storage. */
export function answerMedia(
	request: IncomingMessage,
	response: ServerResponse,
	engine: Engine,
	path: string,
): void {
	const { settings, state } = engine;
	const file = state.world.media.find(path);
	const refusal = settings.documentToken ? refusalOf(request.headers, engine) : undefined;
	const moved = refusal === undefined && file !== undefined && settings.documentHost === 'redirect';
	const status = refusal ?? (file === undefined ? 404 : moved ? 302 : 200);
	engine.downloads.push({ host: 'dashdoc', path, hasToken: hasToken(request.headers), status });
	if (refusal !== undefined)
		return problem(response, refusal, 'Authentication credentials were not provided.');
	if (file === undefined) return problem(response, 404, 'Not found.');
	if (!moved) return sendFile(response, file);
	response.writeHead(302, { Location: state.world.media.inStorage(path), 'Content-Length': 0 });
	response.end();
}

/**
 * Answers a download from the object storage: another host, which knows signatures and no tokens. A token that
 * arrives here was given away, which is recorded.
 */
export function answerStorage(request: IncomingMessage, response: ServerResponse, engine: Engine): void {
	const url = new URL(request.url ?? '/', 'http://storage');
	const path = url.pathname;
	const isSigned = url.searchParams.has('X-Amz-Signature');
	const file = engine.state.world.media.find(path);
	const status = !isSigned ? 403 : file === undefined ? 404 : 200;
	engine.downloads.push({ host: 'storage', path, hasToken: hasToken(request.headers), status });
	if (hasToken(request.headers)) {
		engine.violations.push({
			kind: 'token-given-away',
			message: 'The token was sent to a host that is not Dashdoc',
			sequence: 0,
			method: request.method ?? 'GET',
			path,
		});
	}
	if (!isSigned) return problem(response, 403, 'AccessDenied');
	if (file === undefined) return problem(response, 404, 'NoSuchKey');
	sendFile(response, file);
}

function hasToken(headers: IncomingHttpHeaders): boolean {
	return headers.authorization !== undefined || 'authentication' in headers;
}

function refusalOf(headers: IncomingHttpHeaders, { state }: Engine): number | undefined {
	try {
		authenticate(headers, state.tenants, () => {});
		return undefined;
	} catch (error) {
		if (error instanceof Refusal) return error.answer.status;
		throw error;
	}
}

function problem(response: ServerResponse, status: number, detail: string): void {
	const content = JSON.stringify({ detail });
	response.writeHead(status, {
		'Content-Type': 'application/json',
		'Content-Length': Buffer.byteLength(content),
	});
	response.end(content);
}

function sendFile(response: ServerResponse, file: ServedFile): void {
	const { filename, mediaType, size, isSizeTold } = file;
	response.writeHead(200, {
		'Content-Type': mediaType,
		...(isSizeTold && { 'Content-Length': size }),
		'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
	});
	// a client that gives up half-way is no fault of the sandbox
	pipeline(Readable.from(file.pieces()), response, () => {});
}
