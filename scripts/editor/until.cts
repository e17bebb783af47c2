import { setTimeout as wait } from 'node:timers/promises';

const MILLISECONDS_OF_PATIENCE = 60_000;

/**
 * Reads until what is read is what is awaited, and resolves to it: for what the page shows step by step.
 * @throws after a minute, with what was read last
 */
export async function until<T>(read: () => Promise<T>, isAwaited: (value: T) => boolean): Promise<T> {
	const deadline = performance.now() + MILLISECONDS_OF_PATIENCE;
	for (;;) {
		const value = await read();
		if (isAwaited(value)) return value;
		if (performance.now() > deadline) throw new Error(`Still ${JSON.stringify(value)}`);
		await wait(100);
	}
}
