import { isLoopback } from './baseUrl';
import { Refusal } from './refusal';

/** Where a file lies. */
export interface FileTarget {
	url: URL;
	/** Whether that is Dashdoc itself, which gets the token. */
	isOwn: boolean;
}

/** Where an address came from, as far as a refusal speaks of it. */
export interface AddressOrigin {
	/** Absolute address to which a relative one belongs. */
	base: string;
	/** Address of Dashdoc's API. */
	home: string;
	/** The address in words, as the first half of a sentence. */
	words: string;
}

/**
 * Judges the address of a file. Other hosts than Dashdoc's are fine, since files may lie in a store with addresses of
 * its own; they never get the token. `http:` is for this machine only, and only where Dashdoc is there too: else an
 * answer could send requests to whatever runs beside n8n.
 *
 * @throws {Refusal} for an address that cannot be a file of Dashdoc
 */
export function fileTarget(address: string, { base, home, words }: AddressOrigin): FileTarget {
	const refuse = (fault: string) =>
		new Refusal(`${words} ${fault}`, 'Give the address as it stands in what Dashdoc answered.');
	const text = address.trim();
	if (text === '') throw refuse('is empty');
	if (/\p{Cc}/u.test(text)) throw refuse('contains a line break or another character that no address has');
	if (!URL.canParse(text, base)) throw refuse('is not a web address');
	const url = new URL(text, base);
	const own = new URL(home);
	const isLocal = url.protocol === 'http:' && isLoopback(url.hostname) && isLoopback(own.hostname);
	if (url.protocol !== 'https:' && !isLocal) {
		throw refuse(`must start with https://, not with ${url.protocol}`);
	}
	if (url.username !== '' || url.password !== '') throw refuse('must not contain a user name or password');
	url.hash = '';
	return { url, isOwn: url.origin === own.origin };
}
