import type { RawAnswer } from './answer';
import { safeFileName } from './fileName';
import type { DashdocFile } from './types';

const parameter = /;\s*([^\s=;"]+)\s*=\s*("(?:\\.|[^"\\])*"|[^;]*)/g;

/**
 * Name, type and length of a file, from the headers that came with it.
 *
 * @param url from which it came in the end
 */
export function describeFile(headers: RawAnswer['headers'], url: URL): Omit<DashdocFile, 'content'> {
	const size = textOf(headers['content-length']).trim();
	return {
		fileName: safeFileName(dispositionName(textOf(headers['content-disposition'])) || lastPart(url)),
		mediaType: mediaType(textOf(headers['content-type'])),
		...(/^\d{1,15}$/.test(size) ? { size: Number(size) } : {}),
	};
}

/** RFC 6266: `filename*` goes before `filename`; empty when there is neither. */
function dispositionName(header: string): string {
	const parameters = new Map<string, string>();
	for (const [, name, value] of `;${header}`.matchAll(parameter)) {
		const key = name.toLowerCase();
		if (!parameters.has(key)) parameters.set(key, value.trim());
	}
	return extendedValue(parameters.get('filename*') ?? '') || plainValue(parameters.get('filename') ?? '');
}

/** RFC 5987: `UTF-8'fr'r%C3%A9sum%C3%A9.pdf`; empty when it cannot be read. Quotes are wrong there, and common. */
function extendedValue(value: string): string {
	const parts = /^"?([\w-]+)'[^']*'([^"]*)"?$/.exec(value);
	if (!parts || !/^(utf-8|iso-8859-1)$/i.test(parts[1])) return '';
	const bytes = parts[2].replace(/%([\da-f]{2})/gi, (_, hex: string) =>
		String.fromCharCode(parseInt(hex, 16)),
	);
	return decoded(bytes, parts[1]) ?? '';
}

/** A backslash escapes quotes and itself; before anything else it belongs to the path of a careless sender. */
function plainValue(value: string): string {
	const text = value.startsWith('"') ? value.slice(1, -1).replace(/\\(["\\])/g, '$1') : value;
	// Headers are read byte for byte; what is UTF-8 was meant so.
	return decoded(text, 'utf-8') ?? text;
}

/** Bytes, one per character, as text; undefined when they are none. */
function decoded(bytes: string, charset: string): string | undefined {
	try {
		return new TextDecoder(charset, { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
	} catch {
		return undefined;
	}
}

function lastPart({ pathname }: URL): string {
	const last = pathname.split('/').filter(Boolean).pop() ?? '';
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}

function mediaType(header: string): string {
	const type = header.split(';')[0].trim().toLowerCase();
	return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type) ? type : 'application/octet-stream';
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
