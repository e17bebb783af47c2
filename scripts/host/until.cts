import { setTimeout as wait } from 'node:timers/promises';

/** A busy machine may take that long to show what follows an action; nothing waits that long on a quiet one. */
const MILLISECONDS_OF_PATIENCE = 60_000;

/** Reads again and again until it is right, or a minute is up; what was read last. */
export async function readUntil<T>(read: () => Promise<T>, isRight: (seen: T) => boolean): Promise<T> {
	const deadline = performance.now() + MILLISECONDS_OF_PATIENCE;
	for (;;) {
		const seen = await read();
		if (isRight(seen) || performance.now() > deadline) return seen;
		await wait(50);
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
