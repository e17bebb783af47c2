import { created, noContent, ok } from '../http/answer.cts';
import { notFound } from '../http/problems.cts';
import { textOf, type JsonObject } from '../json.cts';
import type { Collection } from '../state/collection.cts';
import type { Tenant } from '../state/tenant.cts';
import { pageEnvelope, pageSizeOf } from './paging.cts';
import type { Call, Handler, Resource } from './resource.cts';

/** Members that only Dashdoc makes; what a body says about them is ignored. */
const serverMade = new Set(['pk', 'id', 'created', 'updated', 'sequential_id']);

/** Query parameters that steer a list without choosing records. */
const steering = new Set(['page', 'page_size', 'ordering', 'extended_view', 'hide_count']);

/** The handlers of a resource, by operationId. */
export function handlersOf<T extends object>(resource: Resource<T>): Record<string, Handler> {
	const { list, get, create, update, delete: remove } = resource.operations;
	return {
		...(list && { [list]: listHandler(resource) }),
		...(get && { [get]: getHandler(resource) }),
		...(create && { [create]: createHandler(resource) }),
		...(update && { [update]: updateHandler(resource) }),
		...(remove && { [remove]: deleteHandler(resource) }),
		...resource.actions,
	};
}

/** What Dashdoc shows of a record. */
export function show<T extends object>(resource: Resource<T>, record: T, tenant: Tenant): unknown {
	return resource.view ? resource.view(record, tenant) : record;
}

/** The records that a call selects, in the order it asks for. */
export function select<T extends object>(
	resource: Resource<T>,
	{ tenant, query }: Pick<Call, 'tenant' | 'query'>,
): readonly T[] {
	const filters = Object.entries(query).flatMap(([name, value]) => {
		const filter = steering.has(name) ? undefined : resource.filters?.[name];
		return filter ? [(record: T) => filter(record, value, tenant)] : [];
	});
	const { listed } = resource;
	if (listed) filters.push((record) => listed(record, query));
	const records = tenant.of(resource.collection).all();
	const chosen =
		filters.length === 0 ? records : records.filter((record) => filters.every((passes) => passes(record)));
	return order(resource, chosen, query.ordering);
}

function order<T extends object>(
	resource: Resource<T>,
	records: readonly T[],
	ordering: unknown,
): readonly T[] {
	if (typeof ordering !== 'string' || ordering === '') return records;
	const keys = ordering.split(',').flatMap((written) => {
		const value = resource.orderings?.[written.replace(/^-/, '')];
		return value ? [{ value, sign: written.startsWith('-') ? -1 : 1 }] : []; // an unknown key is ignored
	});
	return [...records].sort((left, right) => {
		for (const { value, sign } of keys) {
			const difference = compare(value(left), value(right)) * sign;
			if (difference !== 0) return difference;
		}
		return 0;
	});
}

function compare(left: unknown, right: unknown): number {
	if (typeof left === 'number' && typeof right === 'number') return left - right;
	return textOf(left).localeCompare(textOf(right), 'fr');
}

/** The record that the path names, by key or by the member that `lookup_field` names. */
export function findRecord<T extends object>(
	collection: Collection<T>,
	call: Pick<Call, 'path' | 'query'>,
	placeholder: string,
): T {
	const value = call.path[placeholder];
	const lookup = call.query.lookup_field;
	const byMember = typeof lookup === 'string' && lookup !== placeholder;
	const record = byMember
		? collection.find((candidate) => textOf((candidate as JsonObject)[lookup]) === value)
		: collection.get(value);
	if (!record) throw notFound();
	return record;
}

function named<T extends object>(resource: Resource<T>, call: Call): T {
	return findRecord(call.tenant.of(resource.collection), call, resource.pathKey ?? resource.collection.key);
}

function listHandler<T extends object>(resource: Resource<T>): Handler {
	return (call) => {
		const records = unasked(select(resource, call), call);
		const view = (record: T) => show(resource, record, call.tenant);
		if (resource.bareList) return ok(records.map(view));
		return ok(pageEnvelope(call, records, pageSizeOf(call, resource.pageSize ?? 20), view));
	};
}

/** The order of a list that nobody asked to be ordered; the sources tell of none. */
function unasked<T extends object>(
	records: readonly T[],
	{ query, settings: { listOrder } }: Call,
): readonly T[] {
	if (listOrder === 'usual' || query.ordering !== undefined) return records;
	const sign = listOrder === 'newest-change-first' ? -1 : 1;
	const time = (record: T) => textOf((record as JsonObject).updated);
	return [...records].sort(
		(left, right) => sign * (time(left) < time(right) ? -1 : Number(time(left) > time(right))),
	);
}

function getHandler<T extends object>(resource: Resource<T>): Handler {
	return (call) => ok(show(resource, named(resource, call), call.tenant));
}

function createHandler<T extends object>(resource: Resource<T>): Handler {
	return (call) => {
		if (!resource.create) throw new Error(`No rule how to create in ${resource.collection.name}`);
		const record = resource.create(call);
		return created(show(resource, record, call.tenant));
	};
}

function updateHandler<T extends object>(resource: Resource<T>): Handler {
	return (call) => {
		const record = named(resource, call);
		if (resource.update) resource.update(record, call);
		else assign(record, call.body);
		call.tenant.touch(resource.collection, record);
		return ok(show(resource, record, call.tenant));
	};
}

function deleteHandler<T extends object>(resource: Resource<T>): Handler {
	return (call) => {
		const record = named(resource, call);
		resource.beforeDelete?.(record, call);
		call.tenant.world.clock.tick();
		call.tenant.of(resource.collection).remove(record);
		return noContent();
	};
}

/** Takes over what a body says, except what only Dashdoc makes. */
export function assign(record: object, body: Readonly<JsonObject>, except: readonly string[] = []): void {
	const own = record as JsonObject;
	for (const [name, value] of Object.entries(body)) {
		if (!serverMade.has(name) && !except.includes(name)) own[name] = structuredClone(value);
	}
}
