import { Refusal, refuseAll, refuseField, type ProblemPath } from '../../http/problems.cts';
import { isJsonObject, type Json, type JsonObject } from '../../json.cts';
import type { CollectionDefinition } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';
import { companyCollection } from '../companies/records.cts';
import { contactCollection, contactView } from '../contacts.cts';
import { quotationOf } from '../pricing.cts';
import { referenced } from '../references.cts';
import { assign } from '../standard.cts';
import { transportOperationCategoryCollection } from '../transportOperationCategories.cts';
import { tagsOf } from '../tags.cts';
import { briefCompany, newDelivery, newSegment, newTransport, ownPlace, shapeOf } from './build.cts';
import { crewOf } from './crew.cts';
import { addDocument } from './documents.cts';
import { readLoads, refuseMixedRental, refuseMixedRounds } from './loads.cts';
import { placeOf } from './places.cts';
import {
	moveTo,
	sitesOf,
	tellCrew,
	transportCollection,
	type AddressCopy,
	type StoredDelivery,
	type StoredSegment,
	type StoredSite,
	type StoredTransport,
} from './records.cts';
import { Stops } from './stops.cts';

/** Members of a transport body that are not simply taken over. */
const special = [
	'carrier_address',
	'customer_to_invoice',
	'deliveries',
	'segments',
	'quotation',
	'tags',
	'transport_operation_category_uid',
	'send_to_trucker',
	'send_to_carrier',
	'is_template',
	'analytics',
];

/** Refuses an external ID that another transport has, in Dashdoc's words. */
export function refuseTakenRemoteId(
	body: Readonly<JsonObject>,
	tenant: Tenant,
	definition: CollectionDefinition<StoredTransport>,
	transport?: StoredTransport,
): void {
	const { remote_id } = body;
	if (typeof remote_id !== 'string' || remote_id === '') return;
	const taken = tenant
		.of(definition)
		.find((other) => other !== transport && other.deleted === null && other.remote_id === remote_id);
	if (!taken) return;
	const detail = `There is already a transport with the remote_id ${remote_id}`;
	throw new Refusal({ status: 400, body: { remote_id: { detail, code: 'invalid' } } });
}

/** Makes a transport of a body that passed the description; it is not stored yet. */
export function transportOf(body: Readonly<JsonObject>, tenant: Tenant): StoredTransport {
	tenant.world.clock.tick();
	const transport = newTransport({ deliveries: [], segments: [] }, tenant);
	fillTransport(transport, body, tenant);
	return transport;
}

/**
 * Takes over what a body says of a transport; nothing is changed when it is refused, or when `accepts` throws, which
 * sees the outcome before it is kept.
 */
export function fillTransport(
	transport: StoredTransport,
	body: Readonly<JsonObject>,
	tenant: Tenant,
	accepts: (changed: StoredTransport) => void = () => {},
): void {
	const before = new Map(sitesOf(transport).map((site) => [site, structuredClone(site)]));
	try {
		const changed = changedBy(body, transport, tenant);
		accepts(changed);
		Object.assign(transport, changed);
	} catch (error) {
		for (const [site, members] of before) Object.assign(site, members);
		throw error;
	}
}

function changedBy(body: Readonly<JsonObject>, transport: StoredTransport, tenant: Tenant): StoredTransport {
	const changed = { ...transport };
	assign(changed, body, special);
	changed.requested_vehicle ??= null;
	changed.template_name ??= '';
	readParties(changed, body, tenant);
	if (body.deliveries !== undefined || body.segments !== undefined) readRoute(changed, body, tenant);
	return changed;
}

function readParties(transport: StoredTransport, body: Readonly<JsonObject>, tenant: Tenant): void {
	const { carrier_address, customer_to_invoice, transport_operation_category_uid: category } = body;
	if (carrier_address !== undefined && carrier_address !== null) {
		transport.carrier_address = placeOf(carrier_address, tenant, 'carrier_address', 'party');
		const carrier = transport.carrier_address.company?.pk;
		transport.is_order = carrier !== tenant.company;
	}
	if (customer_to_invoice === null) transport.customer_to_invoice = null;
	else if (customer_to_invoice !== undefined) {
		const companies = tenant.of(companyCollection);
		const code = 'invalid_customer_to_invoice';
		const customer = referenced(companies, customer_to_invoice, 'customer_to_invoice', code);
		transport.customer_to_invoice = briefCompany(customer);
	}
	if (category !== undefined) {
		const categories = tenant.of(transportOperationCategoryCollection);
		const { uid, name } = referenced(categories, category, 'transport_operation_category_uid');
		transport.transport_operation_category = { uid, name };
	}
	if (isJsonObject(body.quotation)) {
		const { quotation, total } = quotationOf(body.quotation, tenant);
		transport.quotation = quotation;
		transport.quotation_total_price = total;
	}
	if (Array.isArray(body.tags)) transport.tags = tagsOf(body.tags, tenant);
}

function readRoute(transport: StoredTransport, body: Readonly<JsonObject>, tenant: Tenant): void {
	const stops = new Stops(tenant, sitesOf(transport));
	const objects = (list: Json | undefined) => (Array.isArray(list) ? list.filter(isJsonObject) : undefined);
	const deliveries = objects(body.deliveries);
	const segments = objects(body.segments);
	if (deliveries) {
		const before = transport.deliveries;
		transport.deliveries = deliveries.map((delivery, position) =>
			keepDelivery(before, readDelivery(delivery, ['deliveries', position], stops, tenant), delivery),
		);
	}
	if (segments) {
		const before = transport.segments;
		transport.segments = segments.map((segment, position) =>
			keepSegment(before, readSegment(segment, position, stops, tenant), segment),
		);
	}
	refuseMixedRental(transport.deliveries);
	checkRoute(transport);
	checkShipper(transport);
	transport.shape = shapeOf(transport);
	for (const { origin, destination } of transport.deliveries) {
		origin.category ||= 'loading';
		destination.category ||= 'unloading';
	}
}

/** A delivery between the same two stops as before is that delivery, with what was changed of it. */
function keepDelivery(
	before: readonly StoredDelivery[],
	read: StoredDelivery,
	body: JsonObject,
): StoredDelivery {
	const known = before.find((delivery) => isBetween(delivery, read));
	if (!known) return read;
	const written = Object.keys(body).filter((name) => name in read) as (keyof StoredDelivery)[];
	const loads = known.destination_loads ?? known.origin_loads ?? read.planned_loads;
	return {
		...known,
		...Object.fromEntries(written.map((name) => [name, read[name]])),
		...('planned_loads' in body && { loads }),
	};
}

/** Likewise for a segment: it keeps its crew, its mileage and what it is chartered to. */
function keepSegment(before: readonly StoredSegment[], read: StoredSegment, body: JsonObject): StoredSegment {
	const known = before.find((segment) => isBetween(segment, read));
	if (!known) return read;
	const written = Object.keys(body).map((name) => (name === 'trucker_id' ? 'trucker' : name));
	const members = ['sort_order', ...written].filter((name) => name in read) as (keyof StoredSegment)[];
	return { ...known, ...Object.fromEntries(members.map((name) => [name, read[name]])) };
}

type Stretch = Record<'origin' | 'destination', StoredSite>;

function isBetween(left: Stretch, right: Stretch): boolean {
	return left.origin === right.origin && left.destination === right.destination;
}

/** Whether both have the same deliveries and segments between the same stops, in the same order. */
export function hasSameStructure(
	left: Pick<StoredTransport, 'deliveries' | 'segments'>,
	right: Pick<StoredTransport, 'deliveries' | 'segments'>,
): boolean {
	const isSame = (ones: readonly Stretch[], others: readonly Stretch[]) =>
		ones.length === others.length && ones.every((one, position) => isBetween(one, others[position]));
	return isSame(left.deliveries, right.deliveries) && isSame(left.segments, right.segments);
}

function readEnds(body: JsonObject, path: ProblemPath, stops: Stops) {
	return {
		origin: stops.read(body.origin as JsonObject, [...path, 'origin']),
		destination: stops.read(body.destination as JsonObject, [...path, 'destination']),
	};
}

function readDelivery(body: JsonObject, path: ProblemPath, stops: Stops, tenant: Tenant): StoredDelivery {
	const ends = readEnds(body, path, stops);
	checkOrder(ends, path);
	const planned_loads = readLoads(body.planned_loads, [...path, 'planned_loads'], tenant);
	refuseMixedRounds(body.multiple_rounds === true, planned_loads, [...path, 'planned_loads']);
	const shipper_address = shipperOf(body, path, tenant);
	const delivery = newDelivery(
		{ ...ends, planned_loads, ...(shipper_address && { shipper_address }) },
		tenant,
	);
	assign(delivery, body, ['origin', 'destination', 'shipper_address', 'planned_loads', 'tracking_contacts']);
	delivery.tracking_contacts = trackingContacts(body, path, tenant);
	return delivery;
}

function shipperOf(
	{ shipper_address }: JsonObject,
	path: ProblemPath,
	tenant: Tenant,
): AddressCopy | undefined {
	if (shipper_address === undefined || shipper_address === null) return undefined;
	return placeOf(shipper_address, tenant, [...path, 'shipper_address'].join('.'), 'party');
}

function trackingContacts(
	{ tracking_contacts }: JsonObject,
	path: ProblemPath,
	tenant: Tenant,
): JsonObject[] {
	if (!Array.isArray(tracking_contacts)) return [];
	return tracking_contacts.filter(isJsonObject).map((written, position) => {
		const field = [...path, 'tracking_contacts', position, 'contact'].join('.');
		const contact = referenced(tenant.of(contactCollection), written.contact, field);
		return {
			uid: tenant.world.random.uid(),
			contact: contactView(contact, tenant),
			subscribed_to_status_updates: written.subscribed_to_status_updates ?? true,
		};
	});
}

function checkOrder(
	{ origin, destination }: Record<'origin' | 'destination', StoredSite>,
	path: ProblemPath,
): void {
	const start = origin.slots[0]?.start;
	const end = destination.slots[destination.slots.length - 1]?.end;
	if (start && end && Date.parse(end) < Date.parse(start)) {
		const detail = 'The loading date is after the unloading date.';
		throw refuseAll([{ path, detail, code: 'origin_date_after_destination_date' }]);
	}
}

function readSegment(body: JsonObject, position: number, stops: Stops, tenant: Tenant): StoredSegment {
	const path = ['segments', position];
	const ends = readEnds(body, path, stops);
	const segment = newSegment(
		{ ...ends, sort_order: position, ...crewOf(body, tenant, path.join('.')) },
		tenant,
	);
	assign(segment, body, ['origin', 'destination', 'trucker_id', 'vehicle', 'trailers']);
	return segment;
}

/** Segments form a chain, and every delivery is loaded before it is unloaded on it (concepts, section 11.1). */
function checkRoute({ deliveries, segments }: StoredTransport): void {
	if (segments.length === 0) return; // a template may have none yet
	segments.forEach(({ origin }, position) => {
		if (position > 0 && segments[position - 1].destination !== origin) {
			const detail = 'A segment must start where the previous one ended.';
			throw refuseAll([{ path: ['segments', position, 'origin'], detail, code: 'invalid' }]);
		}
	});
	const route = [segments[0].origin, ...segments.map(({ destination }) => destination)];
	deliveries.forEach(({ origin, destination }, position) => {
		const loaded = route.indexOf(origin);
		if (loaded < 0 || route.indexOf(destination, loaded + 1) < 0) {
			const detail = 'The segments do not serve this delivery.';
			throw refuseAll([{ path: ['deliveries', position], detail, code: 'invalid' }]);
		}
	});
}

/** All deliveries of a transport share the shipper (concepts, section 11.1). */
function checkShipper({ deliveries }: StoredTransport): void {
	const [first, ...others] = deliveries.map(({ shipper_address }) => shipper_address?.company?.pk);
	const odd = others.findIndex((company) => company !== first);
	if (odd < 0) return;
	const detail = 'All deliveries of a transport have the same shipper.';
	throw refuseAll([{ path: ['deliveries', odd + 1, 'shipper_address'], detail, code: 'invalid' }]);
}

/** Adds a new transport and gives it the status that follows from its carrier and its crew. */
export function addTransport(
	transport: StoredTransport,
	body: Readonly<JsonObject>,
	tenant: Tenant,
): StoredTransport {
	transport.carrier_address ??= ownPlace(tenant);
	tenant.of(transportCollection).add(transport);
	if (transport.is_order) {
		moveTo(transport, tenant, 'created');
		transport.global_status = 'ordered';
		addDocument(transport, tenant, 'orc');
		transport.carrier_assignation_status = body.send_to_carrier === false ? 'draft_assigned' : 'assigned';
		return transport;
	}
	moveTo(transport, tenant, 'created');
	transport.global_status = 'accepted';
	if (transport.segments.every(({ trucker }) => trucker === null)) transport.status = 'unassigned';
	else tellCrew(transport, tenant, body.send_to_trucker === true);
	return transport;
}

/** Refuses a change of the carrier once work has begun. */
export function refuseLateCarrier(transport: StoredTransport, body: Readonly<JsonObject>): void {
	if (body.carrier_address === undefined || transport.global_status !== 'ongoing') return;
	const detail = 'The carrier of a transport under way cannot be changed.';
	throw refuseField('carrier_address', detail, 'cannot_update_carrier_ongoing_transport');
}
