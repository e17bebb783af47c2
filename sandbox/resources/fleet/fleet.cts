import type { JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { companyCollection } from '../companies/records.cts';
import { contains, isEqual, isIn, withoutEffect } from '../filters.cts';
import { referenced } from '../references.cts';
import type { Call, Filter, Resource } from '../resource.cts';
import { assign } from '../standard.cts';
import { tagsOf } from '../tags.cts';
import { briefCompany } from '../transports/build.cts';
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

const uniqueMembers: readonly UniqueMember<StoredTrailer>[] = [
	{ member: 'license_plate', code: 'invalid' },
	{ member: 'fleet_number', code: 'invalid' },
	uniqueRemoteId,
];

/** Refuses plates, fleet numbers and external IDs that another item has; the setting says among which items. */
function refuseTakenNames(call: Call, kind: 'vehicle' | 'trailer', item?: StoredTrailer): void {
	const { body, tenant, settings } = call;
	const kinds = { vehicle: tenant.of(vehicleCollection), trailer: tenant.of(trailerCollection) };
	const rivals = settings.fleetScope === 'fleet' ? Object.values(kinds) : [kinds[kind]];
	refuseDuplicates(rivals, body, uniqueMembers, item);
}

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
	remote_id: ({ remote_id }: StoredTrailer) => remote_id,
	pk: ({ pk }: StoredTrailer) => pk,
	created: ({ created }: StoredTrailer) => created,
};

/** Takes over what vehicles and trailers have in common; a list of tags replaces the stored one. */
function assignTrailer(trailer: StoredTrailer, body: Readonly<JsonObject>, tenant: Tenant): void {
	const tags = body.tags === undefined ? trailer.tags : tagsOf(body.tags, tenant);
	assign(trailer, body, ['tags', 'dedicated_by_carrier_id']);
	trailer.tags = tags;
}

/** Takes over the body of a vehicle; the company it is dedicated to is written by pk and read as an object. */
function assignVehicle(vehicle: StoredVehicle, { body, tenant }: Call): void {
	const { dedicated_by_carrier_id: pk } = body;
	const carrier =
		pk === undefined ? undefined : referenced(tenant.of(companyCollection), pk, 'dedicated_by_carrier_id');
	assignTrailer(vehicle, body, tenant);
	if (carrier) vehicle.dedicated_by_carrier = briefCompany(carrier);
}

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
	create: (call) => {
		const { body, tenant } = call;
		refuseTakenNames(call, 'trailer');
		const trailer = newTrailer({ created: tenant.world.clock.tick() }, tenant);
		assignTrailer(trailer, body, tenant);
		return tenant.of(trailerCollection).add(trailer);
	},
	update: (trailer, call) => {
		refuseTakenNames(call, 'trailer', trailer);
		assignTrailer(trailer, call.body, call.tenant);
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
		const { tenant } = call;
		refuseTakenNames(call, 'vehicle');
		const vehicle = newVehicle({ created: tenant.world.clock.tick() }, tenant);
		assignVehicle(vehicle, call);
		return tenant.of(vehicleCollection).add(vehicle);
	},
	update: (vehicle, call) => {
		refuseTakenNames(call, 'vehicle', vehicle);
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
