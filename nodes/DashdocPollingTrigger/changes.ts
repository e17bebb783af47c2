/** Lists that Dashdoc can filter by change: what changed since the last poll, each change once. */
import { Collector, newestOf, type News } from './collector';
import { advance, marksOf, secondOf, type Memory } from './memory';
import { everything, type Opened, type Reader } from './reader';
import type { Settings, Watch } from './watch';

/** What a poll needs to know. */
export interface Task {
	watch: Watch;
	settings: Settings;
	reader: Reader;
	/** Told to whoever reads n8n's log. */
	warn: (text: string) => void;
}

/** What comes of a poll; both are kept or dropped together. */
export interface Outcome {
	news: News[];
	memory: Memory;
}

/**
 * Milliseconds for which changes may show late: Dashdoc stamps a change before it is there to be read. What happened
 * within this time before the newest change is read again, and told once.
 */
export const overlap = 300_000;

/** Polls in a row that try to read a list whole before what came is taken for all. */
const mostUnsettled = 3;

/** What n8n's log says of a list that was not read whole. */
export const incomplete = 'Dashdoc told of more objects than its list held, or it changed while it was read';

/** Before activation, milliseconds; the first that is not too much to read. */
const beginnings = [3_600_000, 900_000, 240_000];

/** Milliseconds by which n8n's clock may differ from Dashdoc's. */
const likelyDrift = 600_000;

/** A memory that knows of nothing before a moment, and of nothing since. */
export function emptyMemory(watched: string, since: number): Memory {
	return { watched, revision: 0, since: secondOf(since), told: {}, unsettled: 0 };
}

/** Where the list begins at activation, by Dashdoc's clock as far as it tells it. */
export async function openRecent(reader: Reader, now: number): Promise<Opened> {
	const [longest, ...shorter] = beginnings;
	let opened = await reader.open({ since: now - longest });
	const clock = opened.first.moment ?? now;
	if (Math.abs(clock - now) > likelyDrift) opened = await reader.open({ since: clock - longest });
	for (const beginning of shorter) {
		if (reader.fits(opened)) break;
		opened = await reader.open({ since: clock - beginning });
	}
	return opened;
}

/**
 * The memory of a trigger that starts now: all that is there already counts as told. What happened within the last
 * hour is looked at, so that nobody's clock decides what is old.
 *
 * @param now milliseconds since 1970 by the local clock, for a Dashdoc that does not tell its own
 */
export async function startNow(
	{ watch, settings, reader, warn }: Task,
	watched: string,
	now: number,
): Promise<Memory> {
	const opened = await openRecent(reader, now);
	const { since } = opened.period;
	const collector = new Collector({
		watch,
		settings,
		since,
		until: Infinity,
		told: new Set(),
		most: Infinity,
	});
	const isWhole = await reader.readAll(opened, (objects) => collector.take(objects));
	if (!isWhole) warn(`${incomplete}; an old change may be told once more`);
	const memory = emptyMemory(watched, since);
	return advance(memory, collector.result().news, settledUntil(collector.newest, opened, reader));
}

/** Reads what changed since the last poll. Nothing is moved where it throws. */
export async function pollChanges(
	{ watch, settings, reader, warn }: Task,
	memory: Memory,
	now: number,
): Promise<Outcome> {
	const since = Date.parse(memory.since);
	const opened = await reader.open({ since });
	const newest = newestOf(watch, opened.first.objects);
	const part = await reader.fitting(opened, Math.max(since, newest ?? since, opened.first.moment ?? now));
	const { until = Infinity } = part.period;
	const collector = new Collector({ watch, settings, since, until, told: marksOf(memory) });
	// Objects of the whole list may be newer than those of the part that is read; they tell how late it is.
	collector.see(newest);
	const isWhole = await reader.readAll(part, (objects) => collector.take(objects));
	const { news, more = until } = collector.result();
	const unsettled = unsettledAfter(isWhole, memory, warn);
	if (unsettled > 0) return { news, memory: { ...advance(memory, news, everything, more), unsettled } };
	if (until < Infinity) collector.see((opened.first.moment ?? -Infinity) - overlap);
	const settled = Math.min(more, settledUntil(collector.newest, opened, reader));
	return { news, memory: { ...advance(memory, news, settled, more), unsettled } };
}

/** Polls in a row that could not read a list whole, this one included; 0 where what came counts as all. */
export function unsettledAfter(isWhole: boolean, memory: Memory, warn: Task['warn']): number {
	if (isWhole) return 0;
	if (memory.unsettled + 1 < mostUnsettled) return memory.unsettled + 1;
	warn(`${incomplete}; what came is taken for all`);
	return 0;
}

/**
 * Up to when nothing can come any more: the newest change that was seen, without the overlap and the time that the
 * reading took. A time far ahead of Dashdoc's own clock is not believed, or nothing would ever be new again.
 */
export function settledUntil(newest: number | undefined, { first }: Opened, { budget }: Reader): number {
	if (newest === undefined) return everything;
	const believed = Math.min(newest, (first.moment ?? Infinity) + overlap);
	return believed - overlap - budget.passed();
}
