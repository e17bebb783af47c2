/** Waste forms of the sandbox that tests work with. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { addressCollection } from '../../sandbox/resources/addresses.cts';
import { companyCollection } from '../../sandbox/resources/companies/records.cts';
import { wamDetailsCollection } from '../../sandbox/resources/wam/companies.cts';
import { wamContactCollection } from '../../sandbox/resources/wam/contacts.cts';
import { wamFormCollection, type StoredWamForm } from '../../sandbox/resources/wam/records.cts';
import { callsOf, located } from './data.cts';

export const wasteFormsOf = ({ state }: Sandbox): readonly StoredWamForm[] =>
	state.tenants[0].of(wamFormCollection).all();

/** The draft that nothing keeps from being signed. */
export function completeDraft(sandbox: Sandbox): StoredWamForm {
	const found = wasteFormsOf(sandbox).find(({ status, loads }) => status === 'draft' && loads.length > 0);
	if (!found) throw new Error('The sandbox has no complete draft of a waste form');
	return found;
}

/** Who can stand on a form that is signed, by what they do there. */
export function wasteActors({ state }: Sandbox) {
	const [tenant] = state.tenants;
	const details = tenant.of(wamDetailsCollection).all();
	const companies = tenant.of(companyCollection);
	const having = (role: 'is_producer' | 'is_processor' | 'is_carrier' | 'is_organizer') => {
		const found = details.find((one) => one[role]);
		const company = found && companies.get(found.pk);
		if (!company) throw new Error(`The sandbox has no company that ${role}`);
		return company;
	};
	const producer = having('is_producer');
	const [origin] = tenant.of(addressCollection).having('company', producer.pk);
	const [contact] = tenant.of(wamContactCollection).all();
	return {
		producer,
		processor: having('is_processor'),
		carrier: having('is_carrier'),
		organizer: having('is_organizer'),
		origin,
		contact,
	};
}

/** A form that can be signed and transported, by IDs, with these loads. */
export function completeForm(sandbox: Sandbox, ...loads: INodeParameters[]): INodeParameters {
	const { carrier, contact, organizer, origin, processor, producer } = wasteActors(sandbox);
	const person = located('id', contact.uid);
	return {
		organizer: located('id', organizer.pk),
		producer: located('id', producer.pk),
		processor: located('list', processor.pk),
		carrier: located('id', carrier.pk),
		originAddress: located('id', origin.pk),
		transportDate: '2026-04-08T07:30:00',
		loads: { load: loads },
		additionalFields: { carrierContact: person, producerContact: person, processorSignatory: person },
	};
}

/** Requests about waste, without the IDs in their paths. */
export const stepsOf = (sandbox: Sandbox): string[] =>
	callsOf(sandbox).map((call) => call.replace(/\/[^/]*\d[^/]*(?=\/)/g, '/…'));
