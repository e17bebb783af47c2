/** Reads a list to its end, page by page, while it changes. */
import type { IDataObject } from 'n8n-workflow';
import { inParallel } from '../Dashdoc/client/inParallel';
import { identityOf } from '../Dashdoc/client/listPage';
import type { ListPage } from '../Dashdoc/client/types';
import { width } from './budget';

/** Reads one page, from 1; beyond the end it is empty. */
export type ReadPage = (page: number) => Promise<ListPage>;

/** Is handed the objects of each page, which may repeat in a newer state. */
export type Take = (objects: readonly IDataObject[]) => void;

/** How a list is read. */
export interface Reading {
	read: ReadPage;
	take: Take;
	/** Whether an object can have joined the list after its first page was read. */
	mayHaveJoined: (object: IDataObject, first: ListPage) => boolean;
	/** Whether the time allows to read the list once more. */
	hasTime: () => boolean;
}

/** What came of reading a list once. */
interface Round {
	/** The different objects. */
	seen: ReadonlySet<string>;
	/** Objects that the list held at least, by the largest count that a page told. */
	most: number;
	/** Whether one may have gone and another one come meanwhile, which leaves the count as it is. */
	isDoubtful: boolean;
}

/** Readings of the whole list at most, until one of them misses nothing. */
const mostRounds = 3;

/** Pages in all, by count and length of the first one; undefined where they are not told. */
export function pagesOf({ objects, count, hasNext }: ListPage): number | undefined {
	if (!hasNext) return 1;
	const isCount = count !== undefined && objects.length > 0 && count > objects.length;
	return isCount ? Math.ceil(count / objects.length) : undefined;
}

/**
 * Hands out all objects of a list. Where objects move over the boundaries of pages between two readings (a change puts
 * one at another place, a deletion draws the others up), fewer come than the list held: then it is read again. Where
 * one that joined may stand in for one that was missed, the next reading has to find all objects again.
 *
 * @param first page 1, which was read before
 * @returns whether nothing can have slipped through
 */
export async function scan(first: ListPage, reading: Reading): Promise<boolean> {
	let before: Round | undefined;
	for (let number = 1; ; number++) {
		const opening = number === 1 ? first : await reading.read(1);
		const round = await readRound(opening, reading);
		if (isFull(round) && !round.isDoubtful) return true;
		if (before && isFull(before) && [...before.seen].every((one) => round.seen.has(one))) return true;
		if (number === mostRounds || !reading.hasTime()) return false;
		before = round;
	}
}

const isFull = ({ seen, most }: Round): boolean => seen.size >= most;

/** Reads a list once. */
async function readRound(first: ListPage, { read, take, mayHaveJoined }: Reading): Promise<Round> {
	const seen = new Set<string>();
	let most = 0;
	let hasJoined = false;
	const receive = ({ objects, count = 0 }: ListPage): number => {
		const before = seen.size;
		for (const object of objects) seen.add(identityOf(object) ?? JSON.stringify(object));
		most = Math.max(most, count);
		hasJoined ||= objects.some((object) => mayHaveJoined(object, first));
		take(objects);
		return seen.size - before;
	};
	receive(first);
	const planned = pagesOf(first) ?? 1;
	let goesOn = planned === 1 && first.hasNext;
	const others = Array.from({ length: planned - 1 }, (_, place) => place + 2);
	await inParallel(others, width, async (number) => {
		const page = await read(number);
		receive(page);
		if (number === planned) goesOn = page.hasNext;
	});
	// The list grew, or does not tell its length; a page that brings nothing new is its end.
	for (let number = planned + 1; goesOn; number++) {
		const page = await read(number);
		goesOn = receive(page) > 0 && page.hasNext;
	}
	return { seen, most, isDoubtful: hasJoined && first.hasNext };
}
