import { operation, type Result, type RunContext } from '../declaration/operation';
import { additionalFields } from '../fields/collections';
import { inPath } from '../fields/locators';
import { bodyJson, demanded, lasting, text } from '../fields/plain';
import { transportTemplate as templateThing } from '../fields/things';
import { get, getMany, remove, resource, update, type Noun } from './standard';
import { onePlace, somebody, soundTransport } from './transport/checks';
import { filledIn } from './transport/creating';
import { externalId, simpleDetails, simpleForm, stopsDetails } from './transport/forms';

const noun: Noun = { singular: 'transport template', plural: 'transport templates' };

const locator = inPath('path.uid', templateThing, {
	description: 'The template, from which transports are made in Dashdoc',
});

const name = lasting(
	text('body.template_name', 'Template Name', {
		description: 'Name under which it is offered, unique among your templates',
		placeholder: 'e.g. Navette Nantes-Rennes',
	}),
);

const route = 'POST /transport-templates/';

async function createTemplate(context: RunContext): Promise<Result[]> {
	const body = { ...(await filledIn(context)), is_template: true };
	return [{ object: await context.call(route, { body: body as never }) }];
}

/** The description demands the name with every change, so it stands on top. */
const changing = update(noun, 'PATCH /transport-templates/{uid}/', locator, stopsDetails);

export const transportTemplate = resource({
	value: 'transportTemplate',
	name: 'Transport Template',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		template_name: 'template_name',
		carrier: 'carrier_address.company.name',
		shipper: 'deliveries.0.shipper_address.company.name',
		origin: 'deliveries.0.origin.address.city',
		destination: 'deliveries.-1.destination.address.city',
		created: 'created',
		updated: 'updated',
	},
	operations: [
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create transport template',
			description: 'Create a template with one loading and one unloading, from which transports are made',
			route,
			parameters: [
				demanded(name),
				...simpleForm,
				additionalFields([externalId, ...simpleDetails, bodyJson()]),
			],
			checks: [somebody, onePlace, soundTransport],
			run: createTemplate,
			alsoCalls: ['GET /companies/{pk}/'],
			makes: ['segments'],
		}),
		remove(noun, 'DELETE /transport-templates/{uid}/', locator),
		get(noun, 'GET /transport-templates/{uid}/', locator),
		getMany(noun, 'GET /transport-templates/', { filterFields: [] }),
		{ ...changing, parameters: [locator, demanded(name), ...changing.parameters.slice(1)] },
	],
});
