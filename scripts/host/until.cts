import { setTimeout as wait } from 'node:timers/promises';

/** A busy machine may take that long to show what follows an action; nothing waits that long on a quiet one. */
const MILLISECONDS_OF_PATIENCE = 60_000;

/** Milliseconds between two readings; they become rarer, as reading keeps a page from getting on. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 400;

/** Reads again and again until it is right, or a minute is up; what was read last. */
export async function readUntil<T>(read: () => Promise<T>, isRight: (seen: T) => boolean): Promise<T> {
	const deadline = performance.now() + MILLISECONDS_OF_PATIENCE;
	for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
		const seen = await read();
		if (isRight(seen) || performance.now() > deadline) return seen;
		await wait(pause);
	}
}

/**
 * Reads until what is read is what is awaited, and resolves to it: for what the page shows step by step.
 * @throws after a minute, with what was read last
 */
export async function until<T>(read: () => Promise<T>, isAwaited: (seen: T) => boolean): Promise<T> {
	const seen = await readUntil(read, isAwaited);
	if (!isAwaited(seen)) throw new Error(`Still ${JSON.stringify(seen)}`);
	return seen;
}
