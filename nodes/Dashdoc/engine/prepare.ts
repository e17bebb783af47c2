import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { createClient } from '../client/createClient';
import type { ClientOptions, DashdocClient } from '../client/types';
import type { Operation, Resource, Result } from '../declaration/operation';
import { keysOf } from './findFirst';
import { chosenId, memberOf } from './listAction';
import { buildRequest } from './request';
import { actAlone, Waiting } from './rounds';
import { runItem, type ItemRun } from './runItem';
import type { Task } from './schedule';
import { shape } from './shape';
import { readClientOptions } from './standardOptions';
import { checkFiles } from './upload';
import { isOn, readStandardValues, readValues } from './values';

/**
 * Makes the function that reads one item and turns it into a task; what it throws belongs to that item, and
 * nothing has been sent for it then.
 */
export function preparation(
	context: IExecuteFunctions,
	resources: readonly Resource[],
): (item: number) => Task<Result[] | Waiting> {
	const memory = new Map<string, unknown>();
	const clientFor = clientsByOptions(context);
	const timezone = context.getTimezone();
	return (item) => {
		const { resource, operation } = chosenOperation(context, resources);
		const values = readValues(context, operation, item);
		const standard = readStandardValues(values);
		const request = buildRequest(operation, values, { timezone });
		checkFiles(context, { operation, values, request }, item);
		const client = clientFor(readClientOptions(values.options));
		const run = { context, item, client, resource, operation, values, standard, request, memory };
		const { listAction } = operation;
		if (listAction) {
			return {
				keys: [chosenId(operation, listAction, request)],
				start: async () => {
					const member = await memberOf(run, listAction);
					return isOn(values.sendTogether) ? new Waiting(member) : await actAlone(member);
				},
			};
		}
		return {
			keys: operation.findFirst
				? keysOf(operation.findFirst, request.body)
				: (operation.keys?.(request) ?? []),
			start: async () => {
				const results = await runItem(run);
				return results.map((result) => ({
					...result,
					object: result.object && shaped(result.object as IDataObject, run),
				}));
			},
		};
	};
}

/** Objects of another kind than the resource's own have no simplified form, and rows are flat already. */
function shaped(object: IDataObject, { operation, resource, standard }: ItemRun): IDataObject {
	return operation.answer === 'part' || operation.answer === 'rows'
		? object
		: shape(object, resource, standard);
}

/** Items may differ in their options; those with the same share a client and so its credential. */
function clientsByOptions(context: IExecuteFunctions): (options: ClientOptions) => DashdocClient {
	const clients = new Map<string, DashdocClient>();
	return (options) => {
		const key = JSON.stringify(options);
		const client = clients.get(key) ?? createClient(context, options);
		clients.set(key, client);
		return client;
	};
}

/** n8n appends an entry of this value to resource and operation of every node with a credential. */
const customApiCall = '__CUSTOM_API_CALL__';

function chosenOperation(
	context: IExecuteFunctions,
	resources: readonly Resource[],
): { resource: Resource; operation: Operation } {
	const resourceValue = context.getNodeParameter('resource', 0) as string;
	const operationValue = context.getNodeParameter('operation', 0, '') as string;
	const resource = resources.find(({ value }) => value === resourceValue);
	const operation = resource?.operations.find(({ value }) => value === operationValue);
	if (resource && operation) return { resource, operation };
	if ([resourceValue, operationValue].includes(customApiCall)) {
		throw new NodeOperationError(context.getNode(), 'Custom API Call is done by n8n’s HTTP Request node', {
			description:
				"Choose the resource 'API Request' here for any endpoint of Dashdoc, with paging, pace and readable messages; or use an HTTP Request node with this credential.",
		});
	}
	const unknown = resource
		? `Operation: "${operationValue}" is no operation of ${resource.name}`
		: `Resource: "${resourceValue}" is not known`;
	throw new NodeOperationError(context.getNode(), unknown, {
		description: "Choose a resource and an operation from the lists in 'Resource' and 'Operation'.",
	});
}
