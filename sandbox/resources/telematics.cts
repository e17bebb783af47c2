import type { CollectionDefinition } from '../state/collection.cts';
import { refuseField } from '../http/problems.cts';
import { contains, isEqual, isIn } from './filters.cts';
import type { Filter, Resource } from './resource.cts';

/** A vehicle as a telematic vendor reports it. */
export interface StoredTelematicVehicle {
	id: number;
	vendor_id: string;
	vendor_name: string;
	vehicle: { pk: number; license_plate: string };
}

/** One position report. */
export interface StoredTrace {
	id: number;
	time: string;
	latitude: number;
	longitude: number;
	/** Kilometres. */
	mileage: number;
	telematic_vehicle: StoredTelematicVehicle;
}

export const telematicVehicleCollection: CollectionDefinition<StoredTelematicVehicle> = {
	name: 'telematicVehicles',
	key: 'id',
};

export const traceCollection: CollectionDefinition<StoredTrace> = {
	name: 'traces',
	key: 'id',
	newestFirst: true,
};

const inRange: Filter<StoredTrace> = ({ time }, value) => {
	const [from, to] = String(value).split(',').map(Date.parse);
	if (Number.isNaN(from) || Number.isNaN(to)) {
		throw refuseField('time__range', 'Two date-times with a comma between them are needed.', 'invalid');
	}
	return Date.parse(time) >= from && Date.parse(time) <= to;
};

export const telematicVehicles: Resource<StoredTelematicVehicle> = {
	collection: telematicVehicleCollection,
	operations: { list: 'listTelematicVehicles' },
	filters: {
		has_license_plate: isEqual(({ vehicle }) => vehicle.license_plate !== ''),
		vehicle__license_plate__icontains: contains(({ vehicle }) => [vehicle.license_plate]),
	},
	orderings: { license_plate: ({ vehicle }) => vehicle.license_plate },
};

export const telematicTraces: Resource<StoredTrace> = {
	collection: traceCollection,
	operations: { list: 'listTelematicTraces' },
	filters: {
		license_plate__in: isIn(({ telematic_vehicle }) => telematic_vehicle.vehicle.license_plate),
		time__range: inRange,
		id__in: isIn(({ id }) => id),
	},
};
