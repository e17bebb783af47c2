import { refuseField } from '../../http/problems.cts';
import { isJsonObject, type Json, type JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { addressCollection, newAddress, type StoredAddress } from '../addresses.cts';
import { findOrCreateCompany } from '../companies/records.cts';
import { findReferenced } from '../references.cts';
import { assign } from '../standard.cts';
import { copyAddress } from './build.cts';
import type { AddressCopy } from './records.cts';

/** Whether the place needs a company: carrier, shipper and invoicing addresses do, stops do not. */
export type PlaceRole = 'stop' | 'party';

/**
 * The address that a body names by pk or remote_id, or writes out: then it becomes an entry of the address book
 * unless the same one is there already. The transport gets a copy. `field` is where the address stands.
 */
export function placeOf(reference: Json, tenant: Tenant, field: string, role: PlaceRole): AddressCopy {
	const entry = entryOf(reference, tenant, field);
	if (role === 'party' && entry.company === null) {
		throw refuseField(`${field}.company`, 'This address needs a company.', 'required');
	}
	if (entry.company === null && entry.name === '') {
		throw refuseField(`${field}.name`, 'An address without company needs a name.', 'required');
	}
	return copyAddress(entry, tenant);
}

function entryOf(reference: Json, tenant: Tenant, field: string): StoredAddress {
	const book = tenant.of(addressCollection);
	const known = findReferenced(book, reference, ['pk', 'remote_id']);
	if (known) return known;
	if (!isJsonObject(reference) || reference.pk !== undefined || !isWrittenOut(reference)) {
		throw refuseField(field, `There is no address ${JSON.stringify(reference)}`, 'does_not_exist');
	}
	const company = isJsonObject(reference.company)
		? findOrCreateCompany(reference.company, tenant, `${field}.company`).pk
		: null;
	const address = newAddress({ company, is_origin: true, is_destination: true }, tenant);
	assign(address, reference, ['company']);
	return book.find((other) => isSamePlace(other, address)) ?? book.add(address);
}

function isWrittenOut({ name, address, city, company }: JsonObject): boolean {
	return Boolean(name ?? address ?? city ?? company);
}

function isSamePlace(left: StoredAddress, right: StoredAddress): boolean {
	const members = ['name', 'address', 'city', 'postcode', 'country', 'company', 'remote_id'] as const;
	return members.every((member) => left[member] === right[member]);
}
