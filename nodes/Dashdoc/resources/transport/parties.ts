import type { IDataObject } from 'n8n-workflow';
import type { RunContext } from '../../declaration/operation';
import { readCompany, type CompanyReference } from '../readCompany';
import type { Delivery, TransportBody } from './body';

type Address = Delivery['shipper_address'];

/**
 * Carrier and shipper are addresses in Dashdoc. Where the form names companies, the administrative address of each is
 * taken, as Dashdoc does with partners; deliveries that name no shipper have that of the others.
 * @throws NodeApiError when a company is not in the address book, NodeOperationError when it has no address
 */
export async function withParties(context: RunContext, body: TransportBody): Promise<TransportBody> {
	const { carrier_address, deliveries = [] } = body;
	const shipper = deliveries.find(({ shipper_address }) => shipper_address)?.shipper_address;
	const carrier = await addressOf(context, 'carrier', carrier_address);
	const shippers = await Promise.all(
		deliveries.map(
			async ({ shipper_address = shipper }) => await addressOf(context, 'shipper', shipper_address),
		),
	);
	return {
		...body,
		...(carrier && { carrier_address: carrier }),
		deliveries: deliveries.map((delivery, index) => ({
			...delivery,
			...(shippers[index] && { shipper_address: shippers[index] }),
		})),
	};
}

async function addressOf(context: RunContext, parameter: string, given: Address): Promise<Address> {
	const reference = companyIn(given);
	if (reference === undefined) return given;
	const company = await readCompany(context, reference);
	const pk = company.primary_address?.pk;
	if (pk !== undefined) return { pk };
	throw context.problem(
		parameter,
		`${company.name} has no address in Dashdoc, so it can neither carry nor ship; give it one first`,
	);
}

/** The company of an address that says nothing else; one that additional JSON describes goes to Dashdoc as it is. */
function companyIn(given: Address): CompanyReference | undefined {
	if (!given || typeof given !== 'object' || Object.keys(given).join() !== 'company') return undefined;
	const { company } = given as { company: IDataObject | number };
	if (typeof company === 'number') return company;
	if (!company || typeof company !== 'object') return undefined;
	const isReference = ['pk', 'remote_id'].includes(Object.keys(company).join());
	return isReference ? (company as CompanyReference) : undefined;
}
