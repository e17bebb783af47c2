/** What became of one item: its value, its error, or neither when it was not started any more. */
export type Outcome<T> = { value: T } | { error: unknown } | undefined;

/** The work of one item, ready to start. */
export interface Task<T> {
	/** Tasks that share a key run one after the other, in order. */
	keys: readonly string[];
	start: () => Promise<T>;
}

export interface Schedule<T> {
	/** Number of items. */
	count: number;
	/** Items in work at most at any moment. */
	parallel: number;
	/** Called once per item, in order; may throw. */
	prepare: (index: number) => Task<T>;
	/** Asked after every failure and before every start: true ends the run with what is in work. */
	stop: (error?: unknown) => boolean;
}

/** Runs the items, at most `parallel` at a time, and gives their outcomes in the order of the items. */
export async function runSchedule<T>({
	count,
	parallel,
	prepare,
	stop,
}: Schedule<T>): Promise<Array<Outcome<T>>> {
	const outcomes = new Array<Outcome<T>>(count).fill(undefined);
	const lastByKey = new Map<string, Promise<void>>();
	let next = 0;
	let stopped = false;

	const work = async (index: number): Promise<void> => {
		try {
			const { keys, start } = prepare(index);
			const earlier = keys.map((key) => lastByKey.get(key));
			const finished = (async () => {
				await Promise.all(earlier);
				stopped ||= stop();
				if (!stopped) outcomes[index] = { value: await start() };
			})();
			const settled = finished.catch(() => undefined);
			for (const key of keys) lastByKey.set(key, settled);
			await finished;
		} catch (error) {
			outcomes[index] = { error };
			stopped ||= stop(error);
		}
	};
	const worker = async (): Promise<void> => {
		while (next < count && !stopped && !(stopped ||= stop())) await work(next++);
	};
	await Promise.all(Array.from({ length: Math.min(parallel, count) }, worker));
	return outcomes;
}
