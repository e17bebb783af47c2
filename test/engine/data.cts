/** What the tests put into the sandbox and read from it. */
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { RequestRecord, Sandbox } from '../../sandbox/index.cts';
import {
	companyCollection,
	newCompany,
	type StoredCompany,
} from '../../sandbox/resources/companies/records.cts';
import { contactCollection, newContact, type StoredContact } from '../../sandbox/resources/contacts.cts';
import { transportCollection, type StoredTransport } from '../../sandbox/resources/transports/records.cts';
import type { Outcome } from '../support/engine.cts';

const tenantOf = ({ state }: Sandbox) => state.tenants[0];

export const companiesOf = (sandbox: Sandbox): readonly StoredCompany[] =>
	tenantOf(sandbox).of(companyCollection).all();

export const contactsOf = (sandbox: Sandbox): readonly StoredContact[] =>
	tenantOf(sandbox).of(contactCollection).all();

export const transportsOf = (sandbox: Sandbox): readonly StoredTransport[] =>
	tenantOf(sandbox).of(transportCollection).all();

export function addCompany(sandbox: Sandbox, given: Partial<StoredCompany>): StoredCompany {
	const tenant = tenantOf(sandbox);
	return tenant.of(companyCollection).add(newCompany(given, tenant));
}

export function addContact(
	sandbox: Sandbox,
	given: Partial<StoredContact> & { company: number },
): StoredContact {
	const tenant = tenantOf(sandbox);
	return tenant.of(contactCollection).add(newContact(given, tenant));
}

/** How often a contact was invited. */
export const invitationsOf = (sandbox: Sandbox, { uid }: Pick<StoredContact, 'uid'>): number =>
	tenantOf(sandbox).invitations.get(uid) ?? 0;

/** What a locator of the editor holds. */
export const located = (mode: string, value: string | number): INodeParameters => ({
	__rl: true,
	mode,
	value,
});

/** Items with these fields. */
export const itemsOf = (...fields: IDataObject[]): INodeExecutionData[] => fields.map((json) => ({ json }));

/** What came out of the first output. */
export const jsonOf = ({ outputs }: Outcome): IDataObject[] => (outputs[0] ?? []).map(({ json }) => json);

/** Requests as `METHOD /path?query`, below /api/v4. */
export const callsOf = (sandbox: Sandbox): string[] => sandbox.requests().map(callOf);

export function callOf({ method, path, query }: RequestRecord): string {
	const text = Object.entries(query)
		.map(([name, value]) => `${name}=${value}`)
		.join('&');
	return `${method} ${path.replace('/api/v4', '')}${text ? `?${text}` : ''}`;
}

/** Requests that change something. */
export const writesOf = (sandbox: Sandbox): RequestRecord[] =>
	sandbox.requests().filter(({ method }) => method !== 'GET');
