import { isReadable, isSuccess, type Body, type FileBody, type RawAnswer } from './answer';
import { isUnknownHost, type FailureKind, type NetworkFailure } from './networkFailure';

/** How one attempt ended. */
export type Outcome<Content = Body> =
	| { answer: RawAnswer<Content>; failure?: undefined }
	| { failure: NetworkFailure; answer?: undefined };

type AnyOutcome = Outcome<Body | FileBody>;

/** What has been done for a request so far. */
export interface Effort {
	/** Attempts that Dashdoc did not refuse with 429. */
	attempts: number;
	/** Attempts that Dashdoc refused with 429. */
	throttled: number;
	/** Milliseconds waited between attempts. */
	waited: number;
	/** Whether an earlier attempt may have been carried out although no good answer came. */
	perhapsDone: boolean;
}

export const noEffort: Effort = { attempts: 0, throttled: 0, waited: 0, perhapsDone: false };

export interface RetryRules {
	method: string;
	/** Whether a second arrival does no harm. */
	repeatable: boolean;
	/** Milliseconds that may be waited in all. */
	maximumWait: number;
}

/** Chance and wall clock; tests put their own in. */
export interface Circumstances {
	/** From 0 (inclusive) to 1 (exclusive). */
	random: () => number;
	/** Milliseconds since 1970, UTC. */
	today: () => number;
}

/** Whether to send a request again. */
export interface Decision {
	again: boolean;
	/** Milliseconds to wait before; where `again` is false, those that were too many, or 0. */
	delay: number;
}

const mostAttempts = 6;

/** Attempts at a GET whose answer cannot be read. */
const mostReadings = 3;

/** Attempts at a host that nobody knows by its name. */
const mostResolutions = 3;

/** Milliseconds. */
const backOffBase = 500;
const backOffCap = 10_000;

/** Dashdoc counts over a second: a 429 without advice waits at least that long. */
const throttleBase = 1000;

/** Even "come back at once" is not taken literally, or a faulty server would be asked in a tight loop. */
const shortestThrottle = 250;

const passingStatuses = new Set([502, 503, 504]);

/** Whether a lost request of this kind may be sent again: always, if a second arrival does no harm, never. */
const repeatAfter: Readonly<Record<FailureKind, 'always' | 'repeatable' | 'never'>> = {
	unreachable: 'always',
	timeout: 'repeatable',
	lost: 'repeatable',
	certificate: 'never',
	cancelled: 'never',
	other: 'never',
};

/**
 * Milliseconds that an answer asks to wait, from `Retry-After` in seconds or as a date; undefined without one.
 * A date is compared with the answer's own `Date`, since clocks differ, else with the local clock.
 */
export function retryAfter(headers: Readonly<Record<string, unknown>>, today: number): number | undefined {
	const value = headers['retry-after'];
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string') return undefined;
	if (/^\s*\d+(\.\d+)?\s*$/.test(text)) return Number(text) * 1000;
	const moment = Date.parse(text);
	if (Number.isNaN(moment)) return undefined;
	const sent = typeof headers.date === 'string' ? Date.parse(headers.date) : NaN;
	return Math.max(0, moment - (Number.isNaN(sent) ? today : sent));
}

/** Exponential back-off with full jitter, in milliseconds; `round` counts from 0. */
export function backOff(round: number, random: () => number): number {
	return random() * Math.min(backOffCap, backOffBase * 2 ** round);
}

/** The effort after an attempt that ended so, before any waiting. */
export function effortAfter({ answer, failure }: AnyOutcome, effort: Effort): Effort {
	if (answer?.statusCode === 429) return { ...effort, throttled: effort.throttled + 1 };
	const surelyNot = failure ? failure.kind === 'unreachable' : !isPassing(answer.statusCode);
	return {
		...effort,
		attempts: effort.attempts + 1,
		perhapsDone: effort.perhapsDone || !surelyNot,
	};
}

/**
 * Whether to send a request again, and after how long.
 *
 * @param effort including the attempt that ended with `outcome`
 */
export function decide(
	outcome: AnyOutcome,
	rules: RetryRules,
	effort: Effort,
	circumstances: Circumstances,
): Decision {
	if (!deservesAnother(outcome, rules, effort)) return { again: false, delay: 0 };
	const delay = delayBefore(outcome, effort, circumstances);
	return { again: delay <= rules.maximumWait - effort.waited, delay };
}

function deservesAnother({ answer, failure }: AnyOutcome, rules: RetryRules, effort: Effort): boolean {
	if (answer?.statusCode === 429) return true;
	if (effort.attempts >= mostAttempts) return false;
	if (failure) {
		if (isUnknownHost(failure) && effort.attempts >= mostResolutions) return false;
		const when = repeatAfter[failure.kind];
		return when === 'always' || (when === 'repeatable' && rules.repeatable);
	}
	if (isPassing(answer.statusCode)) return rules.repeatable;
	return isCutOff(answer, rules) && effort.attempts < mostReadings;
}

function delayBefore({ answer }: AnyOutcome, effort: Effort, { random, today }: Circumstances): number {
	const isThrottled = answer?.statusCode === 429;
	const asked =
		answer && (isThrottled || isPassing(answer.statusCode)) ? retryAfter(answer.headers, today()) : undefined;
	if (isThrottled) {
		const delay = asked ?? throttleBase + backOff(effort.throttled - 1, random);
		return Math.max(shortestThrottle, delay);
	}
	return asked ?? backOff(effort.attempts - 1, random);
}

function isPassing(statusCode: number): boolean {
	return passingStatuses.has(statusCode);
}

/** A page in HTML is no accident of transmission: reading again would bring the same. */
function isCutOff(answer: RawAnswer<Body | FileBody>, { method }: RetryRules): boolean {
	const { form } = answer.body;
	return (
		method === 'GET' &&
		isSuccess(answer.statusCode) &&
		!isReadable(answer, method) &&
		(form === 'broken' || form === 'empty')
	);
}
