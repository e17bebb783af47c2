import { addEvent, globalStatusOf, type StoredTransport } from '../resources/transports/records.cts';
import type { Tenant } from '../state/tenant.cts';

/** Statuses on the way of a transport, in their order. */
const journey = [
	'created',
	'assigned',
	'sent_to_trucker',
	'acknowledged',
	'on_loading_site',
	'loading_complete',
	'on_unloading_site',
	'unloading_complete',
	'done',
	'verified',
	'invoiced',
	'paid',
] as const;

/** How far a transport has come. */
export type Milestone = (typeof journey)[number] | 'declined' | 'cancelled' | 'unassigned';

/** Milestones by age: what transports older than that many days may have come to, oldest first. */
const milestonesByAge: readonly [number, readonly Milestone[]][] = [
	[21, ['invoiced', 'paid', 'verified']],
	[5, ['done', 'verified', 'done', 'invoiced']],
	[2, ['on_loading_site', 'loading_complete', 'done', 'on_unloading_site']],
	[-1, ['created', 'unassigned', 'assigned', 'sent_to_trucker', 'acknowledged']],
];

/** A plausible milestone for a transport that is that many days old; each one that fits comes up in turn. */
export function milestoneOf(number: number, age: number): Milestone {
	if (number % 23 === 11) return 'cancelled';
	if (number % 29 === 13) return 'declined';
	const [, milestones] = milestonesByAge.find(([days]) => age > days) ?? milestonesByAge[0];
	return milestones[(number + Math.floor(number / 6)) % milestones.length]; // every sixth is an order, see transports.cts
}

/** Whether a transport at that milestone has a crew. */
export function isPlanned(milestone: Milestone): boolean {
	return milestone !== 'created' && milestone !== 'unassigned';
}

const interval = 4 * 3_600_000;

/** Writes down the events up to the milestone and leaves the transport in the state that they lead to. */
export function tellHistory(transport: StoredTransport, tenant: Tenant, milestone: Milestone): void {
	const events = eventsUpTo(milestone);
	const begin = Date.parse(transport.created);
	events.forEach((category, position) => {
		tellEvent(transport, tenant, category, new Date(begin + position * interval).toISOString());
	});
	if (events.includes('unloading_complete')) closeStops(transport);
	setStatus(transport, milestone);
	if (events.includes('loading_complete')) addConsignmentNote(transport, tenant);
}

function eventsUpTo(milestone: Milestone): string[] {
	if (milestone === 'declined' || milestone === 'cancelled') return ['created', milestone];
	if (milestone === 'unassigned') return ['created'];
	return journey.slice(0, journey.indexOf(milestone) + 1);
}

function tellEvent(transport: StoredTransport, tenant: Tenant, category: string, created: string): void {
	const [first] = transport.deliveries;
	const site = category.includes('unloading') ? first.destination : first.origin;
	const isActivity = category.includes('loading');
	addEvent(transport, tenant, {
		category,
		created,
		creation_method: isActivity ? 'trucker' : 'manager',
		site: isActivity ? site.uid : null,
	});
	if (category.startsWith('on_')) site.real_start = created;
	if (category.endsWith('loading_complete')) site.real_end = created;
	const now = tenant.world.clock.now();
	transport.updated = created < now ? created : now;
}

function closeStops(transport: StoredTransport): void {
	for (const delivery of transport.deliveries) {
		const { origin, destination } = delivery;
		destination.real_start ??= destination.slots[0].start;
		destination.real_end ??= destination.slots[0].end;
		origin.real_end ??= origin.slots[0].end;
		delivery.origin_loads = delivery.planned_loads;
		delivery.destination_loads = delivery.planned_loads;
	}
}

const invoicingStatuses: Readonly<Record<string, StoredTransport['invoicing_status']>> = {
	verified: 'VERIFIED',
	invoiced: 'INVOICED',
	paid: 'PAID',
};

function setStatus(transport: StoredTransport, milestone: Milestone): void {
	transport.status = milestone;
	transport.global_status = milestone === 'created' ? 'ordered' : (globalStatusOf(milestone) ?? 'accepted');
	transport.invoicing_status = invoicingStatuses[milestone] ?? 'UNVERIFIED';
	if (milestone === 'invoiced' || milestone === 'paid') {
		transport.invoice_number = `FA2026-${String(transport.sequential_id).padStart(5, '0')}`;
	}
}

function addConsignmentNote(transport: StoredTransport, tenant: Tenant): void {
	const name = `cmr-${transport.sequential_id}`;
	transport.documents.push({
		pk: tenant.world.nextKey(),
		file_updated_date: transport.updated,
		delivery: transport.deliveries[0].uid,
		category: 'cmr',
		name,
		file: tenant.world.media.generated(name),
	});
}
