import type { Operation } from '../../declaration/operation';
import { instant, startBeforeEnd } from '../../fields/dates';
import { byId } from '../../fields/locators';
import { choice, choices, identifiers, inWords, text, toggle } from '../../fields/plain';
import {
	address as addressThing,
	company as companyLocator,
	trailer as trailerThing,
	trucker as truckerThing,
	vehicle as vehicleThing,
} from '../../fields/things';
import { get, getMany } from '../standard';
import { chosenTransport, noun } from './chosen';

const statuses = inWords([
	'created',
	'updated',
	'confirmed',
	'declined',
	'cancelled',
	'unassigned',
	'assigned',
	'sent_to_trucker',
	'acknowledged',
	'on_loading_site',
	'loading_complete',
	'departed',
	'on_unloading_site',
	'unloading_complete',
	'rounds_started',
	'rounds_complete',
	'done',
	'verified',
	'invoiced',
	'uninvoiced',
	'invoice_number_added',
	'invoice_number_removed',
	'paid',
	'credited',
]);

const businessStatuses = inWords([
	'transports',
	'transports_to_approve',
	'transports_to_plan',
	'transports_to_send_to_trucker',
	'transports_ongoing',
	'transports_done_or_cancelled',
	'transports_billed_or_billable',
	'transports_deleted_or_declined',
	'orders',
	'orders_to_assign_or_declined',
	'orders_to_send_to_carrier',
	'orders_awaiting_carrier_confirmation',
	'orders_ongoing',
	'orders_done_or_cancelled',
	'orders_checked',
	'orders_deleted',
]);

const ids = <T extends string>(target: T, label: string, description: string, placeholder: string) =>
	identifiers(target, label, { description: `${description}, separated by commas`, placeholder });

const filterFields = [
	byId(
		'query.address__in',
		addressThing,
		{ description: 'Place where the transport loads or unloads', name: 'address' },
		'Address',
	),
	toggle('query.archived', 'Archived', {
		description: 'Whether to keep the transports that your company archived, or those that it did not',
	}),
	choice('query.business_status', 'Business Status', businessStatuses, {
		description: "Tab of Dashdoc's transport list",
	}),
	toggle('query.cancelled', 'Cancelled', {
		description: 'Whether to keep cancelled transports or the others',
	}),
	text('query.carrier_reference', 'Carrier Reference', {
		description: "The carrier's reference, compared exactly",
		placeholder: 'e.g. OT2026-123456',
	}),
	byId(
		'query.carrier__in',
		companyLocator,
		{ description: 'Company that carries', name: 'carrier' },
		'Carrier',
	),
	instant('query.created__gte', 'Created From', { description: 'Created at this moment or later' }),
	instant('query.created__lte', 'Created Until', { description: 'Created at this moment or earlier' }),
	byId(
		'query.creator__in',
		companyLocator,
		{ description: 'Company that created it', name: 'creator' },
		'Creator',
	),
	byId(
		'query.debtor__in',
		companyLocator,
		{ description: 'Company that gets the invoice', name: 'customerToInvoice' },
		'Customer to Invoice',
	),
	toggle('query.deleted', 'Deleted', { description: 'Whether to keep deleted transports or the others' }),
	byId(
		'query.destination_address__in',
		addressThing,
		{ description: 'Place where the transport unloads', name: 'destinationAddress' },
		'Destination Address',
	),
	ids('query.remote_id__in', 'External IDs', 'Your own identifiers', 'e.g. OT2026-1, OT2026-2'),
	choices(
		'query.invoicing_status__in',
		'Invoicing Statuses',
		inWords(['unverified', 'verified', 'draft', 'final', 'paid']),
		{
			description: 'How far the invoicing is; any of the chosen ones',
		},
	),
	toggle('query.is_order', 'Is Order', {
		description: 'Whether to keep the orders that you gave to carriers, or your own transports',
	}),
	byId(
		'query.origin_address__in',
		addressThing,
		{ description: 'Place where the transport loads', name: 'originAddress' },
		'Origin Address',
	),
	text('query.text', 'Search Text', {
		description: "What one would type into the search of Dashdoc's transport list",
		placeholder: 'e.g. bouvet',
	}),
	byId(
		'query.shipper__in',
		companyLocator,
		{ description: 'Company that ships', name: 'shipper' },
		'Shipper',
	),
	choice('query.status', 'Status', statuses, { description: 'Exactly this status' }),
	choices('query.status__in', 'Statuses', statuses, { description: 'Any of the chosen statuses' }),
	ids('query.tags__in', 'Tag IDs', 'Dashdoc IDs of tags', 'e.g. 12, 15'),
	byId('query.trailer__in', trailerThing, { description: 'Trailer in use', name: 'trailer' }, 'Trailer'),
	ids(
		'query.uid__in',
		'Transport IDs',
		'Dashdoc IDs of the transports to keep',
		'e.g. 447521b0-e165-11ea-a488-0242ac110007',
	),
	ids(
		'query.uid__not_in',
		'Transport IDs to Leave Out',
		'Dashdoc IDs of the transports to leave out',
		'e.g. 447521b0-e165-11ea-a488-0242ac110007',
	),
	byId('query.trucker__in', truckerThing, { description: 'Trucker who drives', name: 'trucker' }, 'Trucker'),
	instant('query.updated__gte', 'Updated From', { description: 'Changed at this moment or later' }),
	instant('query.updated__lte', 'Updated Until', { description: 'Changed at this moment or earlier' }),
	byId('query.vehicle__in', vehicleThing, { description: 'Vehicle in use', name: 'vehicle' }, 'Vehicle'),
];

const sort = choice(
	'query.ordering',
	'Sort',
	[
		{ name: "Dashdoc's Order", value: '' },
		{ name: 'Newest First', value: '-created' },
		{ name: 'Oldest First', value: 'created' },
	],
	{ description: 'Order in which the transports come' },
);

/** Reading transports: one, or those that filters keep. */
export const listing: readonly Operation[] = [
	get(noun, 'GET /transports/{uid}/', chosenTransport),
	getMany(noun, 'GET /transports/', {
		filterFields,
		sort: [sort],
		checks: [
			startBeforeEnd('query.created__gte', 'query.created__lte'),
			startBeforeEnd('query.updated__gte', 'query.updated__lte'),
		],
	}),
];
