import type { JsonObject } from '../../json.cts';
import type { CollectionDefinition } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';

/** A period in which a vehicle, a trailer or a trucker is not at hand. */
export interface StoredUnavailability {
	id: number;
	remote_id: string;
	created: string;
	start_date?: string;
	end_date?: string;
	unavailability_type?: string;
	unavailability_note: string;
}

export interface StoredTrailer {
	pk: number;
	original: number | null;
	/** Primary key of the company that runs it. */
	carrier: number;
	license_plate: string;
	fleet_number: string;
	remote_id: string;
	created: string;
	used_for_qualimat_transports: boolean;
	tags: JsonObject[];
	technical_control_deadline: string | null;
	country: string;
	unavailability: StoredUnavailability[];
}

export interface StoredVehicle extends StoredTrailer {
	category: string;
	telematic_vehicle: number | null;
	tachograph_deadline: string | null;
	speed_limiter_deadline: string | null;
	fuel_type: string | null;
	gross_combination_weight_in_tons: number | null;
	dedicated_by_carrier: JsonObject | null;
}

export const vehicleCollection: CollectionDefinition<StoredVehicle> = { name: 'vehicles', key: 'pk' };
export const trailerCollection: CollectionDefinition<StoredTrailer> = { name: 'trailers', key: 'pk' };

/** A trailer with every member that Dashdoc shows, from the ones that were given. */
export function newTrailer(given: Partial<StoredTrailer>, tenant: Tenant): StoredTrailer {
	return {
		pk: tenant.world.nextKey(),
		original: null,
		carrier: tenant.company,
		license_plate: '',
		fleet_number: '',
		remote_id: '',
		created: tenant.world.clock.now(),
		used_for_qualimat_transports: false,
		tags: [],
		technical_control_deadline: null,
		country: 'FR',
		unavailability: [],
		...given,
	};
}

/** A vehicle with every member that Dashdoc shows, from the ones that were given. */
export function newVehicle(given: Partial<StoredVehicle>, tenant: Tenant): StoredVehicle {
	return {
		...newTrailer(given, tenant),
		category: 'unknown',
		telematic_vehicle: null,
		tachograph_deadline: null,
		speed_limiter_deadline: null,
		fuel_type: null,
		gross_combination_weight_in_tons: null,
		dedicated_by_carrier: null,
		...given,
	};
}
