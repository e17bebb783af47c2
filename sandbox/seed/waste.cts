import { addressCollection } from '../resources/addresses.cts';
import { companyCollection } from '../resources/companies/records.cts';
import { newWamDetails, wamDetailsCollection } from '../resources/wam/companies.cts';
import { newWamContact, wamContactCollection } from '../resources/wam/contacts.cts';
import { newWamForm, newWamLoad, wamFormCollection } from '../resources/wam/forms.cts';
import type { Tenant } from '../state/tenant.cts';
import { families, firstNames } from './words.cts';

/** Waste forms: one complete draft, one bare draft, one that was signed. */
export function seedWaste(tenant: Tenant): void {
	const companies = tenant
		.of(companyCollection)
		.all()
		.filter(({ pk }) => pk !== tenant.company);
	if (companies.length < 3) return;
	const [producer, processor, carrier] = companies;
	const own = { pk: tenant.company };
	tenant
		.of(wamDetailsCollection)
		.add(newWamDetails({ ...own, is_organizer: true, enterprise_number: '0999999999' }));
	tenant.of(wamDetailsCollection).add(newWamDetails({ pk: producer.pk, is_producer: true }));
	tenant.of(wamDetailsCollection).add(newWamDetails({ pk: processor.pk, is_processor: true }));
	const [first, second, third] = [producer, processor, carrier].map(({ pk }) => addContact(tenant, pk));
	const [origin] = tenant.of(addressCollection).having('company', producer.pk);
	const complete = {
		producer_id: producer.pk,
		processor_id: processor.pk,
		carrier_id: carrier.pk,
		organizer_id: tenant.company,
		origin_id: origin.pk,
		transport_date: tenant.world.clock.daysAgo(-3),
		producer_contact_uid: first,
		processor_contact_uid: second,
		processor_signatory_uid: second,
		carrier_contact_uid: third,
	};
	const waste = { description: 'Terres excavées', category: 'bulk', weight: 24_000, eural_code: '170504' };
	for (const [status, content] of [
		['draft', complete],
		['draft', { organizer_id: tenant.company }],
		['signed', complete],
	] as const) {
		const loads = content === complete ? [newWamLoad(waste, tenant)] : [];
		const created = tenant.world.clock.daysAgo(5);
		tenant
			.of(wamFormCollection)
			.add(newWamForm({ ...content, status, loads, created, updated: created }, tenant));
	}
}

function addContact(tenant: Tenant, company_id: number): string {
	const { random } = tenant.world;
	const first_name = random.pick(firstNames);
	const contact = newWamContact(
		{ first_name, last_name: random.pick(families), email: 'dechets@example.org', company_id },
		tenant,
	);
	return tenant.of(wamContactCollection).add(contact).uid;
}
