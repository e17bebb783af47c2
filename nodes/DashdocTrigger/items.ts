import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../Dashdoc/client/isObject';
import { fieldsOf, rowOf, text, within, type Columns } from '../Dashdoc/resources/columns';
import type { RowField } from '../Dashdoc/declaration/operation';
import {
	segmentsOf,
	siteColumns,
	sitesOf,
	transportColumns,
	type Event,
	type Transport,
} from '../Dashdoc/resources/transport/extract/parts';
import { asTransport, type Delivery } from './payload';
import type { Output } from './properties';
import type { FetchedTransport } from './transport';

/** What one item is made of. */
interface Source {
	delivery: Delivery;
	/** As sent, or as read now; empty when there is none. */
	transport: Transport;
	fetched?: FetchedTransport;
}

const siteOf = ({ delivery: { update }, transport }: Source) =>
	update.site ? sitesOf(transport).find(({ uid }) => uid === update.site) : undefined;

/** Whom an assignment is about, else who drives the segment, else who reported it. */
function truckerOf({ delivery: { update }, transport }: Source): string | undefined {
	const { target, author, creation_method } = update;
	const driver = segmentOf(update, transport)?.trucker;
	const reporter = creation_method === 'trucker' ? author : undefined;
	return target?.display_name ?? driver?.display_name ?? reporter?.display_name;
}

/** The segment of the event, else the one that leads to its site, else the only one. */
function segmentOf({ segment, site }: Event, transport: Transport) {
	const segments = segmentsOf(transport);
	return (
		segments.find(({ uid }) => segment && uid === segment) ??
		segments.find(({ destination }) => site && destination?.uid === site) ??
		segments.find(({ origin }) => site && origin?.uid === site) ??
		(segments.length === 1 ? segments[0] : undefined)
	);
}

const {
	transport_number: number,
	transport_remote_id: externalId,
	site_name: siteName,
	site_city: siteCity,
} = {
	...within(transportColumns, ({ transport }: Source) => ({ transport })),
	...siteColumns('site', 'the site at which it happened', siteOf),
};

/** The fields of the simplified output. */
export const eventColumns: Columns<Source> = {
	event: text("Dashdoc's name of what happened, e.g. `on_loading_site`", ({ delivery }) => delivery.event),
	happened: text(
		'When it happened, as the device tells, else when Dashdoc got it',
		({ delivery }) => delivery.happened,
	),
	transport_uid: text(
		"Dashdoc's ID of the transport",
		({ delivery, transport }) => delivery.transportUid ?? transport.uid,
	),
	transport_number: number,
	transport_remote_id: externalId,
	transport_status: text('Status of the transport', ({ transport }) => transport.status),
	site_name: siteName,
	site_city: siteCity,
	trucker: text('Name of the trucker whom it concerns', truckerOf),
	event_uid: text("Dashdoc's ID of the event", ({ delivery }) => delivery.eventUid),
};

/** What Fetch Transport adds, beside the `transport` itself. */
export const fetchColumns: Columns<Source> = {
	transport_state: text(
		'`read`, `gone` (no such transport any more), `unread` (see the reason) or `none` (the event names none)',
		({ fetched }) => fetched?.state,
	),
	transport_reason: text('Why the transport could not be read', ({ fetched }) => fetched?.reason),
};

/** The JSON of one item. */
export function itemOf(delivery: Delivery, output: Output, fetched?: FetchedTransport): IDataObject {
	const { payload, isKnown } = delivery;
	if (output === 'raw' && isObject(payload)) return payload as IDataObject;
	const sent = fetched?.transport ? asTransport(fetched.transport) : delivery.transport;
	const transport = sent ?? asTransport({});
	const source = { delivery, transport, fetched };
	return {
		...flat(rowOf(eventColumns, source)),
		...(output === 'fetchTransport' && {
			...rowOf(fetchColumns, source),
			transport: fetched?.transport ?? null,
		}),
		// What is not understood goes through whole, so that nothing is lost.
		...(!isKnown && { payload: payload as IDataObject }),
	};
}

/** Objects where a payload should have a plain value are left out. */
const flat = (row: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name, typeof value === 'object' ? null : value]),
	);

/** Fields of the default output, for the editor. */
export const simplifiedFields: Readonly<Record<string, RowField>> = fieldsOf(eventColumns);
