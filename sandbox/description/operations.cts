import {
	apiDocument,
	resolveReference,
	type OperationObject,
	type ParameterObject,
	type PathItem,
	type Schema,
} from './document.cts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A place in the description, written as a JSON pointer (`#/paths/…`). */
export type Pointer = string;

/** One parameter of an operation: its declared schema and where that schema stands. */
export interface Parameter {
	name: string;
	required: boolean;
	/** True for a list that travels as one comma separated value. */
	commaSeparated: boolean;
	/** True for one that Dashdoc does not document on this operation. */
	inferred: boolean;
	schema: Schema;
	pointer: Pointer;
}

/** One operation of the description, laid out for routing and validation. */
export interface Operation {
	operationId: string;
	method: Method;
	/** Path template relative to `/api/v4`, e.g. `/contacts/{uid}/`. */
	path: string;
	pathParameters: readonly Parameter[];
	queryParameters: ReadonlyMap<string, Parameter>;
	bodyRequired: boolean;
	/** Declared body schema by media type; empty when the operation takes no body. */
	bodies: ReadonlyMap<string, Pointer>;
	/** Declared answers by status; the pointer is missing for an answer without a JSON body. */
	answers: ReadonlyMap<number, Pointer | undefined>;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

let all: readonly Operation[] | undefined;

/** Every operation of the description. */
export function operations(): readonly Operation[] {
	all ??= Object.entries(apiDocument().paths).flatMap(([path, item]) =>
		methods.flatMap((method) => (item[method] ? [describe(path, method, item, item[method])] : [])),
	);
	return all;
}

let byId: ReadonlyMap<string, Operation> | undefined;

/** The operation of that id; undefined when the description has none. */
export function findOperation(operationId: string): Operation | undefined {
	byId ??= new Map(operations().map((operation) => [operation.operationId, operation]));
	return byId.get(operationId);
}

function describe(path: string, method: (typeof methods)[number], item: PathItem, object: OperationObject) {
	const parameters = [
		...declared(object.parameters, ['paths', path, method, 'parameters']),
		...declared(item.parameters, ['paths', path, 'parameters']),
	];
	const body = object.requestBody;
	return {
		operationId: object.operationId,
		method: method.toUpperCase() as Method,
		path,
		pathParameters: parameters.filter(({ place }) => place === 'path'),
		queryParameters: new Map(
			parameters.filter(({ place }) => place === 'query').map((parameter) => [parameter.name, parameter]),
		),
		bodyRequired: body?.required ?? false,
		bodies: new Map(
			Object.keys(body?.content ?? {}).map((media) => [
				media,
				pointer(['paths', path, method, 'requestBody', 'content', media, 'schema']),
			]),
		),
		answers: new Map(
			Object.keys(object.responses).map((status) => [
				Number(status),
				answerSchema(path, method, object, status),
			]),
		),
	};
}

function declared(parameters: ParameterObject[] | undefined, place: string[]) {
	return (parameters ?? []).map((written, position) => {
		const parameter = resolveReference(written);
		const base = written.$ref ?? pointer([...place, String(position)]);
		return {
			name: parameter.name,
			place: parameter.in,
			required: parameter.required ?? false,
			commaSeparated: parameter.schema?.type === 'array' && parameter.explode === false,
			inferred: parameter['x-inferred'] ?? false,
			schema: parameter.schema ?? {},
			pointer: `${base}/schema`,
		};
	});
}

function answerSchema(
	path: string,
	method: string,
	object: OperationObject,
	status: string,
): Pointer | undefined {
	const written = object.responses[status];
	if (resolveReference(written).content?.['application/json']?.schema === undefined) return undefined;
	const base = written.$ref ?? pointer(['paths', path, method, 'responses', status]);
	return `${base}/content/application~1json/schema`;
}

function pointer(parts: string[]): Pointer {
	return `#/${parts.map((part) => part.replace(/~/g, '~0').replace(/\//g, '~1')).join('/')}`;
}
