import { ok } from '../../http/answer.cts';
import { notFound, refuseField } from '../../http/problems.cts';
import type { JsonObject } from '../../json.cts';
import type { CollectionDefinition } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';
import { addressCollection } from '../addresses.cts';
import { companyCollection, type StoredCompany } from '../companies/records.cts';
import { pageEnvelope, pageSizeOf } from '../paging.cts';
import type { Call, Handler } from '../resource.cts';
import { assign } from '../standard.cts';

/** Roles and administrative numbers of a company in the waste chain; `pk` is that of the company. */
export interface StoredWamDetails extends JsonObject {
	pk: number;
	is_producer: boolean;
	is_organizer: boolean;
	is_carrier: boolean;
	is_processor: boolean;
	is_citizen: boolean;
}

export const wamDetailsCollection: CollectionDefinition<StoredWamDetails> = { name: 'wamDetails', key: 'pk' };

/** The waste properties of a company, from the members that were given. */
export function newWamDetails(given: Partial<StoredWamDetails> & { pk: number }): StoredWamDetails {
	return {
		is_producer: false,
		is_organizer: false,
		is_carrier: false,
		is_processor: false,
		is_citizen: false,
		vat_number: '',
		eori_number: '',
		...given,
	};
}

function view(details: StoredWamDetails, company: StoredCompany, tenant: Tenant): JsonObject {
	const [home] = tenant.of(addressCollection).having('company', company.pk);
	const { name, country } = company;
	return {
		...details,
		name,
		country,
		address: home?.address ?? '',
		postcode: home?.postcode ?? '',
		city: home?.city ?? '',
	};
}

function named({ tenant, path }: Call): StoredCompany {
	const company = tenant.of(companyCollection).get(path.id);
	if (!company) throw notFound();
	return company;
}

const retrieveWamCompanyDetails: Handler = (call) => {
	const company = named(call);
	const details = call.tenant.of(wamDetailsCollection).get(company.pk);
	if (!details) throw notFound();
	return ok(view(details, company, call.tenant));
};

const updateWamCompanyDetails: Handler = (call) => {
	const { body, tenant } = call;
	const company = named(call);
	const collection = tenant.of(wamDetailsCollection);
	const details = { ...(collection.get(company.pk) ?? newWamDetails({ pk: company.pk })) };
	assign(details, body);
	if (details.is_citizen && (details.is_organizer || details.is_carrier || details.is_processor)) {
		throw refuseField('is_citizen', 'A citizen can only be a producer.', 'invalid');
	}
	collection.add(details);
	tenant.world.clock.tick();
	return ok(view(details, company, tenant));
};

const listWamCompanies: Handler = (call) => {
	const { tenant } = call;
	const records = tenant
		.of(wamDetailsCollection)
		.all()
		.flatMap((details) => {
			const company = tenant.of(companyCollection).get(details.pk);
			return company ? [view(details, company, tenant)] : [];
		});
	return ok(pageEnvelope(call, records, pageSizeOf(call, 20), (record) => record));
};

/** Companies come and go by `/companies/`; here are only their waste properties. */
export const wamCompanyHandlers: Readonly<Record<string, Handler>> = {
	listWamCompanies,
	retrieveWamCompanyDetails,
	updateWamCompanyDetails,
};
