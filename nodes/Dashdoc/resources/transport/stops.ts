/**
 * The route of a transport, by the rules of Dashdoc's tutorials: all pickups first, in order, then the unloadings, unless
 * it is given; a place that several deliveries share is one stop, written identically wherever it appears, and stops at
 * one address that must stay apart are told apart by External IDs.
 */
import type { Delivery, Segment, Site, TransportBody } from './body';

/** A body whose stops are told apart and whose segments lead from stop to stop. */
export interface Routed extends TransportBody {
	deliveries: Delivery[];
	segments: Segment[];
}

/** Where the truck passes, and which stops each delivery is about. */
export interface Plan {
	/** Stops in their order, each as fully as it is written anywhere. */
	readonly stops: readonly Site[];
	/** Positions among the stops; -1 where a given route does not lead to. */
	readonly deliveries: ReadonlyArray<{ origin: number; destination: number }>;
	/** The first segment of a given route that starts elsewhere than the one before ended. */
	readonly gap?: number;
}

/** A stop that only says where it is or what it is called; the details stand where it is written fully. */
const nameAndPlace = ['address', 'remote_id', 'uid'];

/**
 * Gives stops that must stay apart their External IDs, and makes the segments where they are not given. A single segment
 * without stops holds the crew of all of them.
 * @param nextId makes the External ID of the n-th stop that needs one
 */
export function withRoute(body: TransportBody, nextId: (stop: number) => string): Routed {
	const { deliveries = [], segments = [] } = body;
	const plan = planRoute(body);
	const stops = toldApart(plan.stops, nextId);
	return {
		...body,
		deliveries: deliveries.map((delivery, index) => ({
			...delivery,
			origin: stops[plan.deliveries[index].origin] ?? delivery.origin,
			destination: stops[plan.deliveries[index].destination] ?? delivery.destination,
		})),
		segments: isRoute(segments)
			? segments.map((segment, index) => ({
					...segment,
					origin: stops[index],
					destination: stops[index + 1],
				}))
			: legs(stops, segments[0]),
	};
}

/** The stops of a body; those of a given route are its own, all others come in the order of the deliveries. */
export function planRoute({ deliveries = [], segments = [] }: TransportBody): Plan {
	const isGiven = isRoute(segments);
	const route = new Route();
	const gap = isGiven ? route.follow(segments) : undefined;
	const find = (site: Site = {}, from = 0) => {
		const known = route.find(site, from);
		return known < 0 && !isGiven ? route.add(site) : known;
	};
	const origins = deliveries.map(({ origin }) => find(origin));
	// Goods are unloaded after they were loaded, if need be on a second visit.
	const destinations = deliveries.map(({ destination }, index) => find(destination, origins[index] + 1));
	return {
		stops: route.stops,
		deliveries: deliveries.map((_, index) => ({
			origin: origins[index],
			destination: destinations[index],
		})),
		gap,
	};
}

/** Whether segments say where they lead, rather than only who drives. */
export function isRoute(segments: readonly Segment[]): boolean {
	return segments.some(({ origin, destination }) => origin ?? destination);
}

class Route {
	readonly stops: Site[] = [];

	/**
	 * Takes over a given route; a segment that does not say where it starts, starts where the one before ended.
	 * @returns the first segment that starts elsewhere
	 */
	follow(segments: readonly Segment[]): number | undefined {
		let gap: number | undefined;
		segments.forEach(({ origin, destination = {} }, index) => {
			const last = this.stops.length - 1;
			if (last < 0) this.add(origin ?? {});
			else if (origin && this.find(origin, last) < 0) gap ??= index;
			this.add(destination);
		});
		return gap;
	}

	/** Position of a stop from `from` on, which then is known as fully as it is written here; -1 when it is not there. */
	find(site: Site, from: number): number {
		const position = this.stops.findIndex((stop, index) => index >= from && isLike(stop, site));
		if (position >= 0) this.stops[position] = fuller(this.stops[position], site);
		return position;
	}

	add(site: Site): number {
		return this.stops.push(site) - 1;
	}
}

/** Tutorial on sites: each of several stops at one address gets an External ID. */
function toldApart(stops: readonly Site[], nextId: (stop: number) => string): Site[] {
	let named = 0;
	const freeId = (): string => {
		const id = nextId(++named);
		return stops.some(({ remote_id }) => remote_id === id) ? freeId() : id;
	};
	const hasNeighbour = (stop: Site, position: number) =>
		stops.some((other, index) => index !== position && isOneAddress(other, stop));
	return stops.map((stop, position) =>
		isNamed(stop) || !hasNeighbour(stop, position) ? stop : { ...stop, remote_id: freeId() },
	);
}

/** Whether two writings may mean one stop: nothing that they say contradicts. */
function isLike(one: Site, other: Site): boolean {
	return isSame(one, other) || (isBare(one) && fits(one, other)) || (isBare(other) && fits(other, one));
}

/** Without a name of its own, a stop is what it says; with one, that name. */
function isSame(one: Site, other: Site): boolean {
	if (isNamed(one) || isNamed(other)) return nameOf(one) === nameOf(other);
	return contentOf(one) === contentOf(other);
}

function fits(bare: Site, site: Site): boolean {
	return isNamed(bare) ? nameOf(bare) === nameOf(site) : isOneAddress(bare, site);
}

/** Of two writings of one stop, the one that says more. */
function fuller(one: Site, other: Site): Site {
	if (isBare(one) !== isBare(other)) return isBare(one) ? other : one;
	return Object.keys(other).length > Object.keys(one).length ? other : one;
}

export function isBare(site: Site): boolean {
	return Object.keys(site).every((name) => nameAndPlace.includes(name));
}

export function isOneAddress({ address: one }: Site, { address: other }: Site): boolean {
	return one !== undefined && contentOf(one) === contentOf(other);
}

export function isNamed(site: Site): boolean {
	return nameOf(site) !== undefined;
}

/** What Dashdoc knows a stop by, whatever else is written of it. */
export function nameOf({ remote_id, uid }: Site): string | undefined {
	if (uid) return `uid ${uid}`;
	return remote_id ? `remote_id ${remote_id}` : undefined;
}

/** What is written, whatever the order of the fields. */
export function contentOf(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
			: inner,
	);
}

/** One segment from each stop to the next; planned arrivals belong to the first and the last stop. */
function legs(stops: readonly Site[], crew: Segment = {}): Segment[] {
	const { scheduled_start_range, scheduled_end_range, ...means } = crew;
	return stops.slice(1).map((destination, index) => ({
		...means,
		...(index === 0 && scheduled_start_range !== undefined && { scheduled_start_range }),
		...(index === stops.length - 2 && scheduled_end_range !== undefined && { scheduled_end_range }),
		origin: stops[index],
		destination,
	}));
}
