/** What has happened to the transports of a tenant, found by looking through them as Dashdoc's own job does. */
import { textOf } from '../json.cts';
import { transportCollection, type StoredTransport } from '../resources/transports/records.cts';
import type { Tenant } from '../state/tenant.cts';

/** Something that webhooks tell. */
export interface Happening {
	/** Dashdoc's name of the event. */
	event: string;
	/** The status update, document or message. */
	detail: { readonly transport?: unknown; readonly [name: string]: unknown };
	transport: StoredTransport;
	/** When, ISO 8601. */
	created: string;
}

interface Found extends Happening {
	key: string;
}

/** Keys of what was seen; by tenant, since a reset makes new ones. */
const seen = new WeakMap<Tenant, Set<string>>();

function allOf(tenant: Tenant): Found[] {
	return tenant.of(transportCollection).all().flatMap(ofTransport);
}

function ofTransport(transport: StoredTransport): Found[] {
	const { status_updates, documents, messages } = transport;
	return [
		...status_updates.map((update) => ({
			key: update.uid,
			event: update.category,
			detail: { ...update },
			transport,
			created: update.created,
		})),
		...documents.map((document) => ({
			key: `document ${textOf(document.pk)}`,
			event: 'document.added',
			detail: document,
			transport,
			created: textOf(document.file_updated_date),
		})),
		...messages
			.filter(({ document }) => document)
			.map((message) => ({
				key: message.uid,
				event: 'document.added',
				detail: message,
				transport,
				created: textOf(message.created),
			})),
	];
}

/** Takes everything so far for seen; does nothing when the tenant is watched already. */
export function startWatching(tenant: Tenant): void {
	if (!seen.has(tenant)) seen.set(tenant, new Set(allOf(tenant).map(({ key }) => key)));
}

/** What happened since the last call, the oldest first; nothing as long as nobody watches. */
export function happenedSince(tenant: Tenant): Happening[] {
	const known = seen.get(tenant);
	if (!known) return [];
	const news = allOf(tenant).filter(({ key }) => !known.has(key));
	for (const { key } of news) known.add(key);
	return news.sort((one, other) => (one.created < other.created ? -1 : one.created > other.created ? 1 : 0));
}
