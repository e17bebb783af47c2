/** Sample values for the parameters of the editor, from the API description; no resource is known by name here. */
import type { INodeProperties, INodePropertyOptions, NodeParameterValueType } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { listedResources } from '../../sandbox/resources/registry.cts';
import type { Parameter } from '../../nodes/Dashdoc/declaration/parameter';
import { searchOn } from '../support/sandboxed.cts';
import { schemasOf, type DescribedSchema } from './described.cts';

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
}

/** Objects by the search method of the locators that point at them. */
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
 * Objects to point at, one for each search method. Dashdoc's rules forbid many things to things that are verified,
 * registered and the like, so the object with the most texts and the fewest true flags serves best.
 */
export async function locatedObjects(
	sandbox: Sandbox,
	searches: ReadonlySet<string>,
): Promise<LocatedBySearch> {
	const located = new Map<string, Located>();
	for (const search of searches) {
		const { results } = await searchOn(sandbox, search);
		const list = sandbox.requests().at(-1)?.operationId ?? '';
		const collection = listedResources[list]?.collection;
		if (!collection) throw new Error(`${search} reads ${list}, which is no list of stored objects`);
		const records = sandbox.state.tenants[0].of(collection);
		const candidates = results.map(({ value }) => records.get(value as string | number)!);
		const [best] = candidates.sort((left, right) => fitness(right) - fitness(left));
		located.set(search, {
			id: best[collection.key] as string | number,
			externalId: String(best.remote_id),
		});
	}
	return located;
}

function fitness(record: Record<string, unknown>): number {
	const values = Object.values(record);
	const texts = values.filter((value) => typeof value === 'string' && value !== '').length;
	return texts - 10 * values.filter((value) => value === true).length - (record.remote_id ? 0 : 100);
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
	const { parameter, route, variant } = request;
	const { property, targets } = parameter;
	const schemas = targets.flatMap((target) => schemasOf(route, target));
	const first = variant === 'first';
	switch (property.type) {
		case 'resourceLocator':
			return locatorSample(request);
		case 'boolean':
			return { given: first, arrives: String(first) };
		case 'number':
			return numberSample(schemas, first);
		case 'options':
			return optionSample(property, first);
		case 'multiOptions': {
			const values = optionValues(property).slice(0, first ? undefined : 1);
			return { given: values as string[], arrives: values.join(',') };
		}
		case 'dateTime':
			return { given: '2026-03-02T08:00:00+01:00', arrives: '2026-03-02T07:00:00Z' };
		default:
			return textSample(property, schemas, first);
	}
}

function locatorSample({ located, mode, parameter: { property } }: SampleRequest): Sample {
	const { id, externalId } = located.get(searchMethodOf(property) ?? '')!;
	const chosen = mode ?? property.modes?.[0].name ?? 'id';
	const described = property.modes?.find(({ name }) => name === chosen);
	const values: Record<string, string | number> = { externalId, url: pageOf(described, id) };
	return {
		given: { __rl: true, mode: chosen, value: values[chosen] ?? id },
		arrives: chosen === 'externalId' ? externalId : String(id),
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

function numberSample(schemas: readonly DescribedSchema[], first: boolean): Sample {
	const described = schemas
		.map(({ example, minimum }) => example ?? minimum)
		.find((value) => typeof value === 'number');
	const value = (typeof described === 'number' ? described : 1) + (first ? 0 : 1);
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

function textSample(property: INodeProperties, schemas: readonly DescribedSchema[], first: boolean): Sample {
	const list = schemas.find(({ type }) => type === 'array');
	if (list) {
		const values = list.items?.type === 'integer' ? [101, 102] : ['1a2b', '3c4d'];
		return { given: values.join(', '), arrives: values.join(',') };
	}
	const format = schemas.map((schema) => schema.format).find(Boolean);
	if (format === 'email') {
		const address = first ? 'adele.bouvet@example.com' : 'gael.lefevre@example.org';
		return { given: address, arrives: address };
	}
	const limit = Math.min(...schemas.map(({ maxLength = 200 }) => maxLength), 200);
	if (limit === 2) return { given: first ? 'fr' : 'be', arrives: first ? 'FR' : 'BE' };
	const example = schemas.map((schema) => schema.example).find((value) => typeof value === 'string');
	const text = example ?? exampleIn(property.placeholder) ?? `Essai né ${property.displayName}`;
	const value = (first ? text : `${text} bis`).slice(0, limit);
	return { given: value, arrives: value };
}

const exampleIn = (placeholder: string | undefined) => /^e\.g\. (.*)$/.exec(placeholder ?? '')?.[1];
