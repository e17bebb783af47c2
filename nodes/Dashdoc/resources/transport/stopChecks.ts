/** What must hold of the stops of a transport, each by itself and all of them as a route. */
import type { IDataObject } from 'n8n-workflow';
import { bothWays, nameless, oneWayOnly } from '../../fields/address';
import type { Delivery, Segment, Site, TransportBody } from './body';
import { faultOf } from './periods';
import { firstOf, problem, type Problem } from './problems';
import { contentOf, isBare, isNamed, isOneAddress, isRoute, nameOf, planRoute } from './stops';

interface Stop {
	site: Site;
	/** Target under which errors speak of it. */
	target: string;
}

/** Every stop, those of deliveries first. */
export function stopsOf({ deliveries = [], segments = [] }: TransportBody): Stop[] {
	const ends = (list: readonly Delivery[], name: string) =>
		list.flatMap(({ origin, destination }, index) => [
			{ target: `${name}.${index}.origin`, site: origin },
			{ target: `${name}.${index}.destination`, site: destination },
		]);
	return [...ends(deliveries, 'deliveries'), ...ends(segments, 'segments')].flatMap(({ target, site }) =>
		site ? [{ target, site }] : [],
	);
}

const noPlace = 'choose a place of the address book or write an address';

/** Deliveries have both their ends; of a given route, only the start of a later leg may be left out. */
export function ends({ deliveries = [], segments = [] }: TransportBody): Problem {
	if (deliveries.length === 0) return problem('deliveries.0.origin.address.pk', noPlace);
	const missing = (part: Delivery, needed: ReadonlyArray<'origin' | 'destination'>, target: string) => {
		const end = needed.find((name) => part[name] === undefined);
		return end && problem(`${target}.${end}.address.pk`, noPlace);
	};
	return (
		firstOf(deliveries, (delivery, index) =>
			missing(delivery, ['origin', 'destination'], `deliveries.${index}`),
		) ??
		(isRoute(segments) || segments.length > 1
			? firstOf(segments, (segment, index) =>
					missing(segment, index === 0 ? ['origin', 'destination'] : ['destination'], `segments.${index}`),
				)
			: undefined)
	);
}

/** A place is one of the address book or a written one, and a written one needs what Dashdoc demands of an address. */
export function place({ site, target }: Stop, all: readonly Stop[]): Problem {
	const { address } = site;
	if (typeof address === 'number') return undefined;
	if (address === undefined && isNamed(site) && isBare(site)) return mention({ site, target }, all);
	if (typeof address !== 'object' || address === null) return problem(`${target}.address.pk`, noPlace);
	const { pk, remote_id, ...written } = address;
	if (pk !== undefined && Object.keys(written).length > 0) return bothWays(`body.${target}.address`);
	if (pk !== undefined || remote_id !== undefined) return undefined;
	const missing = ['city', 'country'].find((name) => !address[name]);
	if (missing) return problem(`${target}.address.${missing}`, 'a written address needs it');
	const unnamed = nameless(address, `body.${target}.address`);
	if (unnamed) return unnamed;
	const [given, left] = ['latitude', 'longitude'].sort((name) => (address[name] === undefined ? 1 : -1));
	return address[given] !== undefined && address[left] === undefined
		? problem(`${target}.address.${left}`, `it is missing beside the ${given}`)
		: undefined;
}

/** In a form, an External ID chooses a place too; Dashdoc would take it for that of a new one. */
export function oneWay({ site, target }: Stop): Problem {
	const { address } = site;
	if (typeof address !== 'object' || address === null) return undefined;
	return oneWayOnly(address, `body.${target}.address`);
}

/** A stop that only says its name is one that is described elsewhere. */
function mention({ site, target }: Stop, all: readonly Stop[]): Problem {
	const isKnown = all.some(
		(other) => other.site.address !== undefined && nameOf(other.site) === nameOf(site),
	);
	return isKnown
		? undefined
		: problem(
				`${target}.address.pk`,
				`no stop "${site.uid ?? site.remote_id}" is described; ${noPlace} for it`,
			);
}

export function slots({ site, target }: Stop): Problem {
	return firstOf(site.slots ?? [], (slot) => {
		const fault = faultOf(slot, 'slot');
		return fault === undefined ? undefined : problem(`${target}.slots`, fault);
	});
}

/** Arrivals as the carrier plans them. */
export function planned(segment: Segment, index: number): Problem {
	return firstOf(['scheduled_start_range', 'scheduled_end_range'] as const, (name) => {
		const fault = segment[name] && faultOf(segment[name], 'period');
		return fault === undefined ? undefined : problem(`segments.${index}.${name}`, fault);
	});
}

/** Dashdoc computes arrivals against the asked slot only. */
export function tracking({ site, target }: Stop): Problem {
	return site.eta_tracking === true && (site.slots ?? []).length === 0
		? problem(`${target}.slots`, 'arrivals are tracked against an asked slot, which is missing')
		: undefined;
}

/** The goods cannot be unloaded before they are loaded. */
export function order({ origin, destination }: Delivery, index: number): Problem {
	const [start] = (origin?.slots ?? []).map((slot) => String(slot.start)).sort(byTime);
	const end = (destination?.slots ?? [])
		.map((slot) => String(slot.end))
		.sort(byTime)
		.at(-1);
	if (!start || !end || Date.parse(start) <= Date.parse(end)) return undefined;
	return problem(
		`deliveries.${index}.destination.slots`,
		`unloading until ${end} would be over before loading from ${start} begins`,
	);
}

const byTime = (one: string, other: string) => Date.parse(one) - Date.parse(other);

/** One stop has one name and one content (tutorials on sites: identical data wherever a stop appears). */
export function spelling(all: readonly Stop[]): Problem {
	return firstOf(all, ({ site, target }, index) => {
		const others = all.slice(0, index).map((stop) => stop.site);
		if (others.some((other) => isContradicted(site, other))) {
			const name = site.uid ?? site.remote_id;
			const text = `the stop "${name}" is written in two ways; a stop must be the same everywhere`;
			// Who names a stop need not say where it is, so it is the place that is too much.
			const field = isBare(site) ? 'address.pk' : site.uid ? 'uid' : 'remote_id';
			return problem(`${target}.${field}`, text);
		}
		const twin = others.find((other) => isSpelledDifferently(site, other));
		if (!twin) return undefined;
		const field = differingField(site, twin);
		return problem(
			`${target}.address.${field}`,
			`${shown(site, field)} here and ${shown(twin, field)} before look like one place; write it alike everywhere, or give each stop a Site External ID of its own`,
		);
	});
}

function isContradicted(site: Site, other: Site): boolean {
	if (!isNamed(site) || nameOf(site) !== nameOf(other)) return false;
	if (!isBare(site) && !isBare(other)) return contentOf(site) !== contentOf(other);
	return site.address !== undefined && other.address !== undefined && !isOneAddress(site, other);
}

const texts = ['name', 'address', 'postcode', 'city', 'country'];

/** Written addresses that differ in case, accents, signs or fields left out, and that nothing keeps apart on purpose. */
function isSpelledDifferently(site: Site, other: Site): boolean {
	const [one, two] = [written(site), written(other)];
	if (!one || !two || isOneAddress(site, other)) return false;
	if (isNamed(site) && isNamed(other)) return false;
	const common = texts.filter((name) => one[name] && two[name]);
	return (
		(common.includes('name') || common.includes('address')) &&
		common.every((name) => simple(one[name]) === simple(two[name]))
	);
}

function written({ address }: Site): IDataObject | undefined {
	if (typeof address !== 'object' || address.pk !== undefined || address.remote_id !== undefined) return;
	return address;
}

function differingField(site: Site, other: Site): string {
	const [one, two] = [written(site) ?? {}, written(other) ?? {}];
	const names = [...texts, 'latitude', 'longitude', 'company'];
	return names.find((name) => contentOf(one[name]) !== contentOf(two[name])) ?? 'name';
}

function shown(site: Site, field: string): string {
	const value = written(site)?.[field];
	return value === undefined
		? 'nothing'
		: typeof value === 'object'
			? contentOf(value)
			: `"${String(value)}"`;
}

const simple = (value: unknown) =>
	String(value)
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');

/** Each segment starts where the one before ended (guide on segments), and the truck passes both ends of each delivery. */
export function route(body: TransportBody): Problem {
	const { deliveries, gap, stops } = planRoute(body);
	if (gap !== undefined) {
		return problem(
			`segments.${gap}.origin.remote_id`,
			'it does not start where the segment before ends; each leg starts at the stop at which the one before ended',
		);
	}
	const names = stops.map(nameOf);
	const twice = stops.find((stop, index) => isNamed(stop) && names.indexOf(nameOf(stop)) < index);
	if (twice) {
		const stop = [...stopsOf(body)].reverse().find(({ site }) => nameOf(site) === nameOf(twice));
		const text = `the truck would pass the stop "${twice.uid ?? twice.remote_id}" twice; give the second visit a Site External ID of its own`;
		return problem(`${stop?.target}.remote_id`, text);
	}
	return firstOf(deliveries, ({ origin, destination }, index) => {
		const missing = origin < 0 ? 'origin' : destination < 0 ? 'destination' : undefined;
		return missing && unserved(body, index, missing);
	});
}

/** A given route that does not lead to an end of a delivery, or only calls it otherwise. */
function unserved(body: TransportBody, index: number, end: 'origin' | 'destination'): Problem {
	const site = body.deliveries?.[index][end] ?? {};
	const namesake = stopsOf({ segments: body.segments }).find(
		(stop) => isNamed(stop.site) && isOneAddress(stop.site, site) && nameOf(stop.site) !== nameOf(site),
	);
	if (namesake) {
		const text = `the stop of delivery ${index + 1} at this place is called otherwise; write one Site External ID in both`;
		return problem(`${namesake.target}.remote_id`, text);
	}
	const after = end === 'origin' ? '' : ' after the loading';
	return problem(`deliveries.${index}.${end}.address.pk`, `the given route does not lead there${after}`);
}
