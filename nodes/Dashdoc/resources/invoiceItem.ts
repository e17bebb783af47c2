import { inPathOrExternalId } from '../fields/locators';
import { demanded, text } from '../fields/plain';
import { invoiceItem as invoiceItemThing } from '../fields/things';
import { create, createOrUpdate, getMany, remove, resource, update, type Noun } from './standard';

const noun: Noun = { singular: 'invoice item', plural: 'invoice items' };

const locator = inPathOrExternalId('path.uid', invoiceItemThing, {
	description: 'The article of your invoicing catalogue',
});

const externalId = text('body.remote_id', 'External ID', {
	description: 'Your own identifier of the article, such as its number in your accounting software',
	placeholder: 'e.g. ITEM_123',
});
const description = text('body.description', 'Description', {
	description: 'Text that an invoice line gets when the article is chosen',
	placeholder: 'e.g. Prestation de transport',
});

export const invoiceItem = resource({
	value: 'invoiceItem',
	name: 'Invoice Item',
	identifier: 'uid',
	operations: [
		create(noun, 'POST /invoices/items/', {
			required: [demanded(description)],
			additional: [externalId],
		}),
		createOrUpdate(noun, 'POST /invoices/items/', {
			required: [demanded(externalId), demanded(description)],
			additional: [],
			findFirst: {
				// There is no reading of a single one, and the catalogue is short.
				finders: [
					{
						by: 'search',
						route: 'GET /invoices/items/',
						query: async () => ({}),
						match: ['remote_id'],
						whole: true,
					},
				],
				update: 'PATCH /invoices/items/{uid}/',
				keys: ['remote_id'],
			},
			alsoCalls: ['GET /invoices/items/', 'PATCH /invoices/items/{uid}/'],
		}),
		remove(noun, 'DELETE /invoices/items/{uid}/', locator),
		getMany(noun, 'GET /invoices/items/', { filterFields: [] }),
		update(noun, 'PATCH /invoices/items/{uid}/', locator, [externalId, description]),
	],
});
