/** JSON schemas of what operations put out, in the form in which n8n's editor reads them. */
import type { Operation, Resource, RowField } from '../../nodes/Dashdoc/declaration/operation';
import { alternatives, apiOperation, elementOf, schemaAt, type ApiSchema } from './apiDescription.cts';

/** JSON schema without references, formats and demands. */
export interface OutputSchema {
	type?: string | string[];
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
}

/** The schema of one item's JSON; `version` is n8n's mark for the form of the file. */
export interface OutputSchemaFile extends OutputSchema {
	type: 'object';
	properties: Record<string, OutputSchema>;
	version: 1;
}

/** One field of the default output. */
export interface OutputField {
	name: string;
	schema: OutputSchema;
	/** Dashdoc's own name with dots, where the field comes from an answer. */
	source?: string;
	description?: string;
}

/**
 * The fields of one output item in the default output mode. Empty where the user names the endpoint, since the
 * answer is then not known.
 * @throws Error when a declaration speaks of a field that api/openapi.yaml does not have.
 */
export function outputFields(resource: Resource, operation: Operation): OutputField[] {
	if (!operation.route) return [];
	const answer = answerKind(operation);
	if (answer === 'deleted' || answer === 'success') return proof(resource, operation, answer);
	if (answer === 'rows') return [...rowFields(operation), ...besideFields(operation)];
	return [...objectFields(resource, operation), ...besideFields(operation)];
}

/** Whether an operation gives out objects of Dashdoc, rather than the proof that something was done. */
export function givesObjects(operation: Operation): boolean {
	return operation.route !== undefined && ['object', 'list', 'part'].includes(answerKind(operation));
}

/**
 * Whether items may have fields beside those that `outputFields` tells: the user names the endpoint, or the object is
 * given out whole and the description knows that its members are not all known.
 */
export function mayHoldMore({ simplified }: Resource, operation: Operation): boolean {
	if (!operation.route) return true;
	if (!givesObjects(operation) || (simplified && operation.answer !== 'part')) return false;
	return alternatives(answerObject(operation)).some(
		({ additionalProperties }) => additionalProperties === true,
	);
}

/** The output schema of an operation as n8n wants it in `__schema__`. */
export function outputSchema(resource: Resource, operation: Operation): OutputSchemaFile {
	const fields = outputFields(resource, operation);
	return {
		type: 'object',
		properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
		version: 1,
	};
}

function answerKind({ answer, route }: Operation) {
	return answer ?? (route?.startsWith('DELETE') ? 'deleted' : 'object');
}

/**
 * What comes out when Dashdoc answers nothing: the proof, and the identifiers that the operation itself tells, or the
 * one that the user gave.
 */
function proof({ identifier }: Resource, operation: Operation, answer: 'deleted' | 'success'): OutputField[] {
	const { beside, listAction, parameters, route } = operation;
	const fields: OutputField[] = [
		{ name: answer, schema: { type: 'boolean' }, description: 'Always true; a failure is an error' },
	];
	if (beside) return [...fields, ...besideFields(operation)];
	if (!route?.includes('{') && !listAction) return fields;
	const type = identifier === 'uid' ? 'string' : 'integer';
	const looksUp = parameters.some(({ targets }) => targets.includes('query.lookup_field'));
	const description = `The ID ${listAction ? 'of what was acted on' : 'that was given'}${looksUp ? '; by External ID, `remote_id` comes instead' : ''}`;
	return [...fields, { name: identifier, schema: { type }, description }];
}

/** Flat rows have all their fields, of which any may be unknown. */
function rowFields({ rows = {} }: Operation): OutputField[] {
	return Object.entries(rows).map(([name, field]) => ({
		name,
		schema: rowSchema(field),
		description: field.description,
	}));
}

function rowSchema({ elements, type }: RowField): OutputSchema {
	return nullable({ type, ...(elements && { items: { type: 'object', properties: rowSchemas(elements) } }) });
}

/** Schemas of the fields of a flat row. */
function rowSchemas(fields: Readonly<Record<string, RowField>>): Record<string, OutputSchema> {
	return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, rowSchema(field)]));
}

function objectFields({ identifier, simplified }: Resource, operation: Operation): OutputField[] {
	const object = answerObject(operation);
	if (!simplified || operation.answer === 'part') {
		return Object.entries(plain(object).properties ?? {}).map(([name, schema]) => ({
			name,
			schema,
			source: name,
			description: descriptionAt(object, name),
		}));
	}
	return Object.entries(simplified).map(([name, source]) => {
		const schema = schemaAt(object, source);
		if (!schema)
			throw new Error(`${operation.route} does not answer with ${source}, which "${name}" is made of`);
		// The simplified form has null where Dashdoc tells nothing; an identifier is always told.
		const form = source === identifier ? plain(schema) : nullable(plain(schema));
		return { name, schema: form, source, description: descriptionAt(object, source) };
	});
}

function answerObject(operation: Operation): ApiSchema {
	const { answer } = apiOperation((operation.gives ?? operation.route) as string);
	const whole = answer && operation.answer === 'list' ? elementOf(answer) : answer;
	const object = whole && operation.partAt ? schemaAt(whole, operation.partAt) : whole;
	if (!object) throw new Error(`${operation.route} has no answer in api/openapi.yaml`);
	return object;
}

function descriptionAt(object: ApiSchema, name: string): string | undefined {
	const schema = schemaAt(object, name);
	return schema && alternatives(schema).find(({ description }) => description)?.description;
}

/** Fields that stand beside the object: those declared, and the outcome that the engine tells of a creation. */
export function besideFields({ beside, findFirst }: Operation): OutputField[] {
	const outcome = findFirst?.update ? 'Created, updated or unchanged' : 'Created or found';
	const declared = { ...beside, ...(findFirst && { outcome }) };
	return Object.entries(declared).map(([name, field]) => {
		const { type, description } = typeof field === 'string' ? { type: 'string', description: field } : field;
		return { name, schema: { type }, description };
	});
}

/** Alternatives become one: all their types, all their fields. A schema inside itself is cut to its type. */
function plain(schema: ApiSchema, around: readonly string[] = []): OutputSchema {
	const inside = [...around, ...references(schema)];
	const parts = alternatives(schema).map((part) => plainPart(part, inside));
	return parts.reduce(merged);
}

/** Names of the schemas that one refers to before any field of its own. */
function references({ $ref, allOf = [], anyOf = [], oneOf = [] }: ApiSchema): string[] {
	const own = $ref === undefined ? [] : [$ref];
	return [...own, ...[...allOf, ...anyOf, ...oneOf].flatMap(references)];
}

function plainPart(
	{ type, properties, items, enum: values }: ApiSchema,
	around: readonly string[],
): OutputSchema {
	const types = type === undefined ? typesOf(values) : [type].flat();
	const isCut = (inner: ApiSchema) => references(inner).some((reference) => around.includes(reference));
	const plainInside = (inner: ApiSchema) => (isCut(inner) ? { type: 'object' } : plain(inner, around));
	return withTypes(types.length === 0 && properties ? ['object'] : types, {
		...(properties && {
			properties: Object.fromEntries(
				Object.entries(properties).map(([name, inner]) => [name, plainInside(inner)]),
			),
		}),
		...(items && { items: plainInside(items) }),
	});
}

function typesOf(values: readonly unknown[] = []): string[] {
	return [...new Set(values.map((value) => (value === null ? 'null' : typeof value)))];
}

function merged(one: OutputSchema, other: OutputSchema): OutputSchema {
	const types = [one.type ?? [], other.type ?? []].flat();
	const items = one.items && other.items ? merged(one.items, other.items) : (one.items ?? other.items);
	return withTypes(types, {
		...((one.properties ?? other.properties) && { properties: mergedProperties(one, other) }),
		...(items && { items }),
	});
}

function mergedProperties(
	{ properties: ones = {} }: OutputSchema,
	{ properties: others = {} }: OutputSchema,
) {
	const both = Object.entries(others).map(([name, schema]) => [
		name,
		ones[name] ? merged(ones[name], schema) : schema,
	]);
	return { ...ones, ...(Object.fromEntries(both) as Record<string, OutputSchema>) };
}

function nullable(schema: OutputSchema): OutputSchema {
	const { type, ...rest } = schema;
	return type === undefined ? schema : withTypes([type, 'null'].flat(), rest);
}

/** n8n's editor shows the first of several types, so null comes last. */
function withTypes(types: readonly string[], rest: OutputSchema): OutputSchema {
	const known = [...new Set(types)].sort((a, b) => Number(a === 'null') - Number(b === 'null'));
	if (known.length === 0) return rest;
	return { type: known.length === 1 ? known[0] : known, ...rest };
}
