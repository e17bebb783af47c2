import type { IDataObject } from 'n8n-workflow';
import { searchMethod, withDetail, type Search } from './search';

const nested = (object: IDataObject, name: string) => (object[name] ?? {}) as IDataObject;

/** A person, by name; by email address where the name is not known. */
const personName = ({ first_name, last_name, email }: IDataObject) =>
	[first_name, last_name].filter(Boolean).join(' ') || email;

/** Truckers and managers, whose names are those of their login account. */
const userName = (person: IDataObject) => personName(nested(person, 'user')) || person.display_name;

/** Fleet entries without plate are known by their fleet number. */
const plateOf = ({ license_plate, fleet_number, pk }: IDataObject) => license_plate || fleet_number || pk;

const fleetDetail = ({ license_plate, fleet_number, remote_id }: IDataObject) =>
	(license_plate && fleet_number) || remote_id;

const vehicles: Search = {
	route: 'GET /vehicles/',
	filter: 'text',
	value: 'pk',
	label: (vehicle) => withDetail(plateOf(vehicle), fleetDetail(vehicle)),
};

/** Customer, date and total without tax. */
const invoiceDetail = ({ created, currency, debtor, invoicing_date, total_price }: IDataObject) =>
	[
		((debtor ?? {}) as IDataObject).name,
		invoicing_date ?? (typeof created === 'string' ? created.slice(0, 10) : ''),
		[total_price, currency].filter(Boolean).join(' '),
	]
		.filter(Boolean)
		.join(', ');

/** The searches behind the editor's resource locators, by the names that the locators use. */
export const listSearch = {
	searchAddresses: searchMethod({
		route: 'GET /addresses/',
		value: 'pk',
		label: (address) =>
			withDetail(
				address.name || nested(address, 'company').name || address.address,
				[address.postcode, address.city].filter(Boolean).join(' '),
			),
	}),
	searchAdrUnCodes: searchMethod({
		route: 'GET /adr-un-codes/',
		filter: 'search',
		value: 'pk',
		label: (entry) => `UN ${String(entry.code)}`,
	}),
	searchCompanies: searchMethod({
		route: 'GET /companies/',
		filter: 'text',
		value: 'pk',
		label: (company) => withDetail(company.name, nested(company, 'primary_address').city),
	}),
	searchContacts: searchMethod({
		route: 'GET /contacts/',
		filter: 'text',
		value: 'uid',
		label: (contact) => withDetail(personName(contact) || contact.uid, nested(contact, 'company').name),
	}),
	searchInvoiceItems: searchMethod({
		route: 'GET /invoices/items/',
		value: 'uid',
		label: ({ description, remote_id, uid }) =>
			withDetail(description || remote_id || uid, description && remote_id),
	}),
	searchInvoices: searchMethod({
		route: 'GET /invoices/',
		value: 'uid',
		label: (invoice) => withDetail(invoice.document_number || 'Draft', invoiceDetail(invoice)),
	}),
	searchManagers: searchMethod({
		route: 'GET /managers/',
		filter: 'text',
		value: 'pk',
		label: (manager) => withDetail(userName(manager) || manager.pk, nested(manager, 'user').email),
	}),
	searchSupportTypes: searchMethod({
		route: 'GET /support-types/',
		filter: 'text',
		value: 'uid',
		label: (type) => withDetail(type.name, type.remote_id),
	}),
	searchTrailers: searchMethod({ ...vehicles, route: 'GET /trailers/' }),
	searchTransportOperationCategories: searchMethod({
		route: 'GET /carbon-footprint/transport-operation-categories/',
		value: 'uid',
		label: ({ name, uid }) => String(name || uid),
	}),
	searchTransports: searchMethod({
		route: 'GET /transports/',
		filter: 'text',
		value: 'uid',
		label: (transport) =>
			withDetail(transport.sequential_id ?? transport.uid, transport.remote_id || transport.status),
	}),
	searchTransportTemplates: searchMethod({
		route: 'GET /transport-templates/',
		value: 'uid',
		label: (template) => String(template.template_name ?? template.uid),
	}),
	searchTruckers: searchMethod({
		route: 'GET /manager-truckers/',
		filter: 'text',
		value: 'pk',
		label: (trucker) =>
			withDetail(userName(trucker) || trucker.pk, trucker.remote_id || trucker.phone_number),
	}),
	searchVehiclePlates: searchMethod({
		...vehicles,
		query: { has_license_plate: true },
		value: 'license_plate',
	}),
	searchVehicles: searchMethod(vehicles),
	searchWasteContacts: searchMethod({
		route: 'GET /wam/contacts/',
		value: 'uid',
		label: (contact) => withDetail(personName(contact) || contact.uid, contact.email),
	}),
	searchWasteForms: searchMethod({
		route: 'GET /wam/forms/',
		value: 'uid',
		label: (form) => withDetail(form.name || form.uid, form.status),
	}),
	searchWasteLoads: searchMethod({
		route: 'GET /wam/forms/{uid}/loads/',
		within: { placeholder: 'uid', parameter: 'wasteForm', noun: 'waste form' },
		value: 'uid',
		label: (load) => withDetail(load.description || load.uid, load.eural_code),
	}),
	searchWasteNotes: searchMethod({
		route: 'GET /track-dechets/',
		value: 'uid',
		label: (note) => withDetail(note.readable_id, nested(note, 'transport').remote_id),
	}),
};

export type SearchMethod = keyof typeof listSearch;
