import fc from 'fast-check';
import { product, rounded, sum } from '../../sandbox/money.cts';

test.each([
	['0.005', 2, '0.01'],
	['-0.005', 2, '-0.01'],
	['1.004999', 2, '1.00'],
	['2.675', 2, '2.68'],
	['149', 2, '149.00'],
	['0.5', 0, '1'],
	['-0.001', 2, '0.00'],
])('%s with %d decimals is %s', (amount, decimals, expected) => {
	expect(rounded(amount, decimals)).toBe(expected);
});

test.each([
	['0.1', '0.2', '0.02'],
	['12.500', '3.9512', '49.3900000'],
	['-3', '0.07', '-0.21'],
])('%s times %s is %s', (one, other, expected) => expect(product(one, other)).toBe(expected));

test('a sum has all digits of its parts, and that of nothing is 0', () => {
	expect(sum(['0.1', '0.2', '100'])).toBe('100.3');
	expect(sum([])).toBe('0');
});

test('what is no decimal is told', () => expect(() => rounded('1e3', 2)).toThrow('"1e3" is no decimal'));

test('cents add up whatever their order', () => {
	const cents = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1 });
	fc.assert(
		fc.property(cents, (amounts) => {
			const total = amounts.reduce((one, other) => one + other, 0);
			const texts = amounts.map((amount) => product(String(amount), '0.01'));
			expect(rounded(sum(texts), 2)).toBe(rounded(product(String(total), '0.01'), 2));
		}),
	);
});
