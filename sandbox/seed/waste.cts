import { addressCollection } from '../resources/addresses.cts';
import { companyCollection, type StoredCompany } from '../resources/companies/records.cts';
import { wasteNoteCollection } from '../resources/trackDechets.cts';
import { transportCollection } from '../resources/transports/records.cts';
import { newWamDetails, wamDetailsCollection } from '../resources/wam/companies.cts';
import { newWamContact, wamContactCollection } from '../resources/wam/contacts.cts';
import { newWamForm, newWamLoad, wamFormCollection } from '../resources/wam/records.cts';
import { Random } from '../state/random.cts';
import type { Tenant } from '../state/tenant.cts';
import { families, firstNames } from './words.cts';

/** Companies that take part in waste transports, by their place in the address book: every third is a haulier. */
const wasteActors = [
	{ is_carrier: true },
	{ is_producer: true },
	{ is_producer: true, is_processor: true },
] as const;

/** So many companies have waste details beside the own one. */
const actors = 9;

/**
 * Waste details of some companies, and forms: one complete draft, one bare draft, one that was signed, whose goods are
 * carried by now; notes of the French register.
 */
export function seedWaste(tenant: Tenant): void {
	const companies = tenant
		.of(companyCollection)
		.all()
		.filter(({ pk }) => pk !== tenant.company);
	if (companies.length < 3) return;
	const own = { pk: tenant.company };
	tenant
		.of(wamDetailsCollection)
		.add(newWamDetails({ ...own, is_organizer: true, enterprise_number: '0999999999' }));
	for (const [place, { pk, vat_number }] of companies.slice(0, actors).entries()) {
		const roles = wasteActors[place % wasteActors.length];
		tenant.of(wamDetailsCollection).add(newWamDetails({ pk, vat_number, ...roles }));
	}
	addForms(tenant, companies);
	addNotes(tenant);
}

function addForms(tenant: Tenant, [carrier, producer, processor]: readonly StoredCompany[]): void {
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
	const carried = { ...complete, transport_uid: oldestDone(tenant) };
	for (const [status, content] of [
		['draft', complete],
		['draft', { organizer_id: tenant.company }],
		['signed', carried],
	] as const) {
		const loads = 'producer_id' in content ? [newWamLoad(waste, tenant)] : [];
		const created = tenant.world.clock.daysAgo(5);
		tenant
			.of(wamFormCollection)
			.add(newWamForm({ ...content, status, loads, created, updated: created }, tenant));
	}
}

/** A transport that has ended, so that nothing else is done with it. */
function oldestDone(tenant: Tenant): string | null {
	const done = tenant
		.of(transportCollection)
		.all()
		.filter(({ deleted, global_status }) => deleted === null && global_status === 'done');
	return done.at(-1)?.uid ?? null;
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

/** Numbers of notes in the form of Trackdéchets' sample. */
const noteNumbers = ['BSD-20260302-B7TKA20ZE', 'BSDA-20260305-K3VNE41XC'];

/** Two notes on two transports; their chance is their own, so that nothing else in the seed depends on them. */
function addNotes(tenant: Tenant): void {
	const random = new Random(tenant.company);
	const transports = tenant
		.of(transportCollection)
		.all()
		.filter(({ deleted }) => deleted === null);
	for (const [place, { uid, remote_id }] of transports.slice(0, noteNumbers.length).entries()) {
		const readable_id = noteNumbers[place];
		const created = tenant.world.clock.daysAgo(4 - place);
		tenant.of(wasteNoteCollection).add({
			uid: random.uid(),
			readable_id,
			opaque_id: random.text(24, 'abcdefghijklmnopqrstuvwxyz0123456789'),
			status: place === 0 ? 'SENT' : 'SEALED',
			type: readable_id.split('-')[0],
			transport: { uid, remote_id },
			created,
			updated: created,
		});
	}
}
