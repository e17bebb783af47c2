import { sleep } from 'n8n-workflow';

import { createPace, type Pace, type PaceTime } from './pace';

const time: PaceTime = {
	now: () => performance.now(),
	wait: async (milliseconds) => await sleep(milliseconds),
};

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
	const pace = createPace(time);
	paces.set(key, pace);
	return pace;
}

/** A pace for one request to somebody else than Dashdoc, which counts nowhere. */
export function separatePace(): Pace {
	return createPace(time);
}
