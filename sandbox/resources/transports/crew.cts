import { refuseField } from '../../http/problems.cts';
import { isJsonObject, type Json, type JsonObject } from '../../json.cts';
import type { CollectionDefinition } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';
import {
	newTrailer,
	newVehicle,
	trailerCollection,
	vehicleCollection,
	type StoredTrailer,
} from '../fleet/records.cts';
import { findReferenced, referenced } from '../references.cts';
import { truckerCollection } from '../truckers/records.cts';
import { briefTrucker, copyFleetItem } from './build.cts';
import type { FleetCopy, StoredSegment } from './records.cts';

/** Who drives a segment with what; members left out stay as they are. */
export type Crew = Partial<Pick<StoredSegment, 'trucker' | 'vehicle' | 'trailers'>>;

/**
 * The crew that a body names by `trucker_id`, `vehicle` and `trailers`; `field` is where the body stands. An unknown
 * plate becomes a new entry of the fleet, as the app's form does it; other names must lead somewhere.
 */
export function crewOf(body: Readonly<JsonObject>, tenant: Tenant, field = ''): Crew {
	const crew: Crew = {};
	const at = (name: string) => (field ? `${field}.${name}` : name);
	const { trucker_id, vehicle, trailers } = body;
	if (trucker_id === null) crew.trucker = null;
	else if (trucker_id !== undefined) {
		crew.trucker = briefTrucker(referenced(tenant.of(truckerCollection), trucker_id, at('trucker_id')));
	}
	if (vehicle !== undefined) {
		crew.vehicle = plate(vehicle, tenant, at('vehicle'), vehicleCollection, newVehicle);
	}
	if (Array.isArray(trailers)) {
		crew.trailers = trailers.flatMap((reference) => {
			const copy = plate(reference, tenant, at('trailers'), trailerCollection, newTrailer);
			return copy ? [copy] : [];
		});
	}
	return crew;
}

function plate<T extends StoredTrailer>(
	reference: Json,
	tenant: Tenant,
	field: string,
	definition: CollectionDefinition<T>,
	make: (given: Partial<StoredTrailer>, tenant: Tenant) => T,
): FleetCopy | null {
	if (!isJsonObject(reference)) return null;
	const collection = tenant.of(definition);
	const names = ['pk', 'remote_id', 'license_plate', 'fleet_number'] as const;
	const known = findReferenced(collection, reference, names);
	if (known) return copyFleetItem(known, tenant);
	const { license_plate } = reference;
	if (reference.pk === undefined && typeof license_plate === 'string' && license_plate !== '') {
		return copyFleetItem(collection.add(make({ license_plate }, tenant)), tenant);
	}
	throw refuseField(field, `Object ${JSON.stringify(reference)} does not exist.`, 'does_not_exist');
}
