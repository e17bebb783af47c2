import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { expectedAuthorization, isAuthorized } from './authorization';
import { readBody } from './body';
import { identityOf } from './identity';
import { itemOf } from './items';
import { addStored, take } from './memory';
import { readDeliveries, type Delivery } from './payload';
import { readSettings, type Settings } from './settings';
import { keepChange } from './staticData';
import { fetchTransports } from './transport';

/** Answers one call of the webhook: emits what is new and wanted, refuses what Dashdoc did not send. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = readSettings(context);
	if (!settings.isOpen) {
		const expected = await expectedAuthorization(context);
		if (!isAuthorized(context.getHeaderData().authorization, expected)) {
			return refuse(context, 401, 'Unauthorized');
		}
	}
	const body = readBody(context);
	if (body.refusal !== undefined) return refuse(context, 400, body.refusal);
	const wanted = readDeliveries(body.value).filter((delivery) => isWanted(delivery, settings));
	if (wanted.length === 0) return { webhookResponse: 'Not subscribed' };
	const isNew = takeNew(context, wanted.map(identityOf));
	const news = wanted.filter((_, index) => isNew[index]);
	if (news.length === 0) return { webhookResponse: 'Already received' };
	const items = await itemsOf(context, news, settings);
	if (context.getMode() !== 'manual') {
		addStored(...memoryOf(context));
		keepChange(context);
	}
	return { workflowData: [items] };
}

/** What names no event may be any, and goes through. */
function isWanted({ event }: Delivery, { events }: Settings): boolean {
	return events === undefined || event === undefined || events.has(event);
}

/** Whether each event is new. Whoever tests in the editor wants to see the same event again. */
function takeNew(context: IWebhookFunctions, identities: readonly string[]): boolean[] {
	if (context.getMode() === 'manual') return identities.map(() => true);
	const [trigger, data, now] = memoryOf(context);
	return take(trigger, data, identities, now);
}

/** The trigger, its static data and the moment, as the memory wants them. */
function memoryOf(context: IWebhookFunctions): [trigger: string, data: IDataObject, now: number] {
	const trigger = `${context.getWorkflow().id}\n${context.getNode().id}`;
	return [trigger, context.getWorkflowStaticData('node'), performance.now()];
}

async function itemsOf(
	context: IWebhookFunctions,
	deliveries: readonly Delivery[],
	{ output }: Settings,
): Promise<INodeExecutionData[]> {
	const uids = deliveries.map(({ transportUid }) => transportUid);
	const fetched = output === 'fetchTransport' ? await fetchTransports(context, uids) : [];
	return deliveries.map((delivery, index) => ({ json: itemOf(delivery, output, fetched[index]) }));
}

function refuse(context: IWebhookFunctions, status: number, reason: string): IWebhookResponseData {
	context.getResponseObject().status(status).send(reason).end();
	return { noWebhookResponse: true };
}
