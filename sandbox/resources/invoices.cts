import { created, ok } from '../http/answer.cts';
import type { UploadedFile } from '../http/body.cts';
import { notFound, refuseField, type Refusal } from '../http/problems.cts';
import type { JsonObject } from '../json.cts';
import { product, rounded, sum } from '../money.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import type { State } from '../state/state.cts';
import type { Tenant } from '../state/tenant.cts';
import { companyCollection } from './companies/records.cts';
import { instantFilters } from './filters.cts';
import { invoiceItemCollection, type StoredInvoiceItem } from './invoiceItems.cts';
import { findReferenced, referenced } from './references.cts';
import type { Call, Handler, Resource } from './resource.cts';
import { assign, findRecord } from './standard.cts';

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
	/** Percent, as decimal text. */
	tax_rate: string | null;
	is_gas_indexed: boolean;
	is_fuel_surcharge: boolean;
	metric: string;
}

/** The lines of one transport on an invoice. */
export interface StoredLineGroup {
	id: number;
	transport: JsonObject;
	lines: StoredInvoiceLine[];
	description: string;
	total_price_without_tax: string;
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
	/** Lines of no transport. */
	lines: StoredInvoiceLine[];
	line_groups: StoredLineGroup[];
	language: string;
	paid_at: string | null;
	payment_method: { uid: string; name: string } | null;
	payment_notes: string;
}

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
		uid: given.uid ?? tenant.world.random.uid(),
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
		payment_method: null,
		payment_notes: '',
		...given,
	};
}

/** Decimals that Dashdoc's description has for quantities, unit prices and amounts. */
const places = { quantity: 3, unitPrice: 4, amount: 2 };

/** A line of an invoice from its decimal texts. */
export function newInvoiceLine(
	given: Pick<StoredInvoiceLine, 'description' | 'quantity' | 'unit_price'> & Partial<StoredInvoiceLine>,
	tenant: Tenant,
): StoredInvoiceLine {
	const amount = rounded(product(given.quantity, given.unit_price), places.amount);
	return {
		id: tenant.world.nextKey(),
		currency: 'EUR',
		invoice_item: null,
		tax_rate: '20.00',
		is_gas_indexed: false,
		is_fuel_surcharge: false,
		metric: 'FLAT',
		...given,
		amount,
		total_price_without_tax: amount,
		quantity: rounded(given.quantity, places.quantity),
		unit_price: rounded(given.unit_price, places.unitPrice),
	};
}

function briefCompany(pk: number, tenant: Tenant): JsonObject {
	const company = tenant.of(companyCollection).get(pk);
	return company
		? { pk, name: company.name, country: company.country, vat_number: company.vat_number }
		: { pk };
}

/** The tax of each rate on the sum of its lines. */
function taxOf(lines: readonly StoredInvoiceLine[]): string {
	const rates = [...new Set(lines.map(({ tax_rate }) => tax_rate ?? '0'))];
	const taxes = rates.map((rate) => {
		const amounts = lines.filter(({ tax_rate }) => (tax_rate ?? '0') === rate).map(({ amount }) => amount);
		return rounded(product(product(sum(amounts), rate), '0.01'), places.amount);
	});
	return rounded(sum(taxes), places.amount);
}

/** An invoice as its endpoints show it; totals are decimal texts, without tax. */
export function invoiceView(invoice: StoredInvoice, tenant: Tenant): object {
	const lines = [...invoice.lines, ...invoice.line_groups.flatMap((group) => group.lines)];
	return {
		...invoice,
		created_by: briefCompany(tenant.company, tenant),
		debtor: {
			...briefCompany(invoice.debtor, tenant),
			invoicing_remote_id: tenant.of(companyCollection).get(invoice.debtor)?.invoicing_remote_id ?? '',
			notes: '',
		},
		total_price: rounded(sum(lines.map(({ amount }) => amount)), places.amount),
		total_tax_amount: taxOf(lines),
		is_dashdoc: true,
		is_payment_late: false,
		credit_notes: [],
		merge_by: null,
		group_mode: null,
		free_text: '',
	};
}

const knownCurrencies = new Set(Intl.supportedValuesOf('currency'));

const createBareInvoice: Handler = ({ body, tenant }) => {
	const debtor = findReferenced(tenant.of(companyCollection), body.customer_to_invoice_id);
	if (!debtor) {
		const detail = 'This company does not exist or cannot be invoiced.';
		throw refuseField('customer_to_invoice_id', detail, 'invalid_customer_to_invoice');
	}
	const { currency } = body;
	if (typeof currency === 'string' && !knownCurrencies.has(currency)) {
		throw refuseField('currency', `"${currency}" is not a valid choice.`, 'invalid_choice');
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

function updateInvoice(invoice: StoredInvoice, call: Call): void {
	const { body, tenant } = call;
	const file = pdfOf(call);
	assign(invoice, body, layout);
	if (file) invoice.file = tenant.world.media.add(invoice.uid, file);
}

/** The finished invoice that a form brings. */
function pdfOf({ body, files }: Call): UploadedFile | undefined {
	const file = files.find(({ field }) => field === 'file');
	if (!file && typeof body.file === 'string') {
		throw refuseField('file', 'The submitted data was not a file.', 'invalid');
	}
	if (!file) return undefined;
	if (file.content.length === 0) throw refuseField('file', 'The submitted file is empty.', 'empty');
	if (file.content.subarray(0, 5).toString('latin1') === '%PDF-') return file;
	throw refuseField('file', 'The submitted file is not a PDF.', 'invalid');
}

const createInvoiceLine: Handler = (call) => {
	const { body, settings, tenant } = call;
	const invoice = findRecord(tenant.of(invoiceCollection), call, 'uid');
	if (invoice.status !== 'draft') throw refuseState('Lines can be added to drafts only.');
	const { invoice_item_uid: item } = body;
	const hasItem = item !== undefined && item !== null;
	if (!hasItem && settings.mandatoryInvoiceItems) {
		throw refuseState('Every line must have an invoice item.', 'mandatory_invoice_item');
	}
	const invoice_item = hasItem
		? referenced(tenant.of(invoiceItemCollection), item, 'invoice_item_uid')
		: null;
	const texts = { description: '', quantity: '0', unit_price: '0' };
	assign(texts, body, ['invoice_item_uid']);
	invoice.lines.push(newInvoiceLine({ ...texts, invoice_item, currency: invoice.currency }, tenant));
	tenant.touch(invoiceCollection, invoice);
	return created();
};

function refuseState(detail: string, code = 'invalid'): Refusal {
	return refuseField('non_field_errors', detail, code);
}

const markInvoicePaid: Handler = (call) => {
	const { body, tenant } = call;
	const invoice = findRecord(tenant.of(invoiceCollection), call, 'uid');
	if (invoice.status === 'draft') throw refuseState('A draft cannot be marked as paid.');
	tenant.touch(invoiceCollection, invoice);
	const { paid_at, payment_method_uid: method, payment_notes: notes } = body;
	invoice.status = 'paid';
	invoice.paid_at = typeof paid_at === 'string' ? paid_at : today(tenant);
	invoice.payment_method = typeof method === 'string' ? { uid: method, name: 'Virement' } : null;
	invoice.payment_notes = typeof notes === 'string' ? notes : '';
	return ok(invoiceView(invoice, tenant));
};

const markInvoiceNotPaid: Handler = (call) => {
	const { tenant } = call;
	const invoice = findRecord(tenant.of(invoiceCollection), call, 'uid');
	if (invoice.status === 'paid') {
		Object.assign(invoice, { status: 'final', paid_at: null, payment_method: null, payment_notes: '' });
		tenant.touch(invoiceCollection, invoice);
	}
	return ok(invoiceView(invoice, tenant));
};

const today = ({ world }: Tenant): string => world.clock.now().slice(0, 10);

/** Days after which an invoice is due. */
const daysToPay = 30;

/** The next number of a company that lets Dashdoc number its invoices. */
function nextNumber(tenant: Tenant): string {
	const numbered = tenant
		.of(invoiceCollection)
		.all()
		.filter(({ status }) => status !== 'draft');
	return `FA-${today(tenant).slice(0, 4)}-${String(numbered.length + 1).padStart(4, '0')}`;
}

/**
 * Makes a draft final, as people do it in the app.
 * @param number left out, the next one; null where the accounting software numbers it
 */
export function finalizeInvoice({ tenants }: State, uid: string, number?: string | null): StoredInvoice {
	for (const tenant of tenants) {
		const invoice = tenant.of(invoiceCollection).get(uid);
		if (!invoice) continue;
		if (invoice.status !== 'draft') throw refuseState('Only a draft can be made final.');
		tenant.touch(invoiceCollection, invoice);
		const due = new Date(Date.parse(tenant.world.clock.now()) + daysToPay * 86_400_000);
		return Object.assign(invoice, {
			status: 'final',
			document_number: number === undefined ? nextNumber(tenant) : number,
			finalized_at: tenant.world.clock.now(),
			invoicing_date: today(tenant),
			due_date: due.toISOString().slice(0, 10),
		});
	}
	throw notFound();
}

export const invoices: Resource<StoredInvoice> = {
	collection: invoiceCollection,
	operations: { list: 'listInvoices', get: 'getInvoice', update: 'updateInvoice' },
	filters: { ...instantFilters('finalized_at', ({ finalized_at }) => finalized_at) },
	view: invoiceView,
	update: updateInvoice,
	actions: { createBareInvoice, createInvoiceLine, markInvoicePaid, markInvoiceNotPaid },
};
