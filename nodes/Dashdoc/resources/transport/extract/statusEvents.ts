import type { IDataObject } from 'n8n-workflow';
import { amount, rowOf, text, whole, type Columns } from '../../columns';
import {
	happenedAt,
	siteColumns,
	sitesOf,
	transportColumns,
	type Event,
	type Part,
	type Site,
	type Transport,
} from './parts';

/** What one row is made of. */
export interface EventSource extends Part {
	event: Event;
	site: Site | undefined;
}

/** Which events are wanted; what is left out keeps all. */
export interface EventFilter {
	categories?: readonly string[];
	/** UTC; events that Dashdoc got at this moment or later. */
	since?: string;
}

/** A signature as Dashdoc's web app reads it; the description knows nothing of it. */
interface Signature {
	signature_method?: string;
	signatory_name?: string;
	signatory_signed_at?: string | null;
}

const signatureOf = ({ event }: EventSource): Signature => (event.signature ?? {}) as Signature;

export const eventColumns: Columns<EventSource> = {
	...transportColumns,
	uid: text("Dashdoc's ID of the event", ({ event }) => event.uid),
	category: text('What happened, e.g. `on_loading_site`', ({ event }) => event.category),
	happened: text('When it happened, as the device tells, else when Dashdoc got it', ({ event }) =>
		happenedAt(event),
	),
	recorded: text('When Dashdoc got it', ({ event }) => event.created),
	creation_method: text(
		'By whom it came: auto, manager, telematic or trucker',
		({ event }) => event.creation_method,
	),
	author: text('Name of the person', ({ event }) => event.author?.display_name),
	author_company: whole('ID of the company of that person', ({ event }) => event.author_company),
	target: text('Name of the trucker whom an assignment is about', ({ event }) => event.target?.display_name),
	content: text(
		"The trucker's observation, or the reason of a refusal or cancellation",
		({ event }) => event.content,
	),
	content_signatory: text("The signatory's observation", ({ event }) => event.content_signatory),
	...siteColumns('site', 'the site at which it happened', ({ site }: EventSource) => site),
	segment: text('ID of the segment', ({ event }) => event.segment),
	delivery: text('ID of the delivery', ({ event }) => event.delivery),
	latitude: amount('Degrees', ({ event }) => event.latitude),
	longitude: amount('Degrees', ({ event }) => event.longitude),
	signature_method: text(
		'How it was signed, e.g. `sign_on_glass`',
		(source) => signatureOf(source).signature_method,
	),
	signatory_name: text('Who signed', (source) => signatureOf(source).signatory_name),
	signed_at: text('When it was signed', (source) => signatureOf(source).signatory_signed_at),
	details: text('Further details as JSON, such as the round or what was changed', ({ event }) =>
		event.update_details ? JSON.stringify(event.update_details) : null,
	),
};

/** One source per event of a transport, oldest first as Dashdoc tells them. */
export function eventsOf(transport: Transport, { categories, since }: EventFilter): EventSource[] {
	const sites = new Map(sitesOf(transport).map((site) => [site.uid, site]));
	return (transport.status_updates ?? [])
		.filter(({ category, created }) => {
			const isWanted = categories === undefined || (category !== undefined && categories.includes(category));
			return isWanted && isSince(created, since);
		})
		.map((event) => ({ transport, event, site: sites.get(event.site ?? '') }));
}

/** Whether something was recorded at a moment or later; what has no date is never left out. */
export function isSince(recorded: string | undefined, since: string | undefined): boolean {
	return since === undefined || recorded === undefined || Date.parse(recorded) >= Date.parse(since);
}

/** One row per event. */
export function statusEvents(transport: Transport, filter: EventFilter = {}): IDataObject[] {
	return eventsOf(transport, filter).map((source) => rowOf(eventColumns, source));
}
