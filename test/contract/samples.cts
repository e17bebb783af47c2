/** Sample values for the parameters of the editor, from the API description; no resource is known by name here. */
import type { INodeProperties, INodePropertyOptions, NodeParameterValueType } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { listedResources, resources } from '../../sandbox/resources/registry.cts';
import type { Parameter } from '../../nodes/Dashdoc/declaration/parameter';
import { idsFoundBy, listBehind, partKey, partOf, thingListed } from './parts.cts';
import { describedOperation, schemasBelow, schemasOf, type DescribedSchema } from './described.cts';

/** What a user enters, and what Dashdoc must be seen to get for it. */
export interface Sample {
	given: NodeParameterValueType;
	/** As text; undefined when the request must only have the field. */
	arrives?: string;
}

/** An object of the sandbox that a locator can point at. */
export interface Located {
	id: string | number;
	externalId: string;
	/** As the sandbox stores it; left out for parts of other objects. */
	record?: Readonly<Record<string, unknown>>;
}

/** Objects by the search method of the locators that point at them, or by route and target (`PATCH /x/{pk}/ path.pk`). */
export type LocatedBySearch = ReadonlyMap<string, Located>;

/** The first value of a parameter, or another one, to see a change. */
export type Variant = 'first' | 'other';

interface SampleRequest {
	route: string;
	parameter: Parameter;
	located: LocatedBySearch;
	variant: Variant;
	/** Mode of the locators; their first one unless given. */
	mode?: string;
}

/**
 * Objects to point at: one for each search method of the locators, and one for each path placeholder that takes an ID
 * without a list to pick it from.
 */
export async function locatedObjects(
	sandbox: Sandbox,
	operations: ReadonlyArray<{ route?: string; parameters: readonly Parameter[] }>,
): Promise<LocatedBySearch> {
	const located = new Map<string, Located>();
	const searches = operations.flatMap(({ parameters }) => searchesOf(parameters.filter(isListed)));
	for (const search of new Set(searches)) {
		located.set(search, await searchedObject(sandbox, search));
	}
	located.set(fileKey, { id: addressOfFile(sandbox, located), externalId: '' });
	for (const { route = '', parameters } of operations) {
		for (const { targets, property } of parameters) {
			const [target] = targets;
			if (property.type !== 'string' || !target?.startsWith('path.') || partOf(property)) continue;
			const [owner] = searchesOf(parameters);
			located.set(`${route} ${target}`, {
				id: identifierIn(sandbox, route, target, located.get(owner)?.record),
				externalId: '',
			});
		}
	}
	return located;
}

/** The list of a part depends on the whole that is chosen beside it, so that it finds nothing by itself. */
const isListed = ({ property }: Parameter) => partOf(property) === undefined;

/** Any file that the sandbox serves. */
function addressOfFile({ url }: Sandbox, located: LocatedBySearch): string {
	const records = [...located.values()].map(({ record }) => record);
	const [address] = new RegExp(`${url}/media/[^"]+`).exec(JSON.stringify(records)) ?? [];
	if (address === undefined) throw new Error('No object that a locator finds has a file');
	return address;
}

/**
 * Dashdoc's rules forbid many things to things that are verified, registered and the like, so the object with the most
 * texts and the fewest true flags serves best.
 */
async function searchedObject(sandbox: Sandbox, search: string): Promise<Located> {
	const ids = await idsFoundBy(sandbox, search);
	const list = listBehind(search);
	const collection = listedResources[list]?.collection;
	if (!collection) throw new Error(`${search} reads ${list}, which is no list of stored objects`);
	const records: ReadonlyArray<Record<string, unknown>> = sandbox.state.tenants[0].of(collection).all();
	const candidates = ids.flatMap((id) => {
		const record = records.find((one) => Object.values(one).includes(id));
		return record ? [{ id, record }] : [];
	});
	const [best] = candidates.sort((left, right) => fitness(right.record) - fitness(left.record));
	if (!best) throw new Error(`${search} finds nothing`);
	const { remote_id, code } = best.record as { remote_id?: string; code?: string | number };
	return { ...best, externalId: String(remote_id ?? code) };
}

/** The ID of a part of an owner (`/vehicles/{pk}/unavailability/{…}/`), or of any record of the route's resource. */
export function identifierIn(
	sandbox: Sandbox,
	route: string,
	target: string,
	owner: Readonly<Record<string, unknown>> | undefined,
): string | number {
	const name = target.replace('path.', '');
	const part = new RegExp(`([^/]+)/\\{${name}\\}`).exec(route)?.[1] ?? '';
	const parts = owner?.[part];
	if (Array.isArray(parts)) return (parts as Array<{ id: number }>)[0].id;
	const { operationId } = describedOperation(route);
	const resource = resources.find(({ actions = {}, operations }) =>
		[...(Object.values(operations) as unknown[]), ...Object.keys(actions)].includes(operationId),
	);
	if (!resource) throw new Error(`${route} belongs to no resource of the sandbox`);
	const records = sandbox.state.tenants[0].of(resource.collection);
	return records.keyOf(records.all()[0]);
}

function fitness(record: Record<string, unknown>): number {
	const values = Object.values(record);
	const texts = values.filter((value) => typeof value === 'string' && value !== '').length;
	const lists = values.filter((value) => Array.isArray(value) && value.length > 0).length;
	const flags = values.filter((value) => value === true).length;
	return texts + 20 * lists - 10 * flags - (record.remote_id ? 0 : 100);
}

/** Search methods of the locators among these parameters. */
export function searchesOf(parameters: readonly Parameter[]): string[] {
	return parameters.flatMap(({ members, property }) =>
		members ? searchesOf(members) : (searchMethodOf(property) ?? []),
	);
}

function searchMethodOf({ modes }: INodeProperties): string | undefined {
	return modes?.find(({ type }) => type === 'list')?.typeOptions?.searchListMethod;
}

/** A value for one parameter that takes values. */
export function sampleOf(request: SampleRequest): Sample {
	const { located, parameter, route, variant } = request;
	const { property, targets } = parameter;
	const schemas = targets.flatMap((target) => schemasOf(route, target));
	const first = variant === 'first';
	if (isFile(parameter)) return { given: 'data' };
	if (parameter.property.name === fileKey) return { given: String(located.get(fileKey)?.id) };
	const references = referenceSample(request, schemas);
	if (references) return references;
	switch (property.type) {
		case 'resourceLocator':
			return locatorSample(request);
		case 'boolean':
			return { given: first, arrives: String(first) };
		case 'number':
			return numberSample(property, schemas, first);
		case 'options':
			return optionSample(property, first);
		case 'multiOptions': {
			const values = optionValues(property).slice(0, first ? undefined : 1);
			return { given: values as string[], arrives: values.join(',') };
		}
		case 'dateTime':
			return dateSample(parameter, first);
		default:
			return pathSample(request) ?? listedSample(request, schemas) ?? textSample(property, schemas, first);
	}
}

/** Things in lists, such as tags, are given by their IDs and arrive as objects; those that another object has exist. */
function referenceSample(
	{ located, parameter: { targets } }: SampleRequest,
	schemas: readonly DescribedSchema[],
): Sample | undefined {
	const items = schemas.find(({ type }) => type === 'array')?.items;
	if (!items || !schemasBelow({ items }, '0').some(({ properties }) => properties?.pk)) return undefined;
	const member = targets[0].replace(/^.*\./, '');
	const found = [...located.values()].flatMap(
		({ record }) => (record?.[member] ?? []) as Array<{ pk: number }>,
	);
	return { given: [...new Set(found.map(({ pk }) => pk))].join(', ') };
}

/** Whether a parameter names a file of the item's binary data. */
export function isFile({ property }: Parameter): boolean {
	return property.name === 'binaryPropertyName';
}

/** The parameter that takes the address of a file, and the file at which the tests point. */
const fileKey = 'fileAddress';

/** The ID of an existing thing where the path or a field takes one that has no list to pick it from. */
function pathSample({ located, parameter: { property, targets }, route }: SampleRequest): Sample | undefined {
	const part = partOf(property);
	const found = located.get(part ? partKey(part) : `${route} ${targets[0]}`);
	return found && { given: String(found.id), arrives: String(found.id) };
}

/** One instant, and for the ends of periods a later one; fields beside a date may change what is sent of it. */
function dateSample({ place, targets: [target = ''] }: Parameter, first: boolean): Sample {
	const year = (target.endsWith('end_date') ? 2036 : 2026) + (first ? 0 : 1);
	const [given, plain] = [`${year}-03-02T08:00:00+01:00`, `${year}-03-02T07:00:00Z`];
	const placed = placedAlone(place, given);
	return { given, arrives: Object.values(placed).includes(plain) ? plain : undefined };
}

/** What a date becomes without its neighbours; nothing where it needs them. */
function placedAlone(place: Parameter['place'], given: string): object {
	try {
		return place?.(given, { timezone: 'Europe/Paris', siblings: {} }) ?? {};
	} catch {
		return {};
	}
}

function locatorSample({ located, mode, parameter: { property, resolve }, route }: SampleRequest): Sample {
	const part = partOf(property);
	const { id, externalId } = located.get(part ? partKey(part) : (searchMethodOf(property) ?? ''))!;
	const chosen = mode ?? property.modes?.[0].name ?? 'id';
	const described = property.modes?.find(({ name }) => name === chosen);
	const values: Record<string, string | number> = { externalId, url: pageOf(described, id) };
	return {
		given: { __rl: true, mode: chosen, value: values[chosen] ?? id },
		// Where a look-up is not documented, only the reading of the ID is told the External ID.
		arrives: chosen === 'externalId' && (!resolve || resolve === route) ? externalId : String(id),
	};
}

/** The address of an object's page: the example of the placeholder with another ID. */
function pageOf(
	mode: NonNullable<INodeProperties['modes']>[number] | undefined,
	id: string | number,
): string {
	const example = exampleIn(mode?.placeholder) ?? '';
	const regex = mode?.extractValue?.type === 'regex' ? mode.extractValue.regex : undefined;
	const shown = typeof regex === 'string' ? new RegExp(regex).exec(example)?.[1] : undefined;
	return shown === undefined ? example : example.replace(shown, String(id));
}

function numberSample(
	{ typeOptions }: INodeProperties,
	schemas: readonly DescribedSchema[],
	first: boolean,
): Sample {
	const described = schemas
		.map(({ example, minimum }) => example ?? minimum)
		.find((value) => typeof value === 'number');
	const least = typeof described === 'number' ? described : Math.max(1, typeOptions?.minValue ?? 1);
	const value = least + (first ? 0 : 1);
	return { given: value, arrives: String(value) };
}

const optionValues = ({ options }: INodeProperties) =>
	(options as INodePropertyOptions[]).map(({ value }) => value);

/** An option that is a value; some lists have an empty one for "as it comes". */
function optionSample(property: INodeProperties, first: boolean): Sample {
	const values = optionValues(property).filter((value) => value !== '');
	const value = first ? values[0] : values[values.length - 1];
	return { given: value as string, arrives: String(value) };
}

/** IDs of existing things where a list wants those that the placeholder shows. */
function listedSample(
	{ located, parameter: { property } }: SampleRequest,
	schemas: readonly DescribedSchema[],
): Sample | undefined {
	if (!schemas.some(({ type }) => type === 'array')) return undefined;
	const found = located.get(thingListed(property)?.search ?? '');
	return found && { given: String(found.id), arrives: String(found.id) };
}

function textSample(property: INodeProperties, schemas: readonly DescribedSchema[], first: boolean): Sample {
	const list = schemas.find(({ type }) => type === 'array');
	if (list) {
		const elements = list.items ? schemasBelow({ items: list.items }, '0') : [];
		const values = elements.some(({ type }) => type === 'integer') ? [101, 102] : ['1a2b', '3c4d'];
		return { given: values.join(', '), arrives: values.join(',') };
	}
	const format = schemas.map((schema) => schema.format).find(Boolean);
	if (format === 'email' || property.placeholder?.includes('@')) {
		const address = first ? 'adele.bouvet@example.com' : 'gael.lefevre@example.org';
		return { given: address, arrives: address };
	}
	const limit = Math.min(...schemas.map(({ maxLength = 200 }) => maxLength), 200);
	if (limit === 2 || property.placeholder === 'e.g. FR')
		return { given: first ? 'fr' : 'be', arrives: first ? 'FR' : 'BE' };
	const example = schemas.map((schema) => schema.example).find((value) => typeof value === 'string');
	const text = example ?? exampleIn(property.placeholder) ?? `Essai né ${property.displayName}`;
	const value = (first ? text : `${text} bis`).slice(0, limit);
	return { given: value, arrives: value };
}

const exampleIn = (placeholder: string | undefined) => /^e\.g\. (.*)$/.exec(placeholder ?? '')?.[1];
