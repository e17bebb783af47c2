import { forbidden, refuseField } from '../http/problems.cts';
import { isJsonObject, type JsonObject } from '../json.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import type { Tenant } from '../state/tenant.cts';
import { companyCollection, embeddedCompany, findOrCreateCompany } from './companies/records.cts';
import { isIn, isEqual, listOf } from './filters.cts';
import type { Call, Resource } from './resource.cts';
import { securityProtocolCollection } from './securityProtocols/records.cts';
import { assign } from './standard.cts';
import { refuseDuplicates, uniqueRemoteId } from './uniqueness.cts';

/** An entry of the address book. */
export interface StoredAddress {
	pk: number;
	name: string;
	address: string;
	city: string;
	postcode: string;
	country: string;
	latitude: number | null;
	longitude: number | null;
	radius: number | null;
	coords_validated: boolean;
	is_demo: boolean;
	is_carrier: boolean;
	is_shipper: boolean;
	is_origin: boolean;
	is_destination: boolean;
	instructions: string;
	created_by: { pk: number; name: string };
	created: string;
	remote_id: string;
	/** Primary key of the company that the address belongs to. */
	company: number | null;
}

export const addressCollection: CollectionDefinition<StoredAddress> = { name: 'addresses', key: 'pk' };

const roles = ['is_carrier', 'is_shipper', 'is_origin', 'is_destination'] as const;

/** The members that make two addresses one and the same (`unique_address`). */
const content = ['name', 'address', 'city', 'postcode', 'country', 'company', ...roles] as const;

/** An address with every member that Dashdoc shows, from the ones that were given. */
export function newAddress(given: Partial<StoredAddress>, tenant: Tenant): StoredAddress {
	const own = tenant.of(companyCollection).get(tenant.company);
	return {
		pk: tenant.world.nextKey(),
		name: '',
		address: '',
		city: '',
		postcode: '',
		country: 'FR',
		latitude: null,
		longitude: null,
		radius: 500,
		coords_validated: false,
		is_demo: false,
		is_carrier: false,
		is_shipper: false,
		is_origin: false,
		is_destination: false,
		instructions: '',
		created_by: { pk: tenant.company, name: own?.name ?? '' },
		created: tenant.world.clock.now(),
		remote_id: '',
		company: null,
		...given,
	};
}

/** An address without its company, as `Company.addresses` shows it. */
export function addressSummary(address: StoredAddress): JsonObject {
	const summary: JsonObject = { ...address };
	delete summary.company;
	delete summary.instructions;
	return summary;
}

/** An address as its own endpoints show it. */
export function addressView(address: StoredAddress, tenant: Tenant): JsonObject {
	const company = address.company === null ? undefined : tenant.of(companyCollection).get(address.company);
	return {
		...addressSummary(address),
		instructions: address.instructions,
		company: company ? embeddedCompany(company) : null,
		original: null,
		flow_site: null,
	};
}

/** Adds an address to the book by a body that passed the description; the same content twice is refused. */
export function createAddress(body: Readonly<JsonObject>, tenant: Tenant): StoredAddress {
	const collection = tenant.of(addressCollection);
	refuseDuplicates(collection, body, [uniqueRemoteId]);
	const company = isJsonObject(body.company) ? findOrCreateCompany(body.company, tenant, 'company').pk : null;
	if (company === null && !body.name) {
		throw refuseField('name', 'An address without company needs a name.', 'required');
	}
	const address = newAddress({ company }, tenant);
	assign(address, body, ['company', 'flow_site_slug', 'theoretical_activity_duration_in_min']);
	refuseDoubleContent(address, tenant);
	return collection.add(address);
}

function refuseDoubleContent(address: StoredAddress, tenant: Tenant, record?: StoredAddress): void {
	const twin = tenant
		.of(addressCollection)
		.find((other) => other !== record && content.every((member) => other[member] === address[member]));
	if (twin) {
		throw refuseField('non_field_errors', 'This address is already in the address book.', 'unique_address');
	}
}

function updateAddress(address: StoredAddress, { body, tenant }: Call): void {
	refuseDuplicates(tenant.of(addressCollection), body, [uniqueRemoteId], address);
	const changed = { ...address };
	assign(changed, body, ['company', 'flow_site_slug', 'theoretical_activity_duration_in_min']);
	if (body.company === null) changed.company = null;
	if (isJsonObject(body.company)) changed.company = findOrCreateCompany(body.company, tenant, 'company').pk;
	if (changed.company === null && !changed.name) {
		throw refuseField('name', 'An address without company needs a name.', 'required');
	}
	refuseDoubleContent(changed, tenant, address);
	Object.assign(address, changed);
}

/** Refuses to delete what a company needs; the safety document of an address goes with it. */
function deleteAddress(address: StoredAddress, { tenant }: Call): void {
	refuseLastAddress(address, tenant);
	const protocols = tenant.of(securityProtocolCollection);
	for (const protocol of protocols.having('address', address.pk)) protocols.remove(protocol);
}

function refuseLastAddress(address: StoredAddress, tenant: Tenant): void {
	if (address.company === null) return;
	const company = tenant.of(companyCollection).get(address.company);
	const isOnly = tenant.of(addressCollection).having('company', address.company).length === 1;
	if (company?.primary_address === address.pk || isOnly) {
		throw forbidden('The primary or only address of a company cannot be deleted.');
	}
}

export const addresses: Resource<StoredAddress> = {
	collection: addressCollection,
	operations: {
		list: 'listAddresses',
		get: 'getAddress',
		create: 'createAddress',
		update: 'updateAddress',
		delete: 'deleteAddress',
	},
	pageSize: 100,
	filters: {
		...Object.fromEntries(roles.map((role) => [role, isEqual<StoredAddress>((address) => address[role])])),
		category__in: (address, value) => {
			const wanted = listOf(value);
			return (
				wanted.length === 0 ||
				roles.some((role) => address[role] && wanted.includes(role.slice('is_'.length)))
			);
		},
		id__in: isIn(({ pk }) => pk),
	},
	view: addressView,
	create: ({ body, tenant }) => createAddress(body, tenant),
	update: updateAddress,
	beforeDelete: deleteAddress,
};
