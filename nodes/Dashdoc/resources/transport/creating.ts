import { randomUUID } from 'crypto';
import { operation, type Operation, type Result, type RunContext } from '../../declaration/operation';
import { additionalFields } from '../../fields/collections';
import { bodyJson, demanded, wholeBody } from '../../fields/plain';
import type { TransportBody } from './body';
import { onePlace, somebody, soundTransport } from './checks';
import { externalId, simpleDetails, simpleForm, stopsDetails, stopsForm } from './forms';
import { withParties } from './parties';
import { inUtc } from './periods';
import { withRoute, type Routed } from './stops';
import { bringUpToDate, findTransport } from './upsert';

/** Items that speak of one transport run one after the other. */
const keys: Operation['keys'] = ({ body }) => (body.remote_id ? [`transport ${String(body.remote_id)}`] : []);

/** The whole body: stops told apart, segments made. */
function completed(body: TransportBody): Routed {
	const name = body.remote_id || randomUUID();
	return withRoute(inUtc(body), (stop) => `${name}-stop-${stop}`);
}

/** What a form says, in which companies stand for their addresses. */
export async function filledIn(context: RunContext): Promise<Routed> {
	return completed(await withParties(context, context.request.body as TransportBody));
}

async function created({ call }: RunContext, body: Routed): Promise<Result> {
	return { object: await call('POST /transports/', { body: body as never }) };
}

const createFromForm = async (context: RunContext): Promise<Result[]> => [
	await created(context, await filledIn(context)),
];

const createFromJson = async (context: RunContext): Promise<Result[]> => [
	await created(context, completed(context.request.body as TransportBody)),
];

async function createOrUpdate(context: RunContext): Promise<Result[]> {
	const wanted = await filledIn(context);
	const found = await findTransport(context, String(wanted.remote_id));
	if (!found) {
		const { object } = await created(context, wanted);
		return [{ object, beside: { outcome: 'created', changed: '', kept: '' } }];
	}
	const { changed, kept } = await bringUpToDate(context, found, wanted);
	const beside = { changed: changed.join(', '), kept: kept.join(', ') };
	if (changed.length === 0) return [{ object: found, beside: { outcome: 'unchanged', ...beside } }];
	const path = { uid: String(found.uid) };
	const object = await context.call('GET /transports/{uid}/', { path }).catch((error: unknown) => {
		throw context.soFar(error, `the transport ${path.uid} is up to date; changed: ${beside.changed}`);
	});
	return [{ object, beside: { outcome: 'updated', ...beside } }];
}

/** The least that a body says. */
const smallest = {
	deliveries: [
		{
			origin: { address: { name: 'Entrepôt Bouvet', city: 'Nantes', country: 'FR' } },
			destination: { address: { name: 'Quai Est', city: 'Le Havre', country: 'FR' } },
			planned_loads: [{ category: 'pallets', description: 'Carrelage', quantity: 33 }],
		},
	],
};

const route = 'POST /transports/';
const alsoCalls = ['GET /companies/{pk}/'] as const;
/** The route of the truck follows from the deliveries. */
const makes = ['segments'];
const checks = [soundTransport];

export const creating: readonly Operation[] = [
	operation({
		value: 'create',
		name: 'Create',
		action: 'Create transport',
		description:
			'Create a transport with one loading and one unloading; the route of the truck follows from them',
		route,
		parameters: [...simpleForm, additionalFields([externalId, ...simpleDetails, bodyJson()])],
		checks: [somebody, onePlace, ...checks],
		run: createFromForm,
		alsoCalls,
		keys,
		makes,
	}),
	operation({
		value: 'createFromJson',
		name: 'Create From JSON',
		action: 'Create transport from JSON',
		description: 'Create a transport from a whole body in the words of the API; segments may be left out',
		route,
		parameters: [wholeBody('Transport (JSON)', 'The body of the transport, with its deliveries', smallest)],
		checks,
		run: createFromJson,
		keys,
		makes,
	}),
	operation({
		value: 'upsert',
		name: 'Create or Update',
		action: 'Create or update transport',
		description:
			'Create a new transport with one loading and one unloading, or update the current one if it already exists (upsert)',
		route,
		parameters: [demanded(externalId), ...simpleForm, additionalFields([...simpleDetails, bodyJson()])],
		checks: [somebody, onePlace, ...checks],
		run: createOrUpdate,
		beside: {
			outcome: 'Created, updated or unchanged',
			changed: 'Parts that were changed, such as loading 1 or delivery 1',
			kept: 'What differs and is left as it is, because Dashdoc takes it for a new transport only',
		},
		alsoCalls: [
			...alsoCalls,
			'GET /transports/{uid}/',
			'PATCH /transports/{uid}/',
			'PATCH /sites/{uid}/',
			'PATCH /deliveries/{uid}/',
			'PATCH /segments/{uid}/',
		],
		keys,
		makes,
	}),
	operation({
		value: 'createWithStops',
		name: 'Create With Multiple Stops',
		action: 'Create transport with multiple stops',
		description:
			'Create a transport of several deliveries; the route of the truck follows from them, or is given',
		route,
		parameters: [...stopsForm, additionalFields([...stopsDetails, bodyJson()])],
		checks: [somebody, onePlace, ...checks],
		run: createFromForm,
		alsoCalls,
		keys,
		makes,
	}),
];
