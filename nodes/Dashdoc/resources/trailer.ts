import { fleetFields, fleetFilters, fleetFinders, fleetKeys, fleetSort, identified } from '../fields/fleet';
import { inPath } from '../fields/locators';
import { demanded, notWriting, writing } from '../fields/plain';
import { trailer as trailerThing } from '../fields/things';
import { create, createOrUpdate, get, getMany, remove, resource, update, type Noun } from './standard';
import { fleetReasons, unavailabilityOperations } from './unavailability';

const noun: Noun = { singular: 'trailer', plural: 'trailers' };

const locator = inPath('path.pk', trailerThing, { description: 'The trailer of your fleet' });

const fields = fleetFields('trailer');

const plate = writing(fields, ['license_plate']);

export const trailer = resource({
	value: 'trailer',
	name: 'Trailer',
	identifier: 'pk',
	simplified: {
		pk: 'pk',
		license_plate: 'license_plate',
		fleet_number: 'fleet_number',
		remote_id: 'remote_id',
		country: 'country',
		carrier_pk: 'carrier',
		technical_control_deadline: 'technical_control_deadline',
		used_for_qualimat_transports: 'used_for_qualimat_transports',
		created: 'created',
	},
	operations: [
		create(noun, 'POST /trailers/', {
			required: plate,
			additional: notWriting(fields, ['license_plate']),
			checks: [identified],
		}),
		createOrUpdate(noun, 'POST /trailers/', {
			required: [...writing(fields, ['remote_id']).map(demanded), ...plate],
			additional: notWriting(fields, ['remote_id', 'license_plate']),
			findFirst: {
				...fleetKeys,
				toCreate: identified,
				finders: fleetFinders('GET /trailers/'),
				update: 'PATCH /trailers/{pk}/',
			},
			alsoCalls: ['GET /trailers/', 'PATCH /trailers/{pk}/'],
		}),
		remove(noun, 'DELETE /trailers/{pk}/', locator),
		get(noun, 'GET /trailers/{pk}/', locator),
		getMany(noun, 'GET /trailers/', { filterFields: fleetFilters, sort: [fleetSort] }),
		update(noun, 'PATCH /trailers/{pk}/', locator, fields),
		...unavailabilityOperations({ owner: 'trailers', noun, locator, reasons: fleetReasons }),
	],
});
