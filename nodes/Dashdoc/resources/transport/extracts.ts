/** Flat lists dug out of a transport. */
import type { IDataObject } from 'n8n-workflow';
import { operation, type Operation, type RunContext } from '../../declaration/operation';
import { instant } from '../../fields/dates';
import { filters } from '../../fields/collections';
import { choices, inWords, readText } from '../../fields/plain';
import { unsent, type Unsent } from '../../fields/unsent';
import { fieldsOf, type Columns } from '../columns';
import { chosenTransport } from './chosen';
import { loadColumns, loads } from './extract/loads';
import { mileage, mileageColumns } from './extract/mileage';
import { observationColumns, observations, type ObservationFilter } from './extract/observations';
import type { Transport } from './extract/parts';
import { siteRowColumns, sites } from './extract/sites';
import { eventColumns, statusEvents, type EventFilter } from './extract/statusEvents';

/** Reads the chosen transport, by ID or External ID. */
export async function readTransport({ call, request: { path, query } }: RunContext): Promise<Transport> {
	return await call('GET /transports/{uid}/', { path: { uid: path.uid }, query });
}

/** A list of one kind of part of a transport; `rows` makes it from the whole transport. */
interface Extract {
	value: string;
	name: string;
	description: string;
	columns: Columns<never>;
	filters?: Unsent<string>;
	rows: (transport: Transport, wanted: object) => IDataObject[];
}

function extract({ columns, filters: wanted, rows, name, ...words }: Extract): Operation {
	return operation({
		...words,
		name,
		action: `${name.replace(/(?!^)\b[A-Z]/g, (letter) => letter.toLowerCase())} of transport`,
		route: 'GET /transports/{uid}/',
		parameters: [chosenTransport, ...(wanted ? [filters(wanted.parameters)] : [])],
		answer: 'rows',
		rows: fieldsOf(columns),
		run: async (context) => {
			const transport = await readTransport(context);
			const read = wanted?.read(context.values.filters, context.timezone) ?? {};
			return rows(transport, read).map((object) => ({ object }));
		},
	});
}

const since = instant('since', 'Since', { description: 'Got by Dashdoc at this moment or later' });

/** The events that workflows wait for; an expression may name any other category of Dashdoc. */
export const eventChoices = inWords([
	'created',
	'confirmed',
	'declined',
	'cancelled',
	'assigned',
	'unassigned',
	'sent_to_trucker',
	'acknowledged',
	'on_the_way',
	'on_loading_site',
	'handling_started',
	'loading_complete',
	'departed',
	'on_unloading_site',
	'unloading_complete',
	'bulking_break_started',
	'bulking_break_complete',
	'rounds_started',
	'round_added_v2',
	'rounds_complete',
	'truck_wash',
	'done',
	'verified',
	'invoiced',
	'paid',
	'event',
]);

const categories = choices('categories', 'Categories', eventChoices, {
	description: "Only these events; an expression may name any other of Dashdoc's categories",
});

const eventFilters = unsent([
	{
		...categories,
		place: (value) => ({
			categories: (Array.isArray(value) ? value : readText(value).split(','))
				.map((one) => readText(one).trim())
				.map((one) => String(eventChoices.find(({ name }) => name === one)?.value ?? one)),
		}),
	},
	since,
]);

const observationFilters = unsent([
	choices('observers', 'Observers', inWords(['signatory', 'trucker']), {
		description: 'Only what these people wrote',
	}),
	since,
]);

export const extracts: readonly Operation[] = [
	extract({
		value: 'getLoads',
		name: 'Get Loads',
		description:
			'Retrieve the loads of a transport, one item each: asked for, loaded and unloaded side by side',
		columns: loadColumns,
		rows: loads,
	}),
	extract({
		value: 'getMileage',
		name: 'Get Mileage',
		description: 'Retrieve the kilometres of a transport, one item per segment, with the total beside',
		columns: mileageColumns,
		rows: mileage,
	}),
	extract({
		value: 'getObservations',
		name: 'Get Observations',
		description:
			'Retrieve what truckers and signatories wrote at the end of loading and unloading, one item per observation',
		columns: observationColumns,
		filters: observationFilters,
		rows: (transport, wanted) => observations(transport, wanted as ObservationFilter),
	}),
	extract({
		value: 'getSites',
		name: 'Get Sites',
		description: 'Retrieve the stops of a transport in the order of the route, with arrival and departure',
		columns: siteRowColumns,
		rows: sites,
	}),
	extract({
		value: 'getStatusEvents',
		name: 'Get Status Events',
		description: 'Retrieve what happened to a transport, one item per event',
		columns: eventColumns,
		filters: eventFilters,
		rows: (transport, wanted) => statusEvents(transport, wanted as EventFilter),
	}),
];
