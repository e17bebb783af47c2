/**
 * Runs a task for each value, at most `width` at a time, started in order. After the first failure nothing new is
 * started; what runs is awaited, then the failure is thrown.
 */
export async function inParallel<T>(
	values: readonly T[],
	width: number,
	run: (value: T) => Promise<void>,
): Promise<void> {
	const waiting = values[Symbol.iterator]();
	const failures: unknown[] = [];
	const worker = async () => {
		while (failures.length === 0) {
			const { done, value } = waiting.next();
			if (done) return;
			await run(value).catch((failure: unknown) => failures.push(failure));
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, values.length) }, worker));
	if (failures.length > 0) throw failures[0];
}
