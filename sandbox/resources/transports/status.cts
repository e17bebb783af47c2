import { ok } from '../../http/answer.cts';
import { forbidden, refuseField } from '../../http/problems.cts';
import { schemaAt } from '../../description/document.cts';
import { textOf } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import type { Handler } from '../resource.cts';
import { addLoadingDocument } from './documents.cts';
import {
	addEvent,
	hasEnded,
	moveTo,
	personOf,
	sitesOf,
	transportCollection,
	transportView,
	type StoredDelivery,
	type StoredLoad,
	type StoredRound,
	type StoredSegment,
	type StoredSite,
	type StoredTransport,
} from './records.cts';
import { referencedTransport, type SitePlace } from './search.cts';

const enumOf = (name: string) => new Set(schemaAt(`#/components/schemas/${name}`).enum);

let categories: Set<unknown> | undefined;
let statuses: Set<unknown> | undefined;

/** Categories of events that also are a status of the transport. */
function isStatus(category: string): boolean {
	statuses ??= enumOf('TransportStatusValue');
	return statuses.has(category);
}

const arrivals = new Set(['on_loading_site', 'on_unloading_site', 'bulking_break_started']);
const completions = new Set(['loading_complete', 'unloading_complete', 'bulking_break_complete']);

/** Statuses that come after the work and that work can no longer undo. */
const afterwards = new Set(['done', 'verified', 'invoiced', 'uninvoiced', 'paid', 'credited']);

const invoicingStatuses: Readonly<Record<string, StoredTransport['invoicing_status']>> = {
	verified: 'VERIFIED',
	invoiced: 'INVOICED',
	uninvoiced: 'VERIFIED',
	paid: 'PAID',
};

/**
 * Records that something happened at a stop, at `time` (ISO 8601): moves the transport to the status of that name,
 * keeps the times of the stop, and closes the transport when everything was unloaded. What the crew reports after
 * the end is written down and moves nothing; a declined or cancelled transport takes no event any more.
 */
export function recordActivity(
	{ transport, site }: SitePlace,
	category: string,
	time: string,
	tenant: Tenant,
): void {
	refuseEnded(transport);
	tenant.touch(transportCollection, transport);
	const segment = segmentAt(transport, site);
	const event = {
		site: site.uid,
		segment: segment?.uid ?? null,
		delivery: deliveryAt(transport, site)?.uid ?? null,
		created_device: time,
		creation_method: 'trucker' as const,
		author: personOf(segment?.trucker ?? null, tenant),
	};
	const moves = isStatus(category) && (!hasEnded(transport) || afterwards.has(category));
	if (moves) moveTo(transport, tenant, category, event);
	else addEvent(transport, tenant, { ...event, category });
	transport.invoicing_status = invoicingStatuses[category] ?? transport.invoicing_status;
	if (arrivals.has(category)) site.real_start ??= time;
	if (completions.has(category)) completeStop({ transport, site }, category, time, tenant);
	if (category === 'departed') site.real_end = time;
	const unloaded = transport.deliveries.every(({ destination }) => destination.real_end !== null);
	if (category === 'unloading_complete' && unloaded && !hasEnded(transport)) {
		moveTo(transport, tenant, 'done', { creation_method: 'auto' });
	}
}

/** Refuses what can no longer happen to a declined or cancelled transport. */
export function refuseEnded({ global_status }: StoredTransport): void {
	if (global_status !== 'declined' && global_status !== 'cancelled') return;
	throw forbidden('A declined or cancelled transport takes no more events.');
}

/** The segment that leads to a stop or, at the first one, away from it. */
function segmentAt({ segments }: StoredTransport, site: StoredSite): StoredSegment | undefined {
	return (
		segments.find(({ destination }) => destination === site) ?? segments.find(({ origin }) => origin === site)
	);
}

function deliveryAt({ deliveries }: StoredTransport, site: StoredSite): StoredDelivery | undefined {
	return deliveries.find(({ origin, destination }) => origin === site || destination === site);
}

function completeStop({ transport, site }: SitePlace, category: string, time: string, tenant: Tenant): void {
	site.real_start ??= time;
	site.real_end = time;
	takeOverLoads(transport, site, category);
	if (category !== 'loading_complete') return;
	for (const delivery of transport.deliveries) {
		if (delivery.origin === site) addLoadingDocument(transport, tenant, delivery);
	}
}

/** What was asked, or the rounds that were made, counts as loaded or unloaded: nobody measures anything here. */
function takeOverLoads({ deliveries }: StoredTransport, site: StoredSite, category: string): void {
	for (const delivery of deliveries) {
		const { rounds, planned_loads } = delivery;
		if (category === 'loading_complete' && delivery.origin === site) {
			delivery.origin_loads ??= rounds.length > 0 ? loadsOf(rounds, 'origin_load') : planned_loads;
			delivery.loads = delivery.origin_loads;
		}
		if (category === 'unloading_complete' && delivery.destination === site) {
			const unloaded = loadsOf(rounds, 'destination_load');
			delivery.destination_loads ??=
				unloaded.length > 0 ? unloaded : (delivery.origin_loads ?? planned_loads);
			delivery.loads = delivery.destination_loads;
		}
	}
}

function loadsOf(rounds: readonly StoredRound[], end: 'origin_load' | 'destination_load'): StoredLoad[] {
	return rounds.flatMap((round) => round[end] ?? []);
}

const createTransportStatus: Handler = ({ body, tenant }) => {
	const { category, created_device } = body;
	categories ??= enumOf('TransportStatusCategory');
	if (!categories.has(category)) {
		throw refuseField('category', `"${textOf(category)}" is not a valid choice.`, 'invalid_choice');
	}
	const transport = referencedTransport(body.transport, tenant);
	const site = sitesOf(transport).find(({ uid }) => uid === body.site);
	if (!site) throw refuseField('site', 'This site is not part of the transport.', 'does_not_exist');
	const time = typeof created_device === 'string' ? created_device : tenant.world.clock.now();
	recordActivity({ transport, site }, textOf(category), time, tenant);
	return ok(transportView(transport));
};

export const transportStatusHandlers: Readonly<Record<string, Handler>> = { createTransportStatus };
