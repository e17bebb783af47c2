import type { IDataObject } from 'n8n-workflow';

import { inParallel } from './inParallel';
import { merged, withoutRepeats } from './listPage';
import type { ListPage } from './types';

/** Reads one page, from 1; `gone` when the list has no such page (any more). */
export type ReadPage = (page: number) => Promise<ListPage | 'gone'>;

/** Pages under way at a time. */
const width = 10;

/** One reading of one page. */
export interface Reading {
	page: number;
	gone: boolean;
	objects: IDataObject[];
	/** Length of the whole list at the time of this reading, if Dashdoc told it. */
	count?: number;
	hasNext: boolean;
	/** Places of this reading in the order of all beginnings and ends. */
	begun: number;
	ended: number;
	/** How much the count had fallen and risen up to this reading, in all. */
	fallen: number;
	risen: number;
}

/** Everything read of a list: the first reading of each page, the merged objects, the movement of the count. */
export class Readings {
	/** By page. Later readings of a page only add objects. */
	readonly firsts = new Map<number, Reading>();

	/** Objects per page, from the first page. */
	size = 0;

	/** The list was never longer than this, as far as Dashdoc told. */
	greatestCount = 0;

	private readonly objectsOf = new Map<number, IDataObject[]>();

	private moment = 0;

	private newestCount?: number;

	private fallen = 0;

	private risen = 0;

	constructor(private readonly readPage: ReadPage) {}

	/** Length of the list as told last; undefined as long as Dashdoc did not tell. */
	get count(): number | undefined {
		return this.newestCount;
	}

	/** Highest page that was asked for. */
	get lastPage(): number {
		return Math.max(...this.firsts.keys());
	}

	/** Infinity as long as every page was there. */
	get firstGonePage(): number {
		return Math.min(
			Infinity,
			...[...this.firsts.values()].filter(({ gone }) => gone).map(({ page }) => page),
		);
	}

	async read(page: number): Promise<Reading> {
		const begun = ++this.moment;
		const answer = await this.readPage(page);
		const gone = answer === 'gone';
		const { objects, count, hasNext } = gone ? { objects: [], count: undefined, hasNext: false } : answer;
		this.size ||= objects.length;
		// A page that is gone tells the count too: there are at most as many objects as fit in front of it.
		this.noteCount(gone ? Math.min(this.newestCount ?? 0, (page - 1) * this.size) : count);
		const { fallen, risen } = this;
		const reading = { page, gone, objects, count, hasNext, begun, ended: ++this.moment, fallen, risen };
		const before = this.objectsOf.get(page);
		this.objectsOf.set(page, before ? merged(before, objects) : objects);
		if (!before) this.firsts.set(page, reading);
		return reading;
	}

	/** Several pages at a time; those beyond a page that turned out to be gone are left out. */
	async readAll(pages: readonly number[]): Promise<Reading[]> {
		const readings: Reading[] = [];
		let end = Infinity;
		await inParallel(pages, width, async (page) => {
			if (page > end) return;
			const reading = await this.read(page);
			if (reading.gone) end = Math.min(end, page);
			readings.push(reading);
		});
		return readings;
	}

	/** How much the count has moved in all, up and down. */
	get movement(): number {
		return this.fallen + this.risen;
	}

	/** How much the count has fallen and risen since a reading, as far as later readings show. */
	movementSince({ fallen, risen }: Reading): { fallen: number; risen: number } {
		return { fallen: this.fallen - fallen, risen: this.risen - risen };
	}

	/** All objects in order, none twice. */
	objects(): IDataObject[] {
		const pages = [...this.objectsOf].sort(([one], [other]) => one - other);
		return withoutRepeats(pages.flatMap(([, objects]) => objects));
	}

	private noteCount(count: number | undefined): void {
		if (count === undefined) return;
		const change = count - (this.newestCount ?? count);
		if (change < 0) this.fallen -= change;
		else this.risen += change;
		this.newestCount = count;
		this.greatestCount = Math.max(this.greatestCount, count);
	}
}
