import type { IDataObject } from 'n8n-workflow';
import type { Resource, Simplified } from '../declaration/operation';
import type { StandardValues } from './values';

/** Brings an object into the output mode that the user chose; never changes the object itself. */
export function shape(
	object: IDataObject,
	resource: Resource,
	{ output, fields }: StandardValues,
): IDataObject {
	if (!resource.simplified || output === 'raw') return object;
	if (output === 'simplified') return simplify(object, resource.simplified);
	return select(object, [resource.identifier, ...fields]);
}

/** The flat form: names and values of `simplified`; what Dashdoc does not tell becomes null. */
export function simplify(object: IDataObject, simplified: Simplified): IDataObject {
	return Object.fromEntries(
		Object.entries(simplified).map(([name, source]) => [name, valueAt(object, source.split('.')) ?? null]),
	);
}

/** Follows names and list positions (`-1` is the last). */
function valueAt(value: unknown, names: readonly string[]): IDataObject[string] {
	const [name, ...rest] = names;
	if (name === undefined) return value as IDataObject[string];
	if (Array.isArray(value)) return valueAt(value.at(Number(name)), rest);
	if (typeof value !== 'object' || value === null) return undefined;
	return valueAt((value as IDataObject)[name], rest);
}

/** Keeps the named fields, with dots into nested objects and into every element of a list. */
export function select(object: IDataObject, fields: readonly string[]): IDataObject {
	const names = [...new Set(fields.map((field) => field.split('.')[0]))].filter((name) =>
		Object.hasOwn(object, name),
	);
	return Object.fromEntries(names.map((name) => [name, selectBelow(object[name], below(name, fields))]));
}

/** What is wanted inside one field; nothing when the field is wanted whole. */
function below(name: string, fields: readonly string[]): string[] {
	if (fields.includes(name)) return [];
	return fields.filter((field) => field.startsWith(`${name}.`)).map((field) => field.slice(name.length + 1));
}

function selectBelow(value: IDataObject[string], fields: readonly string[]): IDataObject[string] {
	if (fields.length === 0 || typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) {
		return value.map((element: unknown) => selectBelow(element as IDataObject, fields)) as IDataObject[];
	}
	return select(value as IDataObject, fields);
}
