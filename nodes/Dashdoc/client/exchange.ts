import { attempt, type Call } from './attempt';
import { Cancelled, cancelSignal, throwIfCancelled, waitUnlessCancelled } from './cancellation';
import { nextTicket } from './pace';
import { paceOf } from './paces';
import { decide, effortAfter, noEffort, type Effort, type Outcome } from './retry';
import type { ClientContext } from './types';

/** How requests are sent, apart from the request itself. */
export interface Manner {
	context: ClientContext;
	/** Key of the pace, see `Connection`. */
	key: string;
	requestsPerSecond: number;
	/** Milliseconds. */
	maximumWait: number;
}

/** The last outcome of a request, after all attempts. */
export interface Exchange {
	outcome: Outcome;
	effort: Effort;
	/** Milliseconds of waiting that were not allowed any more, or 0. */
	refused: number;
}

/**
 * Milliseconds for which a wait that was too long for one request turns the others away; then one of them asks
 * again, since "come back tomorrow" may be a mistake or be over sooner.
 */
const longestPause = 300_000;

const circumstances = { random: () => Math.random(), today: () => Date.now() };

/**
 * Sends a request within the pace of its credential, again where that is sensible.
 *
 * @throws {Cancelled} when the execution is stopped
 * @throws {PausedTooLong} when Dashdoc asked for a pause longer than the rest of the maximum wait
 * @throws {UnreadFile} when a file of the form cannot be read
 */
export async function exchange(call: Call, repeatable: boolean, manner: Manner): Promise<Exchange> {
	const { context, maximumWait } = manner;
	const signal = cancelSignal(context);
	const rules = { method: call.method, repeatable, maximumWait };
	const ticket = nextTicket();
	let effort = noEffort;
	// A pause that this request was granted counts as waited, and is still to be sat out.
	let granted = 0;
	for (;;) {
		const visit = await paceOf(manner.key).enter({
			ticket,
			requestsPerSecond: manner.requestsPerSecond,
			patience: maximumWait - effort.waited + granted,
			isLong: call.form !== undefined,
			signal,
		});
		const outcome = await attempt(context, call).finally(() => {
			visit.leave();
			// Stopping may be what made a file unreadable.
			throwIfCancelled(signal);
		});
		if (outcome.failure?.kind === 'cancelled') throw new Cancelled();
		effort = effortAfter(outcome, effort);
		const { again, delay } = decide(outcome, rules, effort, circumstances);
		const isThrottled = outcome.answer?.statusCode === 429;
		if (isThrottled) visit.throttled(again ? delay : Math.min(delay, longestPause));
		if (!again) return { outcome, effort, refused: delay };
		// After a 429 the whole pace pauses, this request with it.
		if (!isThrottled) await waitUnlessCancelled(delay, signal);
		granted = isThrottled ? delay : 0;
		effort = { ...effort, waited: effort.waited + delay };
	}
}
