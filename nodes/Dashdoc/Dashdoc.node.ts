import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { assembleProperties } from './engine/assemble';
import { listSearch } from './lookups';
import { resources } from './resources';

let assembled: readonly INodeProperties[] | undefined;

/** Assembled when n8n first makes the node; each node gets a list of its own, since n8n adds to it. */
function propertiesOfAll(): readonly INodeProperties[] {
	assembled ??= assembleProperties(resources);
	return assembled;
}

export class Dashdoc implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Dashdoc',
		name: 'dashdoc',
		icon: { light: 'file:dashdoc.svg', dark: 'file:dashdoc.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Work with transports, address book, fleet, invoices and waste forms in Dashdoc',
		defaults: { name: 'Dashdoc' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'dashdocApi', required: true }],
		properties: [...propertiesOfAll()],
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// Most of n8n's processes only show the node, so what runs it is loaded by the first execution.
		const { execute } = await import('./engine/execute.js');
		return await execute(this, resources);
	}
}
