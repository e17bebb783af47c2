import { sleep } from 'n8n-workflow';

import { isObject } from './isObject';
import type { ClientContext } from './types';

/** Code that n8n's HTTP layer gives to a request which the Stop button ended. */
export const cancellationCode = 'ERR_CANCELED';

/** n8n counts an execution as stopped, not as failed, when the message contains "canceled". */
export const cancellationMessage = 'The execution was canceled';

/** Ends a wait when the user pressed Stop. */
export class Cancelled extends Error {
	readonly code = cancellationCode;

	constructor() {
		super(cancellationMessage);
		this.name = 'Cancelled';
	}
}

/** Only contexts of running executions know the Stop button; polls, hooks and editor reads do not. */
export function cancelSignal(context: ClientContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Whether an error looks like that of a stopped execution, which is passed on and never an error item. */
export function isCancellation(error: unknown): boolean {
	for (let part = error, depth = 0; isObject(part) && depth < 8; depth++) {
		const { code, httpCode, name, cause } = part;
		if (code === cancellationCode || httpCode === cancellationCode) return true;
		if (typeof name === 'string' && /^(CanceledError|AbortError|.*ExecutionCancelledError)$/.test(name)) {
			return true;
		}
		part = cause;
	}
	return false;
}

/**
 * Whether an error came of stopping this execution. The signal decides where there is one: others give up too, a
 * remote file store for instance, and call it the same.
 */
export function wasStopped(error: unknown, signal: AbortSignal | undefined): boolean {
	return isCancellation(error) && (signal?.aborted ?? true);
}

/** @throws {Cancelled} when the execution was stopped */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
	if (signal?.aborted) throw new Cancelled();
}

/** Longest sleep at a stretch, in milliseconds: older versions of n8n cannot end a sleep early. */
export const longestSleep = 250;

/**
 * Waits `milliseconds`, or until the execution is stopped.
 *
 * @throws {Cancelled} when the execution was stopped
 */
export async function waitUnlessCancelled(milliseconds: number, signal?: AbortSignal): Promise<void> {
	throwIfCancelled(signal);
	for (let left = milliseconds; left > 0; left -= longestSleep) {
		// It rejects only when the signal fires, which the next line tells in our own words.
		await sleep(Math.min(longestSleep, Math.ceil(left)), signal).catch(() => undefined);
		throwIfCancelled(signal);
	}
}
