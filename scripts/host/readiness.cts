import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { endOf, stopProgram } from './programs.cts';

export interface Readiness {
	/** As messages call the program. */
	name: string;
	/** File with its output. */
	log: string;
	/** Asked again and again; never rejects. */
	isReady: () => Promise<boolean>;
	secondsToStart: number;
	/** Stops it halfway. */
	signal?: AbortSignal;
}

/** Resolves when a program is ready. Where it ends before, or takes too long: stops it, rejects with its last words. */
export async function untilReady(child: ChildProcess, readiness: Readiness): Promise<void> {
	const { isReady, log, name, secondsToStart, signal } = readiness;
	let ended = false;
	void endOf(child)
		.catch(() => null)
		.then(() => (ended = true));
	const deadline = performance.now() + secondsToStart * 1000;
	while (!(await isReady())) {
		if (!ended && !signal?.aborted && performance.now() < deadline) {
			await wait(200);
			continue;
		}
		await stopProgram(child).catch(() => {});
		signal?.throwIfAborted();
		const end = readFileSync(log, 'utf8').split('\n').slice(-40).join('\n');
		throw new Error(`${name} ${ended ? 'ended' : 'did not get ready'}. Its last words:\n${end}`);
	}
}
