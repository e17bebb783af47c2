import type { ByteStream } from './types';

/** What a body turned out to be. `broken` is JSON that was cut off, `page` is HTML or XML. */
export type Body =
	| { form: 'empty' }
	| { form: 'json'; value: unknown }
	| { form: 'broken' | 'page' | 'text'; text: string };

/** The content of a file, still to be read. */
export interface FileBody {
	form: 'file';
	stream: ByteStream;
}

/** An answer of any status. */
export interface RawAnswer<Content = Body> {
	statusCode: number;
	/** Names in lower case. */
	headers: Readonly<Record<string, unknown>>;
	body: Content;
}

/**
 * Reads a body that was asked for as text. Whatever the content type says, JSON is what can be parsed as JSON.
 * A value that is no text was parsed already (test doubles of n8n do that) and is taken as it is.
 */
export function readBody(raw: unknown): Body {
	if (raw === undefined || raw === null) return { form: 'empty' };
	if (typeof raw !== 'string') return { form: 'json', value: raw };
	const text = raw.trim();
	if (text === '') return { form: 'empty' };
	try {
		return { form: 'json', value: JSON.parse(text) as unknown };
	} catch {
		if (text.startsWith('<')) return { form: 'page', text };
		return { form: /^[[{"]/.test(text) ? 'broken' : 'text', text };
	}
}

/** Whether a request was accepted. */
export function isSuccess(statusCode: number): boolean {
	return statusCode >= 200 && statusCode < 300;
}

/** Statuses that have no body by definition. */
export function hasNoBody(statusCode: number): boolean {
	return statusCode === 204 || statusCode === 205;
}

/**
 * Whether an accepted answer holds what was asked for: JSON, or nothing where nothing is needed. A GET that
 * answers 200 without a body was cut off.
 */
export function isReadable({ statusCode, body }: RawAnswer<Body | FileBody>, method: string): boolean {
	if (body.form === 'empty') return method !== 'GET' || hasNoBody(statusCode);
	return body.form === 'json';
}
