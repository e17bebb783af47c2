import { isCancellation } from '../../../nodes/Dashdoc/client/cancellation';
import {
	createPace,
	nextTicket,
	PausedTooLong,
	type Admission,
	type Pace,
} from '../../../nodes/Dashdoc/client/pace';
import { paceOf } from '../../../nodes/Dashdoc/client/paces';
import { VirtualTime } from './virtualTime.cts';

let time: VirtualTime;
let pace: Pace;

beforeEach(() => {
	time = new VirtualTime();
	pace = createPace(time);
});

const minute = 60_000;

const enter = async (wish: Partial<Admission> = {}) =>
	await pace.enter({ ticket: nextTicket(), requestsPerSecond: 10, patience: minute, ...wish });

/** Sends so many requests that take 20 ms each; tells when they started. */
async function startsOf(count: number, wish: Partial<Admission> = {}): Promise<number[]> {
	const sent = Array.from({ length: count }, async () => {
		const visit = await enter(wish);
		const start = time.now();
		await time.after(20);
		visit.leave();
		return start;
	});
	return await time.until(Promise.all(sent));
}

describe('the pace', () => {
	test('lets a burst of ten pass at once, then waits until the second has passed', async () => {
		const starts = await startsOf(25);
		expect(starts.slice(0, 10)).toEqual(Array(10).fill(0));
		expect(starts[10]).toBe(1025);
		expect(starts.slice(10, 20)).toEqual(Array(10).fill(1025));
		expect(starts[24]).toBe(2050);
	});

	test('counts an unanswered request as arrived after 100 ms', async () => {
		for (let count = 0; count < 10; count++) await enter();
		const next = time.until(enter());
		await next;
		expect(time.now()).toBe(1105);
	});

	test('counts slow requests that started together with quick ones', async () => {
		// Nine answers are there at once, one is on its way: it may arrive 100 ms later than the others.
		const visits = await Promise.all(Array.from({ length: 10 }, async () => await enter()));
		for (const visit of visits.slice(1)) visit.leave();
		const starts: number[] = [];
		const rest = Array.from({ length: 10 }, async () => {
			await enter();
			starts.push(time.now());
		});
		await time.until(Promise.all(rest));
		expect(starts.filter((start) => start < 1105)).toHaveLength(9);
		expect(starts[9]).toBe(1105);
	});

	test('is lifted by the limit 0', async () => {
		expect(await startsOf(300, { requestsPerSecond: 0 })).toEqual(Array(300).fill(0));
		expect(time.waits).toEqual([]);
	});

	test('counts requests without a limit for those that have one', async () => {
		await startsOf(10, { requestsPerSecond: 0 });
		expect((await startsOf(1))[0]).toBeGreaterThanOrEqual(1005);
	});

	test('serves a request without a limit although a limited one stands in front', async () => {
		await startsOf(10);
		const limited = enter();
		await enter({ requestsPerSecond: 0 });
		expect(time.now()).toBe(20);
		await time.until(limited);
	});

	test.each([
		[0.5, 2000],
		[1, 1000],
		[2.9, 1000],
	])('understands %d requests per second', async (requestsPerSecond, distance) => {
		const most = Math.max(1, Math.floor(requestsPerSecond));
		const starts = await startsOf(most + 1, { requestsPerSecond });
		expect(starts[most]).toBe(distance + 25);
	});

	test('lets a node with 5 per second work beside one with 10', async () => {
		const quick = startsOf(20);
		const slow = startsOf(10, { requestsPerSecond: 5 });
		const starts = [...(await quick), ...(await slow)].sort((a, b) => a - b);
		expect(starts).toHaveLength(30);
		const fullest = Math.max(
			...starts.map((from) => starts.filter((at) => at >= from && at < from + 1000).length),
		);
		expect(fullest).toBe(10);
		expect(starts[29]).toBeLessThan(6000);
	});

	test('does not let quick nodes overtake a slow one for ever', async () => {
		const stream = Array.from({ length: 40 }, async (_, place) => {
			await time.after(place * 100);
			(await enter()).leave();
		});
		await time.pass(250);
		await time.until(enter({ requestsPerSecond: 1 }));
		expect(time.now()).toBeLessThan(1500);
		await time.until(Promise.all(stream));
	});

	test('gives a request that is sent again its old place', async () => {
		const early = nextTicket();
		await startsOf(10);
		const order: string[] = [];
		const late = enter().then(() => order.push('late'));
		const again = enter({ ticket: early }).then(() => order.push('early'));
		await time.until(Promise.all([late, again]));
		expect(order).toEqual(['early', 'late']);
	});

	test('waits in slices of at most a quarter of a second, and not at all when nobody waits', async () => {
		await startsOf(11);
		expect(Math.max(...time.waits)).toBe(250);
		expect(time.waits.length).toBeLessThan(8);
		await time.quiet();
		expect(time.waiting).toBe(0);
	});
});

describe('the pace after a 429', () => {
	test('pauses for everybody as long as Dashdoc asks', async () => {
		const visit = await enter();
		visit.throttled(3000);
		const [limited, unlimited] = await Promise.all([startsOf(1), startsOf(1, { requestsPerSecond: 0 })]);
		expect(limited[0]).toBeGreaterThanOrEqual(3000);
		expect(unlimited[0]).toBeGreaterThanOrEqual(3000);
	});

	test('does not shorten a pause', async () => {
		const [first, second] = [await enter(), await enter()];
		first.throttled(3000);
		second.throttled(100);
		expect((await startsOf(1))[0]).toBeGreaterThanOrEqual(3000);
	});

	test('turns away those who have not so much patience, and lets the others wait', async () => {
		await startsOf(10);
		const impatient = enter({ patience: 2000 }).catch((error: unknown) => error);
		const patient = enter({ patience: minute });
		const visit = await enter({ requestsPerSecond: 0 });
		visit.throttled(5000);
		const error = await time.until(impatient);
		expect(error).toBeInstanceOf(PausedTooLong);
		expect((error as PausedTooLong).milliseconds).toBeGreaterThan(4000);
		expect((error as PausedTooLong).message).toBe('Dashdoc asked for a pause of 5 seconds');
		await time.until(patient);
		expect(time.now()).toBeGreaterThanOrEqual(5000);
	});

	/** Distance between the first and the eleventh of eleven requests: 1025 without caution. */
	const distanceNow = async () => {
		const starts = await startsOf(11);
		return starts[10] - starts[0];
	};

	test('keeps more distance, once for all that were refused together, and forgets it slowly', async () => {
		const visits = await Promise.all(Array.from({ length: 10 }, async () => await enter()));
		await time.pass(10);
		for (const visit of visits) visit.throttled(0);
		await time.pass(5000);
		const careful = await distanceNow();
		expect(careful).toBeGreaterThan(1025 + 30);
		expect(careful).toBeLessThanOrEqual(1025 + 50);
		await time.pass(10 * minute);
		expect(await distanceNow()).toBe(1025);
	});

	test('keeps ever more distance while it is refused, up to two seconds', async () => {
		for (let round = 0; round < 12; round++) {
			const visit = await time.until(enter({ requestsPerSecond: 0 }));
			await time.pass(10);
			visit.throttled(0);
			await time.pass(1);
		}
		const careful = await distanceNow();
		expect(careful).toBeGreaterThan(2700);
		expect(careful).toBeLessThanOrEqual(3025);
	});
});

describe('a waiter whose execution is stopped', () => {
	test('leaves at once, without a trace, and the others go on', async () => {
		await startsOf(10);
		const stop = new AbortController();
		const stopped = enter({ signal: stop.signal, requestsPerSecond: 1 }).catch((error: unknown) => error);
		const other = enter();
		await time.quiet();
		const before = time.now();
		stop.abort();
		expect(isCancellation(await stopped)).toBe(true);
		expect(time.now()).toBe(before);
		await time.until(other);
		expect(time.now()).toBeLessThan(1300);
	});

	test('that was let in at the same moment takes nobody with it', async () => {
		await startsOf(9);
		const stop = new AbortController();
		const admitted = enter({ signal: stop.signal });
		const waiting = enter();
		stop.abort();
		await admitted;
		await time.until(waiting);
	});

	test('is not let in at all', async () => {
		const stop = new AbortController();
		stop.abort();
		await expect(enter({ signal: stop.signal })).rejects.toThrow('canceled');
	});

	test('is not listened to any more after it was let in', async () => {
		const stop = new AbortController();
		const removed = jest.spyOn(stop.signal, 'removeEventListener');
		await enter({ signal: stop.signal });
		expect(removed).toHaveBeenCalledTimes(1);
		stop.abort();
		await time.quiet();
	});
});

describe('the paces of the process', () => {
	test('are one per credential', () => {
		expect(paceOf('one')).toBe(paceOf('one'));
		expect(paceOf('one')).not.toBe(paceOf('two'));
	});

	test('are forgotten when nobody needs them, and kept while a request may still count', async () => {
		const busy = paceOf('busy');
		await busy.enter({ ticket: nextTicket(), requestsPerSecond: 10, patience: 0 });
		const idle = paceOf('idle');
		paceOf('another');
		expect(paceOf('busy')).toBe(busy);
		expect(paceOf('idle')).not.toBe(idle);
	});

	test('are not idle while they pause or are careful', async () => {
		const visit = await enter();
		visit.leave();
		visit.throttled(100);
		expect(pace.isIdle()).toBe(false);
		await time.pass(2000);
		expect(pace.isIdle()).toBe(false);
		await time.pass(10 * minute);
		expect(pace.isIdle()).toBe(true);
	});

	test('wait in real time', async () => {
		const real = paceOf('real');
		const begun = performance.now();
		for (let count = 0; count < 2; count++) {
			const visit = await real.enter({ ticket: nextTicket(), requestsPerSecond: 1, patience: 0 });
			visit.leave();
		}
		const passed = performance.now() - begun;
		expect(passed).toBeGreaterThan(1000);
		expect(passed).toBeLessThan(5000);
	});
});
