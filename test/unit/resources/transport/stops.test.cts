/** Which way the truck goes, and which stops are one, by the rules of Dashdoc's tutorials. */
import fc from 'fast-check';
import type { Delivery, Segment, Site } from '../../../../nodes/Dashdoc/resources/transport/body';
import {
	contentOf,
	planRoute,
	withRoute,
	type Routed,
} from '../../../../nodes/Dashdoc/resources/transport/stops';

/** A stop at a place, with hours of a slot where they are given (`8`). */
const at = (place: string, hour?: number): Site => ({
	address: { name: place },
	...(hour !== undefined && { slots: [{ start: `2026-03-02T0${hour}:00:00Z` }] }),
});
const from = (origin: Site, destination: Site): Delivery => ({ origin, destination });
const leg = (origin: Site | undefined, destination: Site): Segment => ({
	...(origin && { origin }),
	destination,
});
const routed = (deliveries: Delivery[], segments?: Segment[]) =>
	withRoute({ deliveries, ...(segments && { segments }) }, (stop) => `stop-${stop}`);

/** A stop in short: `A` or `A stop-1`. */
const short = ({ address, remote_id }: Site = {}) =>
	[(address as { name?: string } | undefined)?.name, remote_id].filter(Boolean).join(' ');
const shortly = (parts: ReadonlyArray<{ origin?: Site; destination?: Site }>) =>
	parts.map(({ origin, destination }) => `${short(origin)}→${short(destination)}`);
const waysOf = ({ deliveries, segments }: Routed) => ({
	deliveries: shortly(deliveries),
	segments: shortly(segments),
});

const [a, b, c, d] = ['A', 'B', 'C', 'D'].map((place) => at(place));

describe('the route follows from the deliveries', () => {
	test.each([
		['one delivery', [from(a, b)], ['A→B']],
		['from one place to several', [from(a, b), from(a, c), from(a, d)], ['A→B', 'B→C', 'C→D']],
		['from several places to one', [from(a, c), from(b, c)], ['A→B', 'B→C']],
		['all pickups come first', [from(a, b), from(c, d)], ['A→C', 'C→B', 'B→D']],
		['what is unloaded goes on from there', [from(a, b), from(b, c)], ['A→B', 'B→C']],
		['twice the same way', [from(a, b), from(a, b)], ['A→B']],
	])('%s', (_, deliveries, segments) => {
		const route = routed(deliveries);
		expect(waysOf(route)).toEqual({ deliveries: shortly(deliveries), segments });
	});

	test('a place that is left and reached again is two stops, each with an External ID', () => {
		expect(waysOf(routed([from(a, b), from(b, a)]))).toEqual({
			deliveries: ['A stop-1→B', 'B→A stop-2'],
			segments: ['A stop-1→B', 'B→A stop-2'],
		});
	});

	test('what cannot be unloaded before it is loaded is brought on a second visit', () => {
		expect(waysOf(routed([from(b, c), from(a, b)])).segments).toEqual(['B stop-1→A', 'A→C', 'C→B stop-2']);
	});

	test('a delivery within one place has two stops', () => {
		expect(waysOf(routed([from(a, a)])).segments).toEqual(['A stop-1→A stop-2']);
	});

	test('the crew drives all segments, planned arrivals belong to the first and last stop', () => {
		const crew = { trucker_id: { pk: 1 }, scheduled_start_range: { start: 's' } };
		const { segments } = routed([from(a, b), from(a, c)], [{ ...crew, scheduled_end_range: { start: 'e' } }]);
		expect(segments).toEqual([
			{ ...crew, origin: a, destination: b },
			{ trucker_id: { pk: 1 }, scheduled_end_range: { start: 'e' }, origin: b, destination: c },
		]);
	});
});

describe('stops are told apart only where they must', () => {
	test('those that say the same are one, whatever the order of what they say', () => {
		const one = { address: { name: 'A', city: 'Nantes' }, reference: 'R' };
		const other = { reference: 'R', address: { city: 'Nantes', name: 'A' } };
		expect(planRoute({ deliveries: [from(one, b), from(other, c)] }).stops).toHaveLength(3);
	});

	test('those with other details stay apart, and each gets an External ID', () => {
		expect(waysOf(routed([from(at('A', 8), b), from(at('A', 9), c)]))).toEqual({
			deliveries: ['A stop-1→B', 'A stop-2→C'],
			segments: ['A stop-1→A stop-2', 'A stop-2→B', 'B→C'],
		});
	});

	test('one without details is the one that has them, before or after it', () => {
		for (const [first, second] of [
			[a, at('A', 8)],
			[at('A', 8), a],
		]) {
			const { deliveries, segments } = routed([from(first, b), from(second, c)]);
			expect(deliveries.map(({ origin }) => origin)).toEqual([at('A', 8), at('A', 8)]);
			expect(segments).toHaveLength(2);
		}
	});

	test('External IDs of their own keep them apart or bring them together', () => {
		const [one, other] = ['X', 'Y'].map((remote_id) => ({ ...a, remote_id }));
		expect(waysOf(routed([from(one, b), from(other, b)])).segments).toEqual(['A X→A Y', 'A Y→B']);
		expect(waysOf(routed([from(one, b), from({ remote_id: 'X' }, c)])).deliveries).toEqual([
			'A X→B',
			'A X→C',
		]);
		expect(waysOf(routed([from({ remote_id: 'X' }, b), from(one, c)])).deliveries).toEqual([
			'A X→B',
			'A X→C',
		]);
		expect(waysOf(routed([from(one, b), from(at('A', 8), c)])).segments[0]).toBe('A X→A stop-1');
	});
});

test('an External ID that a stop has already is not given again', () => {
	const named = { ...at('A', 8), remote_id: 'stop-1' };
	expect(waysOf(routed([from(named, b), from(at('A', 9), c)])).segments[0]).toBe('A stop-1→A stop-2');
});

describe('a given route', () => {
	test('keeps its order', () => {
		const route = [leg(a, b), leg(b, c), leg(c, d)];
		expect(waysOf(routed([from(a, b), from(c, d)], route)).segments).toEqual(['A→B', 'B→C', 'C→D']);
	});

	test('may leave out where a leg starts, and lead over places without delivery', () => {
		const route = [leg(a, c), leg(undefined, b)];
		expect(waysOf(routed([from(a, b)], route))).toEqual({ deliveries: ['A→B'], segments: ['A→C', 'C→B'] });
	});

	test('takes details of a stop from its delivery', () => {
		const { segments } = routed([from(at('A', 8), b)], [leg(a, { ...b })]);
		expect(segments[0].origin).toEqual(at('A', 8));
		const named = { ...at('A', 8), remote_id: 'X' };
		expect(routed([from(named, b)], [leg({ remote_id: 'X' }, b)]).segments[0].origin).toEqual(named);
	});

	test('passes one place twice as two stops', () => {
		expect(waysOf(routed([from(a, b), from(b, a)], [leg(a, b), leg(b, a)]))).toEqual({
			deliveries: ['A stop-1→B', 'B→A stop-2'],
			segments: ['A stop-1→B', 'B→A stop-2'],
		});
	});

	test('finds the visit of each delivery, whatever their order', () => {
		expect(waysOf(routed([from(b, c), from(a, b)], [leg(a, b), leg(b, c)])).segments).toEqual(['A→B', 'B→C']);
	});

	test('that breaks or does not serve a delivery is told', () => {
		expect(planRoute({ deliveries: [from(a, b)], segments: [leg(a, c), leg(d, b)] }).gap).toBe(1);
		expect(planRoute({ deliveries: [from(a, b)], segments: [leg(b, a)] }).deliveries).toEqual([
			{ origin: 1, destination: -1 },
		]);
		expect(planRoute({ deliveries: [from(a, d)], segments: [leg(a, b)] }).deliveries[0].destination).toBe(-1);
	});
});

describe('whatever the deliveries are', () => {
	const site = fc
		.record({
			place: fc.constantFrom('A', 'B', 'C'),
			hour: fc.option(fc.constantFrom(8, 9), { nil: undefined }),
			remote_id: fc.option(fc.constantFrom('X', 'Y'), { nil: undefined, freq: 4 }),
		})
		// One External ID names one place, as the checks demand.
		.map(({ place, hour, remote_id }) => ({
			...at(place, hour),
			...(remote_id && { remote_id: `${remote_id}-${place}-${hour}` }),
		}));
	const bodies = fc.array(fc.record({ origin: site, destination: site }), { minLength: 1, maxLength: 6 });

	const stopsOf = ({ segments }: Routed) => [
		segments[0].origin,
		...segments.map(({ destination }) => destination),
	];

	test('segments chain, pass each stop once, and lead from each origin to its destination', () => {
		fc.assert(
			fc.property(bodies, (deliveries) => {
				fc.pre(planRoute({ deliveries }).stops.every(isNamedOnce));
				const route = routed(deliveries);
				const stops = stopsOf(route).map(contentOf);
				route.segments.slice(1).forEach(({ origin }, index) => {
					expect(origin).toEqual(route.segments[index].destination);
				});
				expect(new Set(stops).size).toBe(stops.length);
				for (const { origin, destination } of route.deliveries) {
					const loaded = stops.indexOf(contentOf(origin));
					expect(loaded).toBeGreaterThanOrEqual(0);
					expect(stops.indexOf(contentOf(destination))).toBeGreaterThan(loaded);
				}
			}),
			{ numRuns: 1000 },
		);
	});

	test('deliveries stay where they are, with what was said of them', () => {
		fc.assert(
			fc.property(bodies, (deliveries) => {
				routed(deliveries).deliveries.forEach(({ origin, destination }, index) => {
					expect(origin).toMatchObject(deliveries[index].origin);
					expect(destination).toMatchObject(deliveries[index].destination);
				});
			}),
		);
	});

	test('stops at one address all have External IDs, others keep theirs, and nothing is changed in place', () => {
		fc.assert(
			fc.property(bodies, (deliveries) => {
				const before = structuredClone(deliveries);
				const stops = stopsOf(routed(deliveries));
				expect(deliveries).toEqual(before);
				const addresses = stops.map((stop) => contentOf(stop?.address));
				stops.forEach((stop, index) => {
					const isShared = addresses.filter((address) => address === addresses[index]).length > 1;
					if (isShared) expect(stop?.remote_id).toBeTruthy();
					else expect(stop?.remote_id ?? '').not.toMatch(/^stop/);
				});
			}),
		);
	});

	test('a route that was made is left as it is', () => {
		fc.assert(
			fc.property(bodies, (deliveries) => {
				fc.pre(planRoute({ deliveries }).stops.every(isNamedOnce));
				const route = routed(deliveries);
				expect(withRoute(route, () => 'never')).toEqual(route);
			}),
			{ numRuns: 500 },
		);
	});

	/** The checks refuse a body whose External IDs make the truck pass one stop twice. */
	function isNamedOnce({ remote_id }: Site, index: number, stops: readonly Site[]): boolean {
		return !remote_id || stops.findIndex((other) => other.remote_id === remote_id) === index;
	}
});
