import type { IDataObject } from 'n8n-workflow';

import { withoutRepeats } from './listPage';
import { Readings, type ReadPage } from './reading';
import { repair } from './repair';

/** A growing list can repeat a page once; a server that sends the same page for ever never ends. */
const mostIdlePages = 2;

/**
 * Reads a paged list: all objects in order, none twice, up to `limit`, no page more than that takes.
 *
 * The length of page 1 is the page size; the other pages follow from `count`, several at a time. When objects
 * vanish or come while pages are read, others slip from one page to the next between two readings; the counts
 * show it, and the pages concerned are read again.
 */
export async function readList(readPage: ReadPage, limit = Infinity): Promise<IDataObject[]> {
	if (limit <= 0) return [];
	const readings = new Readings(readPage);
	const { objects, count = 0, hasNext } = await readings.read(1);
	// A count that contradicts the page is no count: some lists can leave it out or set it to zero.
	const isPlanned = hasNext && objects.length > 0 && count > objects.length;
	if (isPlanned) await readPlanned(readings, limit);
	else if (hasNext) return await readOneByOne(readPage, objects, limit);
	return readings.objects().slice(0, limit);
}

async function readPlanned(readings: Readings, limit: number): Promise<void> {
	const checked = new Set<number>();
	for (;;) {
		const missing = missingPages(readings, limit);
		if (missing.length > 0) await readings.readAll(missing);
		else if (!(await repair(readings, checked))) return;
	}
}

/** Pages that are known to exist and are still needed. */
function missingPages(readings: Readings, limit: number): number[] {
	const { size } = readings;
	const lacking = limit - readings.objects().length;
	if (lacking <= 0) return [];
	const last = readings.lastPage;
	// Answers overtake each other: what the last page itself told may be newer than what was told last.
	const counts = [readings.count, readings.firsts.get(last)?.count];
	const counted = Math.ceil(Math.max(...counts.map((count) => count ?? 0)) / size);
	const existing = promisesMore(readings, last) ? Math.max(counted, last + 1) : counted;
	const end = Math.min(existing, readings.firstGonePage, last + Math.ceil(lacking / size));
	const pages = Array.from({ length: Math.max(0, end - 1) }, (_, place) => place + 2);
	return pages.filter((page) => !readings.firsts.has(page));
}

/** A last page that names a next one is believed only if it brought something new, or there might be no end. */
function promisesMore(readings: Readings, last: number): boolean {
	const reading = readings.firsts.get(last);
	if (!reading?.hasNext) return false;
	const others = [...readings.firsts.values()].filter(({ page }) => page < last);
	const known = withoutRepeats(others.flatMap(({ objects }) => objects));
	return withoutRepeats([...known, ...reading.objects]).length > known.length;
}

/** Without a usable count, each page tells whether there is another one. */
async function readOneByOne(
	readPage: ReadPage,
	firstPage: IDataObject[],
	limit: number,
): Promise<IDataObject[]> {
	const seen = new Set<string>();
	const kept = [withoutRepeats(firstPage, seen)];
	let length = kept[0].length;
	let previous = firstPage;
	let idlePages = 0;
	for (let page = 2; length < limit && idlePages < mostIdlePages; page++) {
		const answer = await readPage(page);
		if (answer === 'gone') break;
		const added = withoutRepeats(answer.objects, seen);
		const isIdle = added.length === 0 || JSON.stringify(answer.objects) === JSON.stringify(previous);
		idlePages = isIdle ? idlePages + 1 : 0;
		if (!isIdle) kept.push(added);
		length += isIdle ? 0 : added.length;
		previous = answer.objects;
		if (!answer.hasNext) break;
	}
	return kept.flat().slice(0, limit);
}
