import type { IDataObject } from 'n8n-workflow';
import { rowOf, text, type Columns } from '../../columns';
import { happenedAt, siteColumns, transportColumns } from './parts';
import type { Transport } from './parts';
import { eventsOf, type EventSource } from './statusEvents';

/** Who made an observation. */
export type Observer = 'trucker' | 'signatory';

/** Which observations are wanted; what is left out keeps all. */
export interface ObservationFilter {
	observers?: readonly string[];
	/** UTC; observations that Dashdoc got at this moment or later. */
	since?: string;
}

interface ObservationSource extends EventSource {
	observer: Observer;
	observation: string;
}

/** The events on which observations stand, and the activity that each ends. */
const activities: Readonly<Record<string, string>> = {
	loading_complete: 'loading',
	unloading_complete: 'unloading',
};

export const observationColumns: Columns<ObservationSource> = {
	...transportColumns,
	observer: text('Who observed it: signatory or trucker', ({ observer }) => observer),
	observation: text('What was written', ({ observation }) => observation),
	activity: text('At what: loading or unloading', ({ event }) => activities[event.category ?? '']),
	happened: text('When it was written, as the device tells, else when Dashdoc got it', ({ event }) =>
		happenedAt(event),
	),
	recorded: text('When Dashdoc got it', ({ event }) => event.created),
	author: text('Name of the person who ended the activity', ({ event }) => event.author?.display_name),
	...siteColumns('site', 'the site', ({ site }: ObservationSource) => site),
	delivery: text('ID of the delivery', ({ event }) => event.delivery),
	event: text('ID of the event on which it stands', ({ event }) => event.uid),
};

/** One row per observation: the trucker's and the signatory's reserves at the end of loading and unloading. */
export function observations(
	transport: Transport,
	{ observers, since }: ObservationFilter = {},
): IDataObject[] {
	return eventsOf(transport, { categories: Object.keys(activities), since })
		.flatMap((source): ObservationSource[] => [
			{ ...source, observer: 'trucker', observation: source.event.content?.trim() ?? '' },
			{ ...source, observer: 'signatory', observation: source.event.content_signatory?.trim() ?? '' },
		])
		.filter(({ observation, observer }) => observation !== '' && (observers ?? [observer]).includes(observer))
		.map((source) => rowOf(observationColumns, source));
}
