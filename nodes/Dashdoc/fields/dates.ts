import type { Check } from '../declaration/operation';
import type { Parameter } from '../declaration/parameter';
import { toUtc } from './instant';
import { at, describe, type Appearance } from './plain';

/** A point in time; without zone it is in the workflow's time zone, what is sent is UTC. */
export function instant<T extends string>(
	target: T,
	displayName: string,
	appearance: Appearance,
): Parameter<T> {
	return {
		property: describe(displayName, 'dateTime', '', appearance),
		targets: [target],
		place: (value, { timezone }) => at(target, toUtc(value, timezone)),
		cleared: at(target, null),
	};
}

/** Refuses a period whose end lies before its start; both query parameters hold UTC text of one length. */
export function startBeforeEnd(start: string, end: string): Check {
	return ({ query }) => {
		const [from, to] = [query[start], query[end]];
		if (typeof from !== 'string' || typeof to !== 'string' || from <= to) return undefined;
		return { target: `query.${end}`, text: `${to} lies before the start of the period, ${from}` };
	};
}
