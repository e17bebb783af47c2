import type { Settings } from '../settings.cts';
import type { State } from '../state/state.cts';
import type { Tenant } from '../state/tenant.cts';
import { happenedSince } from './happenings.cts';
import { payloadOf } from './payloads.cts';
import { connectorCollection, type PendingEvent, type StoredConnector } from './records.cts';

/** Failures of one event after which sending stops until somebody resumes it; the true number is not known. */
const mostRetries = 5;

/** One call of a webhook and its answer. */
export interface SentWebhook {
	/** pk of the webhook. */
	connector: number;
	event: string;
	url: string;
	/** Status of the answer; null for a lost connection or a time-out. */
	status: number | null;
}

/** The round that is under way. */
const rounds = new WeakMap<State, Promise<unknown>>();

/**
 * One round of Dashdoc's job, which runs every minute: each webhook gets the events to which it is subscribed, in
 * their order, each as long as its receiver does not acknowledge it with a 2xx. Rounds do not overlap.
 */
export async function sendRound(state: State, settings: Settings): Promise<SentWebhook[]> {
	const before = rounds.get(state) ?? Promise.resolve();
	const round = before.then(async () => await sendAll(state, settings));
	rounds.set(state, round);
	return await round;
}

async function sendAll(state: State, settings: Settings): Promise<SentWebhook[]> {
	const sent: SentWebhook[] = [];
	for (const tenant of state.tenants) {
		enqueue(tenant, settings);
		for (const connector of [...tenant.of(connectorCollection).all()]) {
			sent.push(...(await sendQueue(connector, tenant, settings)));
		}
	}
	return sent;
}

function enqueue(tenant: Tenant, settings: Settings): void {
	const connectors = tenant.of(connectorCollection).all();
	for (const happening of happenedSince(tenant)) {
		const { event } = happening;
		const payload = payloadOf(happening, settings);
		for (const { enabled, parameters, queue } of connectors) {
			if (!enabled || !parameters.subscriptions.includes(event)) continue;
			queue.push({ event, payload, retries: 0, last_attempt_time: null });
		}
	}
}

async function sendQueue(
	connector: StoredConnector,
	tenant: Tenant,
	settings: Settings,
): Promise<SentWebhook[]> {
	const { pk, parameters } = connector;
	const sent: SentWebhook[] = [];
	for (const pending of [...connector.queue]) {
		if (!connector.enabled || parameters.sending_on_hold) break;
		for (let time = 0; time <= settings.webhookRepetitions; time++) {
			const status = await call(connector, pending, settings.webhookTimeout);
			sent.push({ connector: pk, event: pending.event, url: parameters.url, status });
			if (status === null || status < 200 || status > 299) {
				failed(connector, pending, tenant.world.clock.now());
				break;
			}
			connector.queue = connector.queue.filter((other) => other !== pending);
		}
	}
	return sent;
}

function failed(connector: StoredConnector, pending: PendingEvent, now: string): void {
	pending.retries += 1;
	pending.last_attempt_time = now;
	connector.retried_events_count += 1;
	if (pending.retries >= mostRetries) connector.parameters.sending_on_hold = true;
}

async function call(
	{ parameters: { url, authorization } }: StoredConnector,
	{ payload }: PendingEvent,
	timeout: number,
): Promise<number | null> {
	// A header is a row of bytes; those of UTF-8 are passed to fetch as it wants them.
	const header = Buffer.from(authorization, 'utf8').toString('latin1');
	try {
		const response = await fetch(url, {
			method: 'POST',
			redirect: 'manual',
			headers: { 'Content-Type': 'application/json', ...(header && { Authorization: header }) },
			body: JSON.stringify(payload),
			signal: AbortSignal.timeout(timeout),
		});
		await response.arrayBuffer();
		return response.status;
	} catch {
		return null;
	}
}
