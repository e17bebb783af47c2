import { operation } from '../declaration/operation';
import { uidOf } from '../fields/locators';
import { site } from '../fields/parts';
import { assumed, resource } from './standard';

const stop = uidOf(
	'path.uid',
	site,
	{
		description:
			'Taken to be the uid of the site, which stands under origin and destination of deliveries in the Raw output of a transport',
		required: true,
	},
	'Dock Activity ID',
);

export const dockActivity = resource({
	value: 'dockActivity',
	name: 'Dock Activity',
	identifier: 'uid',
	operations: [
		assumed(
			operation({
				value: 'markLoaded',
				name: 'Mark Loaded by Dock',
				action: 'Mark dock activity loaded',
				description: 'Tell that the dock has finished loading',
				route: 'POST /dock-activities/{uid}/mark-loaded-by-dock/',
				parameters: [stop],
				answer: 'success',
			}),
		),
		assumed(
			operation({
				value: 'markUnloaded',
				name: 'Mark Unloaded by Dock',
				action: 'Mark dock activity unloaded',
				description: 'Tell that the dock has finished unloading',
				route: 'POST /dock-activities/{uid}/mark-unloaded-by-dock/',
				parameters: [stop],
				answer: 'success',
			}),
		),
	],
});
