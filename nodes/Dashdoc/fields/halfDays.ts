import type { INodePropertyOptions } from 'n8n-workflow';
import { InvalidValue, isEmpty, type Parameter } from '../declaration/parameter';
import { instant } from './dates';
import { dayOf, toUtc } from './instant';
import { at, choice } from './plain';

/** When in its day a boundary lies; `exact` keeps the time that was given. */
interface Moment {
	name: string;
	value: string;
	description: string;
	/** Local time, `hh:mm`. */
	clock?: string;
}

/** Dashdoc's own web app writes half days as these hours, in the local time of the manager. */
const startMoments: readonly Moment[] = [
	{ name: 'Exact Time', value: 'exact', description: 'At the time given in Start Date' },
	{ name: 'Morning', value: 'morning', description: 'From the beginning of the day', clock: '00:00' },
	{ name: 'Noon', value: 'noon', description: 'The morning stays free', clock: '12:00' },
];
const endMoments: readonly Moment[] = [
	{ name: 'Evening', value: 'evening', description: 'The whole day is taken', clock: '23:59' },
	{ name: 'Exact Time', value: 'exact', description: 'At the time given in End Date' },
	{ name: 'Noon', value: 'noon', description: 'The afternoon stays free', clock: '12:00' },
];

/** Start of a period of whole or half days: a date, and when on that day it starts. */
export function startOfDays<T extends string>(target: T, { required }: { required: boolean }) {
	return boundary(target, {
		word: 'Start',
		verb: 'Starts',
		moments: startMoments,
		usual: 'morning',
		required,
	});
}

/** End of a period of whole or half days: its last date, and when on that day it ends. */
export function endOfDays<T extends string>(target: T, { required }: { required: boolean }) {
	return boundary(target, { word: 'End', verb: 'Ends', moments: endMoments, usual: 'evening', required });
}

interface Boundary {
	word: 'Start' | 'End';
	verb: string;
	moments: readonly Moment[];
	usual: string;
	required: boolean;
}

function boundary<T extends string>(
	target: T,
	{ word, verb, moments, usual, required }: Boundary,
): [Parameter<T>, Parameter<T>] {
	const which = word === 'Start' ? 'First' : 'Last';
	const date = instant(target, `${word} Date`, {
		description: `${which} day, in the time zone of the workflow; its time counts only for an exact time`,
		required,
	});
	const moment = choice(target, verb, moments.map(asOption), {
		description: `When on that day it ${verb.toLowerCase()}`,
		default: usual,
	});
	const momentName = moment.property.name;
	return [
		{
			...date,
			cleared: undefined,
			place: (value, { siblings, timezone }) => {
				const given = siblings[momentName];
				const chosen = isEmpty(given) ? usual : given;
				const { clock } = moments.find((one) => one.value === chosen || one.name === chosen) ?? {};
				const point = clock === undefined ? value : `${dayOf(value, timezone)}T${clock}`;
				return at(target, toUtc(point, timezone));
			},
		},
		{
			...moment,
			targets: [],
			// Written by the date; here only a choice that no date belongs to is noticed.
			place: (value, context) => {
				moment.place?.(value, context);
				if (!isEmpty(context.siblings[date.property.name])) return {};
				throw new InvalidValue(`it says when on a day, but '${word} Date' is not given`);
			},
		},
	];
}

const asOption = ({ name, value, description }: Moment): INodePropertyOptions => ({
	name,
	value,
	description,
});
