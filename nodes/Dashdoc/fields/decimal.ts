import { InvalidValue, type Parameter } from '../declaration/parameter';
import { at, describe, readText, type Appearance } from './plain';

/** Digits that a JavaScript number holds whatever its value; one with more was rounded somewhere before. */
const exactDigits = 15;

/**
 * An amount of money or a priced quantity, which Dashdoc takes as text so that no digit is lost; a decimal comma is
 * understood.
 * @param decimals places behind the comma that Dashdoc takes; left out, any number of them
 */
export function decimal<T extends string>(
	target: T,
	displayName: string,
	{ decimals, ...appearance }: Appearance & { decimals?: number },
): Parameter<T> {
	return {
		property: describe(displayName, 'string', '', appearance),
		targets: [target],
		place: (value) => at(target, readDecimal(value, { decimals })),
		cleared: at(target, null),
	};
}

/**
 * An amount as decimal text, digit for digit as it was given; zeros behind the last place that counts are dropped.
 * @param where begins the sentence of an error, where one value holds several amounts: `in line 2, `
 * @throws InvalidValue when it is none, has more decimals than allowed, or is a number that was rounded before
 */
export function readDecimal(
	value: unknown,
	{ decimals = Infinity, where = '' }: { decimals?: number; where?: string } = {},
): string {
	const given = readText(value).trim();
	const parts = /^(-?\d+)(?:[.,](\d+))?$/.exec(given);
	if (!parts) throw new InvalidValue(`${where}"${given}" is not an amount, such as 149.50`);
	const [, whole, fraction = ''] = parts;
	const kept = fraction.replace(/0+$/, '').length;
	if (kept > decimals) {
		throw new InvalidValue(
			`${where}${given} has ${kept} decimals, but Dashdoc takes ${decimals} at most; round it before`,
		);
	}
	if (typeof value === 'number' && digitsOf(whole + fraction) > exactDigits) {
		throw new InvalidValue(
			`${where}${given} is a number with more digits than numbers keep; give it as text`,
		);
	}
	const places = fraction.slice(0, Math.max(kept, Math.min(fraction.length, decimals)));
	return places === '' ? whole : `${whole}.${places}`;
}

const digitsOf = (digits: string): number => digits.replace(/^[-0]+/, '').length;
