import type { IDataObject } from 'n8n-workflow';

import { isObject } from './isObject';
import type { ListPage } from './types';

/**
 * Reads the body of a list: Dashdoc's envelope `{count, next, previous, results}`, or a bare array, which is the
 * whole list. `next` only tells whether there is another page; its address is never used, since Dashdoc's own
 * samples name other hosts there.
 *
 * @param page number of this page, from 1
 * @returns undefined when the body is no list of objects
 */
export function listPageOf(body: unknown, page: number): ListPage | undefined {
	if (isListOfObjects(body)) return { objects: body, count: body.length, hasNext: false };
	if (!isObject(body) || !isListOfObjects(body.results)) return undefined;
	const { results, next } = body;
	const count = isCount(body.count) ? body.count : undefined;
	const hasMore = count !== undefined && count > page * results.length;
	return { objects: results, count, hasNext: next === undefined ? hasMore : isAddress(next) };
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isAddress(value: unknown): boolean {
	return typeof value === 'string' && value !== '';
}

function isListOfObjects(value: unknown): value is IDataObject[] {
	return Array.isArray(value) && value.every(isObject);
}

/** What tells one object from another; undefined for objects without an identifier. */
export function identityOf({ uid, pk, id }: IDataObject): string | undefined {
	const identifier = uid ?? pk ?? id;
	return identifier === undefined || identifier === null ? undefined : JSON.stringify(identifier);
}

/**
 * The first of each object, in order. Objects without an identifier all stay.
 *
 * @param seen identities met before; is added to
 */
export function withoutRepeats(objects: Iterable<IDataObject>, seen = new Set<string>()): IDataObject[] {
	const kept: IDataObject[] = [];
	for (const object of objects) {
		const identity = identityOf(object);
		if (identity !== undefined && seen.has(identity)) continue;
		if (identity !== undefined) seen.add(identity);
		kept.push(object);
	}
	return kept;
}

/**
 * Two readings of the same page as one: everything from both, none twice, in the order of the list. What only
 * the second reading has stands where it stands there.
 */
export function merged(first: readonly IDataObject[], second: readonly IDataObject[]): IDataObject[] {
	const keyOf = (object: IDataObject) => identityOf(object) ?? JSON.stringify(object);
	const places = new Map(second.map((object, place) => [keyOf(object), place]));
	const known = new Set(first.map(keyOf));
	const result: IDataObject[] = [];
	let next = 0;
	for (const object of first) {
		const place = places.get(keyOf(object)) ?? -1;
		for (; next <= place; next++) {
			if (!known.has(keyOf(second[next]))) result.push(second[next]);
		}
		result.push(object);
	}
	return [...result, ...second.slice(next).filter((object) => !known.has(keyOf(object)))];
}
