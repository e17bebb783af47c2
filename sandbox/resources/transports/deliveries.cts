import { created, ok } from '../../http/answer.cts';
import { forbidden, notFound, refuseAll, refuseField } from '../../http/problems.cts';
import type { Tenant } from '../../state/tenant.cts';
import { addressCollection } from '../addresses.cts';
import { pageEnvelope, pageSizeOf } from '../paging.cts';
import { referenced } from '../references.cts';
import type { Call, Handler } from '../resource.cts';
import { assign } from '../standard.cts';
import { copyAddress, newDelivery, newSegment, newSite, shapeOf } from './build.cts';
import { flowDown, isChartered } from './charter.cts';
import { cmrsOf } from './documents.cts';
import { readLoad, readLoads, refuseMixedRental, refuseMixedRounds } from './loads.cts';
import {
	addEvent,
	hasEnded,
	hasStarted,
	moveTo,
	transportCollection,
	transportView,
	type StoredTransport,
} from './records.cts';
import { findDelivery, referencedTransport, type DeliveryPlace } from './search.cts';
import { refuseEnded } from './status.cts';

function namedDelivery({ tenant, path }: Call): DeliveryPlace {
	const place = findDelivery(tenant, path.uid);
	if (!place) throw notFound();
	return place;
}

const listDeliveries: Handler = (call) => {
	const transports = call.tenant.of(transportCollection).all();
	const deliveries = transports.filter(({ deleted }) => deleted === null).flatMap((each) => each.deliveries);
	return ok(pageEnvelope(call, deliveries, pageSizeOf(call, 20), (delivery) => delivery));
};

/** Adds a delivery between two new stops: behind the route, or in front of a given stop. */
const createDelivery: Handler = ({ body, tenant }) => {
	const transport = referencedTransport(body.transport_uid, tenant, 'transport_uid');
	if (hasEnded(transport)) throw forbidden('A transport that has ended takes no more deliveries.');
	if (isChartered(transport)) throw forbidden('The deliveries of a chartered transport cannot be changed.');
	const stop = (field: 'origin_address' | 'destination_address', category: string) => {
		const address = referenced(tenant.of(addressCollection), body[field], field);
		return newSite({ category, address: copyAddress(address, tenant) }, tenant);
	};
	const origin = stop('origin_address', 'loading');
	const destination = stop('destination_address', 'unloading');
	insertStops(transport, [origin, destination], body.site_uid_before_which_to_insert_new_sites, tenant);
	const { shipper_address } = transport.deliveries[0];
	const delivery = newDelivery({ origin, destination, shipper_address }, tenant);
	transport.deliveries.push(delivery);
	transport.shape = shapeOf(transport);
	tenant.touch(transportCollection, transport);
	addEvent(transport, tenant, { category: 'delivery.added', delivery: delivery.uid });
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
	const { multiple_rounds = delivery.multiple_rounds } = body;
	if (multiple_rounds !== delivery.multiple_rounds && hasStarted(transport)) {
		const detail = 'Rounds cannot be switched on or off once the transport has started.';
		throw refuseField('multiple_rounds', detail, 'cannot_update_multiple_rounds');
	}
	const path = ['planned_loads'];
	const loads =
		body.planned_loads === undefined
			? delivery.planned_loads
			: readLoads(body.planned_loads, path, tenant, delivery.planned_loads);
	refuseMixedRounds(multiple_rounds === true, loads, path);
	const others = transport.deliveries.filter((other) => other !== delivery);
	refuseMixedRental([...others, { planned_loads: loads }]);
	assign(delivery, body, ['planned_loads']);
	delivery.planned_loads = loads;
	delivery.loads = delivery.destination_loads ?? delivery.origin_loads ?? loads;
	tenant.touch(transportCollection, transport);
	flowDown(transport, tenant);
	return ok(delivery);
};

/** Numbers go on after the highest one, so that those of deleted rounds stay empty. */
const addDeliveryRound: Handler = (call) => {
	const { body, tenant } = call;
	const { transport, delivery } = namedDelivery(call);
	refuseEnded(transport);
	if (!delivery.multiple_rounds) {
		const detail = 'This delivery is not made in several rounds.';
		throw refuseAll([{ path: [], detail, code: 'invalid' }]);
	}
	const origin_load = readLoad(body.origin_load, ['origin_load'], tenant);
	const destination_load = readLoad(body.destination_load, ['destination_load'], tenant);
	const last = delivery.rounds[delivery.rounds.length - 1];
	const round_id = (last?.round_id ?? 0) + 1;
	const round = { round_id, origin_load, destination_load };
	delivery.rounds.push(round);
	tenant.touch(transportCollection, transport);
	if (!hasStarted(transport)) moveTo(transport, tenant, 'rounds_started', { delivery: delivery.uid });
	const update_details = structuredClone(round);
	addEvent(transport, tenant, { category: 'round_added_v2', delivery: delivery.uid, update_details });
	return ok(delivery);
};

/** The consignment notes of this delivery alone. */
const listDeliveryCmrs: Handler = (call) => {
	const { transport, delivery } = namedDelivery(call);
	return ok(cmrsOf(transport).filter((document) => document.delivery === delivery.uid));
};

/** Endpoints on what is shipped. */
export const deliveryHandlers: Readonly<Record<string, Handler>> = {
	listDeliveries,
	createDelivery,
	getDelivery: (call) => ok(namedDelivery(call).delivery),
	updateDelivery,
	addDeliveryRound,
	listDeliveryCmrs,
};
