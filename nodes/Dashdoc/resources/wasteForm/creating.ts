import type { components } from '../../../../api/types';
import { operation, type Check } from '../../declaration/operation';
import type { Parameter } from '../../declaration/parameter';
import { additionalFields } from '../../fields/collections';
import { bodyJson, choice, demanded, describe, readJsonObject } from '../../fields/plain';
import { rowsOf, unlessZero } from '../../fields/rows';
import { administrativeNumbers, loadCode, loadDetails, privatePerson } from '../../fields/waste';
import { course, details, organizer } from './fields';
import { createForm, roleOf, steps, stepsOf } from './steps';

type Load = components['schemas']['WamLoadWrite'];
type CompanyDetails = components['schemas']['WamCompanyWrite'];

/** What a company is on the form, and what its details say then. */
const parts: Readonly<Record<string, Partial<CompanyDetails>>> = {
	carrier: { is_carrier: true },
	organizer: { is_organizer: true },
	processor: { is_processor: true },
	producer: { is_producer: true },
	citizen: { is_producer: true, ...privatePerson },
};

const part = choice(
	'part',
	'Party',
	[
		{ name: 'Carrier', value: 'carrier' },
		{ name: 'Organizer', value: 'organizer' },
		{ name: 'Processor', value: 'processor' },
		{ name: 'Producer', value: 'producer' },
		{ name: 'Producer (Private Person)', value: 'citizen' },
	],
	{ description: 'Who of this form gets the role and the numbers below' },
);

/** Several members of the details follow from the one choice. */
const role: Parameter<never> = {
	...part,
	targets: [],
	place: (value, context) => parts[String(part.place?.(value, context).part)],
};

const partyDetails = rowsOf<CompanyDetails>()(
	'steps.details',
	'Party Details',
	{
		singular: 'Party',
		description:
			'Role and numbers that a company needs before the form can be signed; they are set in Dashdoc before the form is made, other details of the company stay',
	},
	[role, ...administrativeNumbers],
);

const loadJson: Parameter<never> = {
	property: describe('Additional Load Fields (JSON)', 'json', '{}', {
		name: 'additionalLoadFields',
		description:
			"Fields of the load that this form has not got, as a JSON object with Dashdoc's own field names",
		placeholder: 'e.g. { "packaging_type": "Big bag" }',
	}),
	targets: [],
	place: readJsonObject,
};

const loads = rowsOf<Load>()(
	'steps.loads',
	'Loads',
	{ singular: 'Load', description: 'Wastes on the form, which are added to it one after the other' },
	[demanded(loadCode), ...loadDetails.map(unlessZero), loadJson],
);

const signAsOrganizer: Parameter<never> = {
	property: describe('Sign as Organizer', 'boolean', false, {
		description:
			'Whether to sign the form when it is complete; Dashdoc checks parties, people, addresses, date and loads',
	}),
	targets: [],
};

const createTransport: Parameter<never> = {
	...choice(
		'none',
		'Create Transport',
		[
			{ name: 'No', value: 'no' },
			{ name: 'Yes', value: 'yes', description: 'Sent to the carrier only if that is your own company' },
			{ name: 'Yes, Not Sent to Carrier', value: 'keep' },
			{ name: 'Yes, Sent to Carrier', value: 'send' },
		],
		{ description: 'Whether to make the transport of the form, after the signature if there is one' },
	),
	targets: [],
	place: undefined,
};

const partiesAreNamed: Check = (request) => {
	const unnamed = stepsOf(request)
		.details.flatMap((row) => roleOf(row) ?? [])
		.find((part) => (request.body[`${part}_id`] ?? null) === null);
	return unnamed === undefined
		? undefined
		: { target: `body.${unnamed}_id`, text: "it is empty, but 'Party Details' has details of it" };
};

const { carrier, date, origin, processor, producer } = course;

export const creating = operation({
	value: 'create',
	name: 'Create Waste Form',
	action: 'Create waste form',
	description:
		'Create a form with its parties and loads in the order that Dashdoc wants; an error tells the step, and what exists by then',
	route: 'POST /wam/forms/',
	steps,
	parameters: [
		demanded(organizer),
		producer,
		processor,
		carrier,
		origin,
		date,
		loads,
		signAsOrganizer,
		createTransport,
		partyDetails,
		additionalFields([...details, bodyJson()]),
	],
	checks: [partiesAreNamed],
	run: createForm,
	beside: { load_uids: 'IDs of the loads, in their order, with commas between' },
	alsoCalls: [
		'GET /companies/{pk}/',
		'GET /addresses/{pk}/',
		'POST /wam/forms/{uid}/sign-as-organizer/',
		'POST /wam/forms/{uid}/create-transport/',
	],
});
