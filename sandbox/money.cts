/** Amounts as decimal texts, exact: whole numbers of the smallest unit do the work, and no floating point. */

/** A decimal as its digits and how many of them stand behind the point. */
interface Exact {
	digits: bigint;
	scale: number;
}

function exact(text: string): Exact {
	const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
	if (!parts) throw new Error(`"${text}" is no decimal`);
	const [, sign, whole, fraction = ''] = parts;
	return { digits: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

const tens = (count: number): bigint => 10n ** BigInt(count);

const scaled = ({ digits, scale }: Exact, wanted: number): bigint => digits * tens(wanted - scale);

function written(digits: bigint, scale: number): string {
	const sign = digits < 0n ? '-' : '';
	const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
	const whole = text.slice(0, text.length - scale);
	return `${sign}${whole}${scale > 0 ? `.${text.slice(-scale)}` : ''}`;
}

/** The amount with that many decimals; half a unit is rounded away from zero. */
export function rounded(text: string, decimals: number): string {
	const { digits, scale } = exact(text);
	if (scale <= decimals) return written(scaled({ digits, scale }, decimals), decimals);
	const unit = tens(scale - decimals);
	const size = digits < 0n ? -digits : digits;
	const nearest = (size * 2n + unit) / (unit * 2n);
	return written(digits < 0n ? -nearest : nearest, decimals);
}

/** The exact product. */
export function product(one: string, other: string): string {
	const [left, right] = [exact(one), exact(other)];
	return written(left.digits * right.digits, left.scale + right.scale);
}

/** The exact sum; "0" of nothing. */
export function sum(amounts: readonly string[]): string {
	const all = amounts.map(exact);
	const scale = Math.max(0, ...all.map((one) => one.scale));
	return written(
		all.reduce((total, one) => total + scaled(one, scale), 0n),
		scale,
	);
}
