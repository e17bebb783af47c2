const second = 1000;

/** A request counts as arrived so many milliseconds after its start, or with its answer if that is earlier. */
const longestJourney = 100;

/** Clocks and timers are not exact to the millisecond. */
const granularity = 5;

/** How many requests may arrive within how many milliseconds; below one per second the window is longer. */
function windowOf(requestsPerSecond: number): { most: number; window: number } {
	const most = Math.max(1, Math.floor(requestsPerSecond));
	return { most, window: requestsPerSecond < 1 ? second / requestsPerSecond : second };
}

/**
 * Remembers which requests Dashdoc can have received lately, all times in milliseconds of one clock.
 *
 * A request arrives at some moment between its start and its answer. So another one may start when fewer than N
 * can have arrived within the second before. Full bursts pass, then the window has to empty; a token bucket,
 * which refills meanwhile, would let nearly 2 N through in the first second.
 */
export class SlidingWindow {
	/** Latest possible arrival of each request. */
	private arrivals: Array<{ latest: number }> = [];

	private longestWindow = second;

	/** Whether any request was answered yet. */
	private isWarm = false;

	/**
	 * Notes a request that starts now; the returned function notes that its answer is there. The very first requests
	 * leave late, while n8n still loads what sends them: they count from their answers, however long those take.
	 *
	 * @param isLong whether it is read and sent for a while, so that it may arrive as late as its answer
	 */
	start(now: number, isLong = false): (now: number) => void {
		const longest = this.isWarm && !isLong ? longestJourney : Infinity;
		const arrival = { latest: now + (isLong ? Infinity : longestJourney) };
		this.arrivals.push(arrival);
		return (end) => {
			this.isWarm = true;
			arrival.latest = Math.min(end, now + longest);
		};
	}

	/**
	 * Earliest moment at which a request may start that tolerates so many requests per second; `-Infinity` when
	 * nothing is in its way.
	 *
	 * @param distance milliseconds to keep in addition
	 */
	freeAt(requestsPerSecond: number, distance: number): number {
		const { most, window } = windowOf(requestsPerSecond);
		this.longestWindow = Math.max(this.longestWindow, window);
		if (this.arrivals.length < most) return -Infinity;
		const latestFirst = this.arrivals.map(({ latest }) => latest).sort((a, b) => b - a);
		return latestFirst[most - 1] + window + granularity + distance;
	}

	/** Drops what no longer counts; tells whether nothing is left. */
	forget(now: number, distance: number): boolean {
		const old = now - this.longestWindow - granularity - distance;
		this.arrivals = this.arrivals.filter(({ latest }) => latest > old);
		return this.arrivals.length === 0;
	}
}
