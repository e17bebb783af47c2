import type { INodePropertyOptions } from 'n8n-workflow';
import {
	operation,
	type BesideField,
	type Operation,
	type Result,
	type RunContext,
} from '../declaration/operation';
import type { Parameter } from '../declaration/parameter';
import type { AnswerOf } from '../declaration/route';
import { additionalFields, updateFields } from '../fields/collections';
import { startBeforeEnd } from '../fields/dates';
import { endOfDays, startOfDays } from '../fields/halfDays';
import { bodyJson, choice, demanded, identifier, text } from '../fields/plain';
import { somethingToChange, type Noun } from './standard';

/** Things that may be unavailable, as their endpoints are called. */
type Owner = 'vehicles' | 'trailers' | 'manager-truckers';

/** How the owner of the unavailabilities is called and picked. */
interface Unavailabilities {
	owner: Owner;
	noun: Noun;
	locator: Parameter<'path.pk'>;
	/** Why one of them may be unavailable. */
	reasons: readonly INodePropertyOptions[];
}

/** Reasons of vehicles and trailers; Dashdoc's documentation shows no list, these are those of its web app. */
export const fleetReasons: readonly INodePropertyOptions[] = [
	{ name: 'Maintenance', value: 'maintenance' },
	{ name: 'Other', value: 'other' },
	{ name: 'Rental', value: 'rental' },
];

const externalId = text('body.remote_id', 'External ID', {
	description: 'Your own identifier of the unavailability',
	placeholder: 'e.g. LEAVE_2026_118',
});

const note = text('body.unavailability_note', 'Note', {
	description: 'Shown with it on the planning',
	placeholder: 'e.g. Contrôle technique à Nantes',
});

const unavailabilityId = identifier('path.pk_unavailability', 'Unavailability ID', {
	description: "Dashdoc's ID, as Add Unavailability gives it",
	placeholder: 'e.g. 928',
});

const entireStay = startBeforeEnd('body.start_date', 'body.end_date');

/** Add, Create or Update, Update and Remove Unavailability of one kind of owner. */
export function unavailabilityOperations(things: Unavailabilities): Operation[] {
	const { locator, noun, owner, reasons } = things;
	const routes = routesOf(owner);
	const ownerKey = `${noun.singular}_pk`;
	const reason = choice('body.unavailability_type', 'Reason', reasons, {
		description: 'Shown on the planning',
	});
	const dates = (required: boolean) => [
		...startOfDays('body.start_date', { required }),
		...endOfDays('body.end_date', { required }),
	];
	const common = {
		answer: 'part',
		partAt: 'unavailability.0',
		checks: [entireStay],
		// Its answer is the owner with all its unavailabilities, which tells one from another only in turn.
		keys: ({ path }) => [String(path.pk)],
	} as const satisfies Partial<Operation>;
	const beside: Record<string, BesideField> = {
		[ownerKey]: { type: 'integer', description: `ID of the ${noun.singular}` },
	};
	const named = (name: string) => ({
		name,
		action: `${name.replace(/(?!^)\b[A-Z]/g, lower)} of ${noun.singular}`,
	});
	return [
		operation({
			...common,
			...named('Add Unavailability'),
			value: 'addUnavailability',
			description: `Block a ${noun.singular} on the planning for a period; each call adds another entry`,
			route: routes.add,
			parameters: [
				locator,
				demanded(reason),
				...dates(true),
				additionalFields([externalId, note, bodyJson()]),
			],
			run: async (context) => [withOwner(context, ownerKey, await add(context, routes))],
			beside,
		}),
		operation({
			...common,
			...named('Create or Update Unavailability'),
			value: 'upsertUnavailability',
			description: `Block a ${noun.singular} for a period, or change the period if one with this external ID is there`,
			route: routes.add,
			parameters: [
				locator,
				demanded(externalId),
				demanded(reason),
				...dates(true),
				additionalFields([note, bodyJson()]),
			],
			run: async (context) => [withOwner(context, ownerKey, await addOrChange(context, routes))],
			beside: { ...beside, outcome: 'Created, updated or unchanged' },
			alsoCalls: [routes.read, routes.change],
		}),
		operation({
			...named('Remove Unavailability'),
			value: 'removeUnavailability',
			description: `Take an unavailability of a ${noun.singular} from the planning`,
			route: routes.remove,
			parameters: [locator, unavailabilityId],
			run: async ({ call, request: { path } }) => {
				await call(routes.remove, { path: { pk: path.pk, pk_unavailability: path.pk_unavailability } });
				return [{ beside: { deleted: true, id: path.pk_unavailability, [ownerKey]: path.pk } }];
			},
			beside: { id: { type: 'integer', description: 'ID of the unavailability' }, ...beside },
		}),
		operation({
			...common,
			...named('Update Unavailability'),
			value: 'updateUnavailability',
			description: `Change the period or the reason of an unavailability of a ${noun.singular}`,
			route: routes.change,
			parameters: [
				locator,
				unavailabilityId,
				updateFields([externalId, note, reason, ...dates(false), bodyJson()]),
			],
			repeatable: true,
			checks: [somethingToChange, entireStay],
			run: async (context) => [withOwner(context, ownerKey, await change(context, routes))],
			beside,
			alsoCalls: [routes.read],
		}),
	];
}

const lower = (letter: string) => letter.toLowerCase();

function routesOf(owner: Owner) {
	return {
		read: `GET /${owner}/{pk}/`,
		add: `POST /${owner}/{pk}/unavailability/`,
		change: `PATCH /${owner}/{pk}/unavailability/{pk_unavailability}/`,
		remove: `DELETE /${owner}/{pk}/unavailability/{pk_unavailability}/`,
	} as const;
}

type Routes = ReturnType<typeof routesOf>;
type Entry = NonNullable<AnswerOf<Routes['read']>['unavailability']>[number];

async function add(
	{ call, differing, request: { body, path } }: RunContext,
	routes: Routes,
): Promise<Result> {
	const { unavailability = [] } = await call(routes.add, { path: { pk: path.pk }, body });
	const isAdded = (entry: Entry) => Object.keys(differing(body, entry)).length === 0;
	return { object: latest(unavailability.filter(isAdded)) ?? latest(unavailability) };
}

async function addOrChange(context: RunContext, routes: Routes): Promise<Result> {
	const { call, request } = context;
	const { body } = request;
	const pk = request.path.pk;
	const { unavailability: before = [] } = await call(routes.read, { path: { pk } });
	const found = before.find(({ remote_id }) => remote_id === body.remote_id);
	if (!found) return { ...(await add(context, routes)), beside: { outcome: 'created' } };
	const changes = context.differing(body, found);
	if (Object.keys(changes).length === 0) return { object: found, beside: { outcome: 'unchanged' } };
	const path = { pk, pk_unavailability: found.id ?? 0 };
	const { unavailability = [] } = await call(routes.change, { path, body: changes });
	return { object: withId(unavailability, found.id), beside: { outcome: 'updated' } };
}

async function change(context: RunContext, routes: Routes): Promise<Result> {
	const { call, request } = context;
	const { pk, pk_unavailability } = request.path;
	await refuseCrossing(context, routes);
	const { unavailability = [] } = await call(routes.change, {
		path: { pk, pk_unavailability },
		body: request.body,
	});
	return { object: withId(unavailability, pk_unavailability) };
}

/** A period of which one end is moved is compared with its other end, which only Dashdoc knows. */
async function refuseCrossing({ call, problem, request }: RunContext, routes: Routes): Promise<void> {
	const { start_date, end_date } = request.body;
	if ((start_date === undefined) === (end_date === undefined)) return;
	const { pk, pk_unavailability } = request.path;
	const { unavailability = [] } = await call(routes.read, { path: { pk } });
	const entry = withId(unavailability, pk_unavailability);
	if (!entry)
		throw problem('unavailabilityId', `there is no unavailability with the ID ${pk_unavailability} here`);
	const start = String(start_date ?? entry.start_date);
	const end = String(end_date ?? entry.end_date);
	if (Date.parse(start) > Date.parse(end)) {
		const moved = start_date === undefined ? 'endDate' : 'startDate';
		throw problem(moved, `the period would end before it starts, from ${start} until ${end}`);
	}
}

function withId(entries: readonly Entry[], id: unknown): Entry | undefined {
	return entries.find((entry) => String(entry.id) === String(id));
}

function latest(entries: readonly Entry[]): Entry | undefined {
	return [...entries].sort((one, other) => (other.id ?? 0) - (one.id ?? 0))[0];
}

/** The entry, and its owner, without whose ID it can be neither changed nor removed. */
function withOwner({ request }: RunContext, key: string, { object, beside }: Result): Result {
	return { object: object ?? {}, beside: { ...beside, [key]: request.path.pk } };
}
