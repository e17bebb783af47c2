import { fleetReferenceOrNone, fleetReferences, referenceOrNone } from './locators';
import { toggle } from './plain';
import { trailer, trucker, vehicle } from './things';

/** Who drives a segment, and with what. */
export const crew = [
	referenceOrNone('body.trucker_id', trucker, {
		description: 'Who drives the segment; after a break, the rest of the way',
	}),
	fleetReferenceOrNone('body.vehicle', vehicle, { description: 'Vehicle that drives' }),
	fleetReferences('body.trailers', trailer, { description: 'What the vehicle draws; all of them at once' }),
];

/** Nobody's phone rings by accident. */
export const sendToTrucker = toggle('body.send_to_trucker', 'Send to Trucker', {
	description: 'Whether the trucker gets the mission on the phone at once; otherwise it is only planned',
});
