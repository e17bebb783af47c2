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
 * one at another place, a deletion draws the others up), fewer come than the list held at the beginning: then it is
 * read again.
 *
 * @param first page 1, which was read before
 * @returns whether nothing can have slipped through
 */
export async function scan(first: ListPage, read: ReadPage, take: Take): Promise<boolean> {
	for (let round = 1; ; round++) {
		const opening = round === 1 ? first : await read(1);
		const seen = await readRound(opening, read, take);
		if (seen >= (opening.count ?? 0)) return true;
		if (round === mostRounds) return false;
	}
}

/** Reads a list once; returns how many different objects came. */
async function readRound(first: ListPage, read: ReadPage, take: Take): Promise<number> {
	const seen = new Set<string>();
	const receive = ({ objects }: ListPage): number => {
		const before = seen.size;
		for (const object of objects) seen.add(identityOf(object) ?? JSON.stringify(object));
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
	return seen.size;
}
