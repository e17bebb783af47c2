/** What api/openapi.yaml says about the place that a parameter writes to. */
import { resolveReference, schemaAt, type Schema } from '../../sandbox/description/document.cts';
import { operations, type Operation } from '../../sandbox/description/operations.cts';

/** The parts of a schema from which sample values are made. */
export interface DescribedSchema extends Schema {
	example?: unknown;
	minLength?: number;
	maxLength?: number;
	minimum?: number;
	required?: string[];
}

/** The described operation behind a route such as `GET /contacts/{uid}/`. */
export function describedOperation(route: string): Operation {
	const found = operations().find(({ method, path }) => `${method} ${path}` === route);
	if (!found) throw new Error(`api/openapi.yaml has no ${route}`);
	return found;
}

/** A schema and all its alternatives and parts, references followed. */
function partsOf(written: Schema): DescribedSchema[] {
	const schema = resolveReference(written) as DescribedSchema;
	const inner = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
	return [schema, ...inner.flatMap(partsOf)];
}

/** The schemas of a member; list positions (`0`, `-1`) lead into the elements of a list. */
function membersOf(schema: Schema, name: string): Schema[] {
	return partsOf(schema).flatMap(({ items, properties }) => {
		if (items && /^-?\d+$/.test(name)) return [items];
		return properties && Object.hasOwn(properties, name) ? [properties[name]] : [];
	});
}

/** The schemas at a dotted name below a schema; none when nothing is there. */
export function schemasBelow(schema: Schema, dottedName: string): DescribedSchema[] {
	return dottedName
		.split('.')
		.reduce<Schema[]>((level, name) => level.flatMap((one) => membersOf(one, name)), [schema])
		.flatMap(partsOf);
}

const bodySchemas = (route: string): Schema[] => [...describedOperation(route).bodies.values()].map(schemaAt);

/** The schemas of a target such as `query.text` or `body.primary_address.city`. */
export function schemasOf(route: string, target: string): DescribedSchema[] {
	const [part, ...names] = target.split('.');
	const name = names.join('.');
	const { pathParameters, queryParameters } = describedOperation(route);
	if (part === 'query') return partsOf(queryParameters.get(name)?.schema ?? {});
	if (part === 'path')
		return pathParameters.filter((one) => one.name === name).flatMap((one) => partsOf(one.schema));
	return bodySchemas(route).flatMap((schema) => schemasBelow(schema, name));
}

/** Names of the members that the body of a route must have. */
export function requiredMembers(route: string): string[] {
	return bodySchemas(route)
		.flatMap(partsOf)
		.flatMap(({ required }) => required ?? []);
}

/** The schema of the object, or of one element of the list, that a route answers with; undefined for none. */
export function answeredObject(route: string): Schema | undefined {
	const { answers } = describedOperation(route);
	const pointer = answers.get(200) ?? answers.get(201);
	if (pointer === undefined) return undefined;
	const answer = schemaAt(pointer);
	const results = membersOf(answer, 'results').flatMap((list) => membersOf(list, '0'));
	const elements = results.length > 0 ? results : membersOf(answer, '0');
	return elements.length > 0 ? { anyOf: elements } : answer;
}
