import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { listSearch } from './lookups';
import { properties } from './properties';

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
		// n8n adds to the list of each node.
		properties: [...properties],
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// Most of n8n's processes only show the node, so what runs it is loaded by the first execution.
		const { execute } = await import('./engine/execute.js');
		const { resources } = await import('./resources/index.js');
		return await execute(this, resources);
	}
}
