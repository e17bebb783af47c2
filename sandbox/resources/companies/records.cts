import { refuseAll, refuseField } from '../../http/problems.cts';
import type { JsonObject } from '../../json.cts';
import type { CollectionDefinition } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';
import { findReferenced } from '../references.cts';
import { assign } from '../standard.cts';

/** A company of the address book. */
export interface StoredCompany {
	pk: number;
	name: string;
	phone_number: string;
	email: string;
	siren: string;
	trade_number: string;
	vat_number: string;
	country: string;
	remote_id: string;
	invoicing_remote_id: string;
	notes: string;
	account_code: string;
	side_account_code: string;
	website: string;
	/** A customer of Dashdoc itself, whom others may not edit. */
	is_verified: boolean;
	account_type: 'subscribed' | 'invited' | 'demo';
	has_loggable_managers: boolean;
	/** Primary key of another company that made and keeps this entry; null for the caller's own entries. */
	managed_by: number | null;
	/** Primary key in the address book. */
	primary_address: number | null;
	created: string;
	updated: string;
}

export const companyCollection: CollectionDefinition<StoredCompany> = { name: 'companies', key: 'pk' };

/** A company with every member that Dashdoc shows, from the ones that were given. */
export function newCompany(given: Partial<StoredCompany>, tenant: Tenant): StoredCompany {
	const now = tenant.world.clock.now();
	return {
		pk: tenant.world.nextKey(),
		name: '',
		phone_number: '',
		email: '',
		siren: '',
		trade_number: '',
		vat_number: '',
		country: 'FR',
		remote_id: '',
		invoicing_remote_id: '',
		notes: '',
		account_code: '',
		side_account_code: '',
		website: '',
		is_verified: false,
		account_type: 'invited',
		has_loggable_managers: false,
		managed_by: null,
		primary_address: null,
		created: now,
		updated: now,
		...given,
	};
}

/** A company as it is nested in an address or a contact. */
export function embeddedCompany(company: StoredCompany): JsonObject {
	const { pk, name, country, remote_id, trade_number, vat_number, email, phone_number } = company;
	const { website, siren, is_verified, account_type, invoicing_remote_id, created, updated } = company;
	return {
		pk,
		name,
		country,
		remote_id,
		trade_number,
		vat_number,
		email,
		phone_number,
		website,
		siren,
		is_verified,
		account_type,
		invoicing_remote_id,
		has_loggable_managers: company.has_loggable_managers,
		created,
		updated,
	};
}

/** By which of its keys a company is already known. */
export interface KnownCompany {
	company: StoredCompany;
	key: 'remote_id' | 'trade_number' | 'name';
}

/** The company that a body would create a second time, compared in Dashdoc's order (concepts, section 5). */
export function findSameCompany(
	body: Readonly<JsonObject>,
	tenant: Tenant,
	except?: StoredCompany,
): KnownCompany | undefined {
	const collection = tenant.of(companyCollection);
	const keyOf: Record<KnownCompany['key'], (value: unknown) => string> = {
		remote_id: String,
		trade_number: String,
		name: (name) => String(name).trim().toLowerCase(),
	};
	for (const key of ['remote_id', 'trade_number', 'name'] as const) {
		const value = body[key];
		if (!value) continue;
		const wanted = keyOf[key](value);
		const company = collection.find((other) => other !== except && keyOf[key](other[key]) === wanted);
		if (company) return { company, key };
	}
	return undefined;
}

/**
 * The company that a reference inside another body means: an existing one by pk or by the keys Dashdoc compares,
 * else a new one, for which name and country are needed. `field` is where the reference stands.
 */
export function findOrCreateCompany(reference: JsonObject, tenant: Tenant, field: string): StoredCompany {
	const collection = tenant.of(companyCollection);
	const known =
		findReferenced(collection, reference, ['pk', 'remote_id']) ?? findSameCompany(reference, tenant)?.company;
	if (known) return known;
	if (reference.pk !== undefined || !reference.name) {
		throw refuseField(field, 'This company does not exist or is not visible to you.', notVisible);
	}
	if (!reference.country) {
		throw refuseAll([
			{ path: [...field.split('.'), 'country'], detail: 'This field is required.', code: 'required' },
		]);
	}
	const company = newCompany({}, tenant);
	assign(company, reference);
	return collection.add(company);
}

export const notVisible = 'company_does_not_exist_or_not_visible';
