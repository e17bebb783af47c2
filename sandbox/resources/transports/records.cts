import { textOf, type JsonObject } from '../../json.cts';
import type { CollectionDefinition } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';

export interface Slot {
	start: string;
	end: string;
}

/** A copy of an address-book entry inside a transport; `original` is the entry's own pk. */
export interface AddressCopy extends JsonObject {
	pk: number;
	original: number | null;
	name: string;
	city: string;
	company: JsonObject | null;
}

/** A stop. One object, however many deliveries and segments stop there. */
export interface StoredSite {
	uid: string;
	remote_id: string;
	category: string;
	address: AddressCopy | null;
	reference: string;
	action: string;
	instructions: string;
	trucker_instructions: string;
	slots: Slot[];
	scheduled_range: Slot | null;
	real_start: string | null;
	real_end: string | null;
	eta: string | null;
	eta_tracking: boolean;
	punctuality_status: string;
	signature_process: string;
	supports_exchanges: StoredSupportsExchange[];
	is_booking_needed: boolean;
	locked_requested_times: boolean;
	is_cancelled: boolean;
}

export interface StoredSupportsExchange {
	uid: string;
	site: { uid: string; remote_id: string };
	support_type: { uid: string; name: string; remote_id: string | null };
	expected_retrieved: number;
	actual_retrieved: number;
	expected_delivered: number;
	actual_delivered: number;
	observations: string;
	remote_id: string | null;
}

export interface StoredLoad extends JsonObject {
	uid: string;
	category: string;
}

export interface StoredRound {
	round_id: number;
	origin_load: StoredLoad | null;
	destination_load: StoredLoad | null;
}

export interface StoredDelivery {
	uid: string;
	sequential_id: number;
	remote_id: string;
	tracking_id: string;
	origin: StoredSite;
	destination: StoredSite;
	shipper_address: AddressCopy | null;
	shipper_reference: string;
	loads: StoredLoad[];
	planned_loads: StoredLoad[];
	origin_loads: StoredLoad[] | null;
	destination_loads: StoredLoad[] | null;
	tracking_contacts: JsonObject[];
	multiple_rounds: boolean;
	rounds: StoredRound[];
	/** On rental orders only. */
	rental_details?: JsonObject;
	is_cancelled: boolean;
}

export interface StoredSegment {
	uid: string;
	remote_id: string;
	sort_order: number;
	origin: StoredSite;
	destination: StoredSite;
	trucker: { pk: number; display_name: string; user: number; remote_id: string } | null;
	vehicle: FleetCopy | null;
	trailers: FleetCopy[];
	scheduled_start_range: Slot | null;
	scheduled_end_range: Slot | null;
	/** Odometer readings in km, from the telematic vendor. */
	origin_mileage: number | null;
	destination_mileage: number | null;
	/** The difference of both readings, km. */
	telematic_distance: number | null;
	/** What a user typed, else the telematic distance, km. */
	distance: number | null;
	user_distance: number | null;
	estimated_distance: number | null;
	fuel_consumption: number | null;
	child_transport: ChildTransport | null;
}

/** A copy of a vehicle or trailer; `original` is the fleet entry's own pk. */
export interface FleetCopy extends JsonObject {
	pk: number;
	original: number | null;
	license_plate: string;
}

export interface ChildTransport {
	uid: string;
	sequential_id: number;
	status: string;
	carrier_name: string;
	instructions: string | null;
}

/** A user as events name them; `pk` is that of the user, not of the trucker. */
export interface EventPerson {
	pk: number;
	display_name: string;
	company: number;
}

/** An entry of `status_updates`. */
export interface StatusUpdate {
	uid: string;
	created: string;
	/** The phone's time, earlier than `created` when it was offline. */
	created_device: string | null;
	creation_method: 'auto' | 'trucker' | 'manager' | 'telematic';
	category: string;
	/** Null when the token, and so no person, did it. */
	author: EventPerson | null;
	author_email: string | null;
	author_company: number | null;
	/** The trucker whom an assignment is about. */
	target: EventPerson | null;
	/** The trucker's observation; the reason of `declined` and `cancelled`. */
	content: string;
	/** The signatory's observation, on `loading_complete` and `unloading_complete`. */
	content_signatory: string;
	site: string | null;
	segment: string | null;
	delivery: string | null;
	transport: string;
	latitude: number | null;
	longitude: number | null;
	signature: JsonObject | null;
	update_details: JsonObject | null;
	invoice: JsonObject | null;
	credit_note: JsonObject | null;
}

export interface StoredMessage extends JsonObject {
	uid: string;
	type: string;
	transport: string;
	document: string | null;
	readable_by_company_ids: number[];
}

export interface StoredTransport {
	uid: string;
	sequential_id: number;
	created: string;
	updated: string;
	deleted: string | null;
	created_device: string | null;
	remote_id: string;
	creation_method: string;
	/** Whether the caller's company ordered it from another carrier. */
	is_order: boolean;
	/** Companies that put it into their archive. */
	archived_by: number[];
	invite_code: string;
	status: string;
	global_status: 'ordered' | 'accepted' | 'ongoing' | 'done' | 'declined' | 'cancelled';
	invoicing_status: 'UNVERIFIED' | 'VERIFIED' | 'INVOICED' | 'PAID';
	has_observations: boolean;
	requested_vehicle: string | null;
	carrier_reference: string;
	requires_washing: boolean;
	business_privacy: boolean;
	is_multiple_compartments: boolean;
	instructions: string;
	volume_display_unit: 'm3' | 'L';
	customer_to_invoice: JsonObject | null;
	invoice_number: string | null;
	carrier_address: AddressCopy | null;
	created_by: JsonObject;
	deliveries: StoredDelivery[];
	segments: StoredSegment[];
	rental_deliveries: JsonObject[];
	status_updates: StatusUpdate[];
	messages: StoredMessage[];
	documents: JsonObject[];
	tags: JsonObject[];
	quotation?: JsonObject;
	quotation_total_price: string | null;
	pricing_total_price: string | null;
	shape: 'simple' | 'grouping' | 'ungrouping' | 'complex';
	estimated_distance: number | null;
	carbon_footprint: number | null;
	transport_operation_category: JsonObject | null;
	carrier_assignation_status: 'unassigned' | 'draft_assigned' | 'assigned' | null;
	parent_transports: JsonObject[];
	loading_plan: string | null;
	template_name: string;
}

export const transportCollection: CollectionDefinition<StoredTransport> = {
	name: 'transports',
	key: 'uid',
	newestFirst: true,
};

/** Categories that say the crew is at work. */
const underWay = new Set([
	'on_loading_site',
	'loading_complete',
	'departed',
	'on_unloading_site',
	'unloading_complete',
]);

/** Whether work on the transport has begun, or is over. */
export function hasStarted({ global_status }: StoredTransport): boolean {
	return global_status !== 'ordered' && global_status !== 'accepted';
}

/** Whether nothing more will happen: done, declined or cancelled. */
export function hasEnded({ global_status }: StoredTransport): boolean {
	return global_status === 'done' || global_status === 'declined' || global_status === 'cancelled';
}

/** The companies that take part: carrier, shipper, invoiced customer, and those of some stops. */
export function participantsOf(
	{ carrier_address, deliveries, customer_to_invoice }: StoredTransport,
	sites: readonly StoredSite[],
): number[] {
	const companies = [
		carrier_address?.company?.pk,
		...deliveries.map(({ shipper_address }) => shipper_address?.company?.pk),
		customer_to_invoice?.pk,
		...sites.map(({ address }) => address?.company?.pk),
	];
	return [...new Set(companies.filter((pk): pk is number => typeof pk === 'number'))];
}

/** Every stop of a transport, each one once, in the order of the route. */
export function sitesOf(transport: StoredTransport): StoredSite[] {
	const stops = transport.segments.flatMap(({ origin, destination }) => [origin, destination]);
	const others = transport.deliveries.flatMap(({ origin, destination }) => [origin, destination]);
	return [...new Set([...stops, ...others])];
}

/** A transport as Dashdoc shows it. */
export function transportView(transport: StoredTransport): object {
	return {
		...transport,
		is_deletable: transport.invoicing_status === 'UNVERIFIED',
		is_cancellable: !hasStarted(transport),
		requires_acceptance: transport.global_status === 'ordered',
		shipper_invoicing_status: 'UNCHECKED',
		invoicing_address: null,
	};
}

/** Adds an event to a transport without changing its status. Time is that of the sandbox. */
export function addEvent(
	transport: StoredTransport,
	tenant: Tenant,
	event: Pick<StatusUpdate, 'category'> & Partial<StatusUpdate>,
): StatusUpdate {
	const update: StatusUpdate = {
		uid: tenant.world.random.uid(),
		created: tenant.world.clock.now(),
		created_device: null,
		creation_method: 'manager',
		author: null,
		author_email: null,
		author_company: tenant.company,
		target: null,
		content: '',
		content_signatory: '',
		site: null,
		segment: null,
		delivery: null,
		transport: transport.uid,
		latitude: null,
		longitude: null,
		signature: null,
		update_details: null,
		invoice: null,
		credit_note: null,
		...event,
	};
	transport.status_updates.push(update);
	if (update.content_signatory !== '' || (update.content !== '' && completions.has(update.category))) {
		transport.has_observations = true;
	}
	return update;
}

/** Events on which observations stand. */
const completions = new Set(['loading_complete', 'unloading_complete']);

/** A trucker as events name them. */
export function personOf(trucker: StoredSegment['trucker'], tenant: Tenant): EventPerson | null {
	if (!trucker) return null;
	return { pk: trucker.user, display_name: trucker.display_name, company: tenant.company };
}

/** The coarse state that a status stands for; undefined leaves it as it is. */
export function globalStatusOf(category: string): StoredTransport['global_status'] | undefined {
	if (underWay.has(category) || category === 'rounds_started' || category === 'rounds_complete')
		return 'ongoing';
	return fixedGlobalStatus[category];
}

const fixedGlobalStatus: Readonly<Record<string, StoredTransport['global_status']>> = {
	confirmed: 'accepted',
	declined: 'declined',
	cancelled: 'cancelled',
	assigned: 'accepted',
	sent_to_trucker: 'accepted',
	acknowledged: 'accepted',
	done: 'done',
	verified: 'done',
	invoiced: 'done',
	uninvoiced: 'done',
	paid: 'done',
	credited: 'done',
};

/** Adds an event and moves the transport to the status of that name. */
export function moveTo(
	transport: StoredTransport,
	tenant: Tenant,
	status: string,
	event: Partial<StatusUpdate> = {},
): void {
	addEvent(transport, tenant, { ...event, category: status });
	transport.status = status;
	transport.global_status = globalStatusOf(status) ?? transport.global_status;
	tellParents(transport, tenant);
}

/** Keeps the parents' segments up to date with the status of what they are chartered to. */
function tellParents({ uid, status, parent_transports }: StoredTransport, tenant: Tenant): void {
	for (const { uid: parentUid } of parent_transports) {
		const segments = tenant.of(transportCollection).get(textOf(parentUid))?.segments ?? [];
		for (const { child_transport } of segments) {
			if (child_transport?.uid === uid) child_transport.status = status;
		}
	}
}

/** Tells who is planned on the segments: assigned, and `sent` to their phone as well if so wished. */
export function tellCrew(transport: StoredTransport, tenant: Tenant, sent: boolean): void {
	const planned = transport.segments.find(({ trucker }) => trucker !== null);
	const event = { target: personOf(planned?.trucker ?? null, tenant), segment: planned?.uid ?? null };
	moveTo(transport, tenant, 'assigned', event);
	if (sent) moveTo(transport, tenant, 'sent_to_trucker', event);
}
