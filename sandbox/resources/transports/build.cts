import { textOf, type JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { addressCollection, type StoredAddress } from '../addresses.cts';
import { companyCollection, type StoredCompany } from '../companies/records.cts';
import type { StoredTrailer, StoredVehicle } from '../fleet/records.cts';
import type { StoredTrucker } from '../truckers/records.cts';
import type {
	AddressCopy,
	FleetCopy,
	StoredDelivery,
	StoredLoad,
	StoredSegment,
	StoredSite,
	StoredTransport,
} from './records.cts';

/** A company as it is nested in a transport: the few members that tell who it is. */
export function briefCompany(company: StoredCompany): JsonObject {
	const { pk, name, country, trade_number, vat_number, remote_id, is_verified } = company;
	return { pk, name, country, trade_number, vat_number, remote_id, is_verified };
}

/** The copy of an address-book entry that a transport keeps; later edits of the entry do not reach it. */
export function copyAddress(address: StoredAddress, tenant: Tenant): AddressCopy {
	const company = address.company === null ? undefined : tenant.of(companyCollection).get(address.company);
	const { name, city, postcode, country, latitude, longitude, coords_validated, remote_id } = address;
	return {
		pk: tenant.world.nextKey(),
		original: address.pk,
		name,
		address: address.address,
		city,
		postcode,
		country,
		latitude,
		longitude,
		coords_validated,
		remote_id,
		company: company ? briefCompany(company) : null,
	};
}

/** A copy of the address under which the tenant itself takes part, as shipper or as carrier. */
export function ownPlace(tenant: Tenant): AddressCopy | null {
	const own = tenant.of(companyCollection).get(tenant.company);
	const address =
		own?.primary_address == null ? undefined : tenant.of(addressCollection).get(own.primary_address);
	return address ? copyAddress(address, tenant) : null;
}

/** The copy of a vehicle or trailer that a segment keeps. */
export function copyFleetItem(item: StoredVehicle | StoredTrailer, tenant: Tenant): FleetCopy {
	const { license_plate, fleet_number, remote_id, carrier, country } = item;
	return {
		pk: tenant.world.nextKey(),
		original: item.pk,
		license_plate,
		fleet_number,
		remote_id,
		carrier,
		country,
		...('category' in item && { category: item.category }),
	};
}

/** A trucker as a segment shows them. */
export function briefTrucker(trucker: StoredTrucker): StoredSegment['trucker'] {
	const { pk, user, remote_id } = trucker;
	return { pk, display_name: user.display_name, user: user.pk, remote_id: remote_id ?? '' };
}

/** A stop with every member that Dashdoc shows, from the ones that were given. */
export function newSite(given: Partial<StoredSite>, tenant: Tenant): StoredSite {
	return {
		uid: tenant.world.random.uid(),
		remote_id: '',
		category: '',
		address: null,
		reference: '',
		action: '',
		instructions: '',
		trucker_instructions: '',
		slots: [],
		scheduled_range: null,
		real_start: null,
		real_end: null,
		eta: null,
		eta_tracking: false,
		punctuality_status: 'untracked',
		signature_process: 'sign_on_glass',
		supports_exchanges: [],
		is_booking_needed: false,
		locked_requested_times: false,
		is_cancelled: false,
		...given,
	};
}

/** A load as a delivery keeps it. */
export function newLoad(given: JsonObject, tenant: Tenant): StoredLoad {
	return {
		category: 'other',
		description: '',
		...given,
		uid: textOf(given.uid) || tenant.world.random.uid(),
	};
}

type Ends = Pick<StoredDelivery, 'origin' | 'destination'>;

/** A delivery with every member that Dashdoc shows, from the ones that were given. */
export function newDelivery(given: Partial<StoredDelivery> & Ends, tenant: Tenant): StoredDelivery {
	const planned = given.planned_loads ?? [];
	return {
		uid: tenant.world.random.uid(),
		sequential_id: tenant.world.nextKey(),
		remote_id: '',
		tracking_id: tenant.world.random.text(8, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'),
		shipper_address: given.shipper_address ?? ownPlace(tenant), // whoever names no shipper ships itself
		shipper_reference: '',
		loads: planned,
		planned_loads: planned,
		origin_loads: null,
		destination_loads: null,
		tracking_contacts: [],
		multiple_rounds: false,
		rounds: [],
		is_cancelled: false,
		...given,
	};
}

/** A segment with every member that Dashdoc shows, from the ones that were given. */
export function newSegment(given: Partial<StoredSegment> & Ends, tenant: Tenant): StoredSegment {
	return {
		uid: tenant.world.random.uid(),
		remote_id: '',
		sort_order: 0,
		trucker: null,
		vehicle: null,
		trailers: [],
		scheduled_start_range: null,
		scheduled_end_range: null,
		origin_mileage: null,
		destination_mileage: null,
		telematic_distance: null,
		distance: null,
		user_distance: null,
		estimated_distance: null,
		fuel_consumption: null,
		child_transport: null,
		...given,
	};
}

type Contents = Pick<StoredTransport, 'deliveries' | 'segments'>;

/** A transport with every member that Dashdoc shows, from the ones that were given. */
export function newTransport(given: Partial<StoredTransport> & Contents, tenant: Tenant): StoredTransport {
	const now = tenant.world.clock.now();
	const own = tenant.of(companyCollection).get(tenant.company);
	return {
		uid: tenant.world.random.uid(),
		sequential_id: tenant.nextSequentialId(),
		created: now,
		updated: now,
		deleted: null,
		created_device: null,
		remote_id: '',
		creation_method: 'api',
		is_order: false,
		archived_by: [],
		invite_code: tenant.world.random.text(6, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'),
		status: 'unassigned',
		global_status: 'accepted',
		invoicing_status: 'UNVERIFIED',
		has_observations: false,
		requested_vehicle: null,
		carrier_reference: '',
		requires_washing: false,
		business_privacy: false,
		is_multiple_compartments: false,
		instructions: '',
		volume_display_unit: 'm3',
		customer_to_invoice: null,
		invoice_number: null,
		carrier_address: null,
		created_by: own ? briefCompany(own) : { pk: tenant.company, name: tenant.name },
		rental_deliveries: [],
		status_updates: [],
		messages: [],
		documents: [],
		tags: [],
		quotation_total_price: null,
		pricing_total_price: null,
		shape: shapeOf(given),
		estimated_distance: null,
		carbon_footprint: null,
		transport_operation_category: null,
		carrier_assignation_status: null,
		parent_transports: [],
		loading_plan: null,
		template_name: '',
		...given,
	};
}

/** From one place to several = ungrouping, from several to one = grouping. */
export function shapeOf({ deliveries }: Contents): StoredTransport['shape'] {
	if (deliveries.length === 1) return 'simple';
	const origins = new Set(deliveries.map(({ origin }) => origin.uid)).size;
	const destinations = new Set(deliveries.map(({ destination }) => destination.uid)).size;
	if (origins === 1) return 'ungrouping';
	return destinations === 1 ? 'grouping' : 'complex';
}
