const hex = '0123456789abcdef';

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
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	}

	/** A whole number between two bounds, both included. */
	integer(from: number, to: number): number {
		return from + Math.floor(this.next() * (to - from + 1));
	}

	pick<T>(list: readonly T[]): T {
		return list[Math.floor(this.next() * list.length)];
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
		while (text.length < length) text += alphabet[Math.floor(this.next() * alphabet.length)];
		return text;
	}

	/** A uid in the form of Dashdoc's samples. */
	uid(): string {
		const digits = this.text(30, hex);
		return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-a${digits.slice(15, 18)}-${digits.slice(18)}`;
	}
}
