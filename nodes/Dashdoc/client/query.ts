import { Refusal } from './refusal';
import type { QueryScalar, QueryValue } from './types';

/**
 * A query as text, without the question mark. `undefined` is left out; a list becomes one value with commas.
 *
 * @param label how the user calls a query parameter
 * @throws {Refusal} for a list filter that Dashdoc would read as "no filter at all" or read differently
 */
export function queryText(
	query: Readonly<Record<string, QueryValue>>,
	label: (name: string) => string,
): string {
	return Object.entries(query)
		.filter((entry): entry is [string, Exclude<QueryValue, undefined>] => entry[1] !== undefined)
		.map(([name, value]) => `${encodeURIComponent(name)}=${valueText(name, value, label)}`)
		.join('&');
}

function valueText(
	name: string,
	value: Exclude<QueryValue, undefined>,
	label: (name: string) => string,
): string {
	if (isList(value)) return listText(value, label(name));
	const text = String(value);
	if (name.endsWith('__in') && text.trim() === '') throw emptyList(label(name));
	return encode(text, label(name));
}

/** The commas between the values stay as they are: Dashdoc splits at commas. */
function listText(values: readonly QueryScalar[], name: string): string {
	if (values.length === 0) throw emptyList(name);
	const texts = values.map(String);
	if (texts.some((text) => text.trim() === '')) {
		throw new Refusal(`'${name}' contains an empty value`, 'Remove the empty value from the list.');
	}
	if (texts.some((text) => text.includes(','))) {
		throw new Refusal(
			`'${name}' contains a value with a comma`,
			'Dashdoc separates the values of a list by commas and would read two values.',
		);
	}
	return texts.map((text) => encode(text, name)).join(',');
}

function encode(text: string, name: string): string {
	// encodeURIComponent throws at half of a surrogate pair, left when a text was cut inside an emoji.
	if (/\p{Cs}/u.test(text)) {
		throw new Refusal(`'${name}' contains a character that cannot be sent`, 'Enter the value again.');
	}
	return encodeURIComponent(text);
}

function emptyList(name: string): Refusal {
	return new Refusal(
		`'${name}' is an empty list`,
		'Dashdoc ignores an empty list and would take everything. Give at least one value, or leave it out.',
	);
}

function isList(value: QueryValue): value is readonly QueryScalar[] {
	return Array.isArray(value);
}
