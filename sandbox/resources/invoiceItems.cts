import type { CollectionDefinition } from '../state/collection.cts';
import type { Resource } from './resource.cts';
import { assign } from './standard.cts';
import { refuseDuplicates, uniqueRemoteId } from './uniqueness.cts';

/** An article of the catalogue that invoice lines name. */
export interface StoredInvoiceItem {
	uid: string;
	remote_id: string;
	description: string;
}

export const invoiceItemCollection: CollectionDefinition<StoredInvoiceItem> = {
	name: 'invoiceItems',
	key: 'uid',
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
