import { Cancelled, longestSleep, throwIfCancelled } from './cancellation';
import { Caution } from './caution';
import { SlidingWindow } from './slidingWindow';

/** Time as a pace sees it; tests put their own in. */
export interface PaceTime {
	/** Milliseconds on a clock that never goes back. */
	now: () => number;
	/** Waits so many milliseconds. Never rejects. */
	wait: (milliseconds: number) => Promise<void>;
}

/** A request that was let through. */
export interface Visit {
	/** To be called when the answer has arrived or will not arrive any more. */
	leave: () => void;
	/** Dashdoc answered 429: nobody starts for so many milliseconds, and the pace becomes more careful. */
	throttled: (milliseconds: number) => void;
}

/** A request that wants to be let through. */
export interface Admission {
	/** From `nextTicket()`: lower numbers go first, so that a request sent again keeps its place. */
	ticket: number;
	/** Requests per second that this request's node allows; 0 lifts the pace (a pause still holds). */
	requestsPerSecond: number;
	/** Milliseconds of a pause that this request would sit out at most. */
	patience: number;
	/** Whether it may be long on its way, such as an upload: then it counts until its answer. Left out: no. */
	isLong?: boolean;
	signal?: AbortSignal;
}

export interface Pace {
	/**
	 * Resolves when the request may start.
	 *
	 * @throws {Cancelled} when the execution is stopped
	 * @throws {PausedTooLong} when Dashdoc asked for a longer pause than the request's patience
	 */
	enter: (admission: Admission) => Promise<Visit>;
	/** Whether forgetting this pace would change nothing. */
	isIdle: () => boolean;
}

/** Dashdoc asked for a pause that is longer than the request may wait. */
export class PausedTooLong extends Error {
	constructor(readonly milliseconds: number) {
		super(`Dashdoc asked for a pause of ${Math.ceil(milliseconds / 1000)} seconds`);
		this.name = 'PausedTooLong';
	}
}

interface Waiter extends Admission {
	admit: (visit: Visit) => void;
	reject: (error: Error) => void;
}

let tickets = 0;

/** Numbers requests in the order in which they were made, over all paces. */
export function nextTicket(): number {
	return ++tickets;
}

/**
 * Lets requests through, first come first served, so that no window of one second, fixed or sliding, holds more
 * than the allowed number of them as Dashdoc sees them.
 */
export function createPace(time: PaceTime): Pace {
	return new Queue(time);
}

class Queue implements Pace {
	private readonly window = new SlidingWindow();

	private readonly caution = new Caution();

	private readonly waiters: Waiter[] = [];

	private pausedUntil = -Infinity;

	private driving = false;

	constructor(private readonly time: PaceTime) {}

	async enter(admission: Admission): Promise<Visit> {
		const { signal } = admission;
		throwIfCancelled(signal);
		let abandon!: () => void;
		const admitted = new Promise<Visit>((admit, reject) => {
			const waiter = { ...admission, admit, reject };
			abandon = () => this.turnAway(waiter, new Cancelled());
			this.line(waiter);
		});
		signal?.addEventListener('abort', abandon);
		return await admitted.finally(() => signal?.removeEventListener('abort', abandon));
	}

	isIdle(): boolean {
		const now = this.time.now();
		const distance = this.caution.at(now);
		const empty = this.window.forget(now, distance) && this.waiters.length === 0;
		return empty && distance === 0 && now >= this.pausedUntil;
	}

	private line(waiter: Waiter): void {
		const later = this.waiters.findIndex(({ ticket }) => ticket > waiter.ticket);
		this.waiters.splice(later < 0 ? this.waiters.length : later, 0, waiter);
		const next = this.admitThoseWhoMayGo();
		if (this.waiters.length > 0 && !this.driving) void this.drive(next);
	}

	/** One loop serves all waiters, and ends with the last of them. */
	private async drive(firstMoment: number): Promise<void> {
		this.driving = true;
		let next = firstMoment;
		while (this.waiters.length > 0) {
			const left = Math.ceil(next - this.time.now());
			await this.time.wait(Math.max(1, Math.min(longestSleep, left)));
			next = this.admitThoseWhoMayGo();
		}
		this.driving = false;
	}

	/** Lets through whoever may go; returns the moment at which the next one may. */
	private admitThoseWhoMayGo(): number {
		const now = this.time.now();
		this.window.forget(now, this.caution.at(now));
		let next = Infinity;
		let queueStands = false;
		for (const waiter of [...this.waiters]) {
			if (this.pausedUntil - now > waiter.patience) {
				this.turnAway(waiter, new PausedTooLong(this.pausedUntil - now));
				continue;
			}
			const paced = waiter.requestsPerSecond > 0;
			// A slow node in front holds up faster ones behind it, or it would never find a window with room.
			if (paced && queueStands) continue;
			const free = this.freeAt(waiter, now);
			if (free <= now) {
				this.letThrough(waiter, now);
			} else {
				next = Math.min(next, free);
				queueStands ||= paced;
			}
		}
		return next;
	}

	private freeAt({ requestsPerSecond }: Waiter, now: number): number {
		if (requestsPerSecond === 0) return this.pausedUntil;
		return Math.max(this.pausedUntil, this.window.freeAt(requestsPerSecond, this.caution.at(now)));
	}

	private letThrough(waiter: Waiter, start: number): void {
		this.remove(waiter);
		const answered = this.window.start(start, waiter.isLong);
		waiter.admit({
			leave: () => answered(this.time.now()),
			throttled: (milliseconds) => {
				const now = this.time.now();
				this.pausedUntil = Math.max(this.pausedUntil, now + milliseconds);
				this.caution.learn(start, now);
			},
		});
	}

	private turnAway(waiter: Waiter, error: Error): void {
		this.remove(waiter);
		waiter.reject(error);
	}

	private remove(waiter: Waiter): void {
		const position = this.waiters.indexOf(waiter);
		if (position >= 0) this.waiters.splice(position, 1);
	}
}
