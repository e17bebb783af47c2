import { created, ok } from '../http/answer.cts';
import { refuseField } from '../http/problems.cts';
import type { JsonObject } from '../json.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import type { Tenant } from '../state/tenant.cts';
import { companyCollection } from './companies/records.cts';
import { instantFilters } from './filters.cts';
import { decimal } from './pricing.cts';
import { findReferenced, referenced } from './references.cts';
import type { Call, Handler, Resource } from './resource.cts';
import { assign, findRecord } from './standard.cts';
import { refuseDuplicates, uniqueRemoteId } from './uniqueness.cts';

/** An article of the catalogue that invoice lines name. */
export interface StoredInvoiceItem {
	uid: string;
	remote_id: string;
	description: string;
}

export interface StoredInvoiceLine {
	id: number;
	description: string;
	/** Decimal texts. */
	quantity: string;
	unit_price: string;
	amount: string;
	total_price_without_tax: string;
	currency: string;
	invoice_item: StoredInvoiceItem | null;
	tax_rate: string | null;
	is_gas_indexed: boolean;
	is_fuel_surcharge: boolean;
	metric: string;
}

export interface StoredInvoice {
	uid: string;
	/** Primary key of the company that owes it. */
	debtor: number;
	document_number: string | null;
	status: 'draft' | 'final' | 'paid';
	invoicing_date: string | null;
	due_date: string | null;
	finalized_at: string | null;
	debtor_reference: string;
	created: string;
	updated: string;
	currency: string;
	remote_id: string;
	file: string | null;
	is_bare_invoice: boolean;
	transports_count: number;
	lines: StoredInvoiceLine[];
	line_groups: JsonObject[];
	language: string;
	paid_at: string | null;
	payment_notes: string;
}

export const invoiceItemCollection: CollectionDefinition<StoredInvoiceItem> = {
	name: 'invoiceItems',
	key: 'uid',
};
export const invoiceCollection: CollectionDefinition<StoredInvoice> = {
	name: 'invoices',
	key: 'uid',
	newestFirst: true,
};

/** An invoice with every member that Dashdoc shows, from the ones that were given. */
export function newInvoice(
	given: Partial<StoredInvoice> & { debtor: number },
	tenant: Tenant,
): StoredInvoice {
	const now = tenant.world.clock.now();
	return {
		uid: tenant.world.random.uid(),
		document_number: null,
		status: 'draft',
		invoicing_date: null,
		due_date: null,
		finalized_at: null,
		debtor_reference: '',
		created: now,
		updated: now,
		currency: 'EUR',
		remote_id: '',
		file: null,
		is_bare_invoice: true,
		transports_count: 0,
		lines: [],
		line_groups: [],
		language: 'fr',
		paid_at: null,
		payment_notes: '',
		...given,
	};
}

/** A line of an invoice from its decimal texts. */
export function newInvoiceLine(
	given: Pick<StoredInvoiceLine, 'description' | 'quantity' | 'unit_price'> & Partial<StoredInvoiceLine>,
	tenant: Tenant,
): StoredInvoiceLine {
	const amount = decimal(Number(given.quantity) * Number(given.unit_price), 2);
	return {
		id: tenant.world.nextKey(),
		amount,
		total_price_without_tax: amount,
		currency: 'EUR',
		invoice_item: null,
		tax_rate: '20.00',
		is_gas_indexed: false,
		is_fuel_surcharge: false,
		metric: 'FLAT',
		...given,
	};
}

function briefCompany(pk: number, tenant: Tenant): JsonObject {
	const company = tenant.of(companyCollection).get(pk);
	return company
		? { pk, name: company.name, country: company.country, vat_number: company.vat_number }
		: { pk };
}

/** An invoice as its endpoints show it; totals are decimal texts, without tax. */
export function invoiceView(invoice: StoredInvoice, tenant: Tenant): object {
	const total = invoice.lines.reduce((sum, { amount }) => sum + Number(amount), 0);
	return {
		...invoice,
		created_by: briefCompany(tenant.company, tenant),
		debtor: {
			...briefCompany(invoice.debtor, tenant),
			invoicing_remote_id: tenant.of(companyCollection).get(invoice.debtor)?.invoicing_remote_id ?? '',
			notes: '',
		},
		total_price: decimal(total, 2),
		total_tax_amount: decimal(total * 0.2, 2),
		is_dashdoc: true,
		is_payment_late: false,
		credit_notes: [],
		merge_by: null,
		group_mode: null,
		free_text: '',
		payment_method: null,
	};
}

const createBareInvoice: Handler = ({ body, tenant }) => {
	const debtor = findReferenced(tenant.of(companyCollection), body.customer_to_invoice_id);
	if (!debtor) {
		const detail = 'This company does not exist or cannot be invoiced.';
		throw refuseField('customer_to_invoice_id', detail, 'invalid_customer_to_invoice');
	}
	tenant.world.clock.tick();
	const invoice = newInvoice({ debtor: debtor.pk }, tenant);
	assign(invoice, body, ['customer_to_invoice_id']);
	tenant.of(invoiceCollection).add(invoice);
	return created({ uid: invoice.uid });
};

/** Members that only steer how the PDF looks; they are accepted and not shown again. */
const layout = [
	'file',
	'template_uid',
	'bank_information_uid',
	'show_carbon_footprint',
	'fuel_surcharge_in_footer',
];

function updateInvoice(invoice: StoredInvoice, { body, files, tenant }: Call): void {
	assign(invoice, body, layout);
	const file = files.find(({ field }) => field === 'file');
	if (file) invoice.file = tenant.world.media.add(invoice.uid, file);
}

const createInvoiceLine: Handler = (call) => {
	const { body, tenant } = call;
	const invoice = findRecord(tenant.of(invoiceCollection), call, 'uid');
	if (invoice.status !== 'draft') {
		throw refuseField('non_field_errors', 'Lines can be added to drafts only.', 'invalid');
	}
	const { invoice_item_uid: item } = body;
	const hasItem = item !== undefined && item !== null;
	const invoice_item = hasItem
		? referenced(tenant.of(invoiceItemCollection), item, 'invoice_item_uid')
		: null;
	const texts = { description: '', quantity: '0', unit_price: '0' };
	assign(texts, body, ['invoice_item_uid']);
	invoice.lines.push(newInvoiceLine({ ...texts, invoice_item, currency: invoice.currency }, tenant));
	tenant.touch(invoiceCollection, invoice);
	return created();
};

const markInvoicePaid: Handler = (call) => {
	const { body, tenant } = call;
	const invoice = findRecord(tenant.of(invoiceCollection), call, 'uid');
	tenant.touch(invoiceCollection, invoice);
	invoice.status = 'paid';
	invoice.paid_at = typeof body.paid_at === 'string' ? body.paid_at : tenant.world.clock.now().slice(0, 10);
	invoice.payment_notes = typeof body.payment_notes === 'string' ? body.payment_notes : '';
	return ok(invoiceView(invoice, tenant));
};

const markInvoiceNotPaid: Handler = (call) => {
	const { tenant } = call;
	const invoice = findRecord(tenant.of(invoiceCollection), call, 'uid');
	if (invoice.status === 'paid') {
		invoice.status = 'final';
		invoice.paid_at = null;
		tenant.touch(invoiceCollection, invoice);
	}
	return ok(invoiceView(invoice, tenant));
};

export const invoices: Resource<StoredInvoice> = {
	collection: invoiceCollection,
	operations: { list: 'listInvoices', get: 'getInvoice', update: 'updateInvoice' },
	filters: { ...instantFilters('finalized_at', ({ finalized_at }) => finalized_at) },
	view: invoiceView,
	update: updateInvoice,
	actions: { createBareInvoice, createInvoiceLine, markInvoicePaid, markInvoiceNotPaid },
};

export const invoiceItems: Resource<StoredInvoiceItem> = {
	collection: invoiceItemCollection,
	operations: {
		list: 'listInvoiceItems',
		create: 'createInvoiceItem',
		update: 'updateInvoiceItem',
		delete: 'deleteInvoiceItem',
	},
	create: ({ body, tenant }) => {
		const collection = tenant.of(invoiceItemCollection);
		refuseDuplicates(collection, body, [uniqueRemoteId]);
		tenant.world.clock.tick();
		const item: StoredInvoiceItem = { uid: tenant.world.random.uid(), remote_id: '', description: '' };
		assign(item, body);
		return collection.add(item);
	},
	update: (item, { body, tenant }) => {
		refuseDuplicates(tenant.of(invoiceItemCollection), body, [uniqueRemoteId], item);
		assign(item, body);
	},
};
