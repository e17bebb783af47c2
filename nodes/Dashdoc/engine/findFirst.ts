import { NodeApiError, type IDataObject } from 'n8n-workflow';
import type { DashdocAnswer } from '../client/types';
import type { FindFirst, Finder, Resource, Result, RunContext } from '../declaration/operation';
import type { Route } from '../declaration/route';
import { differingFields } from './difference';
import { isGiven, isSame, lookUp, type Read } from './lookUp';
import { forgetWholeLists, rememberInWholeLists, wholeList } from './wholeList';

/** The engine's side of one creation that looks first. */
export interface FindFirstRun {
	declaration: FindFirst;
	create: Route;
	resource: Resource;
	context: RunContext;
	/** A call whose route is known only at run time; the declaration has been checked against the API description. */
	call: (
		route: Route,
		path: Record<string, string | number>,
		body?: IDataObject,
		query?: IDataObject,
	) => Promise<DashdocAnswer>;
	/** Makes the error about a body field whose value stands in the way of a change. */
	conflict: (field: string, text: string) => Error;
}

/**
 * Finds the object or creates it; a found one is brought up to date where an update route is declared, with the
 * differing fields only. `outcome` tells what happened: created, found, updated or unchanged.
 */
export async function findFirst(run: FindFirstRun): Promise<Result[]> {
	const found = await search(run, false);
	if (found) return [await remembered(run, await settle(run, found))];
	const problem = run.declaration.toCreate?.(run.context.request);
	if (problem) throw run.conflict(problem.target.replace('body.', ''), problem.text);
	const creation = await create(run);
	if ('refusal' in creation) {
		const double = concernsKey(run.declaration, creation.refusal) ? await searchAgain(run) : undefined;
		if (!double) throw creation.refusal;
		return [await remembered(run, await settle(run, double))];
	}
	const { body, statusCode } = creation.answer;
	const object = body as IDataObject | undefined;
	// Dashdoc joins companies by name on its own and then answers with the one that existed before.
	const joined = object && (statusCode === 200 || hasOtherKey(run, object));
	return [
		await remembered(run, joined ? await settle(run, object) : { object, beside: { outcome: 'created' } }),
	];
}

/** What an item made or changed is what later items find. */
async function remembered({ context, resource }: FindFirstRun, result: Result): Promise<Result> {
	await rememberInWholeLists(context, resource.identifier, result.object as IDataObject | undefined);
	return result;
}

/** Texts by which items that speak of one object are recognised. */
export function keysOf({ keys }: FindFirst, body: IDataObject): string[] {
	return keys.filter((key) => isGiven(body[key])).map((key) => `${key}=${folded(body[key])}`);
}

async function search(run: FindFirstRun, afterRefusal: boolean): Promise<IDataObject | undefined> {
	for (const finder of findersFor(run, afterRefusal)) {
		const found = finder.by === 'lookup' ? await readByKey(run, finder) : await searchList(run, finder);
		if (found) return found;
	}
	return undefined;
}

/** Dashdoc says that it exists; only now is reading a whole list, or reading it again, worth its requests. */
async function searchAgain(run: FindFirstRun): Promise<IDataObject | undefined> {
	forgetWholeLists(run.context);
	return await search(run, true);
}

/** Input items from which on one reading of a whole list costs less than a search for each. */
const manyItems = 10;

/** The ways to take now; for many items those that read everything, once for all of them. */
function findersFor({ context, declaration }: FindFirstRun, afterRefusal: boolean): readonly Finder[] {
	const { finders } = declaration;
	if (afterRefusal)
		return finders.filter((finder) => finder.by === 'search' && (finder.onlyAfterRefusal || finder.whole));
	const whole = finders.filter((finder) => finder.by === 'search' && finder.whole);
	if (whole.length > 0 && context.items >= manyItems) return whole;
	return finders.filter((finder) => finder.by === 'lookup' || !finder.onlyAfterRefusal);
}

async function readByKey(
	{ context, call }: FindFirstRun,
	{ route }: Finder & { by: 'lookup' },
): Promise<IDataObject | undefined> {
	const externalId = context.request.body.remote_id;
	if (!isGiven(externalId)) return undefined;
	const read: Read = async (from, { path, query }) =>
		(await call(from, path, undefined, query as IDataObject)).body as IDataObject;
	return await lookUp(read, route, String(externalId));
}

async function searchList(
	{ context, declaration, resource }: FindFirstRun,
	{ route, query, match, whole }: Finder & { by: 'search' },
): Promise<IDataObject | undefined> {
	const filter = await query(context);
	if (!filter) return undefined;
	const { body } = context.request;
	// Without a filter this reads everything too, once for all items.
	const objects = await (whole || Object.keys(filter).length === 0
		? wholeList(context, { route, query: filter, identifier: resource.identifier })
		: context.list(route, filter));
	for (const field of match.filter((name) => isGiven(body[name]))) {
		const found = objects.find((object) => sameKey(declaration, field, object[field], body[field]));
		if (found) return found;
	}
	return undefined;
}

async function create({
	create: route,
	context,
	call,
}: FindFirstRun): Promise<{ answer: DashdocAnswer } | { refusal: NodeApiError }> {
	try {
		return { answer: await call(route, {}, context.request.body) };
	} catch (error) {
		return refusal(error);
	}
}

function refusal(error: unknown): { refusal: NodeApiError } {
	if (error instanceof NodeApiError && error.httpCode === '400') return { refusal: error };
	throw error;
}

/** Whether Dashdoc's refusal is about a key, and not, say, about an email address. */
function concernsKey({ keys }: FindFirst, { context }: NodeApiError): boolean {
	const fields = Object.keys((context.data ?? {}) as IDataObject);
	return fields.some((field) => keys.includes(field) || field === 'non_field_errors');
}

/** Gives a found object back, changed where the operation changes and something differs. */
async function settle(run: FindFirstRun, found: IDataObject): Promise<Result> {
	const { declaration, resource, context, call, conflict } = run;
	if (!declaration.update) return { object: found, beside: { outcome: 'found' } };
	const identifier = found[resource.identifier] as string | number;
	const key = strongestKey(run);
	if (key && isGiven(found[key]) && hasOtherKey(run, found)) {
		const taken = String(found[key]);
		// To overwrite it would take the object away from whoever knows it by that key.
		throw conflict(
			key,
			`Dashdoc takes this for the ${resource.name} with the ID ${identifier}, which has "${taken}" there; it was left as it is`,
		);
	}
	const { onlyAtCreation = [], shownAs } = declaration;
	const lasting = Object.entries(context.request.body).filter(([field]) => !onlyAtCreation.includes(field));
	const changes = differingFields(Object.fromEntries(lasting), found, shownAs);
	if (Object.keys(changes).length === 0) return { object: found, beside: { outcome: 'unchanged' } };
	const always = (declaration.always ?? []).map((field) => [field, context.request.body[field]]);
	const answer = await call(
		declaration.update,
		{ [resource.identifier]: identifier },
		{ ...Object.fromEntries(always), ...changes },
	);
	return { object: answer.body as IDataObject, beside: { outcome: 'updated' } };
}

/** The strongest of the keys that the item gives. */
function strongestKey({ declaration, context }: FindFirstRun): string | undefined {
	return declaration.keys.find((key) => isGiven(context.request.body[key]));
}

/** Whether an object says that it has another key than the one that was sent; it may also not tell. */
function hasOtherKey(run: FindFirstRun, object: IDataObject): boolean {
	const key = strongestKey(run);
	if (key === undefined || object[key] === undefined) return false;
	return !sameKey(run.declaration, key, object[key], run.context.request.body[key]);
}

function sameKey({ caseBlind = [] }: FindFirst, key: string, one: unknown, other: unknown): boolean {
	return caseBlind.includes(key) && isGiven(one) && isGiven(other)
		? folded(one) === folded(other)
		: isSame(one, other);
}

function folded(value: unknown): string {
	return String(value).trim().replace(/\s+/g, ' ').toLowerCase();
}
