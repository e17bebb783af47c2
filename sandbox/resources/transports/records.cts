import type { JsonObject } from '../../json.cts';
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
	telematic_distance: number | null;
	estimated_distance: number | null;
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

export interface StatusUpdate {
	uid: string;
	created: string;
	created_device: string | null;
	creation_method: 'auto' | 'trucker' | 'manager' | 'telematic';
	category: string;
	author: { pk: number; display_name: string; company: number } | null;
	content: string;
	site: string | null;
	transport: string;
}

export interface StoredMessage extends JsonObject {
	uid: string;
	type: string;
	transport: string;
	document: string | null;
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
		content: '',
		site: null,
		transport: transport.uid,
		...event,
	};
	transport.status_updates.push(update);
	return update;
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
	paid: 'done',
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
}
