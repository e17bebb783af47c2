import type { Tenant } from '../state/tenant.cts';
import { webhookEvents } from '../webhooks/eventNames.cts';
import { addConnector, connectorView, type WebhookForm } from '../webhooks/records.cts';

/** What a user enters in the settings; left out: no authorization, all events. */
export type EnteredWebhook = Pick<WebhookForm, 'name' | 'url'> & Partial<WebhookForm>;

/** Enters a webhook as a user does in Dashdoc's settings, and shows it. */
export function enterWebhook(
	tenant: Tenant,
	{ name, url, authorization = '', subscriptions = [...webhookEvents] }: EnteredWebhook,
): object {
	return connectorView(addConnector(tenant, { name, url, authorization, subscriptions }));
}
