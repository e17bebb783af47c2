import { created, noContent, ok } from '../../http/answer.cts';
import { forbidden, refuse, refuseField } from '../../http/problems.cts';
import type { JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { addressCollection, newAddress } from '../addresses.cts';
import { companyCollection, notVisible, type StoredCompany } from '../companies/records.cts';
import { listOf } from '../filters.cts';
import { findReferenced } from '../references.cts';
import type { Call, Handler } from '../resource.cts';
import { findRecord } from '../standard.cts';
import { copyAddress, newDelivery, newSegment, newSite, newTransport } from './build.cts';
import {
	hasEnded,
	moveTo,
	transportCollection,
	type AddressCopy,
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
	tenant.of(transportCollection).add(child);
	moveTo(child, tenant, 'created');
	child.global_status = 'ordered';
	for (const segment of segments) {
		segment.child_transport = {
			uid: child.uid,
			sequential_id: child.sequential_id,
			status: child.status,
			carrier_name: carrier.name,
			instructions,
		};
	}
	return child;
}

function copyOf(
	parent: StoredTransport,
	segments: readonly StoredSegment[],
	tenant: Tenant,
): StoredTransport {
	const copies = new Map<string, StoredSite>();
	const copySite = (site: StoredSite): StoredSite => {
		const copy =
			copies.get(site.uid) ?? newSite({ ...structuredClone(site), uid: tenant.world.random.uid() }, tenant);
		copies.set(site.uid, copy);
		return copy;
	};
	const ends = { origin: segments[0].origin, destination: segments[segments.length - 1].destination };
	const isWhole = segments.length === parent.segments.length;
	const deliveries = isWhole ? parent.deliveries : [{ ...parent.deliveries[0], ...ends }];
	return newTransport(
		{
			is_order: true,
			status: 'created',
			parent_transports: [{ uid: parent.uid, sequential_id: parent.sequential_id }],
			deliveries: deliveries.map((delivery) =>
				newDelivery(
					{
						origin: copySite(delivery.origin),
						destination: copySite(delivery.destination),
						planned_loads: structuredClone(delivery.planned_loads),
						shipper_address: parent.carrier_address,
					},
					tenant,
				),
			),
			segments: segments.map((segment, sort_order) =>
				newSegment(
					{
						origin: copySite(segment.origin),
						destination: copySite(segment.destination),
						sort_order,
						estimated_distance: segment.estimated_distance,
					},
					tenant,
				),
			),
		},
		tenant,
	);
}

function childOf({ child_transport }: StoredSegment, tenant: Tenant): StoredTransport | undefined {
	return child_transport === null ? undefined : tenant.of(transportCollection).get(child_transport.uid);
}

/** Cancels the children of these segments, so that they can be chartered again. */
function cancelCharter(segments: readonly StoredSegment[], tenant: Tenant, reason: string): number {
	const children = new Set(segments.flatMap((segment) => childOf(segment, tenant) ?? []));
	for (const child of children) {
		tenant.touch(transportCollection, child);
		moveTo(child, tenant, 'cancelled', { content: reason });
	}
	for (const segment of segments) segment.child_transport = null;
	return children.size;
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
	return findRecord(call.tenant.of(transportCollection), call, 'uid');
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
	if (!place) throw refuse(404, 'Not found.', 'not_found');
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
