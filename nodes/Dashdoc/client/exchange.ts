import type { Body, FileBody } from './answer';
import { Cancelled, cancelSignal, throwIfCancelled, waitUnlessCancelled } from './cancellation';
import { nextTicket, type Pace } from './pace';
import { decide, effortAfter, noEffort, type Effort, type Outcome } from './retry';
import type { ClientContext } from './types';

/** A request ready to be sent, as often as needed. */
export interface Sending<Content> {
	method: string;
	/** Whether a second arrival does no harm. */
	repeatable: boolean;
	/** Whether it may be long on its way, see `Admission`. */
	isLong: boolean;
	/** Sends it once. */
	attempt: () => Promise<Outcome<Content>>;
}

/** How requests are sent, apart from the request itself. */
export interface Manner {
	context: ClientContext;
	/** Asked for anew for each attempt. */
	pace: () => Pace;
	/** 0 lifts the pace. */
	requestsPerSecond: number;
	/** Milliseconds. */
	maximumWait: number;
	/** Ends the work in place of the context's Stop button. */
	signal?: AbortSignal;
}

/** The last outcome of a request, after all attempts. */
export interface Exchange<Content = Body> {
	outcome: Outcome<Content>;
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
export async function exchange<Content extends Body | FileBody>(
	{ method, repeatable, isLong, attempt }: Sending<Content>,
	{ context, pace, requestsPerSecond, maximumWait, signal = cancelSignal(context) }: Manner,
): Promise<Exchange<Content>> {
	const rules = { method, repeatable, maximumWait };
	const ticket = nextTicket();
	let effort = noEffort;
	// A pause that this request was granted counts as waited, and is still to be sat out.
	let granted = 0;
	for (;;) {
		const visit = await pace().enter({
			ticket,
			requestsPerSecond,
			patience: maximumWait - effort.waited + granted,
			isLong,
			signal,
		});
		const outcome = await attempt()
			.finally(() => {
				visit.leave();
				// Stopping may be what made a file unreadable.
				throwIfCancelled(signal);
			})
			.then((ended) => withoutFalseStop(ended, signal));
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

/**
 * Nobody pressed Stop, or the signal would have told: where there is one, what looks like a stop is a connection that
 * somebody else ended.
 */
function withoutFalseStop<Content>(
	outcome: Outcome<Content>,
	signal: AbortSignal | undefined,
): Outcome<Content> {
	if (outcome.failure?.kind !== 'cancelled') return outcome;
	if (!signal) throw new Cancelled();
	return { failure: { ...outcome.failure, kind: 'lost', code: 'ECONNABORTED' } };
}
