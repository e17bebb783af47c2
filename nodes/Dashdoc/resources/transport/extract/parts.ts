/** The parts of a transport that rows are made of; whatever Dashdoc leaves out is missing or null. */
import type { AnswerOf } from '../../../declaration/route';
import { text, whole, within, type Columns } from '../../columns';

export type Transport = AnswerOf<'GET /transports/{uid}/'>;
export type Delivery = NonNullable<Transport['deliveries']>[number];
export type Segment = NonNullable<Transport['segments']>[number];
export type Event = NonNullable<Transport['status_updates']>[number];
export type Message = NonNullable<Transport['messages']>[number];
export type GeneratedDocument = NonNullable<Transport['documents']>[number];
export type Load = NonNullable<Delivery['loads']>[number];
export type Site = NonNullable<Delivery['origin']>;

/** A row knows the transport that it belongs to. */
export interface Part {
	transport: Transport;
}

/** First columns of every table, so that rows of many transports can be told apart. */
export const transportColumns: Columns<Part> = {
	transport_uid: text("Dashdoc's ID of the transport", ({ transport }) => transport.uid),
	transport_number: whole('Number of the transport', ({ transport }) => transport.sequential_id),
	transport_remote_id: text('External ID of the transport', ({ transport }) => transport.remote_id),
};

/** ID, name and city of a stop; `prefix` begins their names. */
export function siteColumns<Source>(
	prefix: string,
	where: string,
	site: (source: Source) => Site | undefined,
): Columns<Source> {
	return within(
		{
			[`${prefix}_uid`]: text(`ID of ${where}`, (one: Site | undefined) => one?.uid),
			[`${prefix}_name`]: text(`Name of ${where}`, (one: Site | undefined) => one?.address?.name),
			[`${prefix}_city`]: text(`City of ${where}`, (one: Site | undefined) => one?.address?.city),
		},
		site,
	);
}

/** Segments in the order in which they are driven. */
export function segmentsOf({ segments }: Transport): Segment[] {
	const order = ({ sort_order }: Segment) => sort_order ?? Number.MAX_SAFE_INTEGER;
	return [...(segments ?? [])].sort((one, other) => order(one) - order(other));
}

/** Every stop once, in the order of the route; those that no segment serves come last. */
export function sitesOf(transport: Transport): Site[] {
	const ends = [...segmentsOf(transport), ...(transport.deliveries ?? [])].flatMap(
		({ origin, destination }) => [origin, destination],
	);
	const sites = new Map<unknown, Site>();
	for (const site of ends) {
		// A stop without ID is like no other one.
		if (site) sites.set(site.uid ?? site, sites.get(site.uid) ?? site);
	}
	return [...sites.values()];
}

/** When something happened: what the device tells, which may have been offline, else when Dashdoc got it. */
export function happenedAt({ created, created_device }: Pick<Event, 'created' | 'created_device'>) {
	return created_device ?? created;
}
