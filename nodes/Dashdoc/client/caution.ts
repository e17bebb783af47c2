/** Extra distance after a 429, in milliseconds; it doubles with each further one. */
const first = 50;
const greatest = 2000;

/** Milliseconds in which the distance falls to its half. */
const halfLife = 30_000;

/**
 * What a pace learns from a 429: that Dashdoc counts more than we do (other workers, other programs with the
 * same token). The extra distance between requests grows at once and shrinks slowly. Times in milliseconds.
 */
export class Caution {
	private distance = 0;

	private since = -Infinity;

	/** Extra distance at present. */
	at(now: number): number {
		const left = this.distance * 0.5 ** ((now - this.since) / halfLife);
		return left < 1 ? 0 : left;
	}

	/** Dashdoc refused a request that had been started at `start`. */
	learn(start: number, now: number): void {
		// Requests that were on their way together are refused together: that is one lesson, not ten.
		if (start < this.since) return;
		this.distance = Math.min(greatest, Math.max(first, 2 * this.at(now)));
		this.since = now;
	}
}
