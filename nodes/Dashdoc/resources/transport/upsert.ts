/** Brings an existing transport to what a form says, part by part, since Dashdoc edits stops and deliveries on their own. */
import { NodeApiError, type IDataObject } from 'n8n-workflow';
import type { RunContext } from '../../declaration/operation';
import type { AnswerOf, RequestParts, Route } from '../../declaration/route';
import type { Delivery, Segment, Site } from './body';
import type { Routed } from './stops';

export type Transport = AnswerOf<'GET /transports/{uid}/'>;

/** What a part of a transport takes when it is changed; the rest is fixed at creation. */
const siteFields = [
	'address',
	'instructions',
	'is_booking_needed',
	'locked_requested_times',
	'reference',
	'remote_id',
	'slots',
	'trucker_instructions',
];
const deliveryFields = ['multiple_rounds', 'planned_loads', 'remote_id', 'shipper_reference'];
const segmentFields = ['scheduled_end_range', 'scheduled_start_range', 'trailers', 'trucker_id', 'vehicle'];
/** Parts of their own, and what is no state of the transport. */
const notRoot = ['deliveries', 'segments', 'send_to_carrier', 'send_to_trucker'];

/** One request that brings a part up to date. */
interface Change {
	part: string;
	send: () => Promise<unknown>;
}

/**
 * The transport with an External ID.
 * @returns undefined when there is none, also where Dashdoc should take the External ID for something else
 */
export async function findTransport(
	{ call }: RunContext,
	externalId: string,
): Promise<Transport | undefined> {
	try {
		const found = await call('GET /transports/{uid}/', {
			path: { uid: externalId },
			query: { lookup_field: 'remote_id' },
		});
		return found.remote_id === externalId ? found : undefined;
	} catch (error) {
		if (error instanceof NodeApiError && error.httpCode === '404') return undefined;
		throw error;
	}
}

/**
 * Sends what differs, and nothing else.
 * @returns names of the changed parts; none when nothing differs
 * @throws NodeOperationError for what Dashdoc cannot change, before anything is sent; NodeApiError that tells what is changed by then
 */
export async function bringUpToDate(
	context: RunContext,
	found: Transport,
	wanted: Routed,
): Promise<string[]> {
	refuseStructure(context, found, wanted);
	const changes = [
		rootChange(context, found, wanted),
		...deliveryChanges(context, found, wanted),
		...segmentChanges(context, found, wanted),
	].flatMap((change) => change ?? []);
	const done: string[] = [];
	for (const { part, send } of changes) {
		await send().catch((error: unknown) => {
			const by = done.length > 0 ? `changed by then: ${done.join(', ')}` : 'nothing was changed';
			throw context.soFar(error, `the transport exists as ${found.uid}; ${by}`);
		});
		done.push(part);
	}
	return done;
}

function refuseStructure(context: RunContext, found: Transport, wanted: Routed): void {
	const existing = found.deliveries ?? [];
	if (existing.length !== wanted.deliveries.length) {
		throw context.problem(
			'externalId',
			`the transport ${found.uid} has ${existing.length} deliveries in Dashdoc and ${wanted.deliveries.length} here; deliveries are neither added nor removed`,
		);
	}
	wanted.deliveries.forEach((delivery, index) => {
		const { shipper_address } = delivery;
		if (!shipper_address || !('shipper_address' in context.differing({ shipper_address }, existing[index])))
			return;
		throw context.problem(
			'shipper',
			`the transport ${found.uid} has another shipper, which cannot be changed`,
		);
	});
}

function rootChange({ call, differing }: RunContext, found: Transport, wanted: Routed): Change | undefined {
	const root = Object.fromEntries(Object.entries(wanted).filter(([name]) => !notRoot.includes(name)));
	return changeOf('transport', differing(root, found), async (body) => {
		await send(call, 'PATCH /transports/{uid}/', String(found.uid), body);
	});
}

/** A stop that several deliveries share is one object, so it is changed once. */
function deliveryChanges(
	{ call, differing }: RunContext,
	found: Transport,
	wanted: Routed,
): Array<Change | undefined> {
	const seen = new Set<string>();
	return wanted.deliveries.flatMap((delivery, index) => {
		const existing = (found.deliveries ?? [])[index] as unknown as Delivery;
		const sites = (['origin', 'destination'] as const).map((end) => {
			const uid = String(existing[end]?.uid);
			if (seen.has(uid)) return undefined;
			seen.add(uid);
			const changes = differing(only(delivery[end] ?? {}, siteFields), existing[end] ?? {});
			return changeOf(`${end} ${index + 1}`, changes, async (body) => {
				await send(call, 'PATCH /sites/{uid}/', uid, body);
			});
		});
		const changes = differing(only(delivery, deliveryFields), existing);
		const own = changeOf(`delivery ${index + 1}`, changes, async (body) => {
			await send(call, 'PATCH /deliveries/{uid}/', String(existing.uid), body);
		});
		return [...sites, own];
	});
}

/** The crew is that of the whole transport, so a break in Dashdoc keeps it on both sides. */
function segmentChanges(
	{ call, differing }: RunContext,
	found: Transport,
	wanted: Routed,
): Array<Change | undefined> {
	const existing = (found.segments ?? []) as unknown as Segment[];
	return existing.map((segment, index) => {
		const isLast = index === existing.length - 1;
		const like = isLast
			? wanted.segments.at(-1)
			: wanted.segments[Math.min(index, wanted.segments.length - 1)];
		const changes = differing(only(like ?? {}, segmentFields), segment, { trucker_id: 'trucker' });
		return changeOf(`segment ${index + 1}`, changes, async (body) => {
			await send(call, 'PATCH /segments/{uid}/', String(segment.uid), body);
		});
	});
}

function only(value: Site | Delivery | Segment, names: readonly string[]): IDataObject {
	return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
}

function changeOf(
	part: string,
	changes: IDataObject,
	sendChanges: (body: IDataObject) => Promise<void>,
): Change | undefined {
	return Object.keys(changes).length === 0
		? undefined
		: { part, send: async () => await sendChanges(changes) };
}

type PatchRoute = Extract<Route, `PATCH /${'transports' | 'sites' | 'deliveries' | 'segments'}/{uid}/`>;

async function send(
	call: RunContext['call'],
	route: PatchRoute,
	uid: string,
	body: IDataObject,
): Promise<void> {
	await call(route, { path: { uid }, body } as RequestParts<PatchRoute>);
}
