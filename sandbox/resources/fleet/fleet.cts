import type { Call, Filter, Resource } from '../resource.cts';
import { contains, isEqual, isIn, withoutEffect } from '../filters.cts';
import { assign } from '../standard.cts';
import { refuseDuplicates, uniqueRemoteId, type UniqueMember } from '../uniqueness.cts';
import {
	newTrailer,
	newVehicle,
	trailerCollection,
	vehicleCollection,
	type StoredTrailer,
	type StoredVehicle,
} from './records.cts';
import { unavailabilityActions } from './unavailability.cts';
import { referenced } from '../references.cts';
import { companyCollection } from '../companies/records.cts';
import { briefCompany } from '../transports/build.cts';

const uniqueMembers: readonly UniqueMember<StoredTrailer>[] = [
	{ member: 'license_plate', code: 'invalid' },
	{ member: 'fleet_number', code: 'invalid' },
	uniqueRemoteId,
];

const filters: Readonly<Record<string, Filter<StoredTrailer>>> = {
	text: contains(({ license_plate, fleet_number }) => [license_plate, fleet_number]),
	id__in: isIn(({ pk }) => pk),
	has_license_plate: isEqual(({ license_plate }) => license_plate !== ''),
	tags__in: isIn(({ tags }) => tags.map(({ pk }) => pk)),
	category: withoutEffect,
	carrier: isEqual(({ carrier }) => carrier),
};

const orderings = {
	license_plate: ({ license_plate }: StoredTrailer) => license_plate,
	fleet_number: ({ fleet_number }: StoredTrailer) => fleet_number,
	pk: ({ pk }: StoredTrailer) => pk,
	created: ({ created }: StoredTrailer) => created,
};

export const trailers: Resource<StoredTrailer> = {
	collection: trailerCollection,
	operations: {
		list: 'listTrailers',
		get: 'getTrailer',
		create: 'createTrailer',
		update: 'updateTrailer',
		delete: 'deleteTrailer',
	},
	pageSize: 100,
	filters,
	orderings,
	create: ({ body, tenant }) => {
		refuseDuplicates(tenant.of(trailerCollection), body, uniqueMembers);
		const trailer = newTrailer({ created: tenant.world.clock.tick() }, tenant);
		assign(trailer, body);
		return tenant.of(trailerCollection).add(trailer);
	},
	update: (trailer, { body, tenant }) => {
		refuseDuplicates(tenant.of(trailerCollection), body, uniqueMembers, trailer);
		assign(trailer, body);
	},
	actions: unavailabilityActions(
		{
			create: 'createTrailerUnavailability',
			update: 'updateTrailerUnavailability',
			delete: 'deleteTrailerUnavailability',
		},
		() => trailers,
	),
};

/** Takes over the body of a vehicle; the company it is dedicated to is written by pk and read as an object. */
function assignVehicle(vehicle: StoredVehicle, { body, tenant }: Call): void {
	assign(vehicle, body, ['dedicated_by_carrier_id']);
	if (body.dedicated_by_carrier_id === undefined) return;
	const carrier = referenced(
		tenant.of(companyCollection),
		body.dedicated_by_carrier_id,
		'dedicated_by_carrier_id',
	);
	vehicle.dedicated_by_carrier = briefCompany(carrier);
}

export const vehicles: Resource<StoredVehicle> = {
	collection: vehicleCollection,
	operations: {
		list: 'listVehicles',
		get: 'getVehicle',
		create: 'createVehicle',
		update: 'updateVehicle',
		delete: 'deleteVehicle',
	},
	pageSize: 100,
	filters,
	orderings,
	create: (call) => {
		const { body, tenant } = call;
		refuseDuplicates(tenant.of(vehicleCollection), body, uniqueMembers);
		const vehicle = newVehicle({ created: tenant.world.clock.tick() }, tenant);
		assignVehicle(vehicle, call);
		return tenant.of(vehicleCollection).add(vehicle);
	},
	update: (vehicle, call) => {
		refuseDuplicates(call.tenant.of(vehicleCollection), call.body, uniqueMembers, vehicle);
		assignVehicle(vehicle, call);
	},
	actions: unavailabilityActions(
		{
			create: 'createVehicleUnavailability',
			update: 'updateVehicleUnavailability',
			delete: 'deleteVehicleUnavailability',
		},
		() => vehicles,
	),
};
