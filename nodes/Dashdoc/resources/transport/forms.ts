/** The forms in which a transport can be described. */
import type { components } from '../../../../api/types';
import { nestedFields } from '../../fields/collections';
import { loadRows } from '../../fields/loads';
import { byId, fleetReference, reference, referenceByUid } from '../../fields/locators';
import { choice, tags, text, toggle } from '../../fields/plain';
import { rowsOf } from '../../fields/rows';
import { chosenPlace, placeFields, plannedFields, slotFields, stopDetails } from '../../fields/sites';
import { company, contact, trailer, transportOperationCategory, trucker, vehicle } from '../../fields/things';

export const externalId = text('body.remote_id', 'External ID', {
	description: 'Your own identifier of the transport, unique among your transports',
	placeholder: 'e.g. OT2026-123456',
});

/** Who carries and who ships; a company stands for its administrative address (see parties.ts). */
export const parties = [
	reference(
		'body.carrier_address.company',
		company,
		{ name: 'carrier', description: 'Company that carries; left empty, it is yours' },
		'Carrier',
	),
	reference(
		'body.deliveries.0.shipper_address.company',
		company,
		{ name: 'shipper', description: 'Company that ships; left empty, it is yours' },
		'Shipper',
	),
].map((party) => ({ ...party, via: 'GET /companies/{pk}/' as const }));

/** Trucker and plates of all segments. */
const crew = [
	reference('body.segments.0.trucker_id', trucker, {
		description: 'Who drives; told at once only with Send to Trucker',
	}),
	fleetReference('body.segments.0.vehicle', vehicle, { description: 'Vehicle that drives' }),
	fleetReference('body.segments.0.trailers.0', trailer, { description: 'Trailer that is drawn' }),
];

/** Fields of a transport beside its stops. */
const common = [
	toggle('body.business_privacy', 'Business Privacy', {
		description:
			'Whether no electronic consignment note is made and the trucker is not asked to share the transport',
	}),
	text('body.carrier_reference', 'Carrier Reference', {
		description: "Reference in the carrier's books",
		placeholder: 'e.g. OT2026-123456',
	}),
	reference(
		'body.customer_to_invoice',
		company,
		{ name: 'customerToInvoice', description: 'Company that gets the invoice' },
		'Customer to Invoice',
	),
	text('body.instructions', 'Instructions', {
		description: 'Seen by carrier, shipper and creator, up to 1000 characters',
	}),
	toggle('body.is_multiple_compartments', 'Multiple Compartments', {
		description: 'Whether truckers pick a compartment for each load, for which a loading plan is made',
	}),
	text('body.requested_vehicle', 'Requested Vehicle', {
		description: 'What the shipper asks for, up to 40 characters without punctuation',
		placeholder: 'e.g. Tautliner 13m60',
	}),
	toggle('body.requires_washing', 'Requires Washing', {
		description: 'Whether the trucker is led through the washing of the vehicle',
	}),
	toggle('body.send_to_carrier', 'Send to Carrier', {
		description: 'Whether the carrier gets the order when it is created',
	}),
	toggle('body.send_to_trucker', 'Send to Trucker', {
		description: 'Whether the trucker gets the transport when it is created',
	}),
	tags('body.tags'),
	byId('body.transport_operation_category_uid', transportOperationCategory, {
		description: 'Emission group that the carbon footprint is computed with',
	}),
	choice(
		'body.volume_display_unit',
		'Volume Unit',
		[
			{ name: 'Cubic Metres', value: 'm3' },
			{ name: 'Litres', value: 'L' },
		],
		{ description: 'Unit in which Dashdoc shows volumes; they are always sent in cubic metres' },
	),
];

/** One loading, one unloading: what a dispatcher is asked first. */
export const simpleForm = [
	...parties,
	...placeFields('body.deliveries.0.origin', 'Loading'),
	...slotFields('body.deliveries.0.origin.slots', 'Loading'),
	...placeFields('body.deliveries.0.destination', 'Unloading'),
	...slotFields('body.deliveries.0.destination.slots', 'Unloading'),
	loadRows('body.deliveries.0.planned_loads'),
];

const trackingContact = <T extends string>(target: T) =>
	referenceByUid(
		target,
		contact,
		{
			name: 'trackingContact',
			description: "Who follows the delivery by email; one of the carrier's company is the carrier's contact",
		},
		'Tracking Contact',
	);

export const simpleDetails = [
	...common,
	...crew,
	...plannedFields('body.segments.0.scheduled_start_range', 'Planned Loading'),
	...plannedFields('body.segments.0.scheduled_end_range', 'Planned Unloading'),
	...stopDetails('body.deliveries.0.origin', 'Loading'),
	...stopDetails('body.deliveries.0.destination', 'Unloading'),
	toggle('body.deliveries.0.multiple_rounds', 'Multiple Rounds', {
		description: 'Whether the delivery is driven in several rounds; it cannot be changed once it has started',
	}),
	text('body.deliveries.0.shipper_reference', 'Shipper Reference', {
		description: "Reference in the shipper's books",
		placeholder: 'e.g. CMD-88231',
	}),
	trackingContact('body.deliveries.0.tracking_contacts.0.contact'),
];

type Delivery = components['schemas']['DeliveryInTransportWrite'];
type Segment = components['schemas']['SegmentInTransportWrite'];

const deliveryRows = rowsOf<Delivery>()(
	'body.deliveries',
	'Deliveries',
	{
		singular: 'Delivery',
		description: 'What is carried from where to where; the truck loads all before it unloads, in this order',
		required: true,
	},
	[
		...placeFields('origin', 'Loading'),
		...slotFields('origin.slots', 'Loading'),
		...placeFields('destination', 'Unloading'),
		...slotFields('destination.slots', 'Unloading'),
		loadRows('planned_loads'),
		nestedFields(
			'More',
			'Further details of the delivery and its stops',
			[
				...stopDetails('origin', 'Loading'),
				...stopDetails('destination', 'Unloading'),
				text('remote_id', 'Delivery External ID', { description: 'Your own identifier of the delivery' }),
				toggle('multiple_rounds', 'Multiple Rounds', {
					description: 'Whether it is driven in several rounds',
				}),
				text('shipper_reference', 'Shipper Reference', { description: "Reference in the shipper's books" }),
				trackingContact('tracking_contacts.0.contact'),
			],
			{ clears: false },
		),
	],
);

const segmentRows = rowsOf<Segment>()(
	'body.segments',
	'Route',
	{
		singular: 'Segment',
		description:
			'Legs of the truck, for two truckers or another order; left out, they follow from the deliveries. A written place is named by its Site External ID.',
	},
	[
		chosenPlace('origin', 'Start', 'Place at which the leg starts; left out, where the one before ended'),
		text('origin.remote_id', 'Start Site External ID', {
			description: 'Stop at which the leg starts, as its delivery calls it',
			placeholder: 'e.g. LOADING-1',
		}),
		chosenPlace('destination', 'End', 'Place at which the leg ends'),
		text('destination.remote_id', 'End Site External ID', {
			description: 'Stop at which the leg ends, as its delivery calls it',
			placeholder: 'e.g. UNLOADING-1',
		}),
		text('remote_id', 'Segment External ID', { description: 'Your own identifier of the leg' }),
		reference('trucker_id', trucker, { description: 'Who drives this leg' }),
		fleetReference('vehicle', vehicle, { description: 'Vehicle of this leg' }),
		fleetReference('trailers.0', trailer, { description: 'Trailer of this leg' }),
	],
);

/** Several loadings and unloadings. */
export const stopsForm = [...parties, deliveryRows, segmentRows];

export const stopsDetails = [externalId, ...common];
