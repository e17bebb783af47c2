import { NodeOperationError, type IDataObject } from 'n8n-workflow';
import type { BuiltRequest } from '../declaration/operation';
import type { Route } from '../declaration/route';
import { labelledParameters } from './labels';
import { hasExternalId, lookUpRequest, type Read } from './lookUp';
import type { ItemRun } from './runItem';

/** A request that names a thing by its ID for sure, and the object behind it where it had to be read for that. */
export interface Resolved {
	request: BuiltRequest;
	object?: IDataObject;
	/** Route by which the object was read. */
	route?: Route;
}

/**
 * Turns the External ID in a path, a filter or a field into the ID, for things whose look-up Dashdoc does not document:
 * should it be ignored, Dashdoc would take an External ID made of digits for the ID of another thing.
 * @param read reads the object by External ID
 * @throws NodeOperationError naming the parameter when Dashdoc gives something else
 */
export async function resolveExternalId(
	{ context, operation, request }: ItemRun,
	read: Read,
): Promise<Resolved> {
	const found = labelledParameters(operation.parameters).find(({ parameter }) => parameter.resolve);
	const { lookup_field, ...query } = request.query;
	if (lookup_field !== 'remote_id' || !found?.parameter.resolve) return { request };
	const { label, parameter } = found;
	const route = found.parameter.resolve;
	const [part, name] = parameter.targets[0].split('.') as ['path' | 'query' | 'body', string];
	const externalId = request[part][name] as string | number;
	const { parts, placeholder } = lookUpRequest(route, externalId);
	const object = await read(route, parts);
	const id = object[placeholder];
	if (!hasExternalId(object, externalId) || (typeof id !== 'string' && typeof id !== 'number')) {
		throw new NodeOperationError(
			context.getNode(),
			`${label}: Dashdoc answered the External ID "${externalId}" with another ${parameter.property.displayName.toLowerCase()}`,
			{ description: `Nothing was changed. Choose '${label}' from the list or by its ID.` },
		);
	}
	const named = { ...request, query };
	return { request: { ...named, [part]: { ...named[part], [name]: id } }, object, route };
}
