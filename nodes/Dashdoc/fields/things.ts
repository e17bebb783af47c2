import type { Route } from '../declaration/route';
import type { SearchMethod } from '../lookups';

/** A kind of thing that a user picks. */
export interface Locatable {
	/** Singular, as on Dashdoc's screens. */
	noun: string;
	/** Left out for things of which Dashdoc has no list to pick from. */
	search?: SearchMethod;
	/** Whether the ID is a whole number (pk), opaque text (uid) or a license plate. */
	id: 'number' | 'text' | 'plate';
	/** How picking by the ID is called; left out, "By ID". */
	idLabel?: string;
	examples: { id: string; externalId?: string };
	/** Another key by which Dashdoc looks it up; left out, the External ID. */
	key?: { field: string; label: string; hint?: string };
	/**
	 * Route that reads it by External ID, where Dashdoc's documentation shows no look-up for it; left out where the
	 * look-up is documented, and where there is none.
	 */
	resolve?: Route;
	/** Dashdoc's page of one such thing; the ID is the one group. Left out where the page is not known. */
	page?: { regex: string; example: string };
}

export const address: Locatable = {
	noun: 'Address',
	search: 'searchAddresses',
	id: 'number',
	examples: { id: '23498', externalId: 'ADR_123' },
	resolve: 'GET /addresses/{pk}/',
};

export const adrUnCode: Locatable = {
	noun: 'ADR UN Code',
	search: 'searchAdrUnCodes',
	id: 'number',
	examples: { id: '412', externalId: '1203' },
	key: { field: 'code', label: 'By UN Code', hint: 'The four digits of the UN number' },
};

export const company: Locatable = {
	noun: 'Company',
	search: 'searchCompanies',
	id: 'number',
	examples: { id: '928', externalId: 'COMP_123' },
};

export const contact: Locatable = {
	noun: 'Contact',
	search: 'searchContacts',
	id: 'text',
	examples: { id: '687cddac-dbd2-11ea-9024-0242ac130006', externalId: 'CONTACT_123' },
};

/** No External ID: Dashdoc looks invoices up by their ID alone. */
export const invoice: Locatable = {
	noun: 'Invoice',
	search: 'searchInvoices',
	id: 'text',
	examples: { id: '687cddac-dbd2-11ea-9024-0242ac130011' },
};

export const invoiceItem: Locatable = {
	noun: 'Invoice Item',
	search: 'searchInvoiceItems',
	id: 'text',
	examples: { id: '0a7c4a1c-5b1e-11ec-8d3c-0242ac120021', externalId: 'ITEM_123' },
};

export const manager: Locatable = {
	noun: 'Manager',
	search: 'searchManagers',
	id: 'number',
	examples: { id: '928' },
};

export const supportType: Locatable = {
	noun: 'Support Type',
	search: 'searchSupportTypes',
	id: 'text',
	examples: { id: '0a7c4a1c-5b1e-11ec-8d3c-0242ac120002', externalId: 'EUR_PALLET' },
	resolve: 'GET /support-types/{uid}/',
};

export const trailer: Locatable = {
	noun: 'Trailer',
	search: 'searchTrailers',
	id: 'number',
	examples: { id: '311', externalId: 'TRAILER_12' },
};

export const transport: Locatable = {
	noun: 'Transport',
	search: 'searchTransports',
	id: 'text',
	examples: { id: '447521b0-e165-11ea-a488-0242ac110007', externalId: 'OT2026-123456' },
	resolve: 'GET /transports/{uid}/',
	page: {
		regex: '^https://[^/]+/app/transports/([^/?#]+)',
		example: 'https://www.dashdoc.eu/app/transports/447521b0-e165-11ea-a488-0242ac110007/',
	},
};

export const trip: Locatable = {
	noun: 'Trip',
	id: 'text',
	examples: { id: '2d9f6b74-51c8-11ee-be56-0242ac130009' },
};

export const transportOperationCategory: Locatable = {
	noun: 'Transport Operation Category',
	search: 'searchTransportOperationCategories',
	id: 'text',
	examples: { id: '2f1c7d3e-8a4b-11ec-9d5f-0242ac120003' },
};

export const transportTemplate: Locatable = {
	noun: 'Transport Template',
	search: 'searchTransportTemplates',
	id: 'text',
	examples: { id: '9d1f6d2e-b3a1-11ee-8a7c-0242ac120002' },
};

export const trucker: Locatable = {
	noun: 'Trucker',
	search: 'searchTruckers',
	id: 'number',
	examples: { id: '542', externalId: 'TRUCKER_7' },
	resolve: 'GET /manager-truckers/{pk}/',
};

export const vehicle: Locatable = {
	noun: 'Vehicle',
	search: 'searchVehicles',
	id: 'number',
	examples: { id: '207', externalId: 'VEHICLE_12' },
};

/** A vehicle where Dashdoc knows it by its plate alone, as in telematics. */
export const vehicleByPlate: Locatable = {
	noun: 'Vehicle',
	search: 'searchVehiclePlates',
	id: 'plate',
	idLabel: 'By License Plate',
	examples: { id: 'AB-123-CD' },
};

/** A note of the French waste register, as it is linked to a transport. */
export const wasteNote: Locatable = {
	noun: 'Waste Note',
	search: 'searchWasteNotes',
	id: 'text',
	examples: { id: '8b2f64c0-9d1e-11ee-8f3a-0242ac130014' },
};

export const wasteContact: Locatable = {
	noun: 'Waste Contact',
	search: 'searchWasteContacts',
	id: 'text',
	examples: { id: '3e7a90d2-7c55-11ee-b1a6-0242ac130011' },
};

export const wasteForm: Locatable = {
	noun: 'Waste Form',
	search: 'searchWasteForms',
	id: 'text',
	examples: { id: 'd41c8e6a-6f02-11ee-92b7-0242ac130012' },
};
