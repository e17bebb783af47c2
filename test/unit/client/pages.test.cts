import type { IDataObject } from 'n8n-workflow';
import { inParallel } from '../../../nodes/Dashdoc/client/inParallel';
import { identityOf, listPageOf, merged, withoutRepeats } from '../../../nodes/Dashdoc/client/listPage';
import { readList } from '../../../nodes/Dashdoc/client/pages';
import type { ReadPage } from '../../../nodes/Dashdoc/client/reading';
import type { ListPage } from '../../../nodes/Dashdoc/client/types';

const objects = (...ids: number[]): IDataObject[] => ids.map((pk) => ({ pk }));
const idsOf = (list: IDataObject[]) => list.map(({ pk }) => pk);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => from + place);

/** Hands out the given pages; a page that does not exist is gone. Notes what was asked for. */
function scripted(...pages: Array<ListPage | 'gone'>): { read: ReadPage; asked: number[] } {
	const asked: number[] = [];
	const read: ReadPage = async (page) => {
		asked.push(page);
		return pages[page - 1] ?? 'gone';
	};
	return { read, asked };
}

describe('the body of a list', () => {
	const results = objects(1, 2);

	test.each<[string, unknown, ListPage | undefined]>([
		[
			'an envelope',
			{ count: 5, next: 'https://x', previous: null, results },
			{ objects: results, count: 5, hasNext: true },
		],
		['a last page', { count: 2, next: null, results }, { objects: results, count: 2, hasNext: false }],
		[
			'no usable count',
			{ count: null, next: 'x', results },
			{ objects: results, count: undefined, hasNext: true },
		],
		[
			'a count that is none',
			{ count: -1, next: '', results },
			{ objects: results, count: undefined, hasNext: false },
		],
		['no word of a next page', { count: 5, results }, { objects: results, count: 5, hasNext: true }],
		[
			'no word of a next page on the last',
			{ count: 2, results },
			{ objects: results, count: 2, hasNext: false },
		],
		['nothing but results', { results }, { objects: results, count: undefined, hasNext: false }],
		['a bare array', results, { objects: results, count: 2, hasNext: false }],
		['an empty array', [], { objects: [], count: 0, hasNext: false }],
		['an object', { pk: 1 }, undefined],
		['texts', ['a'], undefined],
		['results that are no objects', { results: [1] }, undefined],
		['nothing', undefined, undefined],
	])('%s', (_, body, page) => {
		expect(listPageOf(body, 1)).toEqual(page);
	});
});

describe('objects', () => {
	test('are told apart by uid, pk or id, whichever is there', () => {
		expect(identityOf({ uid: 'a', pk: 1 })).toBe('"a"');
		expect(identityOf({ uid: null, pk: 1, id: 2 })).toBe('1');
		expect(identityOf({ id: 2 })).toBe('2');
		expect(identityOf({ name: 'x' })).toBeUndefined();
		expect(identityOf({ uid: '1' })).not.toBe(identityOf({ pk: 1 }));
	});

	test('come once, those without an identifier always', () => {
		expect(withoutRepeats([{ pk: 1 }, { a: 1 }, { pk: 1, new: true }, { a: 1 }])).toEqual([
			{ pk: 1 },
			{ a: 1 },
			{ a: 1 },
		]);
	});

	test.each([
		['slipped in from behind', [1, 2, 3], [2, 3, 4], [1, 2, 3, 4]],
		['pushed in from before', [3, 4], [1, 2, 3], [1, 2, 3, 4]],
		['between', [1, 4], [1, 2, 3, 4], [1, 2, 3, 4]],
		['nothing in common', [1], [2], [1, 2]],
		['nothing before', [], [1], [1]],
		['nothing after', [1], [], [1]],
		['reversed', [1, 2, 3], [3, 2, 1], [1, 2, 3]],
	])('of two readings of a page are merged in order: %s', (_, first, second, together) => {
		expect(idsOf(merged(objects(...first), objects(...second)))).toEqual(together);
	});

	test('without identifiers are merged by their content', () => {
		expect(merged([{ a: 1 }, { a: 2 }], [{ a: 2 }, { a: 3 }])).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
	});
});

describe('a list', () => {
	test('of one page takes one request', async () => {
		const { read, asked } = scripted({ objects: objects(1), count: 1, hasNext: false });
		expect(await readList(read)).toEqual(objects(1));
		expect(asked).toEqual([1]);
	});

	test('with the limit 0 takes none', async () => {
		const { read, asked } = scripted();
		expect(await readList(read, 0)).toEqual([]);
		expect(asked).toEqual([]);
	});

	test('that names no next page is over, whatever its count', async () => {
		const { read, asked } = scripted({ objects: objects(1, 2), count: 50, hasNext: false });
		expect(await readList(read)).toEqual(objects(1, 2));
		expect(asked).toEqual([1]);
	});

	test.each([
		['without a count', undefined],
		['with the count 0', 0],
		['with a count of one page only', 2],
	])('%s is read page by page', async (_, count) => {
		const { read, asked } = scripted(
			{ objects: objects(1, 2), count, hasNext: true },
			{ objects: objects(2, 3), count, hasNext: true },
			{ objects: objects(4), count, hasNext: false },
		);
		expect(idsOf(await readList(read))).toEqual([1, 2, 3, 4]);
		expect(asked).toEqual([1, 2, 3]);
		expect(idsOf(await readList(read, 3))).toEqual([1, 2, 3]);
		expect(asked).toEqual([1, 2, 3, 1, 2]);
	});

	test('without a count ends where a page is gone', async () => {
		const { read } = scripted({ objects: objects(1), hasNext: true });
		expect(await readList(read)).toEqual(objects(1));
	});

	test('that repeats its page for ever ends', async () => {
		const same = async () => ({ objects: [...objects(1), { a: 1 }], hasNext: true });
		expect(await readList(same)).toEqual([{ pk: 1 }, { a: 1 }]);
		let asked = 0;
		const counted = async () => {
			asked++;
			return { objects: objects(1, 2), count: 5, hasNext: true };
		};
		expect(await readList(counted)).toEqual(objects(1, 2));
		expect(asked).toBeLessThan(6);
	});

	test('makes up for repeats below the limit, if there is another page', async () => {
		const { read, asked } = scripted(
			{ objects: objects(1, 2, 3), count: 8, hasNext: true },
			{ objects: objects(3, 4, 5), count: 8, hasNext: true },
			{ objects: objects(6, 7), count: 8, hasNext: false },
		);
		expect(idsOf(await readList(read, 6))).toEqual([1, 2, 3, 4, 5, 6]);
		expect(asked).toEqual([1, 2, 3]);
		expect(idsOf(await readList(read, 8))).toEqual([1, 2, 3, 4, 5, 6, 7]);
	});

	test('that grew goes on beyond the first count', async () => {
		const { read } = scripted(
			{ objects: objects(1, 2), count: 4, hasNext: true },
			{ objects: objects(3, 4), count: 5, hasNext: true },
			{ objects: objects(5), count: 5, hasNext: false },
		);
		expect(idsOf(await readList(read))).toEqual([1, 2, 3, 4, 5]);
	});

	test('whose last page names another one goes on, even against the count', async () => {
		const { read } = scripted(
			{ objects: objects(1, 2), count: 3, hasNext: true },
			{ objects: objects(3, 4), count: 3, hasNext: true },
			{ objects: objects(5), count: 3, hasNext: false },
		);
		expect(idsOf(await readList(read))).toEqual([1, 2, 3, 4, 5]);
	});

	test('with a first page that is shorter than the others is read to its end', async () => {
		const { read, asked } = scripted(
			{ objects: objects(1), count: 100, hasNext: true },
			{ objects: objects(2, 3), count: 100, hasNext: true },
			{ objects: objects(4, 5), count: 100, hasNext: false },
		);
		expect(idsOf(await readList(read))).toEqual([1, 2, 3, 4, 5]);
		expect(asked.length).toBeLessThan(20);
	});

	test('of 200 pages takes one request more when an object vanishes in the middle of reading', async () => {
		let ids = range(1, 20_000);
		const asked: number[] = [];
		let turn = Promise.resolve();
		const read: ReadPage = async (page) => {
			// One page after the other, so that the second half is read from the shorter list.
			turn = turn.then();
			await turn;
			asked.push(page);
			if (page === 101 && asked.length === 101) ids = ids.filter((id) => id !== 5);
			const from = (page - 1) * 100;
			return { objects: objects(...ids.slice(from, from + 100)), count: ids.length, hasNext: page < 200 };
		};
		expect(idsOf(await readList(read))).toEqual(range(1, 20_000));
		expect(asked.slice(200).sort((a, b) => a - b)).toEqual([100, 101]);
	});

	test.each([1, 5, 9])(
		'that shrinks to its last 15 objects after page %d loses none of them',
		async (page) => {
			let ids = range(1, 100);
			const read: ReadPage = async (number) => {
				const from = (number - 1) * 10;
				const content = { objects: objects(...ids.slice(from, from + 10)), count: ids.length };
				const answer =
					from < ids.length ? { ...content, hasNext: from + 10 < ids.length } : ('gone' as const);
				if (number === page) ids = range(86, 100);
				return answer;
			};
			expect(idsOf(await readList(read))).toEqual(expect.arrayContaining(range(86, 100)));
		},
	);

	test('that never stands still comes to an end', async () => {
		let next = 1000;
		let asked = 0;
		const read: ReadPage = async (page) => {
			asked++;
			// The count goes up and down with every answer.
			return { objects: objects(next++, next++), count: asked % 2 ? 20 : 12, hasNext: page < 10 };
		};
		expect((await readList(read)).length).toBeGreaterThan(10);
		expect(asked).toBeLessThan(200);
	});
});

describe('work in parallel', () => {
	test('is done by so many at a time, started in order', async () => {
		const begun: number[] = [];
		let running = 0;
		let most = 0;
		await inParallel(range(1, 20), 4, async (value) => {
			begun.push(value);
			most = Math.max(most, ++running);
			await new Promise((resolve) => setTimeout(resolve, value % 3));
			running--;
		});
		expect(begun).toEqual(range(1, 20));
		expect(most).toBe(4);
	});

	test('ends with the first failure, after what was begun', async () => {
		const ended: number[] = [];
		const begun: number[] = [];
		const work = inParallel(range(1, 20), 3, async (value) => {
			begun.push(value);
			await new Promise((resolve) => setTimeout(resolve, value * 5));
			if (value <= 2) throw new Error(`fault ${value}`);
			ended.push(value);
		});
		await expect(work).rejects.toThrow('fault 1');
		expect(begun).toEqual([1, 2, 3]);
		expect(ended).toEqual([3]);
	});
});
