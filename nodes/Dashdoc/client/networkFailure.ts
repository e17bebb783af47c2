import { isCancellation } from './cancellation';
import { isObject } from './isObject';

/**
 * What a request without an answer means for sending it again:
 * `unreachable` – it never arrived; `timeout`, `lost` – it may have arrived; `certificate`, `other` – the same
 * would happen again.
 */
export type FailureKind = 'cancelled' | 'unreachable' | 'timeout' | 'lost' | 'certificate' | 'other';

/** A request that got no answer. */
export interface NetworkFailure {
	kind: FailureKind;
	/** Code of Node.js, e.g. `ECONNREFUSED`; empty when there is none. */
	code: string;
	/** The raw words. */
	text: string;
}

/** Codes that say by themselves what happened. */
const kinds: Readonly<Record<string, FailureKind>> = {
	ECONNREFUSED: 'unreachable',
	ENOTFOUND: 'unreachable',
	EAI_AGAIN: 'unreachable',
	EAI_FAIL: 'unreachable',
	EAI_NODATA: 'unreachable',
	ETIMEDOUT: 'timeout',
	ESOCKETTIMEDOUT: 'timeout',
	ECONNRESET: 'lost',
	ECONNABORTED: 'lost',
	EPIPE: 'lost',
	EHOSTUNREACH: 'lost',
	ENETUNREACH: 'lost',
	ENETDOWN: 'lost',
	ERR_STREAM_PREMATURE_CLOSE: 'lost',
	// An answer that stopped in the middle; statuses are never the reason, since they are not thrown.
	ERR_BAD_RESPONSE: 'lost',
	ERR_NETWORK: 'lost',
	CERT_HAS_EXPIRED: 'certificate',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
	SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
	ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
	EPROTO: 'certificate',
};

/** Codes that n8n 1 throws away, by the words that are left of them: a broken answer shows the status that it began with. */
const codesByWords: Readonly<Record<string, string>> = { 'stream has been aborted': 'ERR_BAD_RESPONSE' };

/**
 * Whether there is no host of that name, which will not change soon: a resolver that is out of order for a moment says
 * so with another code, `EAI_AGAIN`.
 */
export function isUnknownHost({ code }: NetworkFailure): boolean {
	return code === 'ENOTFOUND';
}

type ErrorPart = Readonly<Record<string, unknown>>;

/** Parts of an error, its causes and the errors collected in it, from the outside to the inside. */
function partsOf(error: unknown, depth = 0): ErrorPart[] {
	if (!isObject(error) || depth > 5) return [];
	const { cause, errors } = error;
	const inner = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
	return [error, ...inner.flatMap((part) => partsOf(part, depth + 1))];
}

/**
 * Reads what n8n's request helper throws: a NodeApiError with the code of Node.js in `httpCode`, its own words in
 * `message`, the raw words in `messages[0]` and the error of the HTTP library in `cause`.
 *
 * @returns undefined for an error that does not come from the network, such as a missing credential
 */
export function networkFailure(error: unknown): NetworkFailure | undefined {
	const parts = partsOf(error);
	const codes = parts.flatMap(({ code, httpCode }) => [code, httpCode]).filter(isText);
	const text = rawText(parts);
	if (isCancellation(error)) return { kind: 'cancelled', code: 'ERR_CANCELED', text };
	const code =
		codes.find((candidate) => Object.hasOwn(kinds, candidate)) ??
		codes.find(isParserCode) ??
		(Object.hasOwn(codesByWords, text) ? codesByWords[text] : undefined);
	const isLibraryError = parts.some(({ isAxiosError }) => isAxiosError === true);
	if (code === undefined) {
		return isLibraryError ? { kind: 'other', code: codes[0] ?? '', text } : undefined;
	}
	return { kind: kindOf(code, parts, text), code, text };
}

function kindOf(code: string, parts: ErrorPart[], text: string): FailureKind {
	// Whatever fails while connecting has sent nothing yet.
	const connecting = parts.some(({ syscall }) => syscall === 'connect' || syscall === 'getaddrinfo');
	const kind = Object.hasOwn(kinds, code) ? kinds[code] : 'lost';
	if (kind === 'certificate') return kind;
	if (connecting) return 'unreachable';
	return code === 'ECONNABORTED' && /timeout/i.test(text) ? 'timeout' : kind;
}

/** Codes of Node's HTTP parser: what came back was no HTTP. */
function isParserCode(code: string): boolean {
	return code.startsWith('HPE_');
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

/** The innermost words: the outer ones are n8n's general explanations. */
function rawText(parts: ErrorPart[]): string {
	const outer = parts[0]?.messages;
	const said = Array.isArray(outer) ? (outer as unknown[]) : [];
	return [...parts.slice(1).map(({ message }) => message), ...said, parts[0]?.message].find(isText) ?? '';
}
