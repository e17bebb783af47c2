import { created, noContent, ok } from '../../http/answer.cts';
import { forbidden, notFound, refuse, refuseField } from '../../http/problems.cts';
import { isJsonObject, textOf, type JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { addressCollection, newAddress } from '../addresses.cts';
import { companyCollection, notVisible, type StoredCompany } from '../companies/records.cts';
import { listOf } from '../filters.cts';
import { quotationOf } from '../pricing.cts';
import { findReferenced } from '../references.cts';
import type { Call, Handler } from '../resource.cts';
import { findRecord } from '../standard.cts';
import { copyAddress, newDelivery, newSegment, newSite, newTransport } from './build.cts';
import { addDocument } from './documents.cts';
import {
	hasEnded,
	moveTo,
	sitesOf,
	transportCollection,
	type AddressCopy,
	type ChildTransport,
	type StoredDelivery,
	type StoredSegment,
	type StoredSite,
	type StoredTransport,
} from './records.cts';
import { findSegment, type SegmentPlace } from './search.cts';

function carrierOf(body: Readonly<JsonObject>, tenant: Tenant): StoredCompany {
	const carrier = findReferenced(tenant.of(companyCollection), body.carrier, ['pk', 'remote_id']);
	if (carrier) return carrier;
	throw refuseField('carrier', 'This company does not exist or is not visible to you.', notVisible);
}

/** The address under which a company appears as carrier: its own primary one, or a bare one. */
function addressOf(company: StoredCompany, tenant: Tenant): AddressCopy {
	const primary =
		company.primary_address === null ? undefined : tenant.of(addressCollection).get(company.primary_address);
	return copyAddress(primary ?? newAddress({ company: company.pk, name: company.name }, tenant), tenant);
}

/**
 * Subcontracts segments of one transport (concepts, section 11.8): a child transport with copied stops, whose
 * shipper is the parent's carrier and which nobody is planned on.
 */
function charter(parent: StoredTransport, segments: readonly StoredSegment[], call: Call): StoredTransport {
	const { body, tenant } = call;
	if (hasEnded(parent)) throw forbidden('A transport that has ended cannot be chartered.');
	if (segments.some(({ child_transport }) => child_transport !== null)) {
		throw refuseField('non_field_errors', 'Some of these segments are chartered already.', 'invalid');
	}
	const carrier = carrierOf(body, tenant);
	const instructions = typeof body.instructions === 'string' ? body.instructions : '';
	tenant.touch(transportCollection, parent);
	const child = copyOf(parent, segments, tenant);
	child.carrier_address = addressOf(carrier, tenant);
	child.instructions = instructions;
	child.carrier_assignation_status = body.send_to_carrier === false ? 'draft_assigned' : 'assigned';
	if (isJsonObject(body.quotation)) {
		const { quotation, total } = quotationOf(body.quotation, tenant);
		child.quotation = quotation;
		child.quotation_total_price = total;
	}
	tenant.of(transportCollection).add(child);
	moveTo(child, tenant, 'created');
	child.global_status = 'ordered';
	addDocument(child, tenant, 'chc');
	for (const segment of segments) segment.child_transport = childOfSegment(child);
	return child;
}

/**
 * The copy of some segments as a transport of their own. Its deliveries are those that travel on these segments,
 * each from where they pick it up to where they leave it.
 */
function copyOf(
	parent: StoredTransport,
	segments: readonly StoredSegment[],
	tenant: Tenant,
): StoredTransport {
	const copies = new Map<StoredSite, StoredSite>();
	const copySite = (site: StoredSite): StoredSite => {
		const copy =
			copies.get(site) ??
			newSite({ ...structuredClone(site), uid: tenant.world.random.uid(), supports_exchanges: [] }, tenant);
		copies.set(site, copy);
		copiedFrom.set(copy, site);
		return copy;
	};
	return newTransport(
		{
			is_order: true,
			status: 'created',
			parent_transports: [{ uid: parent.uid, sequential_id: parent.sequential_id }],
			deliveries: deliveriesOn(parent, segments).map(({ delivery, origin, destination }) => {
				const { planned_loads, shipper_reference, multiple_rounds } = delivery;
				const ends = { origin: copySite(origin), destination: copySite(destination) };
				const shipper_address = parent.carrier_address;
				const loads = structuredClone(planned_loads);
				const copy = newDelivery(
					{ ...ends, planned_loads: loads, shipper_address, shipper_reference, multiple_rounds },
					tenant,
				);
				copiedFrom.set(copy, delivery);
				return copy;
			}),
			segments: segments.map(({ origin, destination, estimated_distance }, sort_order) =>
				newSegment(
					{
						origin: copySite(origin),
						destination: copySite(destination),
						sort_order,
						estimated_distance,
					},
					tenant,
				),
			),
		},
		tenant,
	);
}

/** What a stop or a delivery of a child was copied from. */
const copiedFrom = new WeakMap<object, object>();

/** Makes an order that has as many stops as the parent its child, for the data that a sandbox starts with. */
export function linkChild(parent: StoredTransport, child: StoredTransport, tenant: Tenant): void {
	const copies = sitesOf(child);
	sitesOf(parent).forEach((site, position) => copiedFrom.set(copies[position], site));
	parent.deliveries.forEach((delivery, position) => copiedFrom.set(child.deliveries[position], delivery));
	for (const delivery of child.deliveries) delivery.shipper_address = parent.carrier_address;
	child.parent_transports = [{ uid: parent.uid, sequential_id: parent.sequential_id }];
	for (const segment of parent.segments) segment.child_transport = childOfSegment(child);
	flow(parent, child);
	addDocument(child, tenant, 'chc');
}

function childOfSegment(child: StoredTransport): ChildTransport {
	const { uid, sequential_id, status, instructions, carrier_address } = child;
	const carrier_name = textOf(carrier_address?.company?.name);
	return { uid, sequential_id, status, carrier_name, instructions };
}

interface Stretch {
	delivery: StoredDelivery;
	origin: StoredSite;
	destination: StoredSite;
}

function deliveriesOn(parent: StoredTransport, segments: readonly StoredSegment[]): Stretch[] {
	const route = [parent.segments[0].origin, ...parent.segments.map(({ destination }) => destination)];
	const first = parent.segments.indexOf(segments[0]);
	const last = first + segments.length;
	return parent.deliveries.flatMap((delivery) => {
		const loaded = route.indexOf(delivery.origin);
		const unloaded = route.indexOf(delivery.destination, loaded + 1);
		const from = Math.max(loaded, first);
		const to = Math.min(unloaded, last);
		return from < to ? [{ delivery, origin: route[from], destination: route[to] }] : [];
	});
}

/** What flows from a parent's stop to its copy: addresses, dates, instructions (concepts, section 11.8). */
const flowing = [
	'address',
	'slots',
	'scheduled_range',
	'reference',
	'action',
	'instructions',
	'trucker_instructions',
	'is_booking_needed',
	'locked_requested_times',
] as const;

/** Brings what was changed in a chartered transport to its children, and to theirs. */
export function flowDown(parent: StoredTransport, tenant: Tenant): void {
	for (const child of childrenOf(parent.segments, tenant)) {
		flow(parent, child);
		tenant.touch(transportCollection, child);
		flowDown(child, tenant);
	}
}

function flow(parent: StoredTransport, child: StoredTransport): void {
	for (const copy of sitesOf(child)) {
		const site = copiedFrom.get(copy) as StoredSite | undefined;
		if (site) Object.assign(copy, structuredClone(pick(site, flowing)));
	}
	for (const copy of child.deliveries) {
		const original = copiedFrom.get(copy) as StoredDelivery | undefined;
		const delivery = original && parent.deliveries.find(({ uid }) => uid === original.uid);
		if (!delivery) continue;
		copy.planned_loads = structuredClone(delivery.planned_loads);
		copy.loads = copy.destination_loads ?? copy.origin_loads ?? copy.planned_loads;
	}
}

function pick<T extends object, K extends keyof T>(object: T, names: readonly K[]): Pick<T, K> {
	return Object.fromEntries(names.map((name) => [name, object[name]])) as Pick<T, K>;
}

function childrenOf(segments: readonly StoredSegment[], tenant: Tenant): StoredTransport[] {
	return [...new Set(segments.flatMap((segment) => childOf(segment, tenant) ?? []))];
}

function childOf({ child_transport }: StoredSegment, tenant: Tenant): StoredTransport | undefined {
	return child_transport === null ? undefined : tenant.of(transportCollection).get(child_transport.uid);
}

/** Cancels the children of these segments, so that they can be chartered again. */
function cancelCharter(segments: readonly StoredSegment[], tenant: Tenant, reason: string): number {
	const children = childrenOf(segments, tenant);
	for (const child of children) {
		tenant.touch(transportCollection, child);
		moveTo(child, tenant, 'cancelled', { content: reason });
		cancelCharter(child.segments, tenant, reason);
	}
	for (const segment of segments) segment.child_transport = null;
	return children.length;
}

/** Cancels all children of a transport; called when the parent itself is cancelled. */
export function cancelChildren(parent: StoredTransport, tenant: Tenant, reason: string): void {
	cancelCharter(parent.segments, tenant, reason);
}

/** Whether any part of a transport is subcontracted, which forbids changes of its structure. */
export function isChartered({ segments }: StoredTransport): boolean {
	return segments.some(({ child_transport }) => child_transport !== null);
}

function parentOf(call: Call): StoredTransport {
	const parent = findRecord(call.tenant.of(transportCollection), call, 'uid');
	if (parent.deleted !== null) throw notFound();
	return parent;
}

function instruct(segments: readonly StoredSegment[], call: Call): void {
	const { instructions } = call.body;
	const chartered = segments.filter(({ child_transport }) => child_transport !== null);
	if (chartered.length === 0) throw forbidden('This is not chartered.');
	if (typeof instructions !== 'string') return;
	for (const segment of chartered) {
		if (segment.child_transport) segment.child_transport.instructions = instructions;
		const child = childOf(segment, call.tenant);
		if (!child) continue;
		child.instructions = instructions;
		call.tenant.touch(transportCollection, child);
	}
}

/** The segments that the query names; Dashdoc answers an error when it names none or an unknown one. */
function namedSegments(call: Call): SegmentPlace[] {
	const { uid__in = '', remote_id__in = '' } = call.query;
	const names = [
		...listOf(uid__in).map((uid) => ['uid', uid] as const),
		...listOf(remote_id__in).map((remoteId) => ['remote_id', remoteId] as const),
	];
	if (names.length === 0) {
		throw refuse(400, 'Give uid__in or remote_id__in to say which segments are meant.', 'invalid');
	}
	return names.map(([member, value]) => {
		const place = findSegment(call.tenant, member, value);
		if (!place) throw refuse(400, `There is no segment with the ${member} ${value}`, 'invalid');
		return place;
	});
}

const charterSegments: Handler = (call) => {
	const places = namedSegments(call);
	const parent = places[0].transport;
	if (places.some(({ transport }) => transport !== parent)) {
		throw refuse(400, 'All segments must belong to one transport.', 'invalid');
	}
	const wanted = new Set(places.map(({ segment }) => segment));
	const segments = parent.segments.filter((segment) => wanted.has(segment)); // in the order of the route
	const first = parent.segments.indexOf(segments[0]);
	if (parent.segments[first + segments.length - 1] !== segments[segments.length - 1]) {
		throw refuse(400, 'The segments must follow one another.', 'invalid');
	}
	return created({ child_transport: charter(parent, segments, call).uid });
};

const cancelSegmentsCharter: Handler = (call) => {
	const places = namedSegments(call);
	const segments = places.map(({ segment }) => segment);
	if (cancelCharter(segments, call.tenant, '') === 0) throw forbidden('These segments are not chartered.');
	for (const { transport } of places) call.tenant.touch(transportCollection, transport);
	return noContent();
};

const updateSegmentCharter: Handler = (call) => {
	const place = findSegment(
		call.tenant,
		call.query.lookup_field === 'remote_id' ? 'remote_id' : 'uid',
		call.path.uid,
	);
	if (!place) throw notFound();
	instruct([place.segment], call);
	return ok({ child_transport: place.segment.child_transport?.uid ?? '' });
};

const charterTransport: Handler = (call) => {
	const parent = parentOf(call);
	return created({ child_transport: charter(parent, parent.segments, call).uid });
};

const updateTransportCharter: Handler = (call) => {
	instruct(parentOf(call).segments, call);
	return ok();
};

const cancelTransportCharter: Handler = (call) => {
	const parent = parentOf(call);
	if (cancelCharter(parent.segments, call.tenant, '') === 0)
		throw forbidden('This transport is not chartered.');
	call.tenant.touch(transportCollection, parent);
	return noContent();
};

export const charterActions: Readonly<Record<string, Handler>> = {
	charterSegments,
	cancelSegmentsCharter,
	updateSegmentCharter,
	charterTransport,
	updateTransportCharter,
	cancelTransportCharter,
};
