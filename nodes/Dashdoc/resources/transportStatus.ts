import { operation } from '../declaration/operation';
import { additionalFields } from '../fields/collections';
import { instant } from '../fields/dates';
import { inBody } from '../fields/inBody';
import { uidOf } from '../fields/locators';
import { bodyJson, choiceOrText } from '../fields/plain';
import { site } from '../fields/parts';
import { transport as transportThing } from '../fields/things';
import { resource } from './standard';
import { transport } from './transport';

/** Activities of the trucker's app; Dashdoc's documentation shows no list, and may take others. */
const events = [
	{ name: 'Arrived at Loading Site', value: 'on_loading_site' },
	{ name: 'Arrived at Unloading Site', value: 'on_unloading_site' },
	{ name: 'Break Complete', value: 'bulking_break_complete' },
	{ name: 'Break Started', value: 'bulking_break_started' },
	{ name: 'Departed', value: 'departed' },
	{ name: 'Handling Started', value: 'handling_started' },
	{ name: 'Loading Complete', value: 'loading_complete' },
	{ name: 'On the Way', value: 'on_the_way' },
	{ name: 'Rounds Complete', value: 'rounds_complete' },
	{ name: 'Rounds Started', value: 'rounds_started' },
	{ name: 'Unloading Complete', value: 'unloading_complete' },
];

export const transportStatus = resource({
	value: 'transportStatus',
	name: 'Transport Status',
	identifier: 'uid',
	simplified: transport.simplified,
	operations: [
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create transport status',
			description:
				'Report what happened at a site, which moves the transport to that status; gives the transport',
			route: 'POST /transport-status/',
			parameters: [
				inBody('body.transport', transportThing, { description: 'The transport that moves on' }),
				uidOf('body.site', site, {
					description:
						'Where it happened; the uid stands under origin and destination of deliveries in the Raw output of the transport',
					required: true,
				}),
				choiceOrText('body.category', 'Event', events, {
					description: "What happened; another of Dashdoc's categories can be given by an expression",
					default: 'on_loading_site',
					required: true,
				}),
				additionalFields([
					instant('body.created_device', 'Time on Device', {
						description: 'When it happened; left out, when Dashdoc gets it',
					}),
					bodyJson(),
				]),
			],
			// What happened to one transport is told in order.
			keys: ({ body }) => [String(body.transport)],
		}),
	],
});
