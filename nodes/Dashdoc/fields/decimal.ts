import { InvalidValue, type Parameter } from '../declaration/parameter';
import { at, describe, readText, type Appearance } from './plain';

/** Digits that a JavaScript number holds whatever its value; one with more was rounded somewhere before. */
const exactDigits = 15;

/** `1,234` is read as a thousand here and as one and a bit there; `0,234` and `1234,567` can only be decimals. */
const ambiguous = /^(-?[1-9]\d{0,2}),(\d{3})$/;

/**
 * An amount of money or a priced quantity, which Dashdoc takes as text so that no digit is lost; a decimal comma is
 * understood, unless it may as well divide thousands.
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
 * @throws InvalidValue when it is none, may be read in two ways, has more decimals than allowed, or is a number that was rounded before
 */
export function readDecimal(value: unknown, { decimals = Infinity }: { decimals?: number } = {}): string {
	const given = readText(value).trim();
	const [isAmbiguous, before, after] = ambiguous.exec(given) ?? [];
	if (isAmbiguous) {
		throw new InvalidValue(
			`"${given}" may be ${before}${after} or ${before}.${after}; write it in one of these two ways`,
		);
	}
	const parts = /^(-?\d+)(?:[.,](\d+))?$/.exec(given);
	if (!parts) throw new InvalidValue(`"${given}" is not an amount, such as 149.50`);
	const [, whole, fraction = ''] = parts;
	const kept = fraction.replace(/0+$/, '').length;
	if (kept > decimals) {
		throw new InvalidValue(
			`${given} has ${kept} decimals, but Dashdoc takes ${decimals} at most; round it before`,
		);
	}
	if (typeof value === 'number' && digitsOf(whole + fraction) > exactDigits) {
		throw new InvalidValue(`${given} is a number with more digits than numbers keep; give it as text`);
	}
	const places = fraction.slice(0, Math.max(kept, Math.min(fraction.length, decimals)));
	return places === '' ? whole : `${whole}.${places}`;
}

const digitsOf = (digits: string): number => digits.replace(/^[-0]+/, '').length;
