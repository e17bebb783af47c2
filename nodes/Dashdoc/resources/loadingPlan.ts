import { uidOf } from '../fields/locators';
import { loadingPlan as loadingPlanThing } from '../fields/parts';
import { assumed, get, resource } from './standard';

export const loadingPlan = resource({
	value: 'loadingPlan',
	name: 'Loading Plan',
	identifier: 'uid',
	operations: [
		assumed(
			get(
				{ singular: 'loading plan', plural: 'loading plans' },
				'GET /transport-loading-plans/{uid}/',
				uidOf('path.uid', loadingPlanThing, {
					description:
						'Which load is in which compartment; its uid stands in loading_plan of the Raw output of a transport',
					required: true,
				}),
			),
		),
	],
});
