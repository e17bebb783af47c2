import type { CollectionDefinition } from '../../state/collection.cts';
import { companyCollection } from '../companies/records.cts';
import { referenced } from '../references.cts';
import type { JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import type { Resource } from '../resource.cts';
import { assign } from '../standard.cts';

/** A person who can stand on waste forms. */
export interface StoredWamContact extends JsonObject {
	uid: string;
	first_name: string;
	last_name: string;
	email: string;
	phone_number: string;
}

export const wamContactCollection: CollectionDefinition<StoredWamContact> = {
	name: 'wamContacts',
	key: 'uid',
};

/** A contact of a waste form, from the members that were given. */
export function newWamContact(given: Partial<StoredWamContact>, tenant: Tenant): StoredWamContact {
	return {
		uid: tenant.world.random.uid(),
		first_name: '',
		last_name: '',
		email: '',
		phone_number: '',
		...given,
	};
}

function checkCompany({ company_id }: Readonly<JsonObject>, tenant: Tenant): void {
	if (company_id !== undefined) referenced(tenant.of(companyCollection), company_id, 'company_id');
}

export const wamContacts: Resource<StoredWamContact> = {
	collection: wamContactCollection,
	operations: {
		list: 'listWamContacts',
		get: 'retrieveWamContact',
		create: 'createWamContact',
		update: 'updateWamContact',
		delete: 'deleteWamContact',
	},
	create: ({ body, tenant }) => {
		checkCompany(body, tenant);
		tenant.world.clock.tick();
		const contact = newWamContact({}, tenant);
		assign(contact, body, ['uid']);
		return tenant.of(wamContactCollection).add(contact);
	},
	update: (contact, { body, tenant }) => {
		checkCompany(body, tenant);
		assign(contact, body, ['uid']);
	},
};
