/** The events of Dashdoc's webhooks, as the form in its settings lists them. */

/** One event that Dashdoc can send. */
export interface EventType {
	/** Dashdoc's own name, e.g. `on_loading_site`. */
	value: string;
	/** For users. */
	name: string;
	/** Adds what the name does not say. */
	description?: string;
}

/** Events that belong to one part of a transport's life. */
export interface EventGroup {
	/** Name of the parameter that chooses among them. */
	parameter: string;
	displayName: string;
	description: string;
	/** By name, as n8n orders its lists. */
	events: readonly EventType[];
}

const event = (value: string, name: string, description?: string): EventType => ({
	value,
	name,
	...(description && { description }),
});

/** All events, in the order in which a transport lives. */
export const eventGroups: readonly EventGroup[] = [
	{
		parameter: 'orderEvents',
		displayName: 'Order Events',
		description: 'What happens to the order itself, from its creation on',
		events: [
			event('amended', 'Amended'),
			event('cancelled', 'Cancelled'),
			event('confirmed', 'Confirmed'),
			event('created', 'Created'),
			event('declined', 'Declined'),
			event('deleted', 'Deleted'),
			event('delivery_load.amended', 'Load Amended', 'Planned, loaded or unloaded goods were corrected'),
			event('restored', 'Restored', 'A deleted transport came back'),
			event('updated', 'Updated'),
		],
	},
	{
		parameter: 'tripEvents',
		displayName: 'Trip Events',
		description: 'What happens to the tours into which transports are merged',
		events: [
			event('trip_created', 'Trip Created'),
			event('trip_deleted', 'Trip Deleted'),
			event('trip_updated', 'Trip Updated'),
		],
	},
	{
		parameter: 'crewEvents',
		displayName: 'Crew Events',
		description: 'Planning: who drives, and whether they know',
		events: [
			event('acknowledged', 'Acknowledged', 'The trucker has seen it'),
			event('assigned', 'Assigned'),
			event('sent_to_trucker', 'Sent to Trucker'),
			event('unassigned', 'Unassigned'),
		],
	},
	{
		parameter: 'loadingEvents',
		displayName: 'Loading Events',
		description: 'On the way to the first stop, and there',
		events: [
			event('checklist_filled', 'Checklist Filled'),
			event('handling_started', 'Handling Started'),
			event('loading_complete', 'Loading Complete'),
			event('loading_plan_completed', 'Loading Plan Completed'),
			event('on_loading_site', 'On Loading Site'),
			event('on_the_way', 'On the Way'),
			event('truck_wash', 'Truck Wash'),
		],
	},
	{
		parameter: 'roundEvents',
		displayName: 'Round Events',
		description: 'Of transports that are driven in several rounds',
		events: [
			event('round_added_v2', 'Round Added'),
			event('round_added', 'Round Added (Deprecated)', 'The older form of Round Added'),
			event('round_deleted', 'Round Deleted'),
			event('round_edited', 'Round Edited'),
			event('rounds_complete', 'Rounds Complete'),
			event('rounds_started', 'Rounds Started'),
		],
	},
	{
		parameter: 'roadEvents',
		displayName: 'Road Events',
		description: 'Between the stops',
		events: [
			event('break_time', 'Break Time'),
			event('bulking_break_complete', 'Bulking Break Complete'),
			event('bulking_break_started', 'Bulking Break Started'),
			event('departed', 'Departed'),
			event('transport_eta_updated', 'ETA Updated', 'The expected time of arrival has changed'),
			event('event', 'Telematic Event', 'Reported by the box in the vehicle'),
		],
	},
	{
		parameter: 'unloadingEvents',
		displayName: 'Unloading Events',
		description: 'At the last stop',
		events: [
			event('on_unloading_site', 'On Unloading Site'),
			event('unloading_complete', 'Unloading Complete'),
		],
	},
	{
		parameter: 'closingEvents',
		displayName: 'Closing Events',
		description: 'The end of the work, papers and invoicing',
		events: [
			event('document.added', 'Document Added'),
			event('done', 'Done'),
			event('invoiced', 'Invoiced'),
			event('paid', 'Paid'),
			event('verified', 'Verified', 'Checked before it is invoiced'),
		],
	},
];

/** Dashdoc's names of all events. */
export const eventNames: readonly string[] = eventGroups.flatMap(({ events }) =>
	events.map(({ value }) => value),
);

const known = new Set(eventNames);

/**
 * Dashdoc's name of an event from a way to write it: `on_loading_site`, `transport.on_loading_site`, `trip.created`,
 * `trip.trip_created`. An event that is not known keeps its name, without a leading `transport.`.
 */
export function eventNameOf(text: string): { name: string; isKnown: boolean } {
	const written = text.trim();
	const plain = written.replace(/^transport\./, '');
	const spellings = [written, plain, written.replace('.', '_'), written.replace(/^trip\./, '')];
	const name = spellings.find((spelling) => known.has(spelling));
	return { name: name ?? plain, isKnown: name !== undefined };
}
