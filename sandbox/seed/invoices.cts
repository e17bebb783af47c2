import {
	invoiceCollection,
	invoiceItemCollection,
	newInvoice,
	newInvoiceLine,
} from '../resources/invoices.cts';
import { transportCollection } from '../resources/transports/records.cts';
import type { Tenant } from '../state/tenant.cts';

/** An invoice for every fifth invoiced transport, and two drafts. */
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
		const line = newInvoiceLine(
			{
				description: `Transport ${transport.sequential_id}`,
				quantity: '1.000',
				unit_price: `${transport.quotation_total_price ?? '0.00'}00`,
				invoice_item: item ?? null,
			},
			tenant,
		);
		tenant.of(invoiceCollection).add(
			newInvoice(
				{
					debtor: Number(transport.customer_to_invoice?.pk),
					status: isDraft ? 'draft' : transport.status === 'paid' ? 'paid' : 'final',
					document_number: isDraft ? null : transport.invoice_number,
					invoicing_date: isDraft ? null : transport.updated.slice(0, 10),
					due_date: isDraft ? null : tenant.world.clock.daysAgo(-20).slice(0, 10),
					finalized_at: isDraft ? null : transport.updated,
					created: transport.updated,
					updated: transport.updated,
					is_bare_invoice: false,
					transports_count: 1,
					lines: [line],
				},
				tenant,
			),
		);
	});
}
