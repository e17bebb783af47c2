import { refuseField } from '../../http/problems.cts';
import { isJsonObject, type Json, type JsonObject } from '../../json.cts';
import type { Collection } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';
import {
	newTrailer,
	newVehicle,
	trailerCollection,
	vehicleCollection,
	type StoredTrailer,
	type StoredVehicle,
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
	if (vehicle !== undefined) crew.vehicle = fleetCopy(vehicle, ownVehicles(tenant), at('vehicle'));
	if (Array.isArray(trailers)) {
		crew.trailers = trailers.flatMap((reference) => {
			const copy = fleetCopy(reference, ownTrailers(tenant), at('trailers'));
			return copy ? [copy] : [];
		});
	}
	return crew;
}

/** A part of the fleet: where its items are, and how a new one comes in. */
interface Fleet<T extends StoredTrailer> {
	tenant: Tenant;
	items: Collection<T>;
	make: (given: Pick<StoredTrailer, 'license_plate'>, tenant: Tenant) => T;
}

function ownVehicles(tenant: Tenant): Fleet<StoredVehicle> {
	return { tenant, items: tenant.of(vehicleCollection), make: newVehicle };
}

function ownTrailers(tenant: Tenant): Fleet<StoredTrailer> {
	return { tenant, items: tenant.of(trailerCollection), make: newTrailer };
}

function fleetCopy<T extends StoredTrailer>(
	reference: Json,
	{ tenant, items, make }: Fleet<T>,
	field: string,
): FleetCopy | null {
	if (!isJsonObject(reference)) return null;
	const known = findReferenced(items, reference, ['pk', 'remote_id', 'license_plate', 'fleet_number']);
	if (known) return copyFleetItem(known, tenant);
	const { license_plate } = reference;
	if (reference.pk === undefined && typeof license_plate === 'string' && license_plate !== '') {
		return copyFleetItem(items.add(make({ license_plate }, tenant)), tenant);
	}
	throw refuseField(field, `Object ${JSON.stringify(reference)} does not exist.`, 'does_not_exist');
}
