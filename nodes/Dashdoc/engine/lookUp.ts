import { NodeApiError, type IDataObject } from 'n8n-workflow';
import type { BuiltRequest } from '../declaration/operation';
import type { Route } from '../declaration/route';

/** Reads an object; throws NodeApiError with 404 when there is none. */
export type Read = (route: Route, parts: Pick<BuiltRequest, 'path' | 'query'>) => Promise<IDataObject>;

/** The request that reads an object by External ID, and the field under which that shows its ID. */
export function lookUpRequest(route: Route, externalId: string | number) {
	const placeholder = route.replace(/^.*\{(\w+)\}.*$/, '$1');
	return {
		placeholder,
		parts: { path: { [placeholder]: externalId }, query: { lookup_field: 'remote_id' } },
	};
}

/**
 * The object with an External ID.
 * @returns undefined when there is none, also where Dashdoc takes the External ID for something else
 */
export async function lookUp(read: Read, route: Route, externalId: string): Promise<IDataObject | undefined> {
	const found = await orNothing(read(route, lookUpRequest(route, externalId).parts));
	return found && hasExternalId(found, externalId) ? found : undefined;
}

/** Where looking up is ignored, digits are taken for the ID of another thing: so what is read has to say who it is. */
export function hasExternalId({ remote_id }: IDataObject, externalId: unknown): boolean {
	return isSame(remote_id, externalId);
}

/** Whether both are given and say the same, as text or number, with or without blanks around. */
export function isSame(one: unknown, other: unknown): boolean {
	return isGiven(one) && isGiven(other) && String(one).trim() === String(other).trim();
}

export function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

/** What Dashdoc finds, or undefined where it finds nothing. */
export async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
	return await reading.catch(notFound);
}

function notFound(error: unknown): undefined {
	if (error instanceof NodeApiError && error.httpCode === '404') return undefined;
	throw error;
}
