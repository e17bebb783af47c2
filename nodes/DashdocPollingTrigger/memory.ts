/** What the trigger remembers from poll to poll: JSON values in n8n's static data, bounded. */
import { createHash } from 'crypto';

/** State of one trigger node. Times are whole seconds in UTC, the form that Dashdoc documents for filters. */
export interface Memory {
	/** What is watched, and how; where it differs, everything starts anew. */
	watched: string;
	/** Counts the polls that moved something, so that polls which overlap notice each other. */
	revision: number;
	/** Whatever happened before is settled. */
	since: string;
	/** Marks of what was told, by the second in which it happened; none before `since`. */
	told: Record<string, string[]>;
	/** Polls in a row that could not read a list whole. */
	unsettled: number;
	/** State by identifier of the objects that are followed, those first that were longest not looked at. */
	states?: Array<[identifier: string, state: string]>;
}

/** What is told of one happening. */
export interface Told {
	mark: string;
	/** Milliseconds since 1970. */
	moment: number;
}

/** A memory of so many marks weighs some 150 kB. */
const mostMarks = 10_000;

/** Stands for a happening in few characters; 72 bits tell ten thousands of them apart. */
export function markOf(id: string, time: string): string {
	return createHash('sha256').update(`${id} ${time}`).digest('base64url').slice(0, 12);
}

/** A moment in the form in which Dashdoc's filters take it, without the fraction of the second. */
export function secondOf(moment: number): string {
	return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/** Milliseconds since 1970 of a time that Dashdoc tells; undefined where it tells none that can be read. */
export function momentOf(time: string | null | undefined): number | undefined {
	const moment = typeof time === 'string' ? Date.parse(time) : NaN;
	return Number.isNaN(moment) ? undefined : moment;
}

/** All marks of a memory. */
export function marksOf({ told }: Pick<Memory, 'told'>): Set<string> {
	return new Set(Object.values(told).flat());
}

/**
 * The memory after a poll: what was told is added, what is settled forgotten. Where too much happened within a short
 * time, the newest is kept and `since` moves up to it.
 *
 * @param since from here on nothing is settled; the one of `memory` stands where it is later
 * @param waiting when the first happening took place that was not told for want of room
 */
export function advance(memory: Memory, told: readonly Told[], since: number, waiting = Infinity): Memory {
	const floor = Math.max(Date.parse(memory.since), since);
	const first = secondOf(floor);
	const { cut, rest } = bounded(
		bySecond(memory, told)
			.filter(([second]) => second >= first)
			.sort(([one], [other]) => compare(one, other)),
		waiting,
	);
	return {
		...memory,
		revision: memory.revision + 1,
		since: cut ?? first,
		told: Object.fromEntries(rest),
	};
}

function bySecond(memory: Memory, told: readonly Told[]): Array<[string, string[]]> {
	const seconds = new Map(Object.entries(memory.told).map(([second, marks]) => [second, [...marks]]));
	for (const { mark, moment } of told) {
		const second = secondOf(moment);
		const marks = seconds.get(second);
		if (marks) marks.push(mark);
		else seconds.set(second, [mark]);
	}
	return [...seconds];
}

function compare(one: string, other: string): number {
	return one < other ? -1 : Number(one > other);
}

/**
 * Drops the oldest seconds until the marks fit; what happened within one second stays together, and what waits stays
 * in reach.
 */
function bounded(
	seconds: ReadonlyArray<[string, string[]]>,
	waiting: number,
): { cut?: string; rest: ReadonlyArray<[string, string[]]> } {
	let count = seconds.reduce((sum, [, marks]) => sum + marks.length, 0);
	let dropped = 0;
	const mayDrop = () => dropped < seconds.length - 1 && Date.parse(seconds[dropped + 1][0]) <= waiting;
	for (; count > mostMarks && mayDrop(); dropped++) count -= seconds[dropped][1].length;
	return { cut: dropped > 0 ? seconds[dropped][0] : undefined, rest: seconds.slice(dropped) };
}
