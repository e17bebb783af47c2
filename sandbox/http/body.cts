import busboy from 'busboy';
import type { IncomingMessage } from 'node:http';
import type { Json, JsonObject } from '../json.cts';

/** A file that came as part of a multipart body. */
export interface UploadedFile {
	field: string;
	filename: string;
	mediaType: string;
	content: Buffer;
}

/** A request body as it was read. */
export type Body =
	| { kind: 'none' }
	| { kind: 'json'; value: Json }
	| { kind: 'multipart'; fields: JsonObject; files: UploadedFile[] }
	| { kind: 'unreadable'; detail: string }
	| { kind: 'unsupported'; mediaType: string };

/** Reads the body of a request by its content type. Rejects only when the connection is lost on the way. */
export async function readBody(request: IncomingMessage): Promise<Body> {
	const mediaType = (request.headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
	if (mediaType === 'multipart/form-data') return await readMultipart(request);
	const content = await readAll(request);
	if (content.length === 0) return { kind: 'none' };
	if (mediaType !== 'application/json') return { kind: 'unsupported', mediaType };
	try {
		return { kind: 'json', value: JSON.parse(content.toString('utf8')) as Json };
	} catch (error) {
		return { kind: 'unreadable', detail: `JSON parse error - ${(error as Error).message}` };
	}
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

async function readMultipart(request: IncomingMessage): Promise<Body> {
	const fields: JsonObject = {};
	const files: UploadedFile[] = [];
	try {
		await parseParts(request, fields, files);
	} catch (error) {
		request.resume();
		const reason = (error as Error).message === 'Multipart: Boundary not found' ? noBoundary : String(error);
		return { kind: 'unreadable', detail: `Multipart form parse error - ${reason}` };
	}
	return { kind: 'multipart', fields, files };
}

const noBoundary = 'Invalid boundary in multipart: None';

function parseParts(request: IncomingMessage, fields: JsonObject, files: UploadedFile[]): Promise<void> {
	return new Promise((resolve, reject) => {
		// busboy decodes file names as latin1 unless told otherwise; browsers and n8n send UTF-8
		const parser = busboy({ headers: request.headers, defParamCharset: 'utf8' });
		parser.on('field', (name, value) => addField(fields, name, value));
		parser.on('file', (field, stream, { filename, mimeType }) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () =>
				files.push({ field, filename: filename ?? '', mediaType: mimeType, content: Buffer.concat(chunks) }),
			);
			stream.on('error', reject);
		});
		parser.on('close', resolve);
		parser.on('error', reject);
		request.on('error', reject);
		request.pipe(parser);
	});
}

/** `name[]` and a repeated `name` both mean a list. */
function addField(fields: JsonObject, written: string, value: string): void {
	const name = written.replace(/\[\]$/, '');
	const before = fields[name];
	if (before !== undefined) fields[name] = [before, value].flat();
	else fields[name] = written.endsWith('[]') ? [value] : value;
}
