/** What must have happened before some operations can be tried, beyond the data that the sandbox starts with. */
import { companyCollection } from '../../sandbox/resources/companies/records.cts';
import { newWamDetails, wamDetailsCollection } from '../../sandbox/resources/wam/companies.cts';
import { linkChild } from '../../sandbox/resources/transports/charter.cts';
import { transportCollection, type StoredTransport } from '../../sandbox/resources/transports/records.cts';
import type { Sandbox } from '../../sandbox/index.cts';

/** Something that must have happened, and how a sentence with "given" tells of it. */
export interface Scene {
	given: string;
	set: (sandbox: Sandbox) => void;
}

/** All of them, none of which the data of the start need. */
export const scenes: readonly Scene[] = [
	{ given: 'a chartered transport', set: charterOne },
	{ given: 'a delivery that is made in several rounds', set: deliverInRounds },
	{ given: 'companies that may take any part in a waste transport', set: joinWasteChain },
];

/** Deliveries to which rounds can be added. */
function deliverInRounds({ state }: Sandbox): void {
	const deliveries = state.tenants[0]
		.of(transportCollection)
		.all()
		.flatMap((transport) => transport.deliveries);
	for (const delivery of deliveries) delivery.multiple_rounds = true;
}

/** An own transport that another carrier drives: its instructions can be changed, and the charter cancelled. */
export function charterOne({ state }: Sandbox): void {
	const [tenant] = state.tenants;
	const living = tenant
		.of(transportCollection)
		.all()
		.filter(({ deleted, deliveries, segments }) => !deleted && deliveries.length + segments.length === 2);
	if (living.some(isChartered)) return;
	const parent = living.filter(({ is_order, remote_id }) => !is_order && remote_id).at(-1);
	const child = living.find(({ is_order }) => is_order);
	if (parent && child) linkChild(parent, child, tenant);
}

const isChartered = ({ remote_id, segments }: StoredTransport) =>
	Boolean(remote_id) && segments.some(({ child_transport }) => child_transport !== null);

/** Companies of which each can be every party of a waste form that is signed. */
export function joinWasteChain({ state }: Sandbox): void {
	const [tenant] = state.tenants;
	const details = tenant.of(wamDetailsCollection);
	const roles = { is_producer: true, is_organizer: true, is_carrier: true, is_processor: true };
	for (const { pk, vat_number } of tenant.of(companyCollection).all()) {
		details.add(newWamDetails({ ...details.get(pk), pk, vat_number, ...roles }));
	}
}
