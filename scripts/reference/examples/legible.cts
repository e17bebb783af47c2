/** Makes what went in and came out fit to be read, the same on every run. */
import type { IDataObject } from 'n8n-workflow';

/** What stands in the documentation for the address of the sandbox, whose port is another one each time. */
const shownHost = 'https://dashdoc.example';

/** External IDs of the stops of a transport that has none itself, which the node makes up anew each time. */
const randomStop = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?=-stop-\d)/g;
const shownStop = '5d0c9e1a-7b52-4f6e-9a3d-2c8e41b7f605';

/** The value with the sandbox's own address and random IDs replaced. */
export function withoutChance<T>(value: T, sandboxUrl: string): T {
	const text = JSON.stringify(value).replaceAll(sandboxUrl, shownHost).replace(randomStop, shownStop);
	return JSON.parse(text) as T;
}

/** The value without the mark by which n8n knows resource locators. */
export function withoutMarks(value: unknown): unknown {
	return mapped(value, (object) => Object.entries(object).filter(([name]) => name !== '__rl'));
}

function mapped(value: unknown, entries: (object: object) => Array<[string, unknown]>): unknown {
	if (Array.isArray(value)) return value.map((element) => mapped(element, entries));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(entries(value).map(([name, inner]) => [name, mapped(inner, entries)]));
}

/** A value whose lists have one element at most, and the names of those that had more, with their lengths. */
export interface Cut {
	value: IDataObject;
	lists: ReadonlyMap<string, number>;
}

/** Cuts every list of an object to its first element; `deliveries.tracking_contacts` names a list inside one. */
export function firstElements(object: IDataObject): Cut {
	const lists = new Map<string, number>();
	const cut = (value: unknown, path: readonly string[]): unknown => {
		if (Array.isArray(value)) {
			if (value.length > 1) lists.set(path.join('.'), value.length);
			return value.slice(0, 1).map((element) => cut(element, path));
		}
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, inner]) => [name, cut(inner, [...path, name])]),
		);
	};
	return { value: cut(object, []) as IDataObject, lists };
}
