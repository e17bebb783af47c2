/** The operations of api/openapi.yaml in the words that documentation and output schemas need. */
import { apiDocument, resolveReference } from '../../sandbox/description/document.cts';

/** A JSON schema as the description writes it. */
export interface ApiSchema {
	$ref?: string;
	type?: string | string[];
	description?: string;
	properties?: Record<string, ApiSchema>;
	items?: ApiSchema;
	additionalProperties?: boolean | ApiSchema;
	allOf?: ApiSchema[];
	anyOf?: ApiSchema[];
	oneOf?: ApiSchema[];
	enum?: unknown[];
}

/** How well an operation is known; the words of `x-evidence`. */
export type Evidence = 'documented' | 'partial' | 'observed' | 'assumed';

/** What each degree of evidence means to a reader. */
export const evidenceMeanings: Readonly<Record<Evidence, string>> = {
	documented: "method, path and main fields read in Dashdoc's documentation",
	partial: 'documented, with some fields filled in',
	observed: "seen in use by Dashdoc's own web app or by another client",
	assumed: "listed in the documentation's navigation only; the shape is deduced from its siblings",
};

export interface ApiOperation {
	/** Method and path template, e.g. `GET /contacts/{uid}/`. */
	route: string;
	/** Group of the endpoint in Dashdoc's reference. */
	tag: string;
	summary: string;
	evidence: Evidence;
	/** Schema of the successful answer; undefined when it has no body. */
	answer: ApiSchema | undefined;
}

interface ResponseObject {
	$ref?: string;
	content?: Record<string, { schema?: ApiSchema }>;
}

interface OperationObject {
	summary: string;
	tags: string[];
	'x-evidence': Evidence;
	responses: Record<string, ResponseObject>;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

type PathObject = Partial<Record<(typeof methods)[number], OperationObject>>;

let all: readonly ApiOperation[] | undefined;

/** Every operation of the description, in its order. */
export function apiOperations(): readonly ApiOperation[] {
	all ??= Object.entries(apiDocument().paths).flatMap(([path, item]) =>
		methods.flatMap((method) => {
			// The sandbox reads fewer members than the document has.
			const operation = (item as unknown as PathObject)[method];
			return operation ? [describe(`${method.toUpperCase()} ${path}`, operation)] : [];
		}),
	);
	return all;
}

/** The operation of a route. @throws Error when the description has none. */
export function apiOperation(route: string): ApiOperation {
	const found = apiOperations().find((operation) => operation.route === route);
	if (!found) throw new Error(`api/openapi.yaml has no ${route}`);
	return found;
}

function describe(route: string, operation: OperationObject): ApiOperation {
	const { responses } = operation;
	const success = responses['200'] ?? responses['201'];
	return {
		route,
		tag: operation.tags[0],
		summary: operation.summary,
		evidence: operation['x-evidence'],
		answer: success && resolveReference(success).content?.['application/json']?.schema,
	};
}

/** A schema with its references followed and its alternatives (`allOf`, `anyOf`, `oneOf`) beside each other. */
export function alternatives(schema: ApiSchema): ApiSchema[] {
	const { allOf = [], anyOf = [], oneOf = [], ...own } = resolveReference(schema);
	return [own, ...[...allOf, ...anyOf, ...oneOf].flatMap(alternatives)];
}

/**
 * The schema of what a dotted name points at, e.g. `deliveries.-1.origin.address.city`; undefined when the
 * description does not know such a field.
 */
export function schemaAt(schema: ApiSchema, name: string): ApiSchema | undefined {
	return name
		.split('.')
		.reduce<ApiSchema | undefined>((within, part) => within && member(within, part), schema);
}

function member(schema: ApiSchema, name: string): ApiSchema | undefined {
	const isPosition = /^-?\d+$/.test(name);
	const found = alternatives(schema).flatMap(
		({ items, properties }) => (isPosition ? items : properties?.[name]) ?? [],
	);
	return found.length > 1 ? { anyOf: found } : found[0];
}

/** The schema of one object of a list, whether it comes in pages or as a bare array. */
export function elementOf(list: ApiSchema): ApiSchema | undefined {
	return schemaAt(list, 'results.0') ?? schemaAt(list, '0');
}
