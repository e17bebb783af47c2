import { operation, type BuiltRequest, type Check } from '../declaration/operation';
import { additionalFields, below, nestedFields } from '../fields/collections';
import { reportedLoad, replacingLoadRows } from '../fields/loads';
import { inBody } from '../fields/inBody';
import { byId, uidOf } from '../fields/locators';
import { bodyJson, text, toggle } from '../fields/plain';
import { delivery as deliveryThing, site } from '../fields/parts';
import { address, transport } from '../fields/things';
import { assumed, get, getMany, resource, update, type Noun } from './standard';

const noun: Noun = { singular: 'delivery', plural: 'deliveries' };

const deliveryId = uidOf('path.uid', deliveryThing, {
	description: 'The delivery; its uid stands under deliveries in the Raw output of a transport',
	required: true,
});

const somethingLoaded: Check = ({ body }) =>
	Object.keys(body).length > 0
		? undefined
		: { target: 'body.origin_load.quantity', text: 'give what was loaded or what was unloaded' };

/** Items about one transport or delivery run one after the other. */
const keys = ({ body, path }: BuiltRequest) => [String(path.uid ?? body.transport_uid)];

export const delivery = resource({
	value: 'delivery',
	name: 'Delivery',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		sequential_id: 'sequential_id',
		remote_id: 'remote_id',
		shipper: 'shipper_address.company.name',
		shipper_reference: 'shipper_reference',
		origin: 'origin.address.city',
		destination: 'destination.address.city',
		loading: 'origin.slots.0.start',
		unloading: 'destination.slots.0.start',
		load: 'planned_loads.0.description',
	},
	operations: [
		assumed(
			operation({
				value: 'addRound',
				name: 'Add Round',
				action: 'Add round to delivery',
				description: 'Record one more round trip of a delivery that is driven in several rounds',
				route: 'POST /deliveries/{uid}/add-round/',
				parameters: [
					deliveryId,
					nestedFields('Loaded', 'What was loaded in this round', below('body.origin_load', reportedLoad), {
						clears: false,
					}),
					nestedFields(
						'Unloaded',
						'What was unloaded in this round',
						below('body.destination_load', reportedLoad),
						{ clears: false },
					),
					additionalFields([bodyJson()]),
				],
				checks: [somethingLoaded],
				keys,
			}),
		),
		operation({
			value: 'addToTransport',
			name: 'Add to Transport',
			action: 'Add delivery to transport',
			description:
				'Put one more delivery into an existing transport, between two new stops; its loads are given by Update',
			route: 'POST /deliveries/',
			parameters: [
				inBody('body.transport_uid', transport, { description: 'The transport, which must not have ended' }),
				byId(
					'body.origin_address.pk',
					address,
					{ description: 'Where it is loaded', name: 'loadingAddress', required: true },
					'Loading Address',
				),
				byId(
					'body.destination_address.pk',
					address,
					{ description: 'Where it is unloaded', name: 'unloadingAddress', required: true },
					'Unloading Address',
				),
				additionalFields([
					uidOf(
						'body.site_uid_before_which_to_insert_new_sites',
						site,
						{ description: 'Stop in front of which the two new ones come; left out, they come last' },
						'Before Site ID',
					),
					bodyJson(),
				]),
			],
			keys,
			// Dashdoc answers with the whole transport, which does not tell the new delivery from the others.
			partAt: 'deliveries.0',
			run: async ({ call, request: { body } }) => {
				const transport_uid = String(body.transport_uid);
				const before = await call('GET /transports/{uid}/', { path: { uid: transport_uid } });
				const known = before.deliveries?.map(({ uid }) => uid) ?? [];
				const { deliveries = [] } = await call('POST /deliveries/', { body: body as never });
				const added = deliveries.find(({ uid }) => !known.includes(uid)) ?? deliveries.at(-1);
				return [{ object: added, beside: { transport_uid } }];
			},
			beside: { transport_uid: 'ID of the transport' },
			alsoCalls: ['GET /transports/{uid}/'],
		}),
		get(noun, 'GET /deliveries/{uid}/', deliveryId),
		assumed(
			operation({
				value: 'getCmrs',
				name: 'Get CMRs',
				action: 'Get consignment notes of delivery',
				description: 'Retrieve the consignment notes that Dashdoc made for a delivery',
				route: 'GET /deliveries/{uid}/cmrs/',
				parameters: [deliveryId],
				answer: 'part',
				partAt: '0',
				run: async ({ call, request: { path } }) => {
					const documents = await call('GET /deliveries/{uid}/cmrs/', { path: { uid: path.uid } });
					return documents.map((object) => ({ object }));
				},
			}),
		),
		getMany(noun, 'GET /deliveries/', { filterFields: [] }),
		update(noun, 'PATCH /deliveries/{uid}/', deliveryId, [
			text('body.remote_id', 'External ID', { description: 'Your own identifier of the delivery' }),
			toggle('body.multiple_rounds', 'Multiple Rounds', {
				description: 'Whether it is driven in several rounds; it cannot be changed once it has started',
			}),
			replacingLoadRows('body.planned_loads'),
			text('body.shipper_reference', 'Shipper Reference', {
				description: "Reference in the shipper's books",
				placeholder: 'e.g. CMD-88231',
			}),
		]),
	],
});
