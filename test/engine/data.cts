/** What the tests put into the sandbox and read from it. */
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { RequestRecord, Sandbox } from '../../sandbox/index.cts';
import { addressCollection, newAddress, type StoredAddress } from '../../sandbox/resources/addresses.cts';
import {
	companyCollection,
	newCompany,
	type StoredCompany,
} from '../../sandbox/resources/companies/records.cts';
import { contactCollection, newContact, type StoredContact } from '../../sandbox/resources/contacts.cts';
import {
	newTrailer,
	newVehicle,
	trailerCollection,
	vehicleCollection,
	type StoredTrailer,
	type StoredUnavailability,
	type StoredVehicle,
} from '../../sandbox/resources/fleet/records.cts';
import { invoiceItemCollection, type StoredInvoiceItem } from '../../sandbox/resources/invoiceItems.cts';
import { invoiceCollection, type StoredInvoice } from '../../sandbox/resources/invoices.cts';
import { managerCollection, type StoredManager } from '../../sandbox/resources/managers.cts';
import {
	securityProtocolCollection,
	type StoredSecurityProtocol,
} from '../../sandbox/resources/securityProtocols/records.cts';
import { supportTypeCollection, type StoredSupportType } from '../../sandbox/resources/supportTypes.cts';
import { tagCollection } from '../../sandbox/resources/tags.cts';
import { traceCollection, type StoredTrace } from '../../sandbox/resources/telematics.cts';
import { transportCollection, type StoredTransport } from '../../sandbox/resources/transports/records.cts';
import {
	newTrucker,
	newUser,
	truckerCollection,
	type StoredTrucker,
} from '../../sandbox/resources/truckers/records.cts';
import type { SentMessage } from '../../sandbox/state/outbox.cts';
import type { Outcome } from '../support/engine.cts';

const tenantOf = ({ state }: Sandbox) => state.tenants[0];

export const companiesOf = (sandbox: Sandbox): readonly StoredCompany[] =>
	tenantOf(sandbox).of(companyCollection).all();

export const contactsOf = (sandbox: Sandbox): readonly StoredContact[] =>
	tenantOf(sandbox).of(contactCollection).all();

export const transportsOf = (sandbox: Sandbox): readonly StoredTransport[] =>
	tenantOf(sandbox).of(transportCollection).all();

export const addressesOf = (sandbox: Sandbox): readonly StoredAddress[] =>
	tenantOf(sandbox).of(addressCollection).all();

export const invoicesOf = (sandbox: Sandbox): readonly StoredInvoice[] =>
	tenantOf(sandbox).of(invoiceCollection).all();

export const invoiceItemsOf = (sandbox: Sandbox): readonly StoredInvoiceItem[] =>
	tenantOf(sandbox).of(invoiceItemCollection).all();

export const managersOf = (sandbox: Sandbox): readonly StoredManager[] =>
	tenantOf(sandbox).of(managerCollection).all();

export const securityProtocolsOf = (sandbox: Sandbox): readonly StoredSecurityProtocol[] =>
	tenantOf(sandbox).of(securityProtocolCollection).all();

export const supportTypesOf = (sandbox: Sandbox): readonly StoredSupportType[] =>
	tenantOf(sandbox).of(supportTypeCollection).all();

export const tracesOf = (sandbox: Sandbox): readonly StoredTrace[] =>
	tenantOf(sandbox).of(traceCollection).all();

export const trailersOf = (sandbox: Sandbox): readonly StoredTrailer[] =>
	tenantOf(sandbox).of(trailerCollection).all();

export const truckersOf = (sandbox: Sandbox): readonly StoredTrucker[] =>
	tenantOf(sandbox).of(truckerCollection).all();

export const vehiclesOf = (sandbox: Sandbox): readonly StoredVehicle[] =>
	tenantOf(sandbox).of(vehicleCollection).all();

/** IDs of the company's tags. */
export const tagsOf = (sandbox: Sandbox): number[] =>
	tenantOf(sandbox)
		.of(tagCollection)
		.all()
		.map(({ pk }) => pk);

/** What Dashdoc sent to people by itself. */
export const outboxOf = (sandbox: Sandbox): readonly SentMessage[] => tenantOf(sandbox).outbox;

export function addAddress(sandbox: Sandbox, given: Partial<StoredAddress>): StoredAddress {
	const tenant = tenantOf(sandbox);
	return tenant.of(addressCollection).add(newAddress(given, tenant));
}

export function addVehicle(sandbox: Sandbox, given: Partial<StoredVehicle>): StoredVehicle {
	const tenant = tenantOf(sandbox);
	return tenant.of(vehicleCollection).add(newVehicle(given, tenant));
}

export function addTrailer(sandbox: Sandbox, given: Partial<StoredTrailer>): StoredTrailer {
	const tenant = tenantOf(sandbox);
	return tenant.of(trailerCollection).add(newTrailer(given, tenant));
}

/** A trucker with this account; Adèle Bouvet unless told otherwise. */
export function addTrucker(
	sandbox: Sandbox,
	given: Partial<StoredTrucker>,
	person: Parameters<typeof newUser>[0] = { first_name: 'Adèle', last_name: 'Bouvet' },
): StoredTrucker {
	const tenant = tenantOf(sandbox);
	return tenant.of(truckerCollection).add(newTrucker({ user: newUser(person, tenant), ...given }, tenant));
}

export function addSupportType(sandbox: Sandbox, given: Partial<StoredSupportType>): StoredSupportType {
	const tenant = tenantOf(sandbox);
	const { clock, random } = tenant.world;
	const empty = { uid: random.uid(), name: 'Palette', created: clock.now(), remote_id: '' };
	return tenant.of(supportTypeCollection).add({ ...empty, ...given });
}

/** Puts an absence on a vehicle, a trailer or a trucker. */
export function addUnavailability(
	sandbox: Sandbox,
	owner: { unavailability: StoredUnavailability[] },
	given: Partial<StoredUnavailability>,
): StoredUnavailability {
	const { nextKey, clock } = tenantOf(sandbox).world;
	const entry = { id: nextKey(), remote_id: '', created: clock.now(), unavailability_note: '', ...given };
	owner.unavailability.push(entry);
	return entry;
}

/** A list without objects, as Dashdoc answered just before somebody else added one. */
export const emptyList = { count: 0, next: null, previous: null, results: [] };

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

/** A file as n8n holds it in an item. */
export interface BinaryFile {
	fileName: string;
	mimeType: string;
	content: Buffer;
}

/** An item with these fields and a file in the binary field `data`, or in another one. */
export const itemWithFile = (
	{ fileName, mimeType, content }: BinaryFile,
	json: IDataObject = {},
	property = 'data',
): INodeExecutionData => ({
	json,
	binary: { [property]: { data: content.toString('base64'), fileName, mimeType } },
});

/** The file behind an address that Dashdoc gave out, as a user with the token gets it. */
export async function fileBehind({ token }: Sandbox, url: string | null | undefined): Promise<BinaryFile> {
	const answer = await fetch(url ?? '', { headers: { Authorization: `Token ${token}` } });
	const [, name = ''] = /filename\*=UTF-8''(.*)$/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
	return {
		fileName: decodeURIComponent(name),
		mimeType: answer.headers.get('content-type') ?? '',
		content: Buffer.from(await answer.arrayBuffer()),
	};
}

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

/** Method and body of the requests that change something, in order. */
export const sentTo = (sandbox: Sandbox): unknown[] =>
	writesOf(sandbox).map(({ method, body }) => [method, body]);

/** The outcomes of an upsert, in the order of the items. */
export const outcomesOf = (outcome: Outcome): unknown[] => jsonOf(outcome).map((json) => json.outcome);

/** Requests that change something. */
export const writesOf = (sandbox: Sandbox): RequestRecord[] =>
	sandbox.requests().filter(({ method }) => method !== 'GET');
