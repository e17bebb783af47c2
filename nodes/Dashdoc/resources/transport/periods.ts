/** Asked slots and planned periods of a transport's body. */
import { toUtc } from '../../fields/instant';
import type { Period, Segment, Site, TransportBody } from './body';

const zone = /(Z|[+-]\d{2}:?\d{2})$/i;

/** What keeps a period from being one; undefined for a sound one. */
export function faultOf({ start, end }: Period, noun: string): string | undefined {
	const written = JSON.stringify({ start, end });
	if ([start, end].some((instant) => typeof instant !== 'string' || !isInstant(instant))) {
		return `a ${noun} is a period with a start and an end, written like 2026-11-22T08:00:00Z, not ${written}`;
	}
	const [from, until] = [start, end].map((instant) => Date.parse(String(instant)));
	return from > until ? `the ${noun} from ${start} until ${end} ends before it starts` : undefined;
}

/** A point in time with its zone, since nothing tells in which one a JSON body was written. */
function isInstant(text: string): boolean {
	if (!zone.test(text)) return false;
	try {
		return toUtc(text, 'UTC') !== '';
	} catch {
		return false;
	}
}

/**
 * The same body with all periods in UTC, the only zone that Dashdoc documents: a stop that is written in two zones would
 * be two stops.
 */
export function inUtc(body: TransportBody): TransportBody {
	const { deliveries, segments } = body;
	return {
		...body,
		...(deliveries && { deliveries: deliveries.map(stopsInUtc) }),
		...(segments && { segments: segments.map(stopsInUtc).map(plannedInUtc) }),
	};
}

function stopsInUtc<T extends { origin?: Site; destination?: Site }>(part: T): T {
	const { origin, destination } = part;
	return {
		...part,
		...(origin && { origin: siteInUtc(origin) }),
		...(destination && { destination: siteInUtc(destination) }),
	};
}

const siteInUtc = (site: Site): Site => (site.slots ? { ...site, slots: site.slots.map(periodInUtc) } : site);

function plannedInUtc(segment: Segment): Segment {
	const { scheduled_start_range: start, scheduled_end_range: end } = segment;
	return {
		...segment,
		...(start && { scheduled_start_range: periodInUtc(start) }),
		...(end && { scheduled_end_range: periodInUtc(end) }),
	};
}

const periodInUtc = (period: Period): Period => ({
	...period,
	start: toUtc(period.start, 'UTC'),
	end: toUtc(period.end, 'UTC'),
});
