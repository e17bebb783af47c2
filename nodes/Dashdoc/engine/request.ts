import type { IDataObject } from 'n8n-workflow';
import type { BuiltRequest, Operation } from '../declaration/operation';
import {
	InvalidValue,
	isEmpty,
	Placeholder,
	type Parameter,
	type PlaceContext,
	type Placement,
} from '../declaration/parameter';
import { labelledParameters } from './labels';
import { ParameterProblem } from './problem';
import type { Values } from './values';
import { wordingOf } from './wording';

/** What is the same for all parameters of an item. */
type Circumstances = Omit<PlaceContext, 'siblings'>;

/**
 * Turns the values of one item into the request of the operation's route.
 * @throws ParameterProblem naming the parameter whose value cannot be sent.
 */
export function buildRequest(operation: Operation, values: Values, context: Circumstances): BuiltRequest {
	const request: BuiltRequest = { path: {}, query: {}, body: {} };
	const around: Surroundings = { values, context, prefix: '', clears: false, depth: 0 };
	const placements = operation.parameters.flatMap((parameter) => placementsOf(parameter, around));
	for (const placement of inOrder([operation.fixed ?? {}, ...placements])) assign(request, placement);
	for (const check of operation.checks ?? []) {
		const problem = check(request);
		if (problem) throw new ParameterProblem(labelOfTarget(operation, request, problem.target), problem.text);
	}
	return request;
}

/**
 * Whole lists come before fields of their elements, and a JSON body comes last, wherever they stand in the form: it is
 * the way to what the form cannot say.
 */
function inOrder(placements: readonly Placement[]): Placement[] {
	const depth = (target: string) => (target === 'body' ? Infinity : target.split('.').length);
	const single = placements.flatMap((placement) =>
		Object.entries(placement).map(([target, value]) => ({ [target]: value })),
	);
	const depthOf = (placement: Placement) => depth(Object.keys(placement)[0]);
	return single.sort((one, other) => depthOf(one) - depthOf(other));
}

/** Where a parameter stands: its siblings' values and what its surroundings say. */
interface Surroundings {
	values: Values;
	context: Circumstances;
	/** Words of the nested collections around it. */
	prefix: string;
	/** Whether a chosen empty field clears the value. */
	clears: boolean;
	depth: number;
}

function placementsOf(parameter: Parameter, around: Surroundings): Placement[] {
	const { property, members, place, cleared, emptyList, rows } = parameter;
	const value = around.values[property.name];
	const label = `${around.prefix}${property.displayName}`;
	const list = rows === undefined ? undefined : named(label, () => rowsIn(value, rows));
	if (members && list && list.length > 0) {
		return [{ [parameter.targets[0]]: list.map((row, index) => elementOf(parameter, row, index, around)) }];
	}
	if (members && !list) {
		const inside: Surroundings = {
			...around,
			values: typeof value === 'object' && value !== null ? (value as Values) : {},
			prefix: around.depth > 0 || parameter.isNamed ? `${label} ` : '',
			clears: parameter.clears ?? false,
			depth: around.depth + 1,
		};
		return members.flatMap((member) => placementsOf(member, inside));
	}
	if (!list && !isEmpty(value))
		return place ? [named(label, () => place(value, { ...around.context, siblings: around.values }))] : [];
	if (emptyList && Array.isArray(value)) throw new ParameterProblem(label, emptyList);
	if (property.required && property.name in around.values) {
		throw new ParameterProblem(label, 'it is empty, but Dashdoc needs it');
	}
	if (!around.clears || !(property.name in around.values)) return [];
	if (!cleared)
		throw new ParameterProblem(label, 'it cannot be cleared; give it a value or remove the field');
	return [cleared];
}

/** What was entered in a form that can be added several times; objects that an expression gives are rows too. */
function rowsIn(value: unknown, group: string): Values[] {
	const isForm = isPlainObject(value) && (Object.hasOwn(value, group) || Object.keys(value).length === 0);
	const given = isForm ? value[group] : value;
	if (isEmpty(given)) return [];
	const list: unknown[] = Array.isArray(given) ? given : [given];
	if (list.every(isPlainObject)) return list;
	throw new InvalidValue('it must be a list of objects');
}

/** One element of a list, from one row of its form. */
function elementOf(
	{ members = [], property }: Parameter,
	values: Values,
	index: number,
	around: Surroundings,
): IDataObject {
	const [{ displayName = property.displayName } = {}] = (property.options ?? []) as Array<{
		displayName?: string;
	}>;
	const inside: Surroundings = {
		...around,
		values,
		prefix: `${around.prefix}${displayName} ${index + 1} `,
		clears: false,
		depth: around.depth + 1,
	};
	const element: IDataObject = {};
	const [fields, wholes] = [false, true].map((isWhole) =>
		members.filter((one) => isWholeBody(one) === isWhole),
	);
	for (const placement of [...fields, ...wholes].flatMap((member) => placementsOf(member, inside))) {
		for (const [target, value] of Object.entries(placement)) mergeAt(element, target.split('.'), value);
	}
	return element;
}

/** JSON that names its fields itself comes last in a row, as a JSON body does. */
function isWholeBody({ property, targets }: Parameter): boolean {
	return property.type === 'json' && targets.length === 0;
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

function assign(request: BuiltRequest, placement: Placement): void {
	for (const [target, value] of Object.entries(placement)) {
		const [part, ...rest] = target.split('.');
		if (part === 'body') mergeAt(request.body, rest, value);
		else if (part === 'steps') mergeAt((request.steps ??= {}), rest, value);
		else (request[part as 'path' | 'query'] as Record<string, unknown>)[rest.join('.')] = value;
	}
}

/** Sets a value in nested objects; objects that meet are merged, everything else is replaced. */
function mergeAt(object: IDataObject, names: readonly string[], value: unknown): void {
	const [name, ...rest] = names;
	if (name === undefined) {
		for (const [key, inner] of Object.entries(value as IDataObject)) mergeAt(object, [key], inner);
	} else if (rest.length > 0) {
		mergeAt(containerAt(object, name, rest[0]), rest, value);
	} else if (isPlainObject(value) && isPlainObject(ownValue(object, name))) {
		mergeAt(object[name] as IDataObject, [], value);
	} else {
		define(object, name, isPlainObject(value) ? copyOf(value) : value);
	}
}

/** What an expression gives may be part of an input item, into which later fields must not be merged. */
function copyOf(value: IDataObject): IDataObject {
	const copy: IDataObject = {};
	mergeAt(copy, [], value);
	return copy;
}

/** A JSON body may hold the key `__proto__`, which plain assignment would act upon. */
function define(object: IDataObject, name: string, value: unknown): void {
	Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

/** The object or list at a name, made where there is none; a number as next name stands for an element of a list. */
function containerAt(object: IDataObject, name: string, next: string): IDataObject {
	const existing = ownValue(object, name);
	const isElement = /^\d+$/.test(next);
	if (isElement ? Array.isArray(existing) : isPlainObject(existing)) return existing as IDataObject;
	const created = (isElement ? [] : {}) as IDataObject;
	define(object, name, created);
	return created;
}

/** Own fields only: `__proto__` of any object leads to the prototype that all objects share. */
function ownValue(object: IDataObject, name: string): unknown {
	return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isPlainObject(value: unknown): value is IDataObject {
	return (
		typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Placeholder)
	);
}

function labelOfTarget(operation: Operation, request: BuiltRequest, target: string): string {
	const named = labelledParameters(operation.parameters).find(({ parameter }) =>
		parameter.targets.includes(target),
	);
	return named?.label ?? wordingOf(operation, request).label?.(target.replace(/^body\./, '')) ?? target;
}
