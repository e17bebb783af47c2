import { createHash } from 'crypto';
import { isObject } from '../Dashdoc/client/isObject';
import type { Delivery } from './payload';

/** What a repetition changes: how often and when Dashdoc has tried. */
const bookkeeping = new Set(['retries', 'last_attempt_time', 'sent']);

/**
 * What stands for an event, the same whenever Dashdoc sends it again: its name and ID, else (without one of them) all that was sent of it.
 * 16 characters (96 bits), since many are kept.
 */
export function identityOf({ event, eventUid, payload }: Delivery): string {
	const isNamed = event !== undefined && eventUid !== undefined;
	const text = isNamed ? `${event}\n${eventUid}` : canonical(payload);
	return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** JSON that does not depend on the order of names; `readBody` bounds the depth. */
function canonical(payload: unknown): string {
	return JSON.stringify(payload, (name, value: unknown) => {
		if (bookkeeping.has(name)) return undefined;
		if (!isObject(value)) return value;
		return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
	});
}
