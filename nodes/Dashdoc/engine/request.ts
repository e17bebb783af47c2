import type { IDataObject } from 'n8n-workflow';
import type { BuiltRequest, Operation } from '../declaration/operation';
import { InvalidValue, isEmpty, type Parameter, type PlaceContext } from '../declaration/parameter';
import { ParameterProblem } from './problem';
import type { Values } from './values';

/**
 * Turns the values of one item into the request of the operation's route.
 * @throws ParameterProblem naming the parameter whose value cannot be sent.
 */
export function buildRequest(operation: Operation, values: Values, context: PlaceContext): BuiltRequest {
	const request: BuiltRequest = { path: {}, query: {}, body: {} };
	for (const parameter of operation.parameters) placeInto(request, parameter, values, context, false);
	for (const check of operation.checks ?? []) {
		const problem = check(request);
		if (problem) throw new ParameterProblem(labelOfTarget(operation, problem.target), problem.text);
	}
	return request;
}

function placeInto(
	request: BuiltRequest,
	parameter: Parameter,
	values: Values,
	context: PlaceContext,
	clears: boolean,
): void {
	const { property, members, place, cleared } = parameter;
	const value = values[property.name];
	if (members) {
		for (const form of readForms(value)) {
			for (const member of members) placeInto(request, member, form, context, parameter.clears ?? false);
		}
		return;
	}
	if (isEmpty(value)) {
		if (property.required)
			throw new ParameterProblem(property.displayName, 'it is empty, but Dashdoc needs it');
		if (clears && property.name in values && cleared) assign(request, cleared);
		return;
	}
	if (place)
		assign(
			request,
			named(property.displayName, () => place(value, context)),
		);
}

/** Members of a collection, or those inside n8n's `values` wrapper of a form. */
function readForms(value: unknown): Values[] {
	if (typeof value !== 'object' || value === null) return [];
	const inner = (value as { values?: unknown }).values;
	return [(typeof inner === 'object' && inner !== null ? inner : value) as Values];
}

function named<T>(displayName: string, convert: () => T): T {
	try {
		return convert();
	} catch (error) {
		return rename(displayName, error);
	}
}

function rename(displayName: string, error: unknown): never {
	if (error instanceof InvalidValue) throw new ParameterProblem(displayName, error.message);
	throw error;
}

function assign(request: BuiltRequest, placement: Readonly<Record<string, unknown>>): void {
	for (const [target, value] of Object.entries(placement)) {
		const [part, ...rest] = target.split('.');
		if (part === 'body') mergeAt(request.body, rest, value);
		else (request[part as 'path' | 'query'] as Record<string, unknown>)[rest.join('.')] = value;
	}
}

/** Sets a value in nested objects; objects that meet are merged, everything else is replaced. */
function mergeAt(object: IDataObject, names: readonly string[], value: unknown): void {
	const [name, ...rest] = names;
	if (name === undefined) {
		for (const [key, inner] of Object.entries(value as IDataObject)) mergeAt(object, [key], inner);
	} else if (rest.length > 0) {
		mergeAt(objectAt(object, name), rest, value);
	} else if (isPlainObject(value) && isPlainObject(object[name])) {
		mergeAt(object[name], [], value);
	} else {
		// defineProperty: a JSON body may hold the key __proto__, which plain assignment would act upon.
		Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
	}
}

function objectAt(object: IDataObject, name: string): IDataObject {
	const existing = object[name];
	if (isPlainObject(existing)) return existing;
	const created: IDataObject = {};
	object[name] = created;
	return created;
}

function isPlainObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All parameters of an operation, those inside collections too. */
export function allParameters(parameters: readonly Parameter[]): Parameter[] {
	return parameters.flatMap((parameter) => [parameter, ...allParameters(parameter.members ?? [])]);
}

function labelOfTarget(operation: Operation, target: string): string {
	const leaf = allParameters(operation.parameters).find(
		({ members, targets }) => !members && targets.includes(target),
	);
	return leaf?.property.displayName ?? target;
}
