/** How much one poll may read and give out. */

/** Items that one poll gives out; the rest waits for the next one. */
export const mostItems = 500;

/** Pages that one poll reads where Dashdoc lets a list be cut. */
const mostPages = 300;

/** Even a slow Dashdoc and a short budget get so far. */
const fewestPages = 5;

/** Pages under way at a time. */
export const width = 5;

/** Part of the time that is planned; the rest is for answers that come late. */
const plannedShare = 0.5;

/** Milliseconds that n8n gives a poll where it does not tell. */
const usualTime = 300_000;

/** Time of a poll, by a clock that measures durations only. */
export interface Budget {
	/** Milliseconds that the poll has in all. */
	readonly time: number;
	/** Milliseconds that have passed. */
	passed(): number;
}

/** The budget of a poll that starts now; older versions of n8n do not tell any. */
export function startBudget(told: number | undefined): Budget {
	const start = performance.now();
	const isTold = typeof told === 'number' && told > 0;
	return { time: isTold ? told : usualTime, passed: () => performance.now() - start };
}

/**
 * Pages that the time allows.
 *
 * @param duration milliseconds that one page took
 * @param requestsPerSecond what the pace allows; 0 for no pace
 */
export function pagesWithin(budget: Budget, duration: number, requestsPerSecond: number): number {
	const left = (budget.time - budget.passed()) * plannedShare;
	const byAnswers = (left / Math.max(1, duration)) * width;
	const byPace = requestsPerSecond > 0 ? (left / 1000) * requestsPerSecond : Infinity;
	return Math.max(fewestPages, Math.floor(Math.min(byAnswers, byPace)));
}

/** The same for lists that can be cut, which is asked for before it takes all the time. */
export function pagesAtOnce(budget: Budget, duration: number, requestsPerSecond: number): number {
	return Math.min(mostPages, pagesWithin(budget, duration, requestsPerSecond));
}
