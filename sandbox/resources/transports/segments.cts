import { ok } from '../../http/answer.cts';
import { forbidden, notFound, refuseField } from '../../http/problems.cts';
import { isJsonObject, type JsonObject } from '../../json.cts';
import type { Call, Handler } from '../resource.cts';
import { assign } from '../standard.cts';
import { planned } from './actions.cts';
import { newSegment, newSite } from './build.cts';
import { flowDown, isChartered } from './charter.cts';
import { crewOf } from './crew.cts';
import { hasEnded, hasStarted, transportCollection, transportView } from './records.cts';
import { findSegment, type SegmentPlace } from './search.cts';
import { fillSite } from './stops.cts';

function namedSegment({ tenant, path, query }: Call): SegmentPlace {
	const place = findSegment(tenant, query.lookup_field === 'remote_id' ? 'remote_id' : 'uid', path.uid);
	if (!place) throw notFound();
	return place;
}

const updateSegment: Handler = (call) => {
	const { body, tenant } = call;
	const { transport, segment } = namedSegment(call);
	const crew = crewOf(body, tenant);
	if (isJsonObject(body.origin)) fillSite(segment.origin, body.origin, tenant, ['origin']);
	if (isJsonObject(body.destination))
		fillSite(segment.destination, body.destination, tenant, ['destination']);
	assign(segment, body, ['origin', 'destination', 'trucker_id', 'vehicle', 'trailers']);
	Object.assign(segment, crew);
	if (crew.trucker !== undefined && !hasStarted(transport)) planned(transport, tenant, false);
	else tenant.touch(transportCollection, transport);
	flowDown(transport, tenant);
	return ok(segment);
};

const assignSegment: Handler = (call) => {
	const { body, tenant } = call;
	const { transport, segment } = namedSegment(call);
	if (hasEnded(transport)) {
		const detail = 'The crew of an ended transport cannot be changed.';
		throw refuseField('non_field_errors', detail, 'started_trip_cannot_be_assigned');
	}
	Object.assign(segment, crewOf(body, tenant));
	if (hasStarted(transport)) tenant.touch(transportCollection, transport);
	else planned(transport, tenant, body.send_to_trucker === true);
	return ok(transportView(transport));
};

/**
 * A→B becomes A→C and C→B: the first keeps its crew, the one given goes to the second and to the following segments
 * up to the next break (concepts, section 11.7). What is not given is left for a later assignment.
 */
const breakSegment: Handler = (call) => {
	const { body, tenant } = call;
	const { transport, segment } = namedSegment(call);
	if (isChartered(transport)) throw forbidden('The route of a chartered transport cannot be changed.');
	if (hasEnded(transport)) throw forbidden('The route of a transport that has ended cannot be changed.');
	const crew = crewOf(body, tenant);
	const site = newSite({ category: 'breaking' }, tenant);
	fillSite(site, body.site as JsonObject, tenant, ['site']);
	const position = transport.segments.indexOf(segment);
	const { destination, scheduled_end_range, destination_mileage } = segment;
	const second = newSegment(
		{ origin: site, destination, scheduled_end_range, destination_mileage, ...crew },
		tenant,
	);
	Object.assign(segment, { destination: site, scheduled_end_range: null, ...unmeasured });
	transport.segments.splice(position + 1, 0, second);
	for (const following of transport.segments.slice(position + 2)) {
		if (following.origin.category === 'breaking') break;
		Object.assign(following, crew);
	}
	transport.segments.forEach((each, order) => (each.sort_order = order));
	if (crew.trucker === undefined || hasStarted(transport)) tenant.touch(transportCollection, transport);
	else planned(transport, tenant, body.send_to_trucker === true);
	return ok(transportView(transport));
};

/** What was known of the whole way holds for neither of its parts. */
const unmeasured = {
	destination_mileage: null,
	telematic_distance: null,
	distance: null,
	estimated_distance: null,
} as const;

/** Endpoints on the segments of a transport. */
export const segmentHandlers: Readonly<Record<string, Handler>> = {
	updateSegment,
	assignSegment,
	breakSegment,
};
