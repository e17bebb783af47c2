import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { properties } from './properties';
import { receive } from './receive';
import { isRegistered, register, unregister } from './registration';

export class DashdocTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Dashdoc Trigger',
		name: 'dashdocTrigger',
		icon: { light: 'file:../Dashdoc/dashdoc.svg', dark: 'file:../Dashdoc/dashdoc.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"] === "any" ? "Any event" : "Chosen events" }}',
		// The editor shows this for the one entry under which it lists this node and the Dashdoc node.
		description:
			'Work with transports, address book, fleet, invoices and waste forms, or start when Dashdoc reports an event by webhook',
		defaults: { name: 'Dashdoc Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'dashdocApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				responseMode: 'onReceived',
				responseData: 'noData',
			},
		],
		properties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
