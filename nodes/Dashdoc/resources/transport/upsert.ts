/** Brings an existing transport to what a form says, part by part, since Dashdoc edits stops and deliveries on their own. */
import type { IDataObject } from 'n8n-workflow';
import type { RunContext } from '../../declaration/operation';
import type { AnswerOf, RequestParts, Route } from '../../declaration/route';
import type { Delivery, Segment, Site } from './body';
import { contentOf, type Routed } from './stops';

export type Transport = AnswerOf<'GET /transports/{uid}/'>;

/** What became of a transport that exists. */
export interface Outcome {
	/** Parts that were changed, in order. */
	changed: string[];
	/** What differs, but can be given to a new transport only. */
	kept: string[];
}

/** One kind of part: the route that changes it, the fields that this takes, and those that are no data of its own. */
interface Kind {
	route: PatchRoute;
	/** All but `notOwn` where it is left out. */
	fields?: readonly string[];
	notOwn: readonly string[];
	/** As in FindFirst. */
	shownAs?: Readonly<Record<string, string>>;
}

const kinds = {
	transport: {
		route: 'PATCH /transports/{uid}/',
		// Orders are sent when they are made; a change by a workflow must not call the trucker again.
		notOwn: ['deliveries', 'segments', 'send_to_carrier', 'send_to_trucker'],
		shownAs: { transport_operation_category_uid: 'transport_operation_category.uid' },
	},
	site: {
		route: 'PATCH /sites/{uid}/',
		fields: [
			'address',
			'instructions',
			'is_booking_needed',
			'locked_requested_times',
			'reference',
			'remote_id',
			'slots',
			'trucker_instructions',
		],
		notOwn: ['uid'],
	},
	delivery: {
		route: 'PATCH /deliveries/{uid}/',
		fields: ['multiple_rounds', 'planned_loads', 'remote_id', 'shipper_reference'],
		notOwn: ['origin', 'destination', 'shipper_address'],
	},
	segment: {
		route: 'PATCH /segments/{uid}/',
		fields: [
			'remote_id',
			'scheduled_end_range',
			'scheduled_start_range',
			'trailers',
			'trucker_id',
			'vehicle',
		],
		notOwn: ['origin', 'destination'],
		shownAs: { trucker_id: 'trucker' },
	},
} satisfies Record<string, Kind>;

/** A part as it is wanted and as it is. */
interface Part {
	name: string;
	kind: Kind;
	wanted: IDataObject;
	found: IDataObject;
}

/**
 * The transport with an External ID.
 * @returns undefined when there is none but a deleted one
 */
export async function findTransport(
	{ lookUp }: RunContext,
	externalId: string,
): Promise<Transport | undefined> {
	const found = await lookUp('GET /transports/{uid}/', externalId);
	return found?.deleted ? undefined : found;
}

/**
 * Sends what differs, and nothing else.
 * @throws NodeOperationError for what Dashdoc cannot change, before anything is sent; NodeApiError that tells what is changed by then
 */
export async function bringUpToDate(context: RunContext, found: Transport, wanted: Routed): Promise<Outcome> {
	refuseStructure(context, found, wanted);
	const outcome: Outcome = { changed: [], kept: [] };
	for (const part of partsOf(found, wanted)) {
		const { body, kept } = differenceOf(context, part);
		outcome.kept.push(...kept);
		if (Object.keys(body).length === 0) continue;
		await change(context, part, body).catch((error: unknown) => {
			const { changed } = outcome;
			const by = changed.length > 0 ? `changed by then: ${changed.join(', ')}` : 'nothing was changed';
			throw context.soFar(error, `the transport exists as ${found.uid}; ${by}`);
		});
		outcome.changed.push(part.name);
	}
	return outcome;
}

/** Stops and shipper are those with which a transport was made. */
function refuseStructure(context: RunContext, found: Transport, wanted: Routed): void {
	const existing = (found.deliveries ?? []) as unknown as Delivery[];
	if (existing.length !== wanted.deliveries.length) {
		throw context.problem(
			'externalId',
			`the transport ${found.uid} has ${existing.length} deliveries in Dashdoc and ${wanted.deliveries.length} here; deliveries are neither added nor removed`,
		);
	}
	const stops = new Map<string, string>();
	wanted.deliveries.forEach((delivery, index) => {
		const { shipper_address } = delivery;
		if (shipper_address && 'shipper_address' in context.differing({ shipper_address }, existing[index])) {
			throw context.problem(
				'shipper',
				`the transport ${found.uid} has another shipper, which cannot be changed`,
			);
		}
		for (const end of ['origin', 'destination'] as const) {
			const uid = String(existing[index][end]?.uid);
			const content = contentOf(delivery[end]);
			if ((stops.get(uid) ?? content) !== content) {
				throw context.problem(
					'externalId',
					`deliveries of the transport ${found.uid} share a stop in Dashdoc, and have two here; stops are neither added nor removed`,
				);
			}
			stops.set(uid, content);
		}
	});
}

function partsOf(found: Transport, wanted: Routed): Part[] {
	const root: Part = { name: 'transport', kind: kinds.transport, wanted, found: found as IDataObject };
	const deliveries = (found.deliveries ?? []) as unknown as Delivery[];
	const segments = (found.segments ?? []) as unknown as Segment[];
	const all = [
		root,
		...wanted.deliveries.flatMap((delivery, index) => deliveryParts(delivery, deliveries[index], index + 1)),
		...segmentParts(wanted.segments, segments),
	];
	// A stop that several deliveries share is one object, so it is changed once.
	const isFirst = ({ found: { uid } }: Part, index: number) =>
		all.findIndex((other) => other.found.uid === uid) === index;
	return all.filter(isFirst);
}

function deliveryParts(wanted: Delivery, found: Delivery, number: number): Part[] {
	const site = (name: string, asked: Site = {}, existing: Site = {}): Part => ({
		name: `${name} ${number}`,
		kind: kinds.site,
		wanted: companyApart(asked),
		found: companyApart(existing),
	});
	return [
		site('loading', wanted.origin, found.origin),
		site('unloading', wanted.destination, found.destination),
		{
			name: `delivery ${number}`,
			kind: kinds.delivery,
			wanted: { ...wanted, ...keptLoads(wanted, found) },
			found,
		},
	];
}

/** A written address that is changed takes no company, so that is a field of its own, which stays. */
function companyApart({ address, ...rest }: Site): IDataObject {
	if (typeof address !== 'object' || address === null) return { ...rest, address };
	const { company, ...place } = address;
	return { ...rest, address: place, ...(company !== undefined && { company }) };
}

/** A list of loads replaces the one that is there; a load that is sent with its ID stays that load. */
function keptLoads({ planned_loads }: Delivery, found: Delivery): Pick<Delivery, 'planned_loads'> {
	if (!planned_loads) return {};
	return {
		planned_loads: planned_loads.map((load, index) => {
			const uid = found.planned_loads?.[index]?.uid;
			return uid === undefined ? load : { uid, ...load };
		}),
	};
}

/** Who broke a segment in Dashdoc planned its parts there: only the first keeps the crew and the last the arrival of the form. */
function segmentParts(wanted: readonly Segment[], found: readonly Segment[]): Part[] {
	const like =
		wanted.length === found.length
			? wanted
			: found.map((_, index): Segment => {
					const { scheduled_start_range, trailers, trucker_id, vehicle } = wanted[0];
					const { scheduled_end_range } = wanted[wanted.length - 1];
					const first = { scheduled_start_range, trailers, trucker_id, vehicle };
					return {
						...(index === 0 && first),
						...(index === found.length - 1 && { scheduled_end_range }),
					};
				});
	return like.map((segment, index) => ({
		name: `segment ${index + 1}`,
		kind: kinds.segment,
		wanted: segment,
		found: found[index],
	}));
}

/** What of a part is to be sent, and what cannot be. */
function differenceOf(
	{ differing }: RunContext,
	{ name, kind, wanted, found }: Part,
): { body: IDataObject; kept: string[] } {
	const { fields, notOwn, shownAs } = kind;
	const own = Object.entries(wanted).filter(
		([field, value]) => value !== undefined && !notOwn.includes(field),
	);
	const changes = Object.entries(differing(Object.fromEntries(own), found, shownAs));
	const isTaken = (field: string) => fields?.includes(field) ?? true;
	return {
		body: Object.fromEntries(changes.filter(([field]) => isTaken(field))),
		kept: changes.flatMap(([field]) => (isTaken(field) ? [] : [`${field} of ${name}`])),
	};
}

type PatchRoute = Extract<Route, `PATCH /${'transports' | 'sites' | 'deliveries' | 'segments'}/{uid}/`>;

async function change(
	{ call }: RunContext,
	{ kind: { route }, found }: Part,
	body: IDataObject,
): Promise<void> {
	await call(route, { path: { uid: String(found.uid) }, body } as RequestParts<PatchRoute>);
}
