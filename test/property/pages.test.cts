import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { readList } from '../../nodes/Dashdoc/client/pages';
import type { ListPage } from '../../nodes/Dashdoc/client/types';

/** Something that happens to the list; `place` from 0 (front) to 1 (end). */
type Change = { kind: 'delete' | 'insert'; place: number };

/** A list on a server that changes between the readings of its pages. */
class ChangingList {
	private ids: number[];

	private nextId: number;

	readonly untouched: Set<number>;

	reads = 0;

	constructor(
		length: number,
		private readonly size: number,
	) {
		this.ids = Array.from({ length }, (_, place) => place + 1);
		this.nextId = length + 1;
		this.untouched = new Set(this.ids);
	}

	apply({ kind, place }: Change): void {
		if (kind === 'insert') {
			this.ids.splice(Math.round(place * this.ids.length), 0, this.nextId++);
		} else if (this.ids.length > 0) {
			const [gone] = this.ids.splice(Math.floor(place * (this.ids.length - 1)), 1);
			this.untouched.delete(gone);
		}
	}

	/** What Dashdoc would answer at this moment. */
	page(page: number): ListPage | 'gone' {
		this.reads++;
		const from = (page - 1) * this.size;
		if (page > 1 && from >= this.ids.length) return 'gone';
		const objects = this.ids.slice(from, from + this.size).map((id): IDataObject => ({ pk: id }));
		return { objects, count: this.ids.length, hasNext: from + this.size < this.ids.length };
	}
}

const change = (kinds: Array<Change['kind']>) =>
	fc.record({
		kind: fc.constantFrom(...kinds),
		place: fc.double({ min: 0, max: 1, noNaN: true }),
	});

const lengths = fc.integer({ min: 0, max: 60 });
const sizes = fc.integer({ min: 1, max: 7 });

const idsOf = (objects: IDataObject[]) => objects.map(({ pk }) => pk as number);

/** Objects that existed all the time and are missing. */
const lost = (list: ChangingList, objects: IDataObject[]) => {
	const read = new Set(idsOf(objects));
	return [...list.untouched].filter((id) => !read.has(id));
};

const repeated = (objects: IDataObject[]) => objects.length - new Set(idsOf(objects)).size;

describe('a list that stands still', () => {
	test('comes whole, in order, none twice', async () => {
		await fc.assert(
			fc.asyncProperty(lengths, sizes, async (length, size) => {
				const list = new ChangingList(length, size);
				const objects = await readList(async (page) => list.page(page));
				expect(idsOf(objects)).toEqual(Array.from({ length }, (_, place) => place + 1));
				expect(list.reads).toBe(Math.max(1, Math.ceil(length / size)));
			}),
		);
	});

	test('is cut at the limit, and no page is read in vain', async () => {
		await fc.assert(
			fc.asyncProperty(lengths, sizes, fc.integer({ min: 1, max: 70 }), async (length, size, limit) => {
				const list = new ChangingList(length, size);
				const objects = await readList(async (page) => list.page(page), limit);
				const wanted = Math.min(length, limit);
				expect(idsOf(objects)).toEqual(Array.from({ length: wanted }, (_, place) => place + 1));
				expect(list.reads).toBe(Math.max(1, Math.ceil(wanted / size)));
			}),
		);
	});

	test('comes whole whichever page answers first', async () => {
		await fc.assert(
			fc.asyncProperty(lengths, sizes, fc.scheduler(), async (length, size, scheduler) => {
				const list = new ChangingList(length, size);
				const reading = readList(async (page) => {
					await scheduler.schedule(Promise.resolve());
					return list.page(page);
				});
				const objects = await scheduler.waitFor(reading);
				expect(idsOf(objects)).toEqual(Array.from({ length }, (_, place) => place + 1));
			}),
		);
	});
});

/**
 * Reads a list whose pages are served in any order, each seen either when it is asked for or when it is answered,
 * with changes before some of these moments.
 */
async function readWhileChanging(
	list: ChangingList,
	scheduler: fc.Scheduler,
	changes: Change[],
	moments: { changesHere: boolean; seenEarly: boolean }[],
	limit?: number,
): Promise<IDataObject[]> {
	const pending = [...changes];
	let served = 0;
	const see = (page: number) => {
		const { changesHere } = moments[served++ % moments.length];
		const next = changesHere ? pending.shift() : undefined;
		if (next) list.apply(next);
		return list.page(page);
	};
	const reading = readList(async (page) => {
		const seenEarly = moments[page % moments.length].seenEarly ? see(page) : undefined;
		await scheduler.schedule(Promise.resolve(), `page ${page}`);
		const answer = seenEarly ?? see(page);
		await scheduler.schedule(Promise.resolve(), `answer ${page}`);
		return answer;
	}, limit);
	return await scheduler.waitFor(reading);
}

const moments = fc.array(fc.record({ changesHere: fc.boolean(), seenEarly: fc.boolean() }), {
	minLength: 1,
	maxLength: 12,
});

describe('a list that changes while its pages are read', () => {
	for (const kinds of [['delete'], ['insert']] as Array<Array<Change['kind']>>) {
		test(`loses nothing that was there all the time (only ${kinds[0]}s), whichever page answers first`, async () => {
			await fc.assert(
				fc.asyncProperty(
					lengths,
					sizes,
					fc.array(change(kinds), { maxLength: 12 }),
					moments,
					fc.scheduler(),
					async (length, size, changes, when, scheduler) => {
						const list = new ChangingList(length, size);
						const objects = await readWhileChanging(list, scheduler, changes, when);
						expect(lost(list, objects)).toEqual([]);
						expect(repeated(objects)).toBe(0);
					},
				),
				{ numRuns: 400 },
			);
		});
	}

	test('fills the limit as long as there are enough objects', async () => {
		await fc.assert(
			fc.asyncProperty(
				lengths,
				sizes,
				fc.integer({ min: 1, max: 70 }),
				fc
					.constantFrom<Change['kind']>('delete', 'insert')
					.chain((kind) => fc.array(change([kind]), { maxLength: 12 })),
				moments,
				fc.scheduler(),
				async (length, size, limit, changes, when, scheduler) => {
					const list = new ChangingList(length, size);
					const objects = await readWhileChanging(list, scheduler, changes, when, limit);
					expect(objects.length).toBeLessThanOrEqual(limit);
					expect(objects.length).toBeGreaterThanOrEqual(Math.min(limit, list.untouched.size));
					expect(repeated(objects)).toBe(0);
				},
			),
			{ numRuns: 400 },
		);
	});

	test('loses nothing with deletions and insertions, read page after page', async () => {
		const group = fc
			.constantFrom<Change['kind']>('delete', 'insert')
			.chain((kind) =>
				fc.record({ kind: fc.constant(kind), changes: fc.array(change([kind]), { maxLength: 3 }) }),
			);
		await fc.assert(
			fc.asyncProperty(lengths, sizes, fc.array(group, { maxLength: 12 }), async (length, size, groups) => {
				const list = new ChangingList(length, size);
				const pending = [...groups];
				let last: { kind?: Change['kind']; toldCount: boolean } = { toldCount: true };
				const serve = (page: number) => {
					// Between two answers that tell the count either some objects vanish or some come.
					const isNext = last.toldCount || pending[0]?.kind === last.kind;
					const { kind = last.kind, changes = [] } = (isNext ? pending.shift() : undefined) ?? {};
					for (const one of changes) list.apply(one);
					const answer = list.page(page);
					last = { kind, toldCount: answer !== 'gone' };
					return answer;
				};
				let turn: Promise<unknown> = Promise.resolve();
				const objects = await readList(async (page) => {
					// One after the other, as a server with a single worker would serve them.
					const mine = turn.then(() => serve(page));
					turn = mine;
					return await mine;
				});
				expect(lost(list, objects)).toEqual([]);
				expect(repeated(objects)).toBe(0);
			}),
			{ numRuns: 400 },
		);
	});
});
