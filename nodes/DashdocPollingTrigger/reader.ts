/** One poll's way to Dashdoc: pages of the watched list, cut to a period. */
import type { IDataObject } from 'n8n-workflow';
import type { DashdocClient, DashdocRequest, ListPage } from '../Dashdoc/client/types';
import { pagesAtOnce, pagesWithin, type Budget } from './budget';
import { momentOf, secondOf } from './memory';
import { pagesOf, scan, type Reading, type Take } from './scan';
import type { Watch } from './watch';

/** A period; milliseconds since 1970. */
export interface Period {
	since: number;
	/** Left out: to the present. */
	until?: number;
}

/** A list whose first page was read. */
export interface Opened {
	period: Period;
	first: ListPage;
	/** Milliseconds that its reading took. */
	duration: number;
}

/** A list that is longer than the time of a poll allows. */
export class TooMuch extends Error {
	constructor(readonly count: number) {
		super(`${count} objects are more than one poll can read`);
		this.name = 'TooMuch';
	}
}

/** The time of a poll is over before a list was read. */
export class TooSlow extends Error {
	constructor() {
		super('The time of the poll is over');
		this.name = 'TooSlow';
	}
}

/** Where Dashdoc takes a moment more to show a change than to stamp it; milliseconds. */
const slack = 60_000;

export class Reader {
	constructor(
		private readonly client: DashdocClient,
		private readonly watch: Watch,
		readonly budget: Budget,
		private readonly requestsPerSecond: number,
	) {}

	/** Reads page 1 of the watched list in a period. */
	async open(period: Period): Promise<Opened> {
		const before = this.budget.passed();
		const first = await this.page(this.query(period), 1);
		return { period, first, duration: this.budget.passed() - before };
	}

	/** Whether the time allows to read all that was opened. */
	fits(opened: Opened): boolean {
		return lengthOf(opened) <= this.room(opened);
	}

	/**
	 * What was opened, or its beginning where that is all that the time allows.
	 *
	 * @param end until when there can be objects, milliseconds since 1970
	 * @throws {TooMuch} where Dashdoc has no filter to cut the list
	 */
	async fitting(opened: Opened, end: number): Promise<Opened> {
		if (this.fits(opened)) return opened;
		if (!this.watch.period.until) throw new TooMuch(opened.first.count ?? 0);
		const { since } = opened.period;
		const cut = async (length: number) => await this.open({ since, until: since + length });
		// Objects that are in every part, as they changed later again, would leave no room for what is to come.
		const shortest = await cut(second);
		const room = Math.max(this.room(opened), lengthOf(shortest) * allowance);
		let part = opened;
		for (let length = end - since; lengthOf(part) > room; part = await cut(length)) {
			length /= 2;
			if (length <= second) return shortest;
		}
		return part;
	}

	/** Hands out all that was opened; returns whether nothing can have slipped through. */
	async readAll({ period, first }: Opened, take: Take): Promise<boolean> {
		return await scan(first, this.reading(this.query(period), take, this.mayHaveJoined));
	}

	/** Hands out the first pages of what was opened, one after the other. */
	async readSome({ period, first }: Opened, pages: number, take: Take): Promise<void> {
		take(first.objects);
		let { hasNext } = first;
		for (let number = 2; hasNext && number <= pages; number++) {
			const page = await this.page(this.query(period), number);
			take(page.objects);
			hasNext = page.hasNext;
		}
	}

	/** Hands out the objects with these identifiers. */
	async readNamed(filter: string, identifiers: readonly string[], take: Take): Promise<boolean> {
		const reading = this.reading({ [filter]: identifiers }, take, () => false);
		return await scan(await reading.read(1), reading);
	}

	/** Pages that may be read. */
	private room({ duration }: Opened): number {
		const pages = this.watch.period.until ? pagesAtOnce : pagesWithin;
		return pages(this.budget, duration, this.requestsPerSecond);
	}

	private reading(
		query: DashdocRequest['query'],
		take: Take,
		mayHaveJoined: Reading['mayHaveJoined'],
	): Reading {
		return {
			read: async (number) => await this.page(query, number),
			take,
			mayHaveJoined,
			// A list that is read once more takes no longer than everything before.
			hasTime: () => 2 * this.budget.passed() < this.budget.time,
		};
	}

	/** What joins a list has changed since, by Dashdoc's own clock; without one, each object may have. */
	private readonly mayHaveJoined = (object: IDataObject, { moment }: ListPage): boolean => {
		const changed = momentOf(this.watch.changed(object));
		return moment === undefined || changed === undefined || changed >= moment - slack;
	};

	private async page(query: DashdocRequest['query'], number: number): Promise<ListPage> {
		if (this.budget.passed() > this.budget.time) throw new TooSlow();
		return await this.client.page({ route: this.watch.route, query }, number);
	}

	private query({ since, until }: Period): DashdocRequest['query'] {
		const { period } = this.watch;
		return {
			[period.since]: since === everything ? undefined : secondOf(since),
			...(period.until && until !== undefined && { [period.until]: secondOf(until + slack) }),
		};
	}
}

/** Pages; a list that does not tell its length is taken for a short one. */
const lengthOf = ({ first }: Opened): number => pagesOf(first) ?? 1;

/** A part may be so much longer than the shortest one. */
const allowance = 1.5;

/** Milliseconds. */
const second = 1000;

/** As `since`: without a beginning. */
export const everything = -Infinity;
