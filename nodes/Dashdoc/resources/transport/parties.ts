import type { IDataObject } from 'n8n-workflow';
import type { RunContext } from '../../declaration/operation';
import { readCompany, type CompanyReference } from '../readCompany';
import type { TransportBody } from './body';

/**
 * Carrier and shipper are addresses in Dashdoc. Where the form names companies, the administrative address of each is
 * taken, as Dashdoc does with partners; all deliveries share the shipper.
 * @throws NodeApiError when a company is not in the address book, NodeOperationError when it has no address
 */
export async function withParties(context: RunContext, body: TransportBody): Promise<TransportBody> {
	const { carrier_address, deliveries = [] } = body;
	const shipper = deliveries.find(({ shipper_address }) => shipper_address)?.shipper_address as
		| IDataObject
		| undefined;
	const carrierAddress = await addressOf(context, 'carrier', carrier_address);
	const shipperAddress = await addressOf(context, 'shipper', shipper);
	return {
		...body,
		...(carrierAddress && { carrier_address: carrierAddress }),
		deliveries: deliveries.map((delivery) =>
			shipperAddress && (delivery.shipper_address ?? shipper) === shipper
				? { ...delivery, shipper_address: shipperAddress }
				: delivery,
		),
	};
}

async function addressOf(
	context: RunContext,
	parameter: string,
	given: IDataObject | undefined,
): Promise<IDataObject | undefined> {
	if (!given || Object.keys(given).join() !== 'company') return given;
	const company = await readCompany(context, given.company as CompanyReference);
	const pk = company.primary_address?.pk;
	if (pk !== undefined) return { pk };
	throw context.problem(
		parameter,
		`${company.name} has no address in Dashdoc, so it can neither carry nor ship; give it one first`,
	);
}
