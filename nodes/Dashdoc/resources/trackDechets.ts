import { operation } from '../declaration/operation';
import { additionalFields } from '../fields/collections';
import { inPath, inQueryByEither, referenceByUid } from '../fields/locators';
import { bodyJson, demanded, text } from '../fields/plain';
import { transport, wasteNote } from '../fields/things';
import { assumed, getMany, resource, type Noun } from './standard';

const noun: Noun = { singular: 'waste note', plural: 'waste notes' };

export const trackDechets = resource({
	value: 'trackDechets',
	name: 'Track Déchets',
	identifier: 'uid',
	operations: [
		getMany(noun, 'GET /track-dechets/', {
			filterFields: [
				inQueryByEither({ id: 'transport_uid', externalId: 'transport_remote_id' }, transport, {
					description: 'Only notes that are linked to this transport',
				}),
			],
		}),
		operation({
			value: 'link',
			name: 'Link to Transport',
			action: 'Link waste note to transport',
			description:
				'Tie a note of the French waste register to a transport; Dashdoc asks Trackdéchets whether it exists, which needs your connector',
			route: 'POST /track-dechets/',
			parameters: [
				demanded(
					text('body.readable_id', 'Note Number', {
						description: 'Number of the note (BSD) as Trackdéchets shows it',
						placeholder: 'e.g. BSD-20220408-Q4AMB20ZE',
					}),
				),
				demanded(referenceByUid('body.transport', transport, { description: 'Transport of the waste' })),
				additionalFields([bodyJson()]),
			],
		}),
		assumed(
			operation({
				value: 'unlink',
				name: 'Unlink',
				action: 'Unlink waste note from transport',
				description: 'Take a waste note from its transport; the note stays in the register',
				route: 'DELETE /track-dechets/{uid}/',
				parameters: [
					inPath('path.uid', wasteNote, {
						description: 'Link of a note, as Get Many of this resource gives it',
					}),
				],
			}),
		),
	],
});
