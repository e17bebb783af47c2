import type { Tenant } from '../../state/tenant.cts';
import { isRentalOrder } from './loads.cts';
import type { StoredDelivery, StoredTransport } from './records.cts';

/** Categories of consignment notes among the generated documents. */
const consignmentNotes = new Set<unknown>(['cmr', 'cmr4', 'ldv']);

/** What Dashdoc prints. */
export type DocumentCategory = 'cmr' | 'ldv' | 'rental' | 'orc' | 'chc' | 'loading_plan';

/** The consignment notes among the documents of a transport. */
export function cmrsOf({ documents }: StoredTransport): StoredTransport['documents'] {
	return documents.filter(({ category }) => consignmentNotes.has(category));
}

/** Adds a document that Dashdoc made for a delivery, unless the delivery has one of that category. */
export function addDocument(
	transport: StoredTransport,
	tenant: Tenant,
	category: DocumentCategory,
	delivery: StoredDelivery = transport.deliveries[0],
): void {
	const { documents, sequential_id, deliveries } = transport;
	if (documents.some((other) => other.category === category && other.delivery === delivery.uid)) return;
	const position = deliveries.indexOf(delivery);
	const name = `${category}-${sequential_id}${position > 0 ? `-${position + 1}` : ''}`;
	const { origin, destination } = delivery;
	const places = [origin, destination].map(({ address }) => address?.city ?? '').join(' - ');
	documents.push({
		pk: tenant.world.nextKey(),
		file_updated_date: tenant.world.clock.now(),
		delivery: delivery.uid,
		category,
		name,
		reference: delivery.shipper_reference,
		file: tenant.world.media.generated(name, places),
	});
}

/**
 * The paper of what was loaded: a rental order has its own kind, and a transport whose parties are kept from each
 * other, or whose consignment note somebody uploaded, has none (concepts, sections 11.1, 11.9, 13).
 */
export function addLoadingDocument(
	transport: StoredTransport,
	tenant: Tenant,
	delivery: StoredDelivery,
): void {
	if (isRentalOrder(transport.deliveries)) return addDocument(transport, tenant, 'rental', delivery);
	const isUploaded = transport.messages.some(({ document_type }) => document_type === 'cmr');
	if (!transport.business_privacy && !isUploaded) addDocument(transport, tenant, 'cmr', delivery);
}

/** An uploaded consignment note takes the place of the generated ones (concepts, section 13). */
export function dropConsignmentNotes(transport: StoredTransport): void {
	transport.documents = transport.documents.filter(({ category }) => !consignmentNotes.has(category));
}
