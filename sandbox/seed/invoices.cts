import { companyCollection } from '../resources/companies/records.cts';
import { invoiceItemCollection, type StoredInvoiceItem } from '../resources/invoiceItems.cts';
import {
	invoiceCollection,
	newInvoice,
	newInvoiceLine,
	type StoredInvoice,
	type StoredInvoiceLine,
	type StoredLineGroup,
} from '../resources/invoices.cts';
import { transportCollection, type StoredTransport } from '../resources/transports/records.cts';
import { Random } from '../state/random.cts';
import type { Tenant } from '../state/tenant.cts';

/** An invoice for every fifth invoiced transport; the first two are drafts. */
export function seedInvoices(tenant: Tenant): void {
	const [item] = tenant.of(invoiceItemCollection).all();
	const invoiced = tenant
		.of(transportCollection)
		.all()
		.filter(
			({ status, customer_to_invoice }) =>
				customer_to_invoice && (status === 'invoiced' || status === 'paid'),
		)
		.reverse();
	invoiced.forEach((transport, number) => {
		if (number % 5 !== 0) return;
		const isDraft = number < 10;
		tenant.of(invoiceCollection).add(
			newInvoice(
				{
					debtor: Number(transport.customer_to_invoice?.pk),
					remote_id: `FAC-T-${number / 5 + 1}`,
					created: transport.updated,
					updated: transport.updated,
					is_bare_invoice: false,
					transports_count: 1,
					line_groups: [lineGroup(transport, item ?? null, tenant)],
					...(!isDraft && {
						status: transport.status === 'paid' ? 'paid' : 'final',
						document_number: transport.invoice_number,
						invoicing_date: transport.updated.slice(0, 10),
						due_date: tenant.world.clock.daysAgo(-20).slice(0, 10),
						finalized_at: transport.updated,
					}),
				},
				tenant,
			),
		);
	});
}

/** What one transport costs, with the papers that prove it. */
function lineGroup(
	transport: StoredTransport,
	invoice_item: StoredInvoiceItem | null,
	tenant: Tenant,
): StoredLineGroup {
	const line = newInvoiceLine(
		{
			description: `Transport ${transport.sequential_id}`,
			quantity: '1',
			unit_price: transport.quotation_total_price ?? '0',
			invoice_item,
		},
		tenant,
	);
	return {
		id: tenant.world.nextKey(),
		transport: {
			uid: transport.uid,
			sequential_id: transport.sequential_id,
			deliveries: [],
			documents: [],
			messages: [],
		},
		lines: [line],
		description: line.description,
		total_price_without_tax: line.amount,
	};
}

/** What is charged apart from transports. */
const extras: ReadonlyArray<Pick<StoredInvoiceLine, 'description' | 'quantity' | 'unit_price'>> = [
	{ description: 'Stockage de palettes, février', quantity: '12.500', unit_price: '3.9500' },
	{ description: "Heures d'attente à Évreux", quantity: '2.25', unit_price: '48.75' },
];

/** A draft, a final and a paid invoice of no transport, however few transports there are. */
export function seedBareInvoices(tenant: Tenant): void {
	// With chance of its own, so that what was made before stays as it is.
	const random = new Random(tenant.company);
	const { clock } = tenant.world;
	const drafted = tenant.of(invoiceCollection).find(({ status }) => status === 'draft');
	const debtor = drafted?.debtor ?? tenant.of(companyCollection).find(({ pk }) => pk !== tenant.company)?.pk;
	if (debtor === undefined) return;
	const closed = (days: number, number: string): Partial<StoredInvoice> => ({
		status: 'final',
		document_number: number,
		invoicing_date: clock.daysAgo(days).slice(0, 10),
		due_date: clock.daysAgo(days - 30).slice(0, 10),
		finalized_at: clock.daysAgo(days),
	});
	const states: Array<Partial<StoredInvoice>> = [
		closed(3, 'FA2026-90001'),
		{
			...closed(40, 'FA2026-90002'),
			status: 'paid',
			paid_at: clock.daysAgo(12).slice(0, 10),
			payment_notes: 'Virement reçu',
		},
		{},
	];
	const items = tenant.of(invoiceItemCollection).all();
	states.forEach((state, index) => {
		const lines = extras.map((extra, row) =>
			newInvoiceLine({ ...extra, invoice_item: items[row] ?? null }, tenant),
		);
		const created = clock.daysAgo(41 - index);
		const given = { remote_id: `FAC-${90_001 + index}`, created, updated: created, ...state };
		tenant.of(invoiceCollection).add(newInvoice({ debtor, uid: random.uid(), lines, ...given }, tenant));
	});
}
