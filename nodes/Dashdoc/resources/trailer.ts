import { fleetFields } from '../fields/fleet';
import { inPath } from '../fields/locators';
import { trailer as trailerThing } from '../fields/things';
import { fleetOperations } from './fleet';
import { resource, type Noun } from './standard';

const noun: Noun = { singular: 'trailer', plural: 'trailers' };

const locator = inPath('path.pk', trailerThing, { description: 'The trailer of your fleet' });

const fields = fleetFields('trailer');

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
	operations: fleetOperations({ part: 'trailers', noun, locator, fields }),
});
