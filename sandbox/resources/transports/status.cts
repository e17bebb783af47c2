import { ok } from '../../http/answer.cts';
import { refuseField } from '../../http/problems.cts';
import { schemaAt } from '../../description/document.cts';
import { textOf } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { referenced } from '../references.cts';
import type { Handler } from '../resource.cts';
import {
	addEvent,
	globalStatusOf,
	moveTo,
	sitesOf,
	transportCollection,
	transportView,
	type StoredSite,
	type StoredTransport,
} from './records.cts';
import type { SitePlace } from './search.cts';

const enumOf = (name: string) => new Set(schemaAt(`#/components/schemas/${name}`).enum);

let categories: Set<unknown> | undefined;
let statuses: Set<unknown> | undefined;

/** Categories of events that also are a status of the transport. */
function isStatus(category: string): boolean {
	statuses ??= enumOf('TransportStatusValue');
	return statuses.has(category);
}

const arrivals = new Set(['on_loading_site', 'on_unloading_site']);
const completions = new Set(['loading_complete', 'unloading_complete']);

/**
 * Records that something happened at a stop, at `time` (ISO 8601): moves the transport to the status of that name,
 * keeps the times of the stop, and closes the transport when everything was unloaded.
 */
export function recordActivity(
	{ transport, site }: SitePlace,
	category: string,
	time: string,
	tenant: Tenant,
): void {
	tenant.touch(transportCollection, transport);
	const event = { site: site.uid, created_device: time, creation_method: 'trucker' as const };
	if (isStatus(category)) moveTo(transport, tenant, category, event);
	else addEvent(transport, tenant, { ...event, category });
	if (!isStatus(category)) transport.global_status = globalStatusOf(category) ?? transport.global_status;
	if (arrivals.has(category)) site.real_start ??= time;
	if (completions.has(category)) {
		site.real_start ??= time;
		site.real_end = time;
		takeOverLoads(transport, site, category);
	}
	const unloaded = transport.deliveries.every(({ destination }) => destination.real_end !== null);
	if (category === 'unloading_complete' && unloaded)
		moveTo(transport, tenant, 'done', { creation_method: 'auto' });
}

/** What was asked counts as loaded or unloaded, since nobody measured anything here. */
function takeOverLoads({ deliveries }: StoredTransport, site: StoredSite, category: string): void {
	for (const delivery of deliveries) {
		if (category === 'loading_complete' && delivery.origin === site) {
			delivery.origin_loads ??= delivery.planned_loads;
		}
		if (category === 'unloading_complete' && delivery.destination === site) {
			delivery.destination_loads ??= delivery.origin_loads ?? delivery.planned_loads;
		}
	}
}

const createTransportStatus: Handler = ({ body, tenant }) => {
	const { category, created_device } = body;
	categories ??= enumOf('TransportStatusCategory');
	if (!categories.has(category)) {
		throw refuseField('category', `"${textOf(category)}" is not a valid choice.`, 'invalid_choice');
	}
	const transport = referenced(tenant.of(transportCollection), body.transport, 'transport');
	const site = sitesOf(transport).find(({ uid }) => uid === body.site);
	if (!site) throw refuseField('site', 'This site is not part of the transport.', 'does_not_exist');
	const time = typeof created_device === 'string' ? created_device : tenant.world.clock.now();
	recordActivity({ transport, site }, textOf(category), time, tenant);
	return ok(transportView(transport));
};

export const transportStatusHandlers: Readonly<Record<string, Handler>> = { createTransportStatus };
