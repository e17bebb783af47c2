import type { CollectionDefinition } from '../state/collection.cts';
import type { Tenant } from '../state/tenant.cts';
import { startWatching } from './happenings.cts';

/** What the form in Dashdoc's settings asks for. */
export interface WebhookForm {
	name: string;
	url: string;
	/** Sent as the header Authorization; empty for none. */
	authorization: string;
	subscriptions: string[];
}

/** An event that waits until its receiver has taken it. */
export interface PendingEvent {
	event: string;
	/** The JSON of the call, fixed when the event happened. */
	payload: object;
	retries: number;
	last_attempt_time: string | null;
}

/** A webhook of an account. */
export interface StoredConnector {
	pk: number;
	enabled: boolean;
	retried_events_count: number;
	parameters: WebhookForm & { version: string; sending_on_hold: boolean };
	/** Not shown. */
	queue: PendingEvent[];
}

export const connectorCollection: CollectionDefinition<StoredConnector> = {
	name: 'webhookConnectors',
	key: 'pk',
};

/** A webhook as the settings show it. */
export function connectorView({ pk, enabled, retried_events_count, parameters }: StoredConnector): object {
	return { pk, enabled, retried_events_count, parameters };
}

/** Enters a webhook. What happened before is not sent. */
export function addConnector(
	tenant: Tenant,
	{ name, url, authorization, subscriptions }: WebhookForm,
	{ enabled = true, version = 'v4' } = {},
): StoredConnector {
	startWatching(tenant);
	return tenant.of(connectorCollection).add({
		pk: tenant.world.nextKey(),
		enabled,
		retried_events_count: 0,
		parameters: { name, url, authorization, subscriptions, version, sending_on_hold: false },
		queue: [],
	});
}
