import { countryProblem } from '../../../nodes/Dashdoc/fields/countries';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const pairs = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
const accepted = pairs.filter((pair) => countryProblem(pair) === undefined);

/** Regions that Unicode names although ISO 3166-1 only reserves their codes, or lists them nowhere. */
const noCountries = 'AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' ');

test('every code of ISO 3166-1 is accepted, and XK of Kosovo, but nothing else', () => {
	const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
	// A code of a country that is no more, such as DD, stands for the one of today.
	const isCurrent = (code: string) => new Intl.Locale(`und-${code}`).region === code;
	const known = pairs.filter((code) => isCurrent(code) && names.of(code) !== undefined);
	expect(accepted).toEqual(known.filter((code) => !noCountries.includes(code)));
	expect(accepted).toHaveLength(250);
});

test.each(['FR', 'BE', 'DE', 'ES', 'GB', 'GR', 'IT', 'LU', 'NL', 'PL', 'RO', 'CH', 'MA', 'TR', 'UA'])(
	'lorries go to %s',
	(code) => {
		expect(countryProblem(code)).toBeUndefined();
	},
);

test.each([
	['UK', 'write GB'],
	['EL', 'write GR'],
	['FX', 'it takes two letters of ISO 3166-1, such as FR'],
	['', 'it takes two letters of ISO 3166-1, such as FR'],
	['FRA', 'it takes two letters of ISO 3166-1, such as FR'],
	['250', 'it takes two letters of ISO 3166-1, such as FR'],
	['FR BE', 'it takes two letters of ISO 3166-1, such as FR'],
	['constructor', 'it takes two letters of ISO 3166-1, such as FR'],
])('%s is none: %s', (code, problem) => {
	expect(countryProblem(code)).toBe(problem);
});
