/** What cannot work is said before anything is sent; each rule with its source in docs/architecture.md. */
import type { IDataObject } from 'n8n-workflow';
import type { Check, RequestProblem } from '../../declaration/operation';
import type { Delivery, Site, TransportBody } from './body';
import { contentOf, isNamed } from './stops';

type Problem = RequestProblem | undefined;

const problem = (target: string, text: string): RequestProblem => ({ target: `body.${target}`, text });

function firstOf<T>(list: readonly T[], look: (element: T, index: number) => Problem): Problem {
	for (const [index, element] of list.entries()) {
		const found = look(element, index);
		if (found) return found;
	}
	return undefined;
}

/** Every stop with the target under which errors speak of it, those of deliveries first. */
function stopsOf({ deliveries = [], segments = [] }: TransportBody): Array<{ target: string; site: Site }> {
	const ends = (list: readonly Delivery[], name: string) =>
		list.flatMap(({ origin, destination }, index) => [
			{ target: `${name}.${index}.origin`, site: origin },
			{ target: `${name}.${index}.destination`, site: destination },
		]);
	return [...ends(deliveries, 'deliveries'), ...ends(segments, 'segments')].flatMap(({ target, site }) =>
		site ? [{ target, site }] : [],
	);
}

/** Every delivery has both its ends. */
function ends(delivery: Delivery, index: number): Problem {
	const missing = (['origin', 'destination'] as const).find((end) => delivery[end] === undefined);
	return missing && problem(`deliveries.${index}.${missing}.address.pk`, noPlace);
}

const noPlace = 'choose a place of the address book or write an address';

/** A place is one of the address book or a written one, and a written one needs what Dashdoc demands of an address. */
function place({ site, target }: { site: Site; target: string }): Problem {
	const { address } = site;
	if (typeof address !== 'object' || address === null) {
		if (typeof address === 'number' || (address === undefined && isNamed(site))) return undefined;
		return problem(`${target}.address.pk`, noPlace);
	}
	const isReference = address.pk !== undefined || address.remote_id !== undefined;
	const written = Object.keys(address).filter((name) => !['pk', 'remote_id'].includes(name));
	if (isReference && written.length > 0 && address.pk !== undefined) {
		return problem(`${target}.address.pk`, 'a place is chosen and an address is written; give one of them');
	}
	if (isReference) return undefined;
	const missing = ['city', 'country'].find((name) => !address[name]);
	if (missing) return problem(`${target}.address.${missing}`, 'a written address needs it');
	return address.name || address.company
		? undefined
		: problem(`${target}.address.name`, 'an address without company needs a name');
}

function slots({ site, target }: { site: Site; target: string }): Problem {
	if (site.slots !== undefined && !Array.isArray(site.slots)) {
		return problem(`${target}.slots`, 'it is not a list of slots, each with a start and an end');
	}
	return firstOf(site.slots ?? [], ({ start, end }) => {
		const [from, until] = [Date.parse(String(start)), Date.parse(String(end))];
		if (Number.isNaN(from) || Number.isNaN(until)) {
			return problem(
				`${target}.slots`,
				`a slot is a period with a start and an end, not ${contentOf({ start, end })}`,
			);
		}
		return from > until
			? problem(`${target}.slots`, `the slot from ${start} until ${end} ends before it starts`)
			: undefined;
	});
}

/** Dashdoc computes arrivals against the asked slot only. */
function tracking({ site, target }: { site: Site; target: string }): Problem {
	return site.eta_tracking === true && (site.slots ?? []).length === 0
		? problem(`${target}.slots`, 'arrivals are tracked against an asked slot, which is missing')
		: undefined;
}

/** The goods cannot be unloaded before they are loaded. */
function order({ origin, destination }: Delivery, index: number): Problem {
	const start = origin?.slots?.[0]?.start;
	const end = destination?.slots?.[0]?.end;
	if (!start || !end || Date.parse(start) <= Date.parse(end)) return undefined;
	return problem(
		`deliveries.${index}.destination.slots`,
		`unloading until ${end} would be over before loading from ${start} begins`,
	);
}

/** One stop has one name and one content (tutorials on sites: identical data wherever a stop appears). */
function spelling(body: TransportBody): Problem {
	const known = new Map<string, string>();
	return firstOf(
		stopsOf(body).filter(({ site }) => isNamed(site) && site.address !== undefined),
		({ site, target }) => {
			const name = site.uid ?? site.remote_id ?? '';
			const content = contentOf(site);
			const before = known.get(name);
			known.set(name, content);
			if (before === undefined || before === content) return undefined;
			return problem(
				`${target}.remote_id`,
				`the stop "${name}" is written in two ways; a stop must be the same everywhere`,
			);
		},
	);
}

const amounts = [
	'quantity',
	'weight',
	'volume',
	'linear_meters',
	'tare_weight',
	'steres',
	'height',
	'width',
	'length',
];

function load(target: string, value: IDataObject): Problem {
	const negative = amounts.find((name) => Number(value[name]) < 0);
	if (negative) return problem(`${target}.${negative}`, `${String(value[negative])} is less than 0`);
	if (value.category === 'bulk_qualimat' && !value.idtf_number) {
		return problem(`${target}.idtf_number`, 'a Qualimat load needs its IDTF number');
	}
	if (value.is_dangerous === true && !value.adr_un_code) {
		return problem(`${target}.adr_un_code`, 'dangerous goods need their UN number');
	}
	const identifiers = value.identifiers;
	if (
		Array.isArray(identifiers) &&
		value.quantity !== undefined &&
		identifiers.length !== Number(value.quantity)
	) {
		return problem(
			`${target}.identifiers`,
			`${identifiers.length} are given for a quantity of ${String(value.quantity)}`,
		);
	}
	return undefined;
}

/** A rental order is a transport of one delivery with one load (tutorial on rental orders). */
function rental(deliveries: readonly Delivery[]): Problem {
	const loads = deliveries.flatMap(({ planned_loads = [] }, delivery) =>
		planned_loads.map(({ category }, index) => ({
			category,
			target: `deliveries.${delivery}.planned_loads.${index}`,
		})),
	);
	const rented = loads.find(({ category }) => category === 'rental');
	return rented && loads.length > 1
		? problem(`${rented.target}.category`, 'a rental order has this one load and no other')
		: undefined;
}

/** Each segment starts where the one before ended (guide on segments). */
function chain({ segments = [] }: TransportBody): Problem {
	return firstOf(segments, ({ origin }, index) => {
		const before = segments[index - 1]?.destination;
		if (!before || !origin || contentOf(before) === contentOf(origin)) return undefined;
		return problem(
			`segments.${index}.origin.remote_id`,
			'it does not start where the segment before ends; each leg starts at the stop at which the one before ended',
		);
	});
}

/** Everything that Dashdoc would refuse, or take in another sense, in a transport that is to be made. */
export const soundTransport: Check = ({ body }) => {
	const transport = body as TransportBody;
	const { deliveries = [] } = transport;
	const stops = stopsOf(transport);
	if (deliveries.length === 0) return problem('deliveries.0.origin.address.pk', noPlace);
	return (
		firstOf(deliveries, ends) ??
		firstOf(stops, place) ??
		firstOf(stops, slots) ??
		firstOf(stops, tracking) ??
		firstOf(deliveries, order) ??
		spelling(transport) ??
		firstOf(deliveries, ({ planned_loads = [] }, index) =>
			firstOf(planned_loads, (value, position) =>
				load(`deliveries.${index}.planned_loads.${position}`, value),
			),
		) ??
		rental(deliveries) ??
		chain(transport)
	);
};

/** Dashdoc wants exactly one carrier and one shipper; the one that is left out is the company of the token. */
export const somebody: Check = ({ body }) => {
	const { carrier_address, deliveries = [] } = body as TransportBody;
	return (carrier_address ?? deliveries[0]?.shipper_address)
		? undefined
		: problem('carrier_address.company.pk', 'name the carrier, the shipper or both');
};
