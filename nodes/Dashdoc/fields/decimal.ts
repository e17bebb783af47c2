import { InvalidValue, type Parameter } from '../declaration/parameter';
import { at, describe, readText, type Appearance } from './plain';

/**
 * An amount of money or a priced quantity, which Dashdoc takes as text so that no digit is lost; a decimal comma is
 * understood.
 */
export function decimal<T extends string>(
	target: T,
	displayName: string,
	appearance: Appearance,
): Parameter<T> {
	return {
		property: describe(displayName, 'string', '', appearance),
		targets: [target],
		place: (value) => {
			const given = readText(value).trim();
			const amount = given.replace(',', '.');
			if (!/^-?\d+(\.\d+)?$/.test(amount)) {
				throw new InvalidValue(`"${given}" is not an amount, such as 149.50`);
			}
			return at(target, amount);
		},
		cleared: at(target, null),
	};
}
