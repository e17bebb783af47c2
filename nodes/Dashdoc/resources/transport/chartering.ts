import { operation, type BesideField, type Operation, type RunContext } from '../../declaration/operation';
import type { RequestParts } from '../../declaration/route';
import { additionalFields } from '../../fields/collections';
import { reference } from '../../fields/locators';
import { bodyJson, demanded, text, textList, toggle } from '../../fields/plain';
import { company } from '../../fields/things';
import { transportById } from './chosen';

const instructions = text('body.instructions', 'Instructions', {
	description: 'What the chartered carrier has to know, up to 1000 characters; also the place for plates',
	placeholder: 'e.g. Remorque EF-456-GH, quai 4',
});

const beside: Record<string, BesideField> = { uid: 'ID of the transport that was chartered' };

const charterRoute = 'POST /transports/{uid}/charter/';

async function charter({ call, request }: RunContext) {
	const object = await call(charterRoute, request as RequestParts<typeof charterRoute>);
	return [{ object, beside: { uid: request.path.uid } }];
}

/** Subcontracting whole transports. */
export const chartering: readonly Operation[] = [
	operation({
		value: 'cancelCharter',
		name: 'Cancel Charter',
		action: 'Cancel charter of transport',
		description: 'Cancel the transport to which another was chartered, so that it can be chartered again',
		route: 'DELETE /transports/{uid}/charter/',
		parameters: [transportById],
		answer: 'success',
		// What is not chartered any more is refused, so a second arrival would hide that the first one worked.
		repeatable: false,
	}),
	operation({
		value: 'charter',
		name: 'Charter',
		action: 'Charter transport',
		description:
			'Subcontract a whole transport to another carrier, as a transport of its own; trucker and plates stay empty in it',
		route: charterRoute,
		parameters: [
			transportById,
			demanded(
				reference(
					'body.carrier',
					company,
					{ description: 'Company of your address book that is to carry', name: 'carrier' },
					'Carrier',
				),
			),
			additionalFields([
				textList('body.carrier.carrier_contacts', 'Carrier Contact IDs', {
					description: 'Contacts of the carrier who are told, by their uid, separated by commas',
				}),
				instructions,
				toggle('body.send_to_carrier', 'Send to Carrier', {
					description: 'Whether the carrier gets the order at once',
				}),
				bodyJson(),
			]),
		],
		answer: 'part',
		run: charter,
		beside,
	}),
	operation({
		value: 'updateCharter',
		name: 'Update Charter',
		action: 'Update charter of transport',
		description: 'Change the instructions of the carrier to whom a transport is chartered',
		route: 'PATCH /transports/{uid}/charter/',
		parameters: [transportById, demanded(instructions)],
		answer: 'success',
		// The same text set twice is the same text.
		repeatable: true,
	}),
];
