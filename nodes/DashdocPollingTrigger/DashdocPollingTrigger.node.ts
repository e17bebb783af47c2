import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { poll } from './poll';
import { properties } from './properties';

export class DashdocPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Dashdoc Polling Trigger',
		name: 'dashdocPollingTrigger',
		icon: { light: 'file:../Dashdoc/dashdoc.svg', dark: 'file:../Dashdoc/dashdoc.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ { companyUpdated: "Company Created or Updated", documentAdded: "Document or Message Added", invoiceFinalized: "Invoice Finalized", transportCreated: "Transport Created", transportUpdated: "Transport Created or Updated", transportStatusEvent: "Transport Status Event", wasteFormStatusChanged: "Waste Form Status Changed" }[$parameter["event"]] }}',
		description:
			'Starts the workflow when something changed in Dashdoc, by asking every so often; for accounts without webhooks',
		defaults: { name: 'Dashdoc Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'dashdocApi', required: true }],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
