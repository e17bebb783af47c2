import type { Operation, RunContext } from '../../declaration/operation';
import type { RequestParts } from '../../declaration/route';
import { reference, referenceOrNone } from '../../fields/locators';
import { text, toggle } from '../../fields/plain';
import { quotation } from '../../fields/quotation';
import { company } from '../../fields/things';
import { remove, update } from '../standard';
import type { TransportBody } from './body';
import { chosenTransport, noun } from './chosen';
import { stopsDetails } from './forms';
import { withParties } from './parties';

const customer = referenceOrNone('body.customer_to_invoice', company, {
	name: 'customerToInvoice',
	description: 'Company that gets the invoice',
});

/** Fields that an update treats otherwise than a creation. */
const own = [
	{
		...reference(
			'body.carrier_address.company',
			company,
			{
				name: 'carrier',
				description: 'Company that carries; Dashdoc refuses another one once it is under way',
			},
			'Carrier',
		),
		via: 'GET /companies/{pk}/' as const,
	},
	{ ...customer, property: { ...customer.property, displayName: 'Customer to Invoice' } },
	toggle('body.is_template', 'Template', {
		description: 'Whether it is a template, from which transports are made',
	}),
	text('body.template_name', 'Template Name', {
		description: 'Name under which the template is offered, unique among your templates',
		placeholder: 'e.g. Navette Nantes-Rennes',
	}),
	quotation('body.quotation'),
];

const shared = stopsDetails.filter(({ property }) => property.name !== customer.property.name);

const route = 'PATCH /transports/{uid}/';

/** A carrier that is named as company stands for its administrative address. */
async function updateTransport(context: RunContext) {
	const { call, request } = context;
	const { carrier_address } = await withParties(context, {
		carrier_address: request.body.carrier_address,
	} as TransportBody);
	const body = { ...request.body, ...(carrier_address && { carrier_address }) };
	return [{ object: await call(route, { ...request, body } as RequestParts<typeof route>) }];
}

/** Changing what a transport says of itself; stops, deliveries and segments have their own resources. */
export const updating: readonly Operation[] = [
	remove(noun, 'DELETE /transports/{uid}/', chosenTransport),
	{
		...update(noun, route, chosenTransport, [...own, ...shared]),
		run: updateTransport,
		alsoCalls: ['GET /companies/{pk}/'],
	},
];
