import { operation } from '../declaration/operation';
import { instant, startBeforeEnd } from '../fields/dates';
import { additionalFields } from '../fields/collections';
import { byId, uidOf } from '../fields/locators';
import { bodyJson, choice, textList } from '../fields/plain';
import { site as siteThing } from '../fields/parts';
import { clearSite, siteDetails, supportsExchangeRows } from '../fields/siteFields';
import { sitePlace } from '../fields/sites';
import { vehicleByPlate } from '../fields/things';
import { resource, update, type Noun } from './standard';

const noun: Noun = { singular: 'site', plural: 'sites' };

const siteId = uidOf('path.uid', siteThing, {
	description:
		'The stop; its uid stands under origin and destination of deliveries and segments in the Raw output of a transport',
	required: true,
});

const activities = [
	{ name: 'Break Complete', value: 'bulking_break_complete' },
	{ name: 'Break Started', value: 'bulking_break_started' },
	{ name: 'Loading', value: 'loading' },
	{ name: 'Unloading', value: 'unloading' },
];

export const site = resource({
	value: 'site',
	name: 'Site',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		remote_id: 'remote_id',
		category: 'category',
		name: 'address.name',
		city: 'address.city',
		slot_start: 'slots.0.start',
		slot_end: 'slots.0.end',
		eta: 'eta',
		real_start: 'real_start',
		real_end: 'real_end',
	},
	operations: [
		operation({
			value: 'enableEta',
			name: 'Enable ETA',
			action: 'Enable ETA of site',
			description:
				'Let Dashdoc compute the arrival; the site needs validated coordinates and an asked slot of two hours at most',
			route: 'POST /sites/{uid}/enable-eta/',
			parameters: [siteId],
			answer: 'success',
		}),
		operation({
			value: 'markDone',
			name: 'Mark Done',
			action: 'Mark site done',
			description: "Record that the work at a site took place, as the trucker's app would",
			route: 'POST /sites/{uid}/mark-done/',
			parameters: [
				siteId,
				choice('body.category', 'Activity', activities, {
					description: 'What was done there',
					default: 'loading',
					required: true,
				}),
				additionalFields([
					instant('body.on_site_date', 'Arrived At', { description: 'When the trucker arrived' }),
					instant('body.complete_date', 'Completed At', { description: 'When the work was complete' }),
					textList('body.trailerPlates', 'Trailer Plates', {
						description: 'License plates of the trailers that took part, separated by commas',
						placeholder: 'e.g. EF-456-GH',
					}),
					byId('body.vehiclePlate', vehicleByPlate, { description: 'Vehicle that did the work' }),
					bodyJson(),
				]),
			],
			checks: [startBeforeEnd('body.on_site_date', 'body.complete_date')],
			keys: ({ path }) => [String(path.uid)],
		}),
		update(
			noun,
			'PATCH /sites/{uid}/',
			siteId,
			[...sitePlace('body'), ...siteDetails('body'), supportsExchangeRows],
			{
				checks: [clearSite()],
			},
		),
	],
});
