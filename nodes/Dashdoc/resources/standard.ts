import {
	operation,
	type Check,
	type FindFirst,
	type Operation,
	type OperationDeclaration,
	type Resource,
} from '../declaration/operation';
import type { Parameter } from '../declaration/parameter';
import type { Route, Target } from '../declaration/route';
import { additionalFields, filters, updateFields } from '../fields/collections';
import { listing, options, output } from '../fields/standard';
import { withArticle } from '../fields/name';
import { bodyJson } from '../fields/plain';

/** The words of a resource in the texts of its standard operations. */
export interface Noun {
	/** In lower case, as sentences need it: `contact`. */
	singular: string;
	plural: string;
}

type Fields<R extends Route> = ReadonlyArray<Parameter<Target<R>>>;

/** What a creation or an update may need beside its fields. */
type Extras = Pick<OperationDeclaration<Route>, 'checks' | 'multipart'>;

/** Declares a resource; its operations get what all have: Output where there is a simplified form, and Options. */
export function resource(declaration: Resource): Resource {
	return {
		...declaration,
		operations: declaration.operations.map((one) => ({
			...one,
			parameters: [...one.parameters, ...(declaration.simplified && givesObject(one) ? output : []), options],
			alsoCalls: [
				...new Set([
					...(one.alsoCalls ?? []),
					...resolvingRoutes(one),
					...Object.values(one.steps ?? {}),
					...(one.listAction ? [one.listAction.list] : []),
				]),
			],
		})),
	};
}

/** Routes that find the ID behind an External ID, those of fields inside collections too. */
function resolvingRoutes({ parameters, route }: Pick<Operation, 'parameters' | 'route'>): Route[] {
	return parameters.flatMap(({ members = [], resolve }) => [
		...(resolve && resolve !== route ? [resolve] : []),
		...resolvingRoutes({ parameters: members, route }),
	]);
}

function givesObject({ answer, route }: Operation): boolean {
	return answer ? answer === 'object' || answer === 'list' : !route?.startsWith('DELETE');
}

/** Says of an operation that Dashdoc's documentation only names it, so that a user knows where a surprise may come from. */
export function assumed(declared: Operation): Operation {
	return { ...declared, description: `${declared.description}. Not documented in detail by Dashdoc.` };
}

/** Get Many: Return All, Limit and filters; one item per object. */
export function getMany<R extends Route & `GET ${string}`>(
	{ plural }: Noun,
	route: R,
	{
		filterFields,
		sort = [],
		checks,
	}: { filterFields: Fields<R>; sort?: Fields<R>; checks?: readonly Check[] },
): Operation {
	return operation<R>({
		value: 'getAll',
		name: 'Get Many',
		action: `Get many ${plural}`,
		description: `Retrieve a list of ${plural}`,
		route,
		parameters: [...listing, ...(filterFields.length > 0 ? [filters(filterFields)] : []), ...sort],
		answer: 'list',
		checks,
	});
}

/** Get: one object. */
export function get<R extends Route & `GET ${string}`>(
	{ singular }: Noun,
	route: R,
	locator: Parameter<Target<R>>,
): Operation {
	return operation<R>({
		value: 'get',
		name: 'Get',
		action: `Get ${singular}`,
		description: `Retrieve ${withArticle(singular)}`,
		route,
		parameters: [locator],
	});
}

/** Create: what Dashdoc demands on top, the rest under Additional Fields. */
export function create<R extends Route & `POST ${string}`>(
	{ singular }: Noun,
	route: R,
	{ required, additional, ...rest }: { required: Fields<R>; additional: Fields<R> } & Extras,
): Operation {
	return operation<R>({
		...rest,
		value: 'create',
		name: 'Create',
		action: `Create ${singular}`,
		description: `Create a new ${singular}`,
		route,
		parameters: [...required, additionalFields([...additional, ...jsonFor<R>()])],
	});
}

/** Update: only chosen fields are sent; a chosen empty one clears the value. */
export function update<R extends Route & `PATCH ${string}`>(
	{ singular }: Noun,
	route: R,
	locator: Parameter<Target<R>>,
	fields: Fields<R>,
	{ checks = [], ...rest }: Extras = {},
): Operation {
	return operation<R>({
		...rest,
		value: 'update',
		name: 'Update',
		action: `Update ${singular}`,
		description: `Update one or more fields of ${withArticle(singular)}; fields that are not chosen stay as they are`,
		route,
		parameters: [locator, updateFields([...fields, ...jsonFor<R>()])],
		// The same values set twice are the same values.
		repeatable: true,
		checks: [somethingToChange, ...checks],
	});
}

/** Delete: gives `{ "deleted": true }` with the identifier. */
export function remove<R extends Route & `DELETE ${string}`>(
	{ singular }: Noun,
	route: R,
	locator: Parameter<Target<R>>,
): Operation {
	return operation<R>({
		value: 'delete',
		name: 'Delete',
		action: `Delete ${singular}`,
		description: `Delete ${withArticle(singular)} permanently`,
		route,
		parameters: [locator],
	});
}

/** Create or Update: the object is found first, so that a sync can run twice without doubles. */
export function createOrUpdate<R extends Route & `POST ${string}`>(
	{ singular }: Noun,
	route: R,
	{
		required,
		additional,
		extra = [],
		...rest
	}: {
		required: Fields<R>;
		additional: Fields<R>;
		/** Parameters below Additional Fields that only the search reads. */
		extra?: Fields<R>;
		findFirst: FindFirst & { update: Route };
		alsoCalls: readonly Route[];
	} & Extras,
): Operation {
	return operation<R>({
		...rest,
		value: 'upsert',
		name: 'Create or Update',
		action: `Create or update ${singular}`,
		description: `Create a new ${singular}, or update the current one if it already exists (upsert)`,
		route,
		parameters: [...required, additionalFields([...additional, ...jsonFor<R>()]), ...extra],
	});
}

/** The JSON way into the body, for fields that a form has not got. */
function jsonFor<R extends Route>(): Fields<R> {
	return [bodyJson() as unknown as Parameter<Target<R>>];
}

/** Refuses an update of which no field is chosen. */
export const somethingToChange: Check = ({ body }) =>
	Object.keys(body).length > 0
		? undefined
		: { target: 'Update Fields', text: 'no field is chosen, so there is nothing to change' };
