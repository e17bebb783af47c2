import { Refusal } from './refusal';

/** Path of the only API version that this client speaks. */
const apiPath = '/api/v4';

/** Dashdoc's own installations, by the value of the credential's field 'Environment'. */
const hosts: Readonly<Record<string, string>> = {
	production: 'https://api.dashdoc.eu',
	sandbox: 'https://sandbox.dashdoc.eu',
};

const example = 'Enter the address of the host alone, e.g. https://api.dashdoc.eu';

/** The address part of a `dashdocApi` credential. */
export interface Address {
	environment?: unknown;
	/** Only looked at for the environment `custom`. */
	baseUrl?: unknown;
}

/**
 * The address below which all endpoints lie, without a trailing slash, e.g. `https://api.dashdoc.eu/api/v4`.
 * A custom address is https, or http on loopback only; a pasted `/api/v4` and trailing slashes are understood.
 *
 * @throws {Refusal} for an address that could not work or would expose the token
 */
export function resolveBaseUrl({ environment, baseUrl }: Address): string {
	if (environment === 'custom') return `${customHost(baseUrl)}${apiPath}`;
	if (typeof environment === 'string' && Object.hasOwn(hosts, environment)) {
		return `${hosts[environment]}${apiPath}`;
	}
	throw new Refusal(
		"The credential's 'Environment' is not known",
		"Open the Dashdoc credential and choose one of the entries of 'Environment'.",
	);
}

function customHost(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') throw refuse('is empty');
	if (/[\s\p{Cc}]/u.test(text)) throw refuse('contains a space or a line break');
	const url = parse(text);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
		throw refuse('must start with https:// (http:// is accepted for this machine only)');
	}
	if (url.username !== '' || url.password !== '') {
		throw refuse('must not contain a user name or password');
	}
	// Looked for in the text, since an empty query or fragment leaves no trace in the parsed address.
	if (/[?#]/.test(text)) throw refuse('must not contain a query (?) or a fragment (#)');
	return `${url.origin}${pathPrefix(url.pathname)}`;
}

function parse(text: string): URL {
	if (!URL.canParse(text)) throw refuse('is not a web address');
	return new URL(text);
}

/** A path in front of `/api/v4`, as a reverse proxy may have it. */
function pathPrefix(path: string): string {
	const prefix = path.replace(/\/+$/, '').replace(/\/api\/v4$/, '');
	if (/\/api(\/|$)/.test(prefix)) throw refuse('must be the host without the path of an endpoint');
	return prefix.replace(/\/+$/, '');
}

/** `new URL` has brought other spellings of loopback, such as 127.1, into these forms. */
export function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function refuse(what: string): Refusal {
	return new Refusal(`The credential's 'Base URL' ${what}`, `${example}.`);
}
