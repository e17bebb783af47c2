import { addLoadingDocument } from '../resources/transports/documents.cts';
import {
	addEvent,
	globalStatusOf,
	type StoredSite,
	type StoredTransport,
} from '../resources/transports/records.cts';
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

/** Writes down the events up to the milestone and leaves the transport in the state that they lead to. */
export function tellHistory(transport: StoredTransport, tenant: Tenant, milestone: Milestone): void {
	const events = eventsUpTo(milestone);
	for (const category of events)
		tellEvent(transport, tenant, category, instantOf(category, transport, tenant));
	if (events.includes('unloading_complete')) closeStops(transport);
	setStatus(transport, milestone);
	if (events.includes('loading_complete')) addLoadingDocuments(transport, tenant);
}

const minute = 60_000;
const hour = 60 * minute;

/** Milliseconds from the creation to what is done at a desk before the work. */
const afterCreation: Readonly<Record<string, number>> = {
	created: 0,
	assigned: 30 * minute,
	sent_to_trucker: 60 * minute,
	acknowledged: 90 * minute,
	declined: 120 * minute,
	cancelled: 120 * minute,
};

/** Milliseconds from the end of the work to what is done at a desk after it. */
const afterWork: Readonly<Record<string, number>> = {
	done: minute,
	verified: 20 * hour,
	invoiced: 44 * hour,
	paid: 240 * hour,
};

/** Minutes by which crews miss the asked time, before or after; most are on time. */
const punctuality = [-20, -5, 10, 40, 75, 100, 150, 15];

/** What takes place at a stop. */
const stay = 45 * minute;

// taken once: globals are slow to reach inside a test environment, and seeding asks for each event
const { max, min } = Math;
const { parse } = Date;

/** Milliseconds since 1970 at which the crew came to a stop. */
function arrivalAt(site: StoredSite, number: number): number {
	return parse(site.slots[0].start) + punctuality[number % punctuality.length] * minute;
}

/** When something happened: around the asked times of the stops, and never later than now. */
function instantOf(category: string, transport: StoredTransport, { world }: Tenant): string {
	return new Date(min(timeOf(category, transport), parse(world.clock.now()))).toISOString();
}

function timeOf(category: string, transport: StoredTransport): number {
	const [{ origin, destination }] = transport.deliveries;
	const number = transport.sequential_id;
	if (category === 'on_loading_site') return arrivalAt(origin, number);
	if (category === 'loading_complete') return arrivalAt(origin, number) + stay;
	if (category === 'on_unloading_site') return arrivalAt(destination, number + 3);
	const unloaded = arrivalAt(destination, number + 3) + stay;
	if (category === 'unloading_complete') return unloaded;
	if (!(category in afterWork)) return parse(transport.created) + (afterCreation[category] ?? 0);
	const last = transport.deliveries[transport.deliveries.length - 1].destination;
	return max(unloaded, parse(last.slots[0].end) + stay) + afterWork[category];
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
	transport.updated = created;
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

function addLoadingDocuments(transport: StoredTransport, tenant: Tenant): void {
	for (const delivery of transport.deliveries) addLoadingDocument(transport, tenant, delivery);
}
