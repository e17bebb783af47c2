import { operation } from '../declaration/operation';
import { filters } from '../fields/collections';
import { fleetSort } from '../fields/fleet';
import { period } from '../fields/dates';
import { byId } from '../fields/locators';
import { identifiers, text, toggle } from '../fields/plain';
import { listing } from '../fields/standard';
import { vehicleByPlate } from '../fields/things';
import { assumed, resource } from './standard';

export const telematics = resource({
	value: 'telematics',
	// n8n wants names in the singular and takes this one for a plural, but for data.
	name: 'Telematics Data',
	identifier: 'id',
	operations: [
		operation({
			value: 'getTraces',
			name: 'Get Traces',
			action: 'Get vehicle traces',
			description: 'Retrieve positions (degrees) and mileage (kilometres) that the on-board units reported',
			route: 'GET /telematics/traces/',
			parameters: [
				...listing,
				filters([
					byId('query.license_plate__in', vehicleByPlate, { description: 'Only traces of this vehicle' }),
					...period('query.time__range', 'Reported', 'Bounds the time of the traces'),
					identifiers('query.id__in', 'Trace IDs', {
						description: 'Dashdoc IDs of traces, separated by commas',
						placeholder: 'e.g. 101, 102',
					}),
				]),
			],
			answer: 'list',
		}),
		assumed(
			operation({
				value: 'getVehicles',
				name: 'Get Vehicles',
				action: 'Get telematic vehicles',
				description:
					'Retrieve the vehicles that the telematic vendors report, each with its vehicle of the fleet',
				route: 'GET /telematics/vehicles/',
				parameters: [
					...listing,
					filters([
						toggle('query.extended_view', 'Group View', {
							description: 'Whether to include the vehicles of the other companies of your group',
						}),
						toggle('query.has_license_plate', 'Has License Plate', {
							description: 'Whether to keep those with a plate, or those without',
						}),
						text('query.vehicle__license_plate__icontains', 'License Plate Contains', {
							description: 'Part of the plate, whatever the case',
							placeholder: 'e.g. AB-123',
						}),
					]),
					fleetSort,
				],
				answer: 'list',
			}),
		),
	],
});
