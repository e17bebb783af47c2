/**
 * The route of a transport from its deliveries, by the rules of Dashdoc's tutorials: all pickups first, in order, then the
 * unloadings; a place that several deliveries share is one stop, and stops at one address that must stay apart are told
 * apart by External IDs.
 */
import type { Delivery, Segment, Site, TransportBody } from './body';

/** A body whose stops are told apart and whose segments lead from stop to stop. */
export interface Routed extends TransportBody {
	deliveries: Delivery[];
	segments: Segment[];
}

/**
 * Gives stops that must stay apart their External IDs, and makes the segments where they are not given. A single segment
 * without stops holds the crew of all of them.
 * @param nextId makes the External ID of the n-th stop that needs one
 */
export function withRoute(body: TransportBody, nextId: (stop: number) => string): Routed {
	const route = new Route(nextId);
	const deliveries = structuredClone(body.deliveries ?? []);
	for (const delivery of deliveries) delivery.origin = route.load(delivery.origin ?? {});
	for (const delivery of deliveries) {
		delivery.destination = route.unload(delivery.destination ?? {}, delivery.origin ?? {});
	}
	const given = body.segments ?? [];
	const segments = given.some(({ origin, destination }) => origin ?? destination)
		? given.map((segment) => filledIn(segment, route.stops))
		: legs(route.stops, given[0]);
	return { ...body, deliveries, segments };
}

class Route {
	readonly stops: Site[] = [];

	private named = 0;

	constructor(private readonly nextId: (stop: number) => string) {}

	/** A place where goods are loaded: a stop that is on the route already, or a new one. */
	load(site: Site): Site {
		return this.stops[this.find(site)] ?? this.add(site);
	}

	/** A place where goods are unloaded: it must come after the one where they were loaded. */
	unload(site: Site, origin: Site): Site {
		const known = this.stops[this.find(site, this.stops.indexOf(origin) + 1)];
		return known ?? this.add(site);
	}

	private find(site: Site, from = 0): number {
		return this.stops.findIndex((stop, index) => index >= from && isSame(stop, site));
	}

	private add(site: Site): Site {
		const hasNeighbour = this.stops.some((stop) => isOneAddress(stop, site));
		const added = hasNeighbour && !isNamed(site) ? { ...site, remote_id: this.nextId(++this.named) } : site;
		this.stops.push(added);
		return added;
	}
}

/** Without a name of its own, a stop is what it says; with one, that name. */
function isSame(stop: Site, site: Site): boolean {
	if (isNamed(site)) return isNamed(stop) && nameOf(stop) === nameOf(site);
	return !isNamed(stop) && contentOf(stop) === contentOf(site);
}

function isOneAddress({ address: one }: Site, { address: other }: Site): boolean {
	return contentOf(one) === contentOf(other);
}

export function isNamed({ remote_id, uid }: Site): boolean {
	return Boolean(uid) || Boolean(remote_id);
}

function nameOf({ remote_id, uid }: Site): string {
	return uid ? `uid ${uid}` : `remote_id ${remote_id}`;
}

/** What is written, whatever the order of the fields. */
export function contentOf(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
			: inner,
	);
}

/** A stop of a given segment that says only its External ID is the stop of a delivery. */
function filledIn(segment: Segment, stops: readonly Site[]): Segment {
	const whole = (site: Site | undefined) =>
		site && (stops.find((stop) => isNamed(site) && isSame(stop, site) && site.address === undefined) ?? site);
	return { ...segment, origin: whole(segment.origin), destination: whole(segment.destination) };
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
