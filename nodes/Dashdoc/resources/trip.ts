import { operation } from '../declaration/operation';
import { bothEnds } from '../fields/dates';
import { byId, uidOf } from '../fields/locators';
import { choice, demanded, identifiers, text, toggle } from '../fields/plain';
import { trailer, trip as tripThing, trucker, vehicle } from '../fields/things';
import { getMany, resource, type Noun } from './standard';

const noun: Noun = { singular: 'trip', plural: 'trips' };

const tripId = uidOf('path.uid', tripThing, {
	description: 'Tour of one crew; its uid is what Get Many of this resource gives',
	required: true,
});

const groupView = toggle('query.extended_view', 'Group View', {
	description: 'Whether to include the trips of the other companies of your group',
});

const rows = [
	{ name: 'Trailers', value: 'trailer' },
	{ name: 'Truckers', value: 'trucker' },
	{ name: 'Vehicles', value: 'vehicle' },
];

export const trip = resource({
	value: 'trip',
	name: 'Trip',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		name: 'name',
		status: 'status',
		trucker_status: 'trucker_status',
		trucker: 'trucker.display_name',
		vehicle: 'vehicle.license_plate',
		origin: 'activities.0.address.city',
		destination: 'activities.-1.address.city',
		start: 'scheduler_datetime_range.start',
		end: 'scheduler_datetime_range.end',
	},
	operations: [
		operation({
			value: 'get',
			name: 'Get',
			action: 'Get trip',
			description: 'Retrieve a trip with its activities',
			route: 'GET /scheduler/trips/{uid}/',
			parameters: [tripId, groupView],
		}),
		getMany(noun, 'GET /scheduler/trips/', {
			filterFields: [
				groupView,
				...bothEnds(
					'query.datetime_range',
					{
						start: 'Planned From',
						startDescription: 'Start of the period of the planning; needs its end too',
						end: 'Planned Until',
						endDescription: 'End of the period of the planning; needs its start too',
						noun: 'period',
					},
					(start, end) => `${start},${end}`,
				),
				byId('query.trailer_id__in', trailer, { description: 'Trailer of the trip' }),
				identifiers('query.uid__in', 'Trip IDs', {
					description: 'Dashdoc IDs of trips, separated by commas',
					placeholder: `e.g. ${tripThing.examples.id}`,
				}),
				byId('query.trucker_id__in', trucker, { description: 'Trucker of the trip' }),
				byId('query.vehicle_id__in', vehicle, { description: 'Vehicle of the trip' }),
				choice('query.view', 'View', rows, {
					description: 'Planning from which the trips come; it shows those that have one of these',
					default: 'trucker',
				}),
			],
		}),
		operation({
			value: 'setName',
			name: 'Set Name',
			action: 'Set name of trip',
			description: 'Give a trip the name that the planning shows',
			route: 'POST /scheduler/trips/{uid}/set-name/',
			parameters: [
				tripId,
				demanded(
					text('body.name', 'Name', {
						description: 'Shown on the planning',
						placeholder: 'e.g. Tournée Bretagne lundi',
					}),
				),
				groupView,
			],
		}),
	],
});
