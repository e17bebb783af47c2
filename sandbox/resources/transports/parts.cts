import { created, ok } from '../../http/answer.cts';
import { forbidden, notFound, refuseAll, refuseField } from '../../http/problems.cts';
import { isJsonObject, textOf, type JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { addressCollection } from '../addresses.cts';
import { pageEnvelope, pageSizeOf } from '../paging.cts';
import { referenced } from '../references.cts';
import type { Call, Handler } from '../resource.cts';
import { assign } from '../standard.cts';
import { planned } from './actions.cts';
import { copyAddress, newDelivery, newLoad, newSegment, newSite, shapeOf } from './build.cts';
import { isChartered } from './charter.cts';
import { crewOf } from './crew.cts';
import { cmrsOf } from './reads.cts';
import {
	addEvent,
	hasEnded,
	hasStarted,
	transportCollection,
	transportView,
	type StoredDelivery,
	type StoredLoad,
	type StoredTransport,
} from './records.cts';
import {
	findDelivery,
	findSegment,
	findSite,
	type DeliveryPlace,
	type SegmentPlace,
	type SitePlace,
} from './search.cts';
import { recordActivity } from './status.cts';
import { fillSite } from './stops.cts';

function namedSegment({ tenant, path, query }: Call): SegmentPlace {
	const place = findSegment(tenant, query.lookup_field === 'remote_id' ? 'remote_id' : 'uid', path.uid);
	if (!place) throw notFound();
	return place;
}

function namedDelivery({ tenant, path }: Call): DeliveryPlace {
	const place = findDelivery(tenant, path.uid);
	if (!place) throw notFound();
	return place;
}

function namedSite({ tenant, path }: Call): SitePlace {
	const place = findSite(tenant, 'uid', path.uid);
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
 * up to the next break (concepts, section 11.7).
 */
const breakSegment: Handler = (call) => {
	const { body, tenant } = call;
	const { transport, segment } = namedSegment(call);
	if (isChartered(transport)) throw forbidden('The route of a chartered transport cannot be changed.');
	const crew = crewOf(body, tenant);
	const site = newSite({ category: 'breaking' }, tenant);
	fillSite(site, body.site as JsonObject, tenant, ['site']);
	const position = transport.segments.indexOf(segment);
	const second = newSegment(
		{ ...segment, origin: site, uid: tenant.world.random.uid(), remote_id: '' },
		tenant,
	);
	Object.assign(second, crew);
	segment.destination = site;
	transport.segments.splice(position + 1, 0, second);
	for (const following of transport.segments.slice(position + 2)) {
		if (following.origin.category === 'breaking') break;
		Object.assign(following, crew);
	}
	transport.segments.forEach((each, order) => (each.sort_order = order));
	if (hasStarted(transport)) tenant.touch(transportCollection, transport);
	else planned(transport, tenant, body.send_to_trucker === true);
	return ok(transportView(transport));
};

const updateSite: Handler = (call) => {
	const { transport, site } = namedSite(call);
	fillSite(site, { ...call.body }, call.tenant);
	call.tenant.touch(transportCollection, transport);
	return ok(site);
};

const activities: Readonly<Record<string, string>> = {
	loading: 'loading_complete',
	unloading: 'unloading_complete',
	bulking_break_started: 'bulking_break_started',
	bulking_break_complete: 'bulking_break_complete',
};

const markSiteDone: Handler = (call) => {
	const { body, tenant } = call;
	const { transport, site } = namedSite(call);
	if (hasEnded(transport)) throw forbidden('This transport has ended.');
	const now = tenant.world.clock.now();
	site.real_start = typeof body.on_site_date === 'string' ? body.on_site_date : (site.real_start ?? now);
	const completed = typeof body.complete_date === 'string' ? body.complete_date : now;
	recordActivity({ transport, site }, activities[textOf(body.category)], completed, tenant);
	return ok(site);
};

const enableSiteEta: Handler = (call) => {
	const { transport, site } = namedSite(call);
	if (site.slots.length === 0) {
		throw refuseField('eta_tracking', 'An asked time slot is needed to follow the arrival.', 'invalid');
	}
	site.eta_tracking = true;
	call.tenant.touch(transportCollection, transport);
	return ok();
};

const listDeliveries: Handler = (call) => {
	const transports = call.tenant.of(transportCollection).all();
	const deliveries = transports.filter(({ deleted }) => deleted === null).flatMap((each) => each.deliveries);
	return ok(pageEnvelope(call, deliveries, pageSizeOf(call, 20), (delivery) => delivery));
};

/** Adds a delivery between two new stops: behind the route, or in front of a given stop. */
const createDelivery: Handler = ({ body, tenant }) => {
	const transport = referenced(tenant.of(transportCollection), body.transport_uid, 'transport_uid');
	if (isChartered(transport)) throw forbidden('The deliveries of a chartered transport cannot be changed.');
	const stop = (field: 'origin_address' | 'destination_address', category: string) => {
		const address = referenced(tenant.of(addressCollection), body[field], field);
		return newSite({ category, address: copyAddress(address, tenant) }, tenant);
	};
	const origin = stop('origin_address', 'loading');
	const destination = stop('destination_address', 'unloading');
	insertStops(transport, [origin, destination], body.site_uid_before_which_to_insert_new_sites, tenant);
	const { shipper_address } = transport.deliveries[0];
	transport.deliveries.push(newDelivery({ origin, destination, shipper_address }, tenant));
	transport.shape = shapeOf(transport);
	tenant.touch(transportCollection, transport);
	addEvent(transport, tenant, { category: 'delivery.added' });
	return created(transportView(transport));
};

function insertStops(
	transport: StoredTransport,
	added: StoredTransport['segments'][number]['origin'][],
	before: unknown,
	tenant: Tenant,
): void {
	const route = [transport.segments[0].origin, ...transport.segments.map(({ destination }) => destination)];
	const position = typeof before === 'string' ? route.findIndex(({ uid }) => uid === before) : route.length;
	if (position < 0) {
		const field = 'site_uid_before_which_to_insert_new_sites';
		throw refuseField(field, 'This site is not on the route.', 'does_not_exist');
	}
	route.splice(position, 0, ...added);
	const old = transport.segments;
	transport.segments = route.slice(1).map((destination, order) => {
		const origin = route[order];
		const kept = old.find((segment) => segment.origin === origin && segment.destination === destination);
		return { ...(kept ?? newSegment({ origin, destination }, tenant)), sort_order: order };
	});
}

const updateDelivery: Handler = (call) => {
	const { body, tenant } = call;
	const { transport, delivery } = namedDelivery(call);
	const multiple =
		typeof body.multiple_rounds === 'boolean' ? body.multiple_rounds : delivery.multiple_rounds;
	if (multiple !== delivery.multiple_rounds && hasStarted(transport)) {
		const detail = 'Rounds cannot be switched on or off once the transport has started.';
		throw refuseField('multiple_rounds', detail, 'cannot_update_multiple_rounds');
	}
	const loads = Array.isArray(body.planned_loads) ? body.planned_loads.filter(isJsonObject) : undefined;
	const next = loads?.map((load) => newLoad(load, tenant)) ?? delivery.planned_loads;
	if (multiple && new Set(next.map(({ category }) => category)).size > 1) {
		const detail = 'A delivery in several rounds holds one category of loads.';
		throw refuseField('planned_loads', detail, 'multiple_rounds_different_load_categories');
	}
	assign(delivery, body, ['planned_loads']);
	setPlannedLoads(delivery, next);
	tenant.touch(transportCollection, transport);
	return ok(delivery);
};

function setPlannedLoads(delivery: StoredDelivery, loads: StoredLoad[]): void {
	delivery.planned_loads = loads;
	delivery.loads = delivery.destination_loads ?? delivery.origin_loads ?? loads;
}

const addDeliveryRound: Handler = (call) => {
	const { body, tenant } = call;
	const { transport, delivery } = namedDelivery(call);
	if (!delivery.multiple_rounds) {
		const detail = 'This delivery is not made in several rounds.';
		throw refuseAll([{ path: [], detail, code: 'invalid' }]);
	}
	const loadOf = (value: unknown) => (isJsonObject(value) ? newLoad(value, tenant) : null);
	const last = delivery.rounds[delivery.rounds.length - 1];
	delivery.rounds.push({
		round_id: (last?.round_id ?? 0) + 1,
		origin_load: loadOf(body.origin_load),
		destination_load: loadOf(body.destination_load),
	});
	tenant.touch(transportCollection, transport);
	addEvent(transport, tenant, { category: 'round_added_v2' });
	return ok(delivery);
};

/** Nothing is known of dock activities; a site is the nearest thing that such a uid can name. */
const markDockActivity: Handler = (call) => {
	call.tenant.touch(transportCollection, namedSite(call).transport);
	return ok();
};

/** Endpoints on parts of a transport: its segments, its stops, its deliveries. */
export const transportPartHandlers: Readonly<Record<string, Handler>> = {
	updateSegment,
	assignSegment,
	breakSegment,
	updateSite,
	markSiteDone,
	enableSiteEta,
	listDeliveries,
	createDelivery,
	getDelivery: (call) => ok(namedDelivery(call).delivery),
	updateDelivery,
	addDeliveryRound,
	listDeliveryCmrs: (call) => ok(cmrsOf(namedDelivery(call).transport)),
	markDockActivityLoaded: markDockActivity,
	markDockActivityUnloaded: markDockActivity,
};
