import { instant } from '../fields/dates';
import { fleetFields } from '../fields/fleet';
import { byId, inPath } from '../fields/locators';
import { choice, choiceOrNone, inWords, number } from '../fields/plain';
import { company, vehicle as vehicleThing } from '../fields/things';
import { fleetOperations } from './fleet';
import { resource, type Noun } from './standard';

const noun: Noun = { singular: 'vehicle', plural: 'vehicles' };

const locator = inPath('path.pk', vehicleThing, { description: 'The vehicle of your fleet' });

const categories = inWords([
	'platform',
	'curtainsider',
	'box_body',
	'flatbed',
	'low_flatbed',
	'trailer_truck',
	'light',
	'straight',
	'straight_tipper',
	'tipper',
	'tipper_cereal',
	'tipper_construction',
	'refrigerated',
	'isotherm',
	'log',
	'container',
	'vehicle',
	'heavy_equipment',
	'solid_tanker',
	'petrol_tanker',
	'chemical_tanker',
	'food_tanker',
	'livestock',
	'special_convoy',
	'coil',
	'unknown',
]);

const fuels = [
	{ name: 'Biofuel', value: 'BIO' },
	{ name: 'Compressed Biogas', value: 'BIOCNG' },
	{ name: 'Compressed Natural Gas', value: 'CNG' },
	{ name: 'Diesel', value: 'GO' },
	{ name: 'Electricity', value: 'EL' },
	{ name: 'Liquefied Natural Gas', value: 'LNG' },
];

const fields = [
	...fleetFields('vehicle'),
	choice('body.category', 'Category', categories, { description: 'Kind of vehicle' }),
	byId(
		'body.dedicated_by_carrier_id',
		company,
		{ description: 'Company that dedicates the vehicle to you', name: 'dedicatedByCarrier' },
		'Dedicated by Carrier',
	),
	choiceOrNone('body.fuel_type', 'Fuel', fuels, {
		description: 'What drives it, for the carbon footprint',
		unset: null,
	}),
	number('body.gross_combination_weight_in_tons', 'Gross Combination Weight', {
		description: 'Tonnes of vehicle, trailer and load together at most',
		placeholder: 'e.g. 44',
		minimum: 0,
	}),
	instant('body.speed_limiter_deadline', 'Speed Limiter Deadline', {
		description: 'Until when the speed limiter has to be checked',
	}),
	instant('body.tachograph_deadline', 'Tachograph Deadline', {
		description: 'Until when the tachograph has to be checked',
	}),
];

export const vehicle = resource({
	value: 'vehicle',
	name: 'Vehicle',
	identifier: 'pk',
	simplified: {
		pk: 'pk',
		license_plate: 'license_plate',
		fleet_number: 'fleet_number',
		remote_id: 'remote_id',
		category: 'category',
		country: 'country',
		fuel_type: 'fuel_type',
		carrier_pk: 'carrier',
		technical_control_deadline: 'technical_control_deadline',
		tachograph_deadline: 'tachograph_deadline',
	},
	operations: fleetOperations({
		part: 'vehicles',
		noun,
		locator,
		fields,
		shownAs: { dedicated_by_carrier_id: 'dedicated_by_carrier' },
	}),
});
