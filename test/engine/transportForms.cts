/** How tests fill in the forms in which a transport is described. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import type { Execution, Subject } from '../support/engine.cts';
import { runOn } from '../support/sandboxed.cts';
import { addAddress, addCompany, jsonOf, located, transportsOf, writesOf } from './data.cts';

/** A company with an administrative address, under which it carries or ships. */
export function addParty(
	sandbox: Sandbox,
	name: string,
	remote_id = '',
): { company: number; address: number } {
	const company = addCompany(sandbox, { name, remote_id });
	const { pk } = addAddress(sandbox, {
		name,
		company: company.pk,
		address: '3 rue des Champs',
		city: 'Nantes',
		country: 'FR',
	});
	company.primary_address = pk;
	return { company: company.pk, address: pk };
}

/** A place of the address book. */
export const addPlace = (sandbox: Sandbox, name: string, remote_id = ''): number =>
	addAddress(sandbox, { name, remote_id, address: `12 quai ${name}`, city: name, country: 'FR' }).pk;

/** Runs an operation on transports. */
export const onTransports = (
	sandbox: Sandbox,
	operation: string,
	parameters: INodeParameters,
	rest: Partial<Subject> = {},
): Execution => runOn(sandbox, { resource: 'transport', operation, output: 'raw', ...parameters }, rest);

export const chosen = (pk: number): INodeParameters => located('id', pk);

/** One row of a form of deliveries. */
export interface DeliveryRow {
	from: INodeParameters;
	to: INodeParameters;
	/** `8 10`: the hours of the asked slot on 2 March 2026. */
	fromSlot?: string;
	toSlot?: string;
	loads?: INodeParameters[];
	more?: INodeParameters;
}

export const deliveries = (...rows: DeliveryRow[]): INodeParameters => ({
	delivery: rows.map(({ from, to, fromSlot, toSlot, loads = [], more }) => ({
		loadingAddress: from,
		unloadingAddress: to,
		...slotOf('loading', fromSlot),
		...slotOf('unloading', toSlot),
		...(loads.length > 0 && { loads: { load: loads } }),
		...(more && { more }),
	})),
});

function slotOf(name: string, hours?: string): INodeParameters {
	if (hours === undefined) return {};
	const [start, end] = hours.split(' ').map((hour) => `2026-03-02T${hour.padStart(2, '0')}:00:00`);
	return { [`${name}SlotStart`]: start, [`${name}SlotEnd`]: end };
}

/** The body of the only creation that was sent. */
export function createdBody(sandbox: Sandbox): IDataObject & {
	deliveries: Array<IDataObject & { origin: IDataObject; destination: IDataObject }>;
	segments: Array<IDataObject & { origin: IDataObject; destination: IDataObject }>;
} {
	const [request, ...others] = writesOf(sandbox);
	expect(others).toEqual([]);
	expect(request.path).toBe('/api/v4/transports/');
	return request.body as never;
}

/** The transport of the sandbox that the first item tells. */
export async function stored(sandbox: Sandbox, execution: Execution): Promise<StoredTransport> {
	const outcome = await execution;
	expect(outcome.error?.message).toBeUndefined();
	const [{ uid }] = jsonOf(outcome);
	return transportsOf(sandbox).find((transport) => transport.uid === uid)!;
}

/** Towns through which the truck comes. */
export const routeOf = ({ segments }: Pick<StoredTransport, 'segments'>): Array<string | undefined> => [
	segments[0].origin.address?.city,
	...segments.map(({ destination }) => destination.address?.city),
];
