import { ok } from '../http/answer.cts';
import { textOf, type JsonObject } from '../json.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import type { Tenant } from '../state/tenant.cts';
import { refuseField } from '../http/problems.cts';
import { isIn } from './filters.cts';
import type { Filter, Handler, Resource } from './resource.cts';
import { findRecord } from './standard.cts';
import {
	sitesOf,
	transportCollection,
	type StoredSegment,
	type StoredSite,
	type StoredTransport,
	type Slot,
} from './transports/records.cts';

/** Ordered activities of one crew, possibly over several transports. */
export interface StoredTrip {
	uid: string;
	name: string;
	created: string;
	/** The stops in their order, each with the transport that it belongs to. */
	stops: { transport: string; site: string }[];
	is_prepared: boolean;
	trucker: StoredSegment['trucker'];
	vehicle: StoredSegment['vehicle'];
	trailer: StoredSegment['vehicle'];
	carrier: number | null;
	owned_by_company: boolean;
	scheduled_order: number;
	scheduler_datetime_range: Slot | null;
	turnover: string | null;
	estimated_distance: number | null;
}

export const tripCollection: CollectionDefinition<StoredTrip> = { name: 'trips', key: 'uid' };

/** A trip along all stops of some transports, driven by the crew of the first one; it is not stored yet. */
export function newTrip(transports: readonly StoredTransport[], tenant: Tenant): StoredTrip {
	const [{ segments, sequential_id }] = transports;
	const places = transports.flatMap((transport) =>
		sitesOf(transport).map((site) => ({ transport: transport.uid, site })),
	);
	const slots = places.flatMap(({ site }) => site.slots);
	const turnover = transports.reduce(
		(sum, { quotation_total_price }) => sum + Number(quotation_total_price),
		0,
	);
	return {
		uid: tenant.world.random.uid(),
		name: `Tournée ${sequential_id}`,
		created: tenant.world.clock.now(),
		stops: places.map(({ transport, site }) => ({ transport, site: site.uid })),
		is_prepared: transports.length > 1,
		trucker: segments[0]?.trucker ?? null,
		vehicle: segments[0]?.vehicle ?? null,
		trailer: segments[0]?.trailers[0] ?? null,
		carrier: tenant.company,
		owned_by_company: true,
		scheduled_order: 0,
		scheduler_datetime_range:
			slots.length > 0 ? { start: slots[0].start, end: slots[slots.length - 1].end } : null,
		turnover: turnover.toFixed(2),
		estimated_distance: transports.reduce(
			(sum, { estimated_distance }) => sum + (estimated_distance ?? 0),
			0,
		),
	};
}

interface Stop {
	transport: StoredTransport;
	site: StoredSite;
}

/** A trip as Dashdoc shows it; how far it has come follows from its transports. */
export function tripView(trip: StoredTrip, tenant: Tenant): object {
	const { stops, ...shown } = trip;
	const found = stops.flatMap((stop): Stop[] => {
		const transport = tenant.of(transportCollection).get(stop.transport);
		const site = transport && sitesOf(transport).find(({ uid }) => uid === stop.site);
		return site ? [{ transport, site }] : [];
	});
	const transports = [...new Set(found.map(({ transport }) => transport))];
	return {
		...shown,
		activities: found.map(activityOf),
		status: statusOf(transports),
		trucker_status: truckerStatusOf(trip, transports),
		estimated_driving_time: null,
		estimated_carbon_footprint: null,
		last_transport_address: null,
		child_transport: null,
	};
}

function activityOf({ transport, site }: Stop): JsonObject {
	const { uid, category, reference, real_start, real_end, eta, eta_tracking, punctuality_status } = site;
	const { address, slots, scheduled_range, is_booking_needed, locked_requested_times } = site;
	const { sequential_id, global_status, invoicing_status, instructions, is_order, carrier_reference } =
		transport;
	const ended = real_end === null ? undefined : 'activity_done';
	return {
		uid,
		category,
		status: ended ?? (real_start === null ? 'created' : 'on_site'),
		address,
		reference,
		slots: slots.map(({ start, end }) => ({ start, end })),
		scheduled_range: scheduled_range && { start: scheduled_range.start, end: scheduled_range.end },
		real_start,
		real_end,
		eta,
		eta_tracking,
		punctuality_status,
		is_booking_needed,
		locked_requested_times,
		cancelled_status: cancelledStatusOf(transport),
		transport: {
			uid: transport.uid,
			sequential_id,
			global_status,
			invoicing_status,
			instructions,
			is_order,
			carrier_reference,
		},
	};
}

function cancelledStatusOf({ deleted, global_status }: StoredTransport): string | null {
	if (deleted !== null) return 'deleted';
	return global_status === 'cancelled' ? 'cancelled' : null;
}

/** Trips know fewer statuses than transports. */
const statuses: Readonly<Record<string, string>> = {
	ordered: 'unstarted',
	accepted: 'unstarted',
	ongoing: 'ongoing',
	done: 'done',
	declined: 'declined',
	cancelled: 'cancelled',
};

function statusOf(transports: readonly StoredTransport[]): string {
	const states = [...new Set(transports.map(({ global_status }) => statuses[global_status]))];
	if (states.length === 1 && states[0] !== 'done') return states[0];
	if (states.length > 1)
		return states.includes('ongoing') || states.includes('done') ? 'ongoing' : 'unstarted';
	const invoicing = new Set(transports.map(({ invoicing_status }) => invoicing_status));
	if (invoicing.has('UNVERIFIED') || invoicing.size === 0) return states[0] ?? 'unstarted';
	return invoicing.has('VERIFIED') ? 'verified' : 'invoiced';
}

function truckerStatusOf({ trucker }: StoredTrip, transports: readonly StoredTransport[]): string {
	if (!trucker) return 'unassigned';
	const told = new Set(
		transports.flatMap(({ status_updates }) => status_updates.map(({ category }) => category)),
	);
	if (told.has('acknowledged')) return 'acknowledged';
	return told.has('sent_to_trucker') ? 'mission_sent_to_trucker' : 'trucker_assigned';
}

/** Keeps trips that overlap a period, written as two instants with a comma between them. */
const overlaps: Filter<StoredTrip> = ({ scheduler_datetime_range: range }, value) => {
	const [from, to] = String(value).split(',').map(Date.parse);
	if (Number.isNaN(from) || to === undefined || Number.isNaN(to)) {
		throw refuseField('datetime_range', 'Two date-times with a comma between them are needed.', 'invalid');
	}
	return range !== null && Date.parse(range.start) <= to && Date.parse(range.end) >= from;
};

/** What the rows stand for only matters where the crew lacks it. */
const hasResource: Filter<StoredTrip> = (trip, value) =>
	trip[value as 'trucker' | 'vehicle' | 'trailer'] !== null;

const setTripName: Handler = (call) => {
	const { body, tenant } = call;
	const trip = findRecord(tenant.of(tripCollection), call, 'uid');
	trip.name = textOf(body.name);
	tenant.touch(tripCollection, trip);
	return ok(tripView(trip, tenant));
};

export const trips: Resource<StoredTrip> = {
	collection: tripCollection,
	operations: { list: 'listTrips', get: 'getTrip' },
	bareList: true,
	filters: {
		datetime_range: overlaps,
		view: hasResource,
		trucker_id__in: isIn(({ trucker }) => trucker?.pk),
		vehicle_id__in: isIn(({ vehicle }) => vehicle?.original ?? vehicle?.pk),
		trailer_id__in: isIn(({ trailer }) => trailer?.original ?? trailer?.pk),
		uid__in: isIn(({ uid }) => uid),
	},
	view: tripView,
	actions: { setTripName },
};
