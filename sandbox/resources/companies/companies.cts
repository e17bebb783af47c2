import { Refusal, forbidden, problemBody, refuseField } from '../../http/problems.cts';
import { isJsonObject, textOf, type JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { addressCollection, addressSummary, addressView, createAddress } from '../addresses.cts';
import { contactCollection, type StoredContact } from '../contacts.cts';
import { contains, instantFilters, isIn, withoutEffect } from '../filters.cts';
import { invoiceCollection } from '../invoices.cts';
import type { Call, Filter, Resource } from '../resource.cts';
import { assign } from '../standard.cts';
import { companyCollection, findSameCompany, newCompany, type StoredCompany } from './records.cts';

/** What the caller may change of a company that is itself a customer of Dashdoc. */
const privateMembers = new Set([
	'remote_id',
	'invoicing_remote_id',
	'notes',
	'account_code',
	'side_account_code',
]);

const clashCodes = {
	remote_id: 'remote_id_already_exists',
	trade_number: 'trade_number_already_exists',
	name: 'invalid', // the sources have no code for it
};

/** A company as its own endpoints show it, with its addresses and contacts. */
export function companyView(company: StoredCompany, tenant: Tenant): JsonObject {
	const addresses = tenant.of(addressCollection).having('company', company.pk);
	const contacts = tenant.of(contactCollection).having('company', company.pk);
	const primary = addresses.find(({ pk }) => pk === company.primary_address);
	return {
		...company,
		managed_by: undefined, // known to Dashdoc, but not shown
		primary_address: primary ? addressView(primary, tenant) : null,
		addresses: addresses.map(addressSummary),
		contacts: contacts.map(contactSummary),
		has_pending_invites: contacts.some(({ has_pending_invite }) => has_pending_invite),
		can_invite_to: !company.is_verified,
		logo: null,
		settings: { default_role: 'carrier_and_shipper' },
	};
}

function contactSummary(contact: StoredContact): JsonObject {
	const { uid, first_name, last_name, email, phone_number, remote_id, jobs, is_manager } = contact;
	return { uid, first_name, last_name, email, phone_number, remote_id, jobs: [...jobs], is_manager };
}

function createCompany({ body, tenant, settings }: Call): StoredCompany {
	refuseBlankName(body);
	const same = findSameCompany(body, tenant);
	if (same?.key === 'name' && settings.companyNameMatch === 'existing') return same.company;
	if (same) throw refuseClash(same.key, body);
	const company = newCompany(
		{ created: tenant.world.clock.tick(), updated: tenant.world.clock.now() },
		tenant,
	);
	assign(company, body, ['primary_address']);
	tenant.of(companyCollection).add(company);
	setPrimaryAddress(company, body, tenant);
	return company;
}

function refuseClash(key: keyof typeof clashCodes, body: Readonly<JsonObject>): Refusal {
	return refuseField(key, `There is already a company with the ${key} ${textOf(body[key])}`, clashCodes[key]);
}

/** A primary address that is given as a whole becomes an entry of the address book. */
function setPrimaryAddress(company: StoredCompany, body: Readonly<JsonObject>, tenant: Tenant): void {
	if (body.primary_address === null) company.primary_address = null;
	if (!isJsonObject(body.primary_address)) return;
	const collection = tenant.of(addressCollection);
	const current = company.primary_address === null ? undefined : collection.get(company.primary_address);
	if (current) {
		assign(current, body.primary_address, ['company']);
		collection.changed();
		return;
	}
	const address = { ...body.primary_address, company: { pk: company.pk } };
	company.primary_address = createAddress(address, tenant).pk;
}

/** Whose data others may not edit, each with Dashdoc's code for it. */
function editRefusalOf(company: StoredCompany, tenant: Tenant): { code: string; detail: string } | undefined {
	if (company.pk === tenant.company) return undefined;
	if (company.is_verified || company.account_type === 'subscribed') {
		const detail = 'This company is a Dashdoc customer and manages its own information.';
		return { code: 'subscribed_companies_cannot_be_updated_by_other_companies', detail };
	}
	if (company.managed_by === null) return undefined;
	const detail = 'This company is managed by another company.';
	return { code: 'cannot_update_company_managed_by_another_company', detail };
}

function refuseForeignData(company: StoredCompany, body: Readonly<JsonObject>, tenant: Tenant): void {
	const refusal = editRefusalOf(company, tenant);
	if (!refusal || Object.keys(body).every((name) => privateMembers.has(name))) return;
	throw new Refusal({ status: 403, body: problemBody([{ path: [], ...refusal }]) });
}

function refuseBlankName({ name }: Readonly<JsonObject>): void {
	if (typeof name === 'string' && name.trim() === '') {
		throw refuseField('name', 'This field may not be blank.', 'blank');
	}
}

function updateCompany(company: StoredCompany, { body, tenant }: Call): void {
	refuseForeignData(company, body, tenant);
	refuseBlankName(body);
	const same = findSameCompany(body, tenant, company);
	if (same && body[same.key] !== company[same.key]) throw refuseClash(same.key, body);
	assign(company, body, ['primary_address']);
	setPrimaryAddress(company, body, tenant);
}

/** Refuses what Dashdoc refuses, and takes the contacts and addresses of the company along. */
function deleteCompany(company: StoredCompany, { tenant }: Call): void {
	if (company.pk === tenant.company || company.is_verified) {
		throw forbidden('This company cannot be deleted.');
	}
	const owes = tenant
		.of(invoiceCollection)
		.find(({ debtor, status }) => debtor === company.pk && status === 'draft');
	if (owes) {
		const code = 'cannot_delete_company_which_is_draft_invoice_debtor';
		throw refuseField('non_field_errors', 'This company is the debtor of a draft invoice.', code, 403);
	}
	const contacts = tenant.of(contactCollection);
	for (const contact of contacts.having('company', company.pk)) contacts.remove(contact);
	const addresses = tenant.of(addressCollection);
	for (const address of addresses.having('company', company.pk)) addresses.remove(address);
}

const hasRole: Filter<StoredCompany> = (company, value, tenant) =>
	tenant
		.of(addressCollection)
		.having('company', company.pk)
		.some((address) => address[`is_${String(value)}` as 'is_carrier']);

export const companies: Resource<StoredCompany> = {
	collection: companyCollection,
	operations: {
		list: 'listCompanies',
		get: 'getCompany',
		create: 'createCompany',
		update: 'updateCompany',
		delete: 'deleteCompany',
	},
	pageSize: 100,
	filters: {
		text: contains(({ name }) => [name]),
		...instantFilters('updated', ({ updated }) => updated),
		category: hasRole,
		id__in: isIn(({ pk }) => pk),
		company__isnull: withoutEffect,
	},
	orderings: {
		name: ({ name }) => name,
		pk: ({ pk }) => pk,
		created: ({ created }) => created,
		updated: ({ updated }) => updated,
	},
	view: companyView,
	create: createCompany,
	update: updateCompany,
	beforeDelete: deleteCompany,
};
