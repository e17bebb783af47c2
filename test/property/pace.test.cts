import fc from 'fast-check';
import { createPace, nextTicket } from '../../nodes/Dashdoc/client/pace';
import { VirtualTime } from '../unit/client/virtualTime.cts';

interface Request {
	/** Milliseconds from the beginning to the wish to send it. */
	wish: number;
	/** Milliseconds from start to answer. */
	duration: number;
	/** When it reaches the server: 0 at its start, 1 with its answer or after 100 ms. */
	journey: number;
}

const request: fc.Arbitrary<Request> = fc.record({
	wish: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3000 })),
	duration: fc.oneof(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 3000 })),
	journey: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** Answered before anybody could think that it left late. */
const quickRequest = request.map((one) => ({ ...one, duration: one.duration % 80 }));

/** Sends all requests through one pace; tells in the order of the wishes when each started and arrived. */
async function send(requests: Request[], limitOf: (place: number) => number) {
	const time = new VirtualTime();
	const pace = createPace(time);
	const sent = requests.map(async ({ wish, duration, journey }, place) => {
		await time.after(wish);
		const requestsPerSecond = limitOf(place);
		const visit = await pace.enter({ ticket: nextTicket(), requestsPerSecond, patience: 0 });
		const start = time.now();
		const arrival = start + journey * Math.min(duration, 100);
		await time.after(duration);
		visit.leave();
		return { wish, start, arrival };
	});
	const moments = await time.until(Promise.all(sent));
	return { moments, waits: time.waits };
}

/** Most arrivals in any window of one second that begins with one of them. */
const fullestSecond = (arrivals: number[]) =>
	Math.max(0, ...arrivals.map((from) => arrivals.filter((at) => at >= from && at < from + 1000).length));

describe('the pace', () => {
	test('never lets more than the allowed number reach the server within a second', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(request, { minLength: 1, maxLength: 60 }),
				fc.integer({ min: 1, max: 12 }),
				async (requests, limit) => {
					const { moments } = await send(requests, () => limit);
					expect(fullestSecond(moments.map(({ arrival }) => arrival))).toBeLessThanOrEqual(limit);
				},
			),
			{ numRuns: 150 },
		);
	});

	test('keeps the greatest limit when nodes with different limits share a credential, and starves none', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(request, { minLength: 1, maxLength: 40 }),
				fc.array(fc.constantFrom(2, 5, 10), { minLength: 1, maxLength: 5 }),
				async (requests, limits) => {
					const { moments } = await send(requests, (place) => limits[place % limits.length]);
					expect(moments).toHaveLength(requests.length);
					const fullest = fullestSecond(moments.map(({ arrival }) => arrival));
					expect(fullest).toBeLessThanOrEqual(Math.max(...limits));
				},
			),
			{ numRuns: 100 },
		);
	});

	test('serves in the order of the wishes, wastes little time and does not spin', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(quickRequest, { minLength: 1, maxLength: 60 }),
				fc.integer({ min: 1, max: 12 }),
				async (requests, limit) => {
					const { moments, waits } = await send(requests, () => limit);
					const byWish = [...moments].sort((a, b) => a.wish - b.wish || a.start - b.start);
					const starts = byWish.map(({ start }) => start);
					expect(starts).toEqual([...starts].sort((a, b) => a - b));
					const last = Math.max(...requests.map(({ wish }) => wish));
					// A window is so much longer than a second as requests can take to arrive.
					const windows = Math.ceil(requests.length / limit) - 1;
					expect(starts[starts.length - 1]).toBeLessThanOrEqual(last + windows * 1110 + 1);
					expect(Math.max(0, ...waits)).toBeLessThanOrEqual(250);
					expect(waits.length).toBeLessThanOrEqual(requests.length + (windows + 4) * 6);
				},
			),
			{ numRuns: 100 },
		);
	});
});
