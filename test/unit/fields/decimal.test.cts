import fc from 'fast-check';
import { currency } from '../../../nodes/Dashdoc/fields/currency';
import { day } from '../../../nodes/Dashdoc/fields/dates';
import { decimal, readDecimal } from '../../../nodes/Dashdoc/fields/decimal';

const described = { description: 'A field of the test' };
const price = decimal('body.unit_price', 'Unit Price', { ...described, decimals: 4 });
const money = currency('body.currency', described);
const paid = day('body.paid_at', 'Payment Date', described);

/** What arrives in Dashdoc. */
const sent = ({ place }: { place?: typeof price.place }, value: unknown, timezone = 'Europe/Paris') =>
	Object.values(place?.(value, { timezone, siblings: {} }) ?? {})[0];

describe('an amount', () => {
	test.each([
		['149.50', '149.50'],
		[' 149,5 ', '149.5'],
		['0,333', '0.333'],
		['1234,567', '1234.567'],
		['1,2340', '1.2340'],
		['-0.0001', '-0.0001'],
		['007.10', '007.10'],
		['149.50000000', '149.5000'],
		['149.000', '149.000'],
		['12345678901234567890.1234', '12345678901234567890.1234'],
		[149.5, '149.5'],
		[0.07, '0.07'],
		[0, '0'],
		[-12, '-12'],
		[123456789012.345, '123456789012.345'],
	])('%p goes out as %p', (given, arrives) => expect(sent(price, given)).toBe(arrives));

	test.each([
		['149.50001', '149.50001 has 5 decimals, but Dashdoc takes 4 at most; round it before'],
		[0.1 + 0.2, '0.30000000000000004 has 17 decimals, but Dashdoc takes 4 at most; round it before'],
		[2 ** 53, '9007199254740992 is a number with more digits than numbers keep; give it as text'],
		['1,234', '"1,234" may be 1234 or 1.234; write it in one of these two ways'],
		[' -12,500 ', '"-12,500" may be -12500 or -12.500; write it in one of these two ways'],
		['1 234,50', '"1 234,50" is not an amount, such as 149.50'],
		['1,234.50', '"1,234.50" is not an amount, such as 149.50'],
		['.5', '".5" is not an amount, such as 149.50'],
		['5.', '"5." is not an amount, such as 149.50'],
		[1e21, '"1e+21" is not an amount, such as 149.50'],
		[Number.NaN, '"NaN" is not an amount, such as 149.50'],
		['', '"" is not an amount, such as 149.50'],
		[{ amount: 5 }, 'it must be a text, not a list or an object'],
	])('%p is refused: %s', (given, problem) => expect(() => sent(price, given)).toThrow(problem));

	test('of up to fifteen digits is the same number as text', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
				fc.integer({ min: 0, max: 4 }),
				(digits, places) => {
					const exact = (digits / 10 ** places).toFixed(places);
					expect(Number(readDecimal(Number(exact), { decimals: 4 }))).toBe(Number(exact));
					expect(readDecimal(exact, { decimals: 4 })).toBe(exact);
				},
			),
		);
	});
});

describe('a currency', () => {
	test.each(['EUR', ' eur '])('%p is sent in capitals', (given) => expect(sent(money, given)).toBe('EUR'));

	test.each(['€', 'Euro', 'EURO', 978])('%p is no code', (given) =>
		expect(() => sent(money, given)).toThrow(/is not a currency code of three letters, such as EUR/),
	);
});

describe('a day', () => {
	test.each([
		['2026-03-12', '2026-03-12'],
		['2026-03-12T23:30:00Z', '2026-03-13'],
		[new Date('2026-03-12T22:30:00Z'), '2026-03-12'],
	])('of %p is that of the time zone of the workflow, %s', (given, arrives) =>
		expect(sent(paid, given)).toBe(arrives),
	);

	test('that does not exist is refused', () =>
		expect(() => sent(paid, '2026-02-30')).toThrow(/is not a date/));
});
