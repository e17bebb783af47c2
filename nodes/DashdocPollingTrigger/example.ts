/** One example for who builds a workflow: the newest, read without remembering anything. */
import { Collector, type News } from './collector';
import type { Task } from './changes';
import { everything } from './reader';

/** Milliseconds in which an example is looked for, one after the other. */
const periods = [3_600_000, 86_400_000, 30 * 86_400_000, Infinity];

/** Pages that are read for it at most; beyond, the newest of these will do. */
const mostPages = 10;

/**
 * The newest happening; undefined where there is none.
 *
 * @param now milliseconds since 1970 by the local clock; it decides where to look first, and nothing else
 */
export async function newestExample(
	{ watch, settings, reader }: Task,
	now: number,
): Promise<News | undefined> {
	for (const period of periods) {
		const since = period === Infinity ? everything : now - period;
		const interest = { watch, settings, since, until: Infinity, told: new Set<string>(), most: Infinity };
		const collector = new Collector(interest);
		await reader.readSome(await reader.open({ since }), mostPages, (objects) => collector.take(objects));
		const { news } = collector.result();
		if (news.length > 0) return news.at(-1);
	}
	return undefined;
}
