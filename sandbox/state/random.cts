// taken once: globals are slow to reach inside a test environment, and this is called a million times
const { floor, imul } = Math;

/** A small seeded generator (mulberry32): the same seed gives the same data on every machine. */
export class Random {
	private state: number;

	constructor(seed: number) {
		this.state = seed >>> 0;
	}

	/** A number from 0 up to, but not including, 1. */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let mixed = this.state;
		mixed = imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	}

	/** A whole number between two bounds, both included. */
	integer(from: number, to: number): number {
		return from + floor(this.next() * (to - from + 1));
	}

	pick<T>(list: readonly T[]): T {
		return list[floor(this.next() * list.length)];
	}

	/** True in that share of cases (0 to 1). */
	chance(share: number): boolean {
		return this.next() < share;
	}

	digits(length: number): string {
		return this.text(length, '0123456789');
	}

	text(length: number, alphabet: string): string {
		let text = '';
		while (text.length < length) text += alphabet[floor(this.next() * alphabet.length)];
		return text;
	}

	/** A uid in the form of Dashdoc's samples. */
	uid(): string {
		const digits = this.hex() + this.hex() + this.hex() + this.hex();
		return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
	}

	/** Eight hexadecimal digits. */
	private hex(): string {
		return floor(this.next() * 4_294_967_296)
			.toString(16)
			.padStart(8, '0');
	}
}
