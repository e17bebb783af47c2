import { operation, type Operation, type RunContext } from '../../declaration/operation';
import type { AnswerOf } from '../../declaration/route';
import type { Parameter } from '../../declaration/parameter';
import { additionalFields } from '../../fields/collections';
import { bodyJson, choice } from '../../fields/plain';
import { fieldsOf, flag, rowOf, text, whole, type Columns } from '../columns';
import { assumed } from '../standard';
import { chosenForm } from './fields';

type Form = AnswerOf<'GET /wam/forms/{uid}/'>;
type Transport = AnswerOf<'GET /transports/{uid}/'>;

interface Found {
	form: Form;
	transport?: Transport;
}

/** A form without transport gives a row too, so that a workflow can tell. */
const columns: Columns<Found> = {
	form_uid: text("Dashdoc's ID of the form", ({ form }) => form.uid),
	form_name: text('Number of the form', ({ form }) => form.name),
	form_status: text('Status of the form', ({ form }) => form.status),
	found: flag('Whether the form has a transport', ({ transport }) => transport !== undefined),
	transport_uid: text("Dashdoc's ID of the transport", ({ form }) => form.transport_uid),
	transport_number: whole('Number of the transport', ({ transport }) => transport?.sequential_id),
	transport_remote_id: text('External ID of the transport', ({ transport }) => transport?.remote_id),
	transport_status: text('Status of the transport', ({ transport }) => transport?.status),
	carrier: text('Company that carries', ({ transport }) => transport?.carrier_address?.company?.name),
	origin: text('City of the loading', ({ transport }) => transport?.deliveries?.[0]?.origin?.address?.city),
	destination: text(
		'City of the unloading',
		({ transport }) => transport?.deliveries?.at(-1)?.destination?.address?.city,
	),
};

async function findTransport({ call, request: { path }, soFar }: RunContext) {
	const form = await call('GET /wam/forms/{uid}/', { path: { uid: String(path.uid) } });
	const uid = form.transport_uid;
	if (!uid) return [{ object: rowOf(columns, { form }) }];
	const transport = await call('GET /transports/{uid}/', { path: { uid } }).catch((error: unknown) => {
		throw soFar(error, `the form names the transport ${uid}`);
	});
	return [{ object: rowOf(columns, { form, transport }) }];
}

const choices = [
	{ name: "Dashdoc's Rule", value: '', description: 'Only if organizer and carrier are one company' },
	{ name: 'No', value: false },
	{ name: 'Yes', value: true },
];

const rule = choice('body.send_to_carrier', 'Send to Carrier', choices, {
	description: 'Whether the carrier gets the transport at once',
});

/** An expression or an AI agent may write yes and no as text. */
const sendToCarrier: Parameter<'body.send_to_carrier'> = {
	...rule,
	place: (value, context) =>
		rule.place?.(value === 'true' ? true : value === 'false' ? false : value, context) ?? {},
};

/** Signature, and the way from a form to its transport. */
export const transportOperations: readonly Operation[] = [
	operation({
		value: 'createTransport',
		name: 'Create Transport',
		action: 'Create transport of waste form',
		description: 'Make the transport of a form, once; the form comes out, with the ID of the transport',
		route: 'POST /wam/forms/{uid}/create-transport/',
		parameters: [chosenForm, sendToCarrier, additionalFields([bodyJson()])],
		keys: ({ path }) => [String(path.uid)],
	}),
	assumed(
		operation({
			value: 'findTransport',
			name: 'Find Transport of Form',
			action: 'Find transport of waste form',
			description: 'Retrieve the transport of a form with its number and status; a form without one says so',
			route: 'GET /wam/forms/{uid}/',
			parameters: [chosenForm],
			answer: 'rows',
			rows: fieldsOf(columns),
			run: findTransport,
			alsoCalls: ['GET /transports/{uid}/'],
		}),
	),
	assumed(
		operation({
			value: 'sign',
			name: 'Sign as Organizer',
			action: 'Sign waste form as organizer',
			description:
				'Sign a complete draft; parties with role, number and address, contacts of producer and carrier, a signatory of the processor, origin, date and a load are needed',
			route: 'POST /wam/forms/{uid}/sign-as-organizer/',
			parameters: [chosenForm, additionalFields([bodyJson()])],
			keys: ({ path }) => [String(path.uid)],
		}),
	),
];
