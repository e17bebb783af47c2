import { isObject } from './isObject';

/** One complaint of Dashdoc. */
export interface Fault {
	/** Names of fields and positions in lists (from 0), from the outside to the inside; empty for the whole request. */
	path: Array<string | number>;
	/** Dashdoc's words. */
	detail?: string;
	/** Dashdoc's word for programs, e.g. `max_length`. */
	code?: string;
}

/** Keys under which Dashdoc and Django speak of the whole object. */
const wholeObject = new Set(['non_field_errors', '__all__']);

type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * Flattens the body of a refused request, whichever of Dashdoc's shapes it has: `{detail}`, `{error}`,
 * `{field: {detail, code}}` with texts, lists or mirrored nesting in both, plain nesting that ends in such a
 * leaf, `{field: ["text"]}`, codes without words. Takes any JSON, never throws, drops no words.
 */
export function faultsOf(body: unknown): Fault[] {
	try {
		if (!isObject(body) || !('error' in body)) return walk(body, undefined, []);
		const { error, ...others } = body;
		return [...walk(error, undefined, []), ...walk(others, undefined, [])];
	} catch {
		// The only thing that can fail is the depth of a hostile body, which no stack is high enough for.
		return [{ path: [], detail: 'The answer is nested too deeply to be shown' }];
	}
}

/** @param code what stands in the mirrored place under `code` */
function walk(value: unknown, code: unknown, path: Fault['path']): Fault[] {
	if (Array.isArray(value)) return walkList(value, code, path);
	if (isObject(value)) return isLeaf(value) ? walkLeaf(value, code, path) : walkFields(value, code, path);
	const detail = value === null || value === undefined ? '' : String(value).trim();
	if (detail === '') return codesAlone(code, path);
	return [withDottedPath(withCode({ path, detail }, codeText(code)))];
}

/** A list of texts belongs to its field; a list of objects mirrors a list of the payload. */
function walkList(values: unknown[], code: unknown, path: Fault['path']): Fault[] {
	const faults = values.flatMap((value, position) => {
		const mirrored = Array.isArray(code) ? (code as unknown[])[position] : code;
		return walk(value, mirrored, isNested(value) ? [...path, position] : path);
	});
	return faults.length > 0 ? faults : codesAlone(code, path);
}

function walkFields(fields: JsonRecord, code: unknown, path: Fault['path']): Fault[] {
	return Object.entries(fields).flatMap(([name, value]) =>
		walk(value, isObject(code) ? code[name] : undefined, below(path, name)),
	);
}

/** `{detail, code}`: both mirror each other; whatever else stands there is read as fields. */
function walkLeaf({ detail, code, ...others }: JsonRecord, outerCode: unknown, path: Fault['path']): Fault[] {
	return [...walk(detail, code ?? outerCode, path), ...walkFields(others, undefined, path)];
}

/** Codes whose words are missing. */
function codesAlone(code: unknown, path: Fault['path']): Fault[] {
	const text = codeText(code);
	if (text !== undefined && !Array.isArray(code)) return [{ path, code: text }];
	if (Array.isArray(code)) {
		return code.flatMap((part: unknown, position) =>
			codesAlone(part, isNested(part) ? [...path, position] : path),
		);
	}
	if (!isObject(code)) return [];
	return Object.entries(code).flatMap(([name, part]) => codesAlone(part, below(path, name)));
}

/** A field may itself be called "code": then there is a sentence in it, not one word. */
function isLeaf(value: JsonRecord): boolean {
	if ('detail' in value) return true;
	return 'code' in value && codeTextsOf(value.code).every((text) => /^[\w-]+$/.test(text));
}

function codeTextsOf(code: unknown): string[] {
	if (typeof code === 'string') return [code];
	if (Array.isArray(code)) return code.flatMap(codeTextsOf);
	return isObject(code) ? Object.values(code).flatMap(codeTextsOf) : [];
}

/** The code that belongs to one text. */
function codeText(code: unknown): string | undefined {
	const first: unknown = Array.isArray(code) ? code[0] : code;
	if (typeof first !== 'string' && typeof first !== 'number') return undefined;
	return String(first).trim() || undefined;
}

function withCode(fault: Fault, code: string | undefined): Fault {
	return code === undefined ? fault : { ...fault, code };
}

/** Structural complaints carry the place in their words: `slot.start: Enter a date` with `invalid_input`. */
function withDottedPath(fault: Fault): Fault {
	const parts =
		fault.code === 'invalid_input' ? /^([a-z_]\w*(?:\.\w+)*): (.+)$/is.exec(fault.detail ?? '') : null;
	if (!parts) return fault;
	const inner = parts[1].split('.').map(position);
	return { ...fault, path: [...fault.path, ...inner], detail: parts[2] };
}

function below(path: Fault['path'], name: string): Fault['path'] {
	return wholeObject.has(name) ? path : [...path, position(name)];
}

/** Django numbers the faulty entries of a list of plain values: `{"tags": {"0": ["text"]}}`. */
function position(name: string): string | number {
	return /^\d{1,9}$/.test(name) ? Number(name) : name;
}

function isNested(value: unknown): boolean {
	return typeof value === 'object' && value !== null;
}
