import type { PaceTime } from '../../../nodes/Dashdoc/client/pace';

interface Timer {
	at: number;
	wake: () => void;
}

/** A clock that only goes on when everybody waits; milliseconds from 0. */
export class VirtualTime implements PaceTime {
	/** How often somebody waited, and for how long each time. */
	readonly waits: number[] = [];

	private clock = 0;

	private timers: Timer[] = [];

	readonly now = (): number => this.clock;

	readonly wait = async (milliseconds: number): Promise<void> => {
		this.waits.push(milliseconds);
		await this.after(milliseconds);
	};

	/** Like `wait`, for the world around the pace: it is not counted. */
	async after(milliseconds: number): Promise<void> {
		await new Promise<void>((wake) => this.timers.push({ at: this.clock + milliseconds, wake }));
	}

	/** Number of those who wait. */
	get waiting(): number {
		return this.timers.length;
	}

	/** Lets time pass until the promise is settled. Fails when nobody waits any more and it is not. */
	async until<T>(promise: Promise<T>): Promise<T> {
		let settled = false;
		const settle = () => {
			settled = true;
		};
		promise.then(settle, settle);
		for (;;) {
			await this.quiet();
			if (settled) return await promise;
			if (this.timers.length === 0) throw new Error('Nobody waits, and nothing more will happen');
			this.goOn();
		}
	}

	/** Lets so much time pass. */
	async pass(milliseconds: number): Promise<void> {
		await this.until(this.after(milliseconds));
	}

	/** Resolves when everything that can happen without time passing has happened. */
	async quiet(): Promise<void> {
		for (let round = 0; round < 3; round++) await new Promise((resolve) => setImmediate(resolve));
	}

	private goOn(): void {
		const next = Math.min(...this.timers.map(({ at }) => at));
		const due = this.timers.filter(({ at }) => at === next);
		this.timers = this.timers.filter(({ at }) => at !== next);
		this.clock = Math.max(this.clock, next);
		for (const { wake } of due) wake();
	}
}
