import { addressCollection, type StoredAddress } from '../resources/addresses.cts';
import { companyCollection } from '../resources/companies/records.cts';
import { trailerCollection, vehicleCollection } from '../resources/fleet/records.cts';
import { quotationOf } from '../resources/pricing.cts';
import { loadingPlanCollection, trackingFileCollection } from '../resources/reference.cts';
import {
	briefCompany,
	briefTrucker,
	copyAddress,
	copyFleetItem,
	newDelivery,
	newLoad,
	newSegment,
	newSite,
	newTransport,
} from '../resources/transports/build.cts';
import {
	addEvent,
	globalStatusOf,
	transportCollection,
	type AddressCopy,
	type StatusUpdate,
	type StoredLoad,
	type StoredSite,
	type StoredTransport,
} from '../resources/transports/records.cts';
import { tripCollection } from '../resources/trips.cts';
import { truckerCollection } from '../resources/truckers/records.cts';
import { wasteNoteCollection } from '../resources/trackDechets.cts';
import type { Tenant } from '../state/tenant.cts';
import { daysBefore } from './addressBook.cts';
import type { SeedOptions } from './seed.cts';
import { goods } from './words.cts';

/** Days before the start over which the transports were created. */
const period = 42;

const hour = 3_600_000;

/** Statuses on the way of a transport, in their order. */
const journey = [
	'created',
	'assigned',
	'sent_to_trucker',
	'acknowledged',
	'on_loading_site',
	'loading_complete',
	'on_unloading_site',
	'unloading_complete',
	'done',
	'verified',
	'invoiced',
	'paid',
] as const;

type Milestone = (typeof journey)[number] | 'declined' | 'cancelled' | 'unassigned';

/** Transports of the last weeks, the newest last, with what hangs on them: trips, waste notes, loading plans. */
export function seedTransports(tenant: Tenant, { transports }: SeedOptions): void {
	const places = tenant.of(addressCollection).all();
	for (let number = 0; number < transports; number += 1) {
		const age = (period * (transports - number)) / transports;
		const transport = addTransport(tenant, number, age, places);
		if (number % 10 === 0) addTrip(tenant, transport);
	}
	addAttachments(tenant);
}

/** How far a transport of that age (days) has come. */
function milestoneOf(tenant: Tenant, number: number, age: number): Milestone {
	const { random } = tenant.world;
	if (number % 23 === 11) return 'cancelled';
	if (number % 29 === 13) return 'declined';
	if (age > 21) return random.pick(['invoiced', 'paid', 'verified']);
	if (age > 5) return random.pick(['done', 'done', 'verified', 'invoiced']);
	if (age > 2) return random.pick(['on_loading_site', 'loading_complete', 'on_unloading_site', 'done']);
	return random.pick(['created', 'unassigned', 'assigned', 'sent_to_trucker', 'acknowledged']);
}

function addTransport(
	tenant: Tenant,
	number: number,
	age: number,
	places: readonly StoredAddress[],
): StoredTransport {
	const { random } = tenant.world;
	const milestone = milestoneOf(tenant, number, age);
	const created = daysBefore(tenant, age);
	const stops = number % 12 === 7 ? 3 : 2;
	const sites = Array.from({ length: stops }, (_, position) =>
		stop(tenant, random.pick(places), position, Date.parse(created) + (24 + position * 6) * hour),
	);
	const isOrder = number % 6 === 4;
	const shipper = copyAddress(random.pick(places.filter(({ is_shipper }) => is_shipper)), tenant);
	const carrier = isOrder
		? random.pick(places.filter(({ is_carrier }) => is_carrier))
		: ownAddress(tenant, places);
	const transport = newTransport(
		{
			created,
			updated: created,
			is_order: isOrder,
			remote_id: number % 5 === 1 ? '' : `OT2026-${String(number + 1).padStart(6, '0')}`,
			carrier_reference: number % 3 === 0 ? `REF-${random.digits(6)}` : '',
			requested_vehicle: random.chance(0.3) ? 'Semi tautliner' : null,
			instructions: random.chance(0.4) ? 'Appeler avant livraison. Bottes et casque obligatoires.' : '',
			carrier_address: carrier ? copyAddress(carrier, tenant) : null,
			customer_to_invoice: customerOf(tenant, shipper),
			estimated_distance: random.integer(40, 900),
			carbon_footprint: random.integer(30, 700),
			carrier_assignation_status: isOrder ? 'assigned' : null,
			deliveries: sites.slice(1).map((destination, position) =>
				newDelivery(
					{
						origin: sites[0],
						destination,
						planned_loads: [load(tenant)],
						shipper_address: shipper,
						shipper_reference: `CMD-${random.digits(5)}-${position + 1}`,
					},
					tenant,
				),
			),
			segments: sites.slice(1).map((destination, position) =>
				newSegment(
					{
						origin: sites[position],
						destination,
						sort_order: position,
						estimated_distance: random.integer(20, 500),
					},
					tenant,
				),
			),
		},
		tenant,
	);
	price(transport, tenant);
	if (!isOrder && milestone !== 'created' && milestone !== 'unassigned') plan(transport, tenant);
	tellHistory(transport, tenant, milestone);
	return tenant.of(transportCollection).add(transport);
}

function ownAddress(tenant: Tenant, places: readonly StoredAddress[]): StoredAddress | undefined {
	return places.find(({ company }) => company === tenant.company);
}

function customerOf(tenant: Tenant, shipper: AddressCopy): StoredTransport['customer_to_invoice'] {
	const company = tenant.of(companyCollection).get(Number(shipper.company?.pk));
	return company ? briefCompany(company) : null;
}

function stop(tenant: Tenant, place: StoredAddress, position: number, time: number): StoredSite {
	const start = new Date(time).toISOString();
	const end = new Date(time + 2 * hour).toISOString();
	return newSite(
		{
			category: position === 0 ? 'loading' : 'unloading',
			address: copyAddress(place, tenant),
			slots: [{ start, end }],
			reference: `RDV-${tenant.world.random.digits(5)}`,
			instructions: tenant.world.random.chance(0.3) ? 'Quai n° 4, se présenter à l’accueil.' : '',
		},
		tenant,
	);
}

function load(tenant: Tenant): StoredLoad {
	const { random } = tenant.world;
	const { category, description, quantity, weight, linearMeters } = random.pick(goods);
	return newLoad(
		{
			category,
			description,
			quantity: quantity ? random.integer(...quantity) : null,
			weight: random.integer(...weight),
			volume: null,
			linear_meters: linearMeters ?? null,
			is_dangerous: false,
			remote_id: '',
		},
		tenant,
	);
}

function price(transport: StoredTransport, tenant: Tenant): void {
	const unit_price = String(tenant.world.random.integer(180, 1900));
	const line = { description: 'Prestation de transport', metric: 'FLAT', unit_price, quantity: '1.000' };
	const { quotation, total } = quotationOf({ lines: [line] }, tenant);
	transport.quotation = quotation;
	transport.quotation_total_price = total;
}

function plan(transport: StoredTransport, tenant: Tenant): void {
	const { random } = tenant.world;
	const truckers = tenant.of(truckerCollection).all();
	const vehicles = tenant.of(vehicleCollection).all();
	const trailers = tenant.of(trailerCollection).all();
	const crew = {
		trucker: truckers.length > 0 ? briefTrucker(random.pick(truckers)) : null,
		vehicle: vehicles.length > 0 ? copyFleetItem(random.pick(vehicles), tenant) : null,
		trailers: trailers.length > 0 ? [copyFleetItem(random.pick(trailers), tenant)] : [],
	};
	for (const segment of transport.segments) Object.assign(segment, crew);
}

/** Writes down the events up to the milestone and leaves the transport in the state that they lead to. */
function tellHistory(transport: StoredTransport, tenant: Tenant, milestone: Milestone): void {
	const events = eventsUpTo(milestone);
	const [first] = transport.deliveries;
	const begin = Date.parse(transport.created);
	events.forEach((category, position) => {
		const created = new Date(begin + position * 4 * hour).toISOString();
		const site = category.includes('unloading') ? first.destination : first.origin;
		const isActivity = category.includes('loading');
		const event: StatusUpdate = addEvent(transport, tenant, {
			category,
			created,
			creation_method: isActivity ? 'trucker' : 'manager',
			site: isActivity ? site.uid : null,
		});
		if (category.startsWith('on_')) site.real_start = event.created;
		if (category.endsWith('loading_complete')) site.real_end = event.created;
		transport.updated = earlier(created, daysBefore(tenant, 0));
	});
	if (events.includes('unloading_complete')) closeStops(transport);
	setStatus(transport, milestone);
	if (events.includes('loading_complete')) addConsignmentNote(transport, tenant);
}

function eventsUpTo(milestone: Milestone): string[] {
	if (milestone === 'declined' || milestone === 'cancelled') return ['created', milestone];
	if (milestone === 'unassigned') return ['created'];
	return journey.slice(0, journey.indexOf(milestone) + 1);
}

function earlier(left: string, right: string): string {
	return left < right ? left : right;
}

function closeStops(transport: StoredTransport): void {
	for (const { origin, destination } of transport.deliveries) {
		destination.real_start ??= destination.slots[0].start;
		destination.real_end ??= destination.slots[0].end;
		origin.real_end ??= origin.slots[0].end;
	}
	for (const delivery of transport.deliveries) {
		delivery.origin_loads = delivery.planned_loads;
		delivery.destination_loads = delivery.planned_loads;
	}
}

const invoicingStatuses: Readonly<Record<string, StoredTransport['invoicing_status']>> = {
	verified: 'VERIFIED',
	invoiced: 'INVOICED',
	paid: 'PAID',
};

function setStatus(transport: StoredTransport, milestone: Milestone): void {
	const awaitsReply = milestone === 'created';
	transport.status = milestone === 'created' && !transport.is_order ? 'created' : milestone;
	transport.global_status = awaitsReply ? 'ordered' : (globalStatusOf(milestone) ?? 'accepted');
	transport.invoicing_status = invoicingStatuses[milestone] ?? 'UNVERIFIED';
	if (milestone === 'invoiced' || milestone === 'paid') {
		transport.invoice_number = `FA2026-${String(transport.sequential_id).padStart(5, '0')}`;
	}
}

function addConsignmentNote(transport: StoredTransport, tenant: Tenant): void {
	const [delivery] = transport.deliveries;
	const name = `cmr-${transport.sequential_id}`;
	transport.documents.push({
		pk: tenant.world.nextKey(),
		file_updated_date: transport.updated,
		delivery: delivery.uid,
		category: 'cmr',
		name,
		file: tenant.world.media.generated(name),
	});
}

function addTrip(tenant: Tenant, transport: StoredTransport): void {
	const [segment] = transport.segments;
	const stops = [segment.origin, segment.destination];
	tenant.of(tripCollection).add({
		uid: tenant.world.random.uid(),
		name: `Tournée ${transport.sequential_id}`,
		created: transport.created,
		activities: stops.map(({ uid, category, reference, real_start, real_end }) => ({
			uid,
			category,
			status: real_end ? 'activity_done' : 'created',
			reference,
			real_start,
			real_end,
		})),
		is_prepared: false,
		status: transport.global_status === 'done' ? 'done' : 'unstarted',
		trucker_status: segment.trucker ? 'trucker_assigned' : 'unassigned',
		trucker: segment.trucker,
		vehicle: segment.vehicle,
		trailer: segment.trailers[0] ?? null,
		carrier: tenant.company,
		owned_by_company: true,
		scheduled_order: 0,
		scheduler_datetime_range: { start: stops[0].slots[0].start, end: stops[1].slots[0].end },
		turnover: transport.quotation_total_price,
		estimated_distance: transport.estimated_distance,
	});
}

/** A waste note, a loading plan and a tracking file, so that their lists are not empty. */
function addAttachments(tenant: Tenant): void {
	const { random } = tenant.world;
	const [transport] = tenant.of(transportCollection).all();
	const [place] = tenant.of(addressCollection).all();
	if (!transport || !place) return;
	const { uid, remote_id, created } = transport;
	tenant.of(wasteNoteCollection).add({
		uid: random.uid(),
		readable_id: `BSD-20260301-${random.text(9, 'ABCDEFGHJKMNPQRSTVWXYZ0123456789')}`,
		opaque_id: random.text(24, 'abcdefghijklmnopqrstuvwxyz0123456789'),
		status: 'SEALED',
		type: 'BSD',
		transport: { uid, remote_id },
		created,
		updated: created,
	});
	transport.loading_plan = random.uid();
	tenant.of(loadingPlanCollection).add({
		uid: transport.loading_plan,
		transport: uid,
		created,
		loads: transport.deliveries.map((delivery) => ({
			uid: delivery.planned_loads[0].uid,
			compartment_numbers: [1],
		})),
	});
	tenant.of(trackingFileCollection).add({
		uid: random.uid(),
		created,
		name: 'Campagne de blé 2026',
		shipper_id: place.company ?? tenant.company,
		quantity_per_transport: 28_000,
		start_date: daysBefore(tenant, 30),
		end_date: daysBefore(tenant, -60),
		template_uid: random.uid(),
		loading_address: place.pk,
	});
}
