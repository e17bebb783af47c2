import { sleep } from 'n8n-workflow';

import { Cancelled, longestSleep, throwIfCancelled } from './cancellation';

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

const second = 1000;
/** A request counts as arrived so many milliseconds after its start, or with its answer if that is earlier. */
const longestJourney = 100;
/** Clocks and timers are not exact to the millisecond. */
const granularity = 5;
/** Extra distance after a 429, in milliseconds; it doubles with each further one. */
const firstCaution = 50;
const greatestCaution = 2000;
/** Milliseconds in which the extra distance falls to its half. */
const cautionHalfLife = 30_000;

interface Request {
	start: number;
	/** Latest moment at which Dashdoc can have received the request. */
	arrival: number;
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

/** How many requests may arrive within how many milliseconds; below one per second the window is longer. */
function windowOf(requestsPerSecond: number): { most: number; window: number } {
	const most = Math.max(1, Math.floor(requestsPerSecond));
	return { most, window: requestsPerSecond < 1 ? second / requestsPerSecond : second };
}

/**
 * Lets requests through so that no window of one second, fixed or sliding, holds more than the allowed number
 * of them as Dashdoc sees them, first come first served.
 *
 * A request arrives at some moment between its start and its answer. So a request may start when fewer than N
 * others can have arrived within the second before. Full bursts pass, then the window has to empty; a token
 * bucket would let nearly 2 N through in the first second.
 */
export function createPace({ now, wait }: PaceTime): Pace {
	let requests: Request[] = [];
	const waiters: Waiter[] = [];
	let longestWindow = second;
	let pausedUntil = -Infinity;
	let caution = 0;
	let cautionSince = -Infinity;
	let driving = false;

	const cautionNow = () => {
		const left = caution * 0.5 ** ((now() - cautionSince) / cautionHalfLife);
		return left < 1 ? 0 : left;
	};

	const forgetOldRequests = () => {
		const old = now() - longestWindow - granularity - cautionNow();
		requests = requests.filter(({ arrival }) => arrival > old);
	};

	/** Earliest moment at which a request with this limit may start, as far as is known now. */
	const freeAt = (requestsPerSecond: number): number => {
		if (requestsPerSecond === 0) return pausedUntil;
		const { most, window } = windowOf(requestsPerSecond);
		const latest = requests.map(({ arrival }) => arrival).sort((a, b) => b - a);
		if (latest.length < most) return pausedUntil;
		return Math.max(pausedUntil, latest[most - 1] + window + granularity + cautionNow());
	};

	const throttled = (start: number, milliseconds: number) => {
		pausedUntil = Math.max(pausedUntil, now() + milliseconds);
		// Requests that were on their way together are refused together: that is one lesson, not ten.
		if (start < cautionSince) return;
		caution = Math.min(greatestCaution, Math.max(firstCaution, 2 * cautionNow()));
		cautionSince = now();
	};

	const visit = (): Visit => {
		const start = now();
		const request = { start, arrival: start + longestJourney };
		requests.push(request);
		return {
			leave: () => {
				request.arrival = Math.min(request.arrival, now());
			},
			throttled: (milliseconds) => throttled(start, milliseconds),
		};
	};

	const remove = (waiter: Waiter) => {
		const position = waiters.indexOf(waiter);
		if (position >= 0) waiters.splice(position, 1);
	};

	/** Lets through whoever may go; returns the moment at which the next one may. */
	const admitThoseWhoMayGo = (): number => {
		forgetOldRequests();
		let next = Infinity;
		let queueStands = false;
		for (const waiter of [...waiters]) {
			const { requestsPerSecond, patience } = waiter;
			const pause = pausedUntil - now();
			// A slow node in front holds up faster ones behind it, or it would never find an empty window.
			if (pause > patience) {
				remove(waiter);
				waiter.reject(new PausedTooLong(pause));
			} else if (requestsPerSecond === 0 || !queueStands) {
				const free = freeAt(requestsPerSecond);
				if (free <= now()) {
					remove(waiter);
					waiter.admit(visit());
				} else {
					next = Math.min(next, free);
					queueStands ||= requestsPerSecond > 0;
				}
			}
		}
		return next;
	};

	/** One loop serves all waiters, and ends with the last of them. */
	const drive = async (firstMoment: number) => {
		driving = true;
		let next = firstMoment;
		while (waiters.length > 0) {
			await wait(Math.max(1, Math.min(longestSleep, Math.ceil(next - now()))));
			next = admitThoseWhoMayGo();
		}
		driving = false;
	};

	const enqueue = (admission: Admission) =>
		new Promise<Visit>((resolve, reject) => {
			const leaveQueue = () => {
				remove(waiter);
				reject(new Cancelled());
			};
			const stopListening = () => admission.signal?.removeEventListener('abort', leaveQueue);
			const waiter: Waiter = {
				...admission,
				admit: (admitted) => {
					stopListening();
					resolve(admitted);
				},
				reject: (error) => {
					stopListening();
					reject(error);
				},
			};
			admission.signal?.addEventListener('abort', leaveQueue, { once: true });
			const position = waiters.findIndex(({ ticket }) => ticket > admission.ticket);
			waiters.splice(position < 0 ? waiters.length : position, 0, waiter);
			const next = admitThoseWhoMayGo();
			if (waiters.length > 0 && !driving) void drive(next);
		});

	return {
		enter: async (admission) => {
			throwIfCancelled(admission.signal);
			if (admission.requestsPerSecond > 0) {
				longestWindow = Math.max(longestWindow, windowOf(admission.requestsPerSecond).window);
			}
			return await enqueue(admission);
		},
		isIdle: () => {
			forgetOldRequests();
			return waiters.length + requests.length === 0 && now() >= pausedUntil && cautionNow() === 0;
		},
	};
}

const paces = new Map<string, Pace>();

/**
 * The pace of a credential, shared by all executions of this process. To be asked for anew for each request:
 * a pace that nobody needs any more is forgotten.
 *
 * @param key stands for address and token, see `Connection`
 */
export function paceOf(key: string): Pace {
	const known = paces.get(key);
	if (known) return known;
	for (const [other, pace] of paces) if (pace.isIdle()) paces.delete(other);
	const pace = createPace({ now: () => performance.now(), wait: sleep });
	paces.set(key, pace);
	return pace;
}
