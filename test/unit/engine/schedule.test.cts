import { runSchedule, type Task } from '../../../nodes/Dashdoc/engine/schedule';

/** A piece of work that ends when the test says so. */
class Work {
	readonly started: number[] = [];
	readonly ended: number[] = [];
	private readonly ends = new Map<number, (error?: Error) => void>();

	task(index: number, keys: readonly string[] = []): Task<string> {
		return {
			keys,
			start: () =>
				new Promise((resolve, reject) => {
					this.started.push(index);
					this.ends.set(index, (error) => {
						this.ended.push(index);
						if (error) reject(error);
						else resolve(`done ${index}`);
					});
				}),
		};
	}

	async end(index: number, error?: Error): Promise<void> {
		this.ends.get(index)!(error);
		await settle();
	}
}

/** Lets everything happen that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

const quick = (index: number): Task<number> => ({ keys: [], start: async () => index });

describe('order and number of items in work', () => {
	test('outcomes come in the order of the items, whatever ends first', async () => {
		const work = new Work();
		const run = runSchedule({
			count: 3,
			parallel: 3,
			prepare: (index) => work.task(index),
			stop: () => false,
		});
		await settle();
		for (const index of [2, 0, 1]) await work.end(index);
		expect(await run).toEqual([{ value: 'done 0' }, { value: 'done 1' }, { value: 'done 2' }]);
	});

	test('no more items are in work than allowed, and the next starts as soon as one ends', async () => {
		const work = new Work();
		const run = runSchedule({
			count: 5,
			parallel: 2,
			prepare: (index) => work.task(index),
			stop: () => false,
		});
		await settle();
		expect(work.started).toEqual([0, 1]);
		await work.end(1);
		expect(work.started).toEqual([0, 1, 2]);
		for (const index of [0, 2, 3, 4]) await work.end(index);
		expect(await run).toHaveLength(5);
	});

	test('no item at all is no work', async () => {
		const run = runSchedule({ count: 0, parallel: 5, prepare: quick, stop: () => false });
		expect(await run).toEqual([]);
	});

	test('100,000 items need no deep stack', async () => {
		const outcomes = await runSchedule({ count: 100_000, parallel: 20, prepare: quick, stop: () => false });
		expect(outcomes).toHaveLength(100_000);
		expect(outcomes[99_999]).toEqual({ value: 99_999 });
	});
});

describe('items that speak of one object', () => {
	test('run one after the other, in order, while others go on', async () => {
		const work = new Work();
		const keys = [['a'], ['b'], ['a'], ['c']];
		const run = runSchedule({
			count: 4,
			parallel: 4,
			prepare: (index) => work.task(index, keys[index]),
			stop: () => false,
		});
		await settle();
		expect(work.started).toEqual([0, 1, 3]);
		await work.end(1);
		await work.end(3);
		expect(work.started).not.toContain(2);
		await work.end(0);
		expect(work.started).toEqual([0, 1, 3, 2]);
		await work.end(2);
		expect(await run).toEqual([0, 1, 2, 3].map((index) => ({ value: `done ${index}` })));
	});

	test('one key in common is enough to wait', async () => {
		const work = new Work();
		const keys = [['a'], ['b'], ['a', 'b']];
		const run = runSchedule({
			count: 3,
			parallel: 3,
			prepare: (index) => work.task(index, keys[index]),
			stop: () => false,
		});
		await settle();
		await work.end(0);
		expect(work.started).toEqual([0, 1]);
		await work.end(1);
		expect(work.started).toEqual([0, 1, 2]);
		await work.end(2);
		await run;
	});

	test('one that fails does not hold up the next', async () => {
		const work = new Work();
		const run = runSchedule({
			count: 2,
			parallel: 2,
			prepare: (index) => work.task(index, ['a']),
			stop: () => false,
		});
		await settle();
		await work.end(0, new Error('refused'));
		expect(work.started).toEqual([0, 1]);
		await work.end(1);
		expect(await run).toEqual([{ error: new Error('refused') }, { value: 'done 1' }]);
	});

	test('one that waits when the run ends is not started any more', async () => {
		const work = new Work();
		const run = runSchedule({
			count: 2,
			parallel: 2,
			prepare: (index) => work.task(index, ['a']),
			stop: (error) => error !== undefined,
		});
		await settle();
		await work.end(0, new Error('refused'));
		expect(await run).toEqual([{ error: new Error('refused') }, undefined]);
		expect(work.started).toEqual([0]);
	});
});

describe('an item that fails', () => {
	test('costs no other item while the run goes on', async () => {
		const outcomes = await runSchedule({
			count: 3,
			parallel: 2,
			prepare: (index) => {
				if (index === 1) throw new Error('bad value');
				return quick(index);
			},
			stop: () => false,
		});
		expect(outcomes).toEqual([{ value: 0 }, { error: new Error('bad value') }, { value: 2 }]);
	});

	test('ends a run that is to stop: what is in work ends, nothing new starts', async () => {
		const work = new Work();
		const run = runSchedule({
			count: 6,
			parallel: 3,
			prepare: (index) => work.task(index),
			stop: (error) => error !== undefined,
		});
		await settle();
		await work.end(1, new Error('refused'));
		expect(work.started).toEqual([0, 1, 2]);
		await work.end(0);
		await work.end(2);
		expect(await run).toEqual([
			{ value: 'done 0' },
			{ error: new Error('refused') },
			{ value: 'done 2' },
			undefined,
			undefined,
			undefined,
		]);
	});

	test('already while it is read, before anything was started', async () => {
		const started: number[] = [];
		const outcomes = await runSchedule({
			count: 3,
			parallel: 3,
			prepare: (index) => {
				started.push(index);
				throw new Error('bad value');
			},
			stop: (error) => error !== undefined,
		});
		expect(outcomes).toEqual([{ error: new Error('bad value') }, undefined, undefined]);
		expect(started).toEqual([0]);
	});
});

test('Stop is noticed before the next item is even read', async () => {
	const work = new Work();
	const read: number[] = [];
	let stopped = false;
	const prepare = (index: number) => {
		read.push(index);
		return work.task(index);
	};
	const run = runSchedule({ count: 4, parallel: 1, prepare, stop: () => stopped });
	await settle();
	stopped = true;
	await work.end(0);
	expect(await run).toEqual([{ value: 'done 0' }, undefined, undefined, undefined]);
	expect(read).toEqual([0]);
});
