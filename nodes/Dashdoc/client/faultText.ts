import { readableName } from './fieldName';
import type { Fault } from './faults';
import type { Wording } from './types';

/** Codes that need explaining when they come without words; all others are readable with blanks between. */
const explained: Readonly<Record<string, string>> = {
	authentication_failed: 'the API token was not accepted',
	blank: 'must not be empty',
	email_already_exists_you_can_login: 'there is already an account with this email',
	email_in_use: 'is used by another account already',
	invalid: 'is not valid',
	invalid_input: 'is not valid',
	max_length: 'is too long',
	not_found: 'was not found',
	null: 'must not be empty',
	password_entirely_numeric: 'must not consist of digits only',
	permission_denied: 'your account does not have the permission',
	remote_id_already_exists: 'is used by another entry already',
	required: 'is required',
	slot_too_far_future: 'the time slot is too far in the future',
	slot_too_far_past: 'the time slot is too far in the past',
	throttled: 'too many requests',
	trade_number_already_exists: 'is used by another entry already',
	unique: 'is used by another entry already',
	unique_address: 'there is already the same entry in your address book',
};

/** Faults beyond these are counted, not told. */
const mostFaults = 8;

/** Characters of one fault. */
const longestFault = 300;

/**
 * One sentence for all faults: `<Label>: <Dashdoc's words>`, joined by semicolons; empty without faults.
 *
 * @param label how the user calls a field, given as dotted name without list positions
 */
export function faultSentence(faults: readonly Fault[], label?: Wording['label']): string {
	const sentences = [...new Set(faults.map((fault) => faultText(fault, label)))].filter(
		(text) => text !== '',
	);
	const told = sentences.slice(0, mostFaults).map((text) => shortened(text, longestFault));
	const more = sentences.length - told.length;
	if (more > 0) told.push(`and ${more} more`);
	return told.map((text, place) => (place < told.length - 1 ? text.replace(/\.$/, '') : text)).join('; ');
}

function faultText(fault: Fault, label: Wording['label']): string {
	const words = fault.detail ?? codeWords(fault.code ?? '');
	const place = placeText(fault.path, label);
	return place === '' ? words : `${place}: ${words}`;
}

function codeWords(code: string): string {
	return Object.hasOwn(explained, code) ? explained[code] : code.replace(/[_-]+/g, ' ').trim();
}

/** `License Plate`, `Tags #2`, or with the way to it: `Segments #2 / Origin / ETA Tracking`. */
function placeText(path: Fault['path'], label: Wording['label']): string {
	const names = path.filter((part): part is string => typeof part === 'string');
	const whole = names.length > 0 ? label?.(names.join('.')) : undefined;
	if (whole !== undefined) return withPlaces(whole, path, names, label);
	const parts: string[] = [];
	let dotted = '';
	for (const part of path) {
		if (typeof part === 'number') {
			parts.push(`${parts.pop() ?? ''} #${part + 1}`.trim());
		} else {
			dotted = dotted === '' ? part : `${dotted}.${part}`;
			parts.push(label?.(dotted) ?? readableName(part));
		}
	}
	return parts.join(' / ');
}

/** The user's own label, and in which entries of which lists: `ETA Tracking (Segments #2)`. */
function withPlaces(whole: string, path: Fault['path'], names: string[], label: Wording['label']): string {
	const last = path[path.length - 1];
	const own = typeof last === 'number' ? ` #${last + 1}` : '';
	const way = path.slice(0, path.lastIndexOf(names[names.length - 1]));
	if (!way.some((part) => typeof part === 'number')) return `${whole}${own}`;
	const lists = way.flatMap((part, place) => {
		if (typeof part !== 'number') return [];
		const dotted = way.slice(0, place).filter((name) => typeof name === 'string');
		const name = dotted[dotted.length - 1] ?? '';
		return [`${label?.(dotted.join('.')) ?? readableName(name)} #${part + 1}`.trim()];
	});
	return `${whole}${own} (${lists.join(', ')})`;
}

/** Foreign text, cut at a length that a message can bear. */
export function shortened(text: string, longest: number): string {
	return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}
