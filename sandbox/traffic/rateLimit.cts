/** Milliseconds of the window in which requests are counted. */
const windowLength = 1000;

/** The accepted requests of the last second, per token. */
export class RateLimit {
	private readonly accepted = new Map<string, number[]>();

	/**
	 * Decides on a request that arrived at `now` (milliseconds, monotonic). No second, wherever it starts, holds more
	 * than `limit` accepted requests of a token; refused ones do not count, so a refusal does not prolong the wait.
	 * Returns the milliseconds to wait, 0 for an accepted request. A limit of 0 accepts everything.
	 */
	admit(token: string, now: number, limit: number): number {
		if (limit === 0) return 0;
		const times = this.accepted.get(token) ?? [];
		while (times.length > 0 && times[0] <= now - windowLength) times.shift();
		this.accepted.set(token, times);
		if (times.length >= limit) return times[times.length - limit] + windowLength - now;
		times.push(now);
		return 0;
	}

	clear(): void {
		this.accepted.clear();
	}
}
