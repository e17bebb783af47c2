import type { IDataObject } from 'n8n-workflow';
import { searchMethod, withDetail } from './search';

const nested = (object: IDataObject, name: string) => (object[name] ?? {}) as IDataObject;

/** The searches behind the editor's resource locators, by the names that the locators use. */
export const listSearch = {
	searchCompanies: searchMethod({
		route: 'GET /companies/',
		filter: 'text',
		identifier: 'pk',
		label: (company) => withDetail(company.name, nested(company, 'primary_address').city),
	}),
	searchContacts: searchMethod({
		route: 'GET /contacts/',
		filter: 'text',
		identifier: 'uid',
		label: (contact) =>
			withDetail(
				[contact.first_name, contact.last_name].filter(Boolean).join(' ') || contact.email || contact.uid,
				nested(contact, 'company').name,
			),
	}),
	searchTransports: searchMethod({
		route: 'GET /transports/',
		filter: 'text',
		identifier: 'uid',
		label: (transport) =>
			withDetail(transport.sequential_id ?? transport.uid, transport.remote_id || transport.status),
	}),
};

export type SearchMethod = keyof typeof listSearch;
