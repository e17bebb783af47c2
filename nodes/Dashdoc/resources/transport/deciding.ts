import { operation, type Operation } from '../../declaration/operation';
import { reference } from '../../fields/locators';
import { text, textList } from '../../fields/plain';
import { company } from '../../fields/things';
import { additionalFields } from '../../fields/collections';
import { assumed } from '../standard';
import { chosenTransport, transportById } from './chosen';

/** What the parties of a transport decide about it, one transport at a time. */
export const deciding: readonly Operation[] = [
	operation({
		value: 'cancel',
		name: 'Cancel',
		action: 'Cancel transport',
		description: 'Call off a transport that is not under way, with all that was chartered of it',
		route: 'POST /transports/{uid}/cancel/',
		parameters: [
			chosenTransport,
			text('body.cancel_reason', 'Reason', {
				description: "Shown to everybody concerned; Dashdoc's own form demands it",
				placeholder: 'e.g. Commande annulée par le client',
			}),
		],
	}),
	operation({
		value: 'confirm',
		name: 'Confirm',
		action: 'Confirm transport',
		description: 'Accept an order as its carrier; one that is accepted stays so',
		route: 'POST /transports/{uid}/confirm/',
		parameters: [transportById],
		// An accepted order stays accepted.
		repeatable: true,
	}),
	operation({
		value: 'decline',
		name: 'Decline',
		action: 'Decline transport',
		description: 'Refuse an order as its carrier',
		route: 'POST /transports/{uid}/decline/',
		parameters: [
			transportById,
			text('body.decline_reason', 'Reason', {
				description: 'Shown to the shipper',
				placeholder: 'e.g. Pas de camion disponible mardi',
			}),
		],
	}),
	operation({
		value: 'markInvoiced',
		name: 'Mark Invoiced',
		action: 'Mark transport invoiced',
		description: 'Note that a transport is invoiced, when the invoice is made elsewhere',
		route: 'POST /transports/{uid}/mark-invoiced/',
		parameters: [
			chosenTransport,
			additionalFields([
				reference(
					'body.customer_to_invoice',
					company,
					{ name: 'customerToInvoice', description: 'Company that gets the invoice' },
					'Customer to Invoice',
				),
				text('body.invoice_number', 'Invoice Number', {
					description: 'Number of the invoice in your accounting',
					placeholder: 'e.g. F2026-0742',
				}),
			]),
		],
		answer: 'success',
		// The same number and customer, set twice, are the same.
		repeatable: true,
	}),
	assumed(
		operation({
			value: 'mergeToTrip',
			name: 'Merge to Trip',
			action: 'Merge transports to trip',
			description: 'Make one trip of several transports, which one trucker drives',
			route: 'POST /transports/merge-to-trip/',
			parameters: [
				textList('body.transport_uids', 'Transport IDs', {
					description: 'Dashdoc IDs of the transports, separated by commas',
					placeholder: 'e.g. 447521b0-e165-11ea-a488-0242ac110007, 4443d4b6-e165-11ea-a488-0242ac110007',
					required: true,
				}),
			],
			answer: 'part',
		}),
	),
];
