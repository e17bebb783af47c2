import type { IDataObject } from 'n8n-workflow';
import { amount, rowOf, text, whole, type Column, type Columns } from '../../columns';
import { siteColumns, transportColumns, type Delivery, type Load, type Part, type Transport } from './parts';

/** One load at the three moments at which Dashdoc counts it. */
interface LoadMoments {
	planned?: Load;
	loaded?: Load;
	unloaded?: Load;
}

interface LoadSource extends Part, LoadMoments {
	delivery: Delivery;
	/** Only where the delivery is driven in several rounds. */
	round?: number;
}

const moments = { planned: 'asked for', loaded: 'loaded', unloaded: 'unloaded' } as const;
type Moment = keyof typeof moments;

const measures = {
	quantity: 'Pieces',
	weight: 'Weight in kg',
	volume: 'Volume in m³',
	linear_meters: 'Linear metres',
	steres: 'Steres',
} as const;

/** The load as it is known best: the latest that tells something. */
const best = ({ planned, loaded, unloaded }: LoadMoments) => planned ?? loaded ?? unloaded;

/** `planned_quantity`, `loaded_quantity`, `unloaded_quantity`, `planned_weight` … */
const amounts: Columns<LoadSource> = Object.fromEntries(
	Object.entries(measures).flatMap(([measure, what]) =>
		Object.entries(moments).map(([moment, words]): [string, Column<LoadSource>] => [
			`${moment}_${measure}`,
			amount(`${what} ${words}`, (source) => source[moment as Moment]?.[measure as keyof typeof measures]),
		]),
	),
);

export const loadColumns: Columns<LoadSource> = {
	...transportColumns,
	delivery: text('ID of the delivery', ({ delivery }) => delivery.uid),
	delivery_number: whole('Number of the delivery', ({ delivery }) => delivery.sequential_id),
	delivery_remote_id: text('External ID of the delivery', ({ delivery }) => delivery.remote_id),
	...siteColumns('origin', 'the site of loading', ({ delivery }: LoadSource) => delivery.origin),
	...siteColumns('destination', 'the site of unloading', ({ delivery }: LoadSource) => delivery.destination),
	round_id: whole('Number of the round, of deliveries that are driven in rounds', ({ round }) => round),
	uid: text("Dashdoc's ID of the load", (source) => best(source)?.uid),
	remote_id: text('External ID of the load', (source) => best(source)?.remote_id),
	description: text('What it is', (source) => best(source)?.description),
	category: text('Kind of load, e.g. `pallets`', (source) => best(source)?.category),
	...amounts,
	trucker_observations: text(
		"The trucker's remarks on the load",
		({ loaded, unloaded }) =>
			[loaded, unloaded].find((load) => load?.trucker_observations)?.trucker_observations,
	),
};

/** The keys by which two moments of one load know each other, surest first. */
const keys: ReadonlyArray<(load: Load) => string | undefined> = [
	({ uid }) => uid,
	({ remote_id }) => remote_id,
];

/**
 * Puts the loads of a later moment beside those that are there: by ID, then by External ID, then, of what is left over
 * and of the same category, by position; what still has no counterpart gets a row of its own.
 */
function beside(rows: readonly LoadMoments[], moment: Moment, loads: readonly Load[]): LoadMoments[] {
	const taken = new Map<LoadMoments, Load>();
	const left = new Set(loads);
	const pair = (row: LoadMoments, load: Load) => {
		taken.set(row, load);
		left.delete(load);
	};
	for (const keyOf of keys) {
		for (const load of [...left]) {
			const key = keyOf(load);
			const row = rows.find(
				(one) => key && !taken.has(one) && momentsOf(one).some((other) => keyOf(other) === key),
			);
			if (row) pair(row, load);
		}
	}
	for (const row of rows) {
		const next = taken.has(row) ? undefined : [...left].find((load) => isOfOneKind(load, best(row)));
		if (next) pair(row, next);
	}
	return [
		...rows.map((row) => ({ ...row, [moment]: taken.get(row) })),
		...[...left].map((load) => ({ [moment]: load })),
	];
}

const isOfOneKind = (one: Load, other: Load | undefined) => one.category === other?.category;

const momentsOf = ({ planned, loaded, unloaded }: LoadMoments): Load[] =>
	[planned, loaded, unloaded].filter((load) => load !== undefined);

function sourcesOf(transport: Transport, delivery: Delivery): LoadSource[] {
	const { planned_loads, origin_loads, destination_loads, rounds } = delivery;
	const planned = (planned_loads ?? []).map((load): LoadMoments => ({ planned: load }));
	const common = { transport, delivery };
	if (rounds && rounds.length > 0) {
		// Each round has what was loaded and unloaded in it; what was asked for is asked for all of them together.
		const driven = rounds.map(({ round_id, origin_load, destination_load }) => ({
			...common,
			round: round_id,
			loaded: origin_load ?? undefined,
			unloaded: destination_load ?? undefined,
		}));
		return [...planned.map((load) => ({ ...common, ...load })), ...driven];
	}
	const loaded = beside(planned, 'loaded', origin_loads ?? []);
	return beside(loaded, 'unloaded', destination_loads ?? []).map((load) => ({ ...common, ...load }));
}

/** One row per load of each delivery, with what was asked for, loaded and unloaded side by side. */
export function loads(transport: Transport): IDataObject[] {
	return (transport.deliveries ?? [])
		.flatMap((delivery) => sourcesOf(transport, delivery))
		.map((source) => rowOf(loadColumns, source));
}
