import { ok } from '../http/answer.cts';
import { textOf, type JsonObject } from '../json.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import { refuseField } from '../http/problems.cts';
import { isIn } from './filters.cts';
import type { Filter, Handler, Resource } from './resource.cts';
import { findRecord } from './standard.cts';
import type { StoredSegment, Slot } from './transports/records.cts';

/** Ordered activities of one crew, possibly over several transports. */
export interface StoredTrip {
	uid: string;
	name: string;
	created: string;
	activities: JsonObject[];
	is_prepared: boolean;
	status: string;
	trucker_status: string;
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

/** Keeps trips that overlap a period, written as two instants with a comma between them. */
const overlaps: Filter<StoredTrip> = ({ scheduler_datetime_range: range }, value) => {
	const [from, to] = String(value).split(',').map(Date.parse);
	if (Number.isNaN(from) || Number.isNaN(to)) {
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
	return ok(trip);
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
	actions: { setTripName },
};
