import type { Problem } from '../../http/problems.cts';
import type { Tenant } from '../../state/tenant.cts';
import { addressCollection, type StoredAddress } from '../addresses.cts';
import { companyCollection } from '../companies/records.cts';
import { wamDetailsCollection, type StoredWamDetails } from './companies.cts';
import { wamContactCollection } from './contacts.cts';
import { people, type StoredWamForm } from './records.cts';

type Role = 'producer' | 'processor' | 'carrier' | 'organizer';

const roles: readonly Role[] = ['producer', 'processor', 'carrier', 'organizer'];

/** What a form must say before the organizer can sign it, beside its parties (concepts, section 16). */
const needed = [
	'origin_id',
	'transport_date',
	'carrier_contact_uid',
	'producer_contact_uid',
	'processor_signatory_uid',
] as const;

const required = (member: string, detail = 'This field is required.'): Problem => ({
	path: [member],
	detail,
	code: 'required',
});

/** Numbers of which a party needs one (description of WamCompanyWrite). */
const usualNumbers = ['enterprise_number', 'vat_number', 'eori_number'] as const;
const numbersOf: Readonly<Record<Role, readonly string[]>> = {
	organizer: usualNumbers,
	carrier: usualNumbers,
	processor: [...usualNumbers, 'processor_establishment_unit_number'],
	producer: [...usualNumbers, 'producer_establishment_unit_number', 'sea_ship'],
};

function hasNumber(role: Role, details: StoredWamDetails, form: StoredWamForm): boolean {
	if (numbersOf[role].some((name) => details[name])) return true;
	return role === 'producer' && (details.is_citizen || form.sea_ship_name !== '');
}

const isComplete = (address: StoredAddress | undefined): boolean =>
	address !== undefined &&
	[address.address, address.postcode, address.city, address.country].every((part) => part !== '');

const incomplete = 'The address needs street, postcode, city and country.';

/** The address of a company that counts on forms. */
export function homeOf(pk: number, tenant: Tenant): StoredAddress | undefined {
	const company = tenant.of(companyCollection).get(pk);
	const addresses = tenant.of(addressCollection);
	const primary = company?.primary_address;
	return primary ? addresses.get(primary) : addresses.having('company', pk)[0];
}

/** What is wrong with one party: who it is, its role, its number, its address. */
function problemOfParty(role: Role, form: StoredWamForm, tenant: Tenant): Problem | undefined {
	const member = `${role}_id` as const;
	const pk = form[member];
	if (pk === null) return required(member);
	const details = tenant.of(wamDetailsCollection).get(pk);
	const refusal = (detail: string): Problem => ({ path: [member], detail, code: 'invalid' });
	if (!details?.[`is_${role}`]) return refusal(`This company is no ${role} of waste.`);
	if (!hasNumber(role, details, form)) return refusal(`The ${role} needs an administrative number.`);
	return isComplete(homeOf(pk, tenant)) ? undefined : refusal(incomplete);
}

/** Everything that keeps a draft from being signed. */
export function problemsAtSigning(form: StoredWamForm, tenant: Tenant): Problem[] {
	const contacts = tenant.of(wamContactCollection);
	const named = people.flatMap((person) => form[person] ?? []);
	const origin = form.origin_id === null ? undefined : tenant.of(addressCollection).get(form.origin_id);
	return [
		...roles.flatMap((role) => problemOfParty(role, form, tenant) ?? []),
		...needed.filter((member) => form[member] === null).map((member) => required(member)),
		...(origin && !isComplete(origin) ? [{ path: ['origin_id'], detail: incomplete, code: 'invalid' }] : []),
		...(named.length > 0 && !named.some((uid) => contacts.get(uid)?.email)
			? [{ path: [], detail: 'A contact with an e-mail address is needed.', code: 'required' }]
			: []),
		...(form.loads.length === 0 ? [required('loads', 'At least one load is needed.')] : []),
	];
}
