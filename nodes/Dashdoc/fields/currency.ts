import { InvalidValue, type Parameter } from '../declaration/parameter';
import { at, readText, text, type Appearance } from './plain';

/** A currency as three-letter ISO 4217 code, sent in capitals; which of them Dashdoc takes is not documented. */
export function currency<T extends string>(target: T, appearance: Appearance): Parameter<T> {
	return {
		...text(target, 'Currency', { placeholder: 'e.g. EUR', ...appearance }),
		place: (value) => {
			const given = readText(value).trim();
			if (!/^[a-z]{3}$/i.test(given)) {
				throw new InvalidValue(`"${given}" is not a currency code of three letters, such as EUR`);
			}
			return at(target, given.toUpperCase());
		},
		cleared: undefined,
	};
}
