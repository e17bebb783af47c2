/** One row of the benchmark: a figure beside its limit. */
export interface Result {
	title: string;
	/** What was measured, against what, and in which surroundings. */
	meaning: string;
	measured: string;
	/** Left out for a row that is told for the record only. */
	limit?: string;
	isMet?: boolean;
}

/** The middle value, so that one slow run of a busy machine does not decide. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The middle ratio of pairs measured one after the other: a busy moment of the machine slows both. */
export function medianRatio(ones: readonly number[], others: readonly number[]): number {
	return median(ones.map((one, index) => one / others[index]));
}

/** Waits so many milliseconds. */
export async function pause(milliseconds: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
