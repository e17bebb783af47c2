import { operation } from '../../declaration/operation';
import { additionalFields } from '../../fields/collections';
import { currency } from '../../fields/currency';
import { day, instant } from '../../fields/dates';
import { inBody } from '../../fields/inBody';
import { language } from '../../fields/language';
import { inPath } from '../../fields/locators';
import { bodyJson, file, lasting, text, toggle } from '../../fields/plain';
import { company, invoice as invoiceThing, type Locatable } from '../../fields/things';
import { get, getMany, resource, update, type Noun } from '../standard';
import { addOne, createWithLines, readRoute } from './adding';
import { itemsRoute, lineFields, lineList, lineRoute, lineRows, lineSteps } from './lines';

const noun: Noun = { singular: 'invoice', plural: 'invoices' };

const locator = inPath('path.uid', invoiceThing, {
	description: 'The invoice; the list has the newest first',
});

/** Dashdoc takes the ID of the customer alone. */
const customer: Locatable = { ...company, noun: 'Customer', resolve: 'GET /companies/{pk}/' };

const newLine = lineFields('body.');

/** What happens to one invoice is done in the order of the items. */
const inOrder = ({ path }: { path: object }) => [`invoice ${String((path as { uid?: string }).uid)}`];

const pdf = { noun: 'PDF', opening: '%PDF-' };

/** What Dashdoc lets be changed, whatever the status. */
const changes = [
	text('body.bank_information_uid', 'Bank Information ID', {
		description: 'Dashdoc ID of the bank details that the invoice shows',
		placeholder: 'e.g. 3c1f2d4a-6b1e-11ec-9d3c-0242ac120031',
	}),
	text('body.debtor_reference', 'Customer Reference', {
		description: 'Reference that the customer wants to read; Dashdoc takes it under conditions of its own',
		placeholder: 'e.g. PO-4711',
	}),
	text('body.document_number', 'Document Number', {
		description: 'Number of the invoice in your accounting software, up to 64 characters',
		placeholder: 'e.g. VE-2026-0118',
	}),
	file('body.file', { description: 'The finished invoice, which must be a PDF' }, pdf),
	toggle('body.fuel_surcharge_in_footer', 'Fuel Surcharge in Footer', {
		description: 'Whether the fuel surcharge stands below the lines',
	}),
	day('body.invoicing_date', 'Invoicing Date', { description: 'Day of the invoice; its time is ignored' }),
	language('body.language', { description: 'Language of the invoice that Dashdoc prints' }),
	toggle('body.show_carbon_footprint', 'Show Carbon Footprint', {
		description: 'Whether the invoice shows the emissions of its transports',
	}),
	{
		...text('body.template_uid', 'Template ID', {
			description: 'Dashdoc ID of the layout; emptied, the usual one',
			placeholder: 'e.g. 7d0b2e5c-6b1e-11ec-9d3c-0242ac120032',
		}),
		cleared: { 'body.template_uid': null },
	},
];

/** Texts that Dashdoc may hold empty. */
const clearable = ['body.debtor_reference', 'body.document_number', 'body.template_uid'];

export const invoice = resource({
	value: 'invoice',
	name: 'Invoice',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		document_number: 'document_number',
		status: 'status',
		customer: 'debtor.name',
		invoicing_date: 'invoicing_date',
		due_date: 'due_date',
		total_price: 'total_price',
		total_tax_amount: 'total_tax_amount',
		currency: 'currency',
		file: 'file',
	},
	operations: [
		operation({
			value: 'addLine',
			name: 'Add Line',
			action: 'Add line to invoice',
			description: 'Add a line to a draft invoice, and give the invoice with its new total',
			route: lineRoute,
			parameters: [locator, ...newLine.required, additionalFields([...newLine.additional, bodyJson()])],
			run: addOne,
			gives: readRoute,
			alsoCalls: [readRoute, itemsRoute],
			keys: inOrder,
		}),
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create invoice',
			description: 'Create a draft invoice that belongs to no transport, with its lines',
			route: 'POST /invoices/',
			steps: lineSteps,
			parameters: [
				inBody('body.customer_to_invoice_id', customer, {
					description: 'Company of your address book that gets the invoice',
				}),
				lineRows,
				additionalFields([
					currency('body.currency', {
						description: 'Currency of all amounts, three letters of ISO 4217; left out, euro',
					}),
					lineList,
					bodyJson(),
				]),
			],
			run: createWithLines,
			gives: readRoute,
			alsoCalls: [readRoute, itemsRoute],
		}),
		get(noun, readRoute, locator),
		getMany(noun, 'GET /invoices/', {
			filterFields: [
				instant('query.finalized_at__gte', 'Finalized Since', {
					description: 'Keep the invoices that were finalized then or later; drafts are left out',
				}),
			],
		}),
		operation({
			value: 'markNotPaid',
			name: 'Mark Not Paid',
			action: 'Mark invoice not paid',
			description: 'Take back that an invoice is paid, so that it is final again',
			route: 'POST /invoices/{uid}/mark-not-paid/',
			parameters: [locator],
			// Says what shall be, so that a second arrival does no harm.
			repeatable: true,
			keys: inOrder,
		}),
		operation({
			value: 'markPaid',
			name: 'Mark Paid',
			action: 'Mark invoice paid',
			description: 'Note that the customer has paid a final invoice',
			route: 'POST /invoices/{uid}/mark-paid/',
			parameters: [
				locator,
				additionalFields([
					day('body.paid_at', 'Payment Date', {
						description: 'Day of the payment; left out, Dashdoc decides',
					}),
					text('body.payment_method_uid', 'Payment Method ID', {
						description: 'Dashdoc ID of the way in which it was paid',
						placeholder: 'e.g. 5b9e1a7c-6b1e-11ec-9d3c-0242ac120033',
					}),
					text('body.payment_notes', 'Payment Notes', {
						description: 'Text that is kept with the payment',
						placeholder: 'e.g. Virement du 12 mars',
					}),
					bodyJson(),
				]),
			],
			repeatable: true,
			keys: inOrder,
		}),
		{
			...update(
				noun,
				'PATCH /invoices/{uid}/',
				locator,
				changes.map((field) => (clearable.includes(field.targets[0]) ? field : lasting(field))),
				{ multipart: 'withFile' },
			),
			keys: inOrder,
		},
	],
});
