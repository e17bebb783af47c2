import type { Check } from '../declaration/operation';
import { InvalidValue, isEmpty, type Parameter } from '../declaration/parameter';
import { dayOf, toUtc } from './instant';
import { parameterName } from './name';
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

/** A day without time, in the workflow's time zone. */
export function day<T extends string>(target: T, displayName: string, appearance: Appearance): Parameter<T> {
	return {
		...instant(target, displayName, appearance),
		place: (value, { timezone }) => at(target, dayOf(value, timezone)),
	};
}

/** Refuses a period whose end lies before its start; both targets hold UTC text of one length. */
export function startBeforeEnd(start: string, end: string): Check {
	return ({ query, body }) => {
		const [from, to] = [start, end].map((target) => {
			const [part, name] = target.split('.');
			return (part === 'query' ? query : body)[name];
		});
		if (typeof from !== 'string' || typeof to !== 'string' || from <= to) return undefined;
		return { target: end, text: `${to} lies before the start of the period, ${from}` };
	};
}

/** A filter on one query parameter that takes two instants with a comma between them; one side may stay open. */
export function period<T extends string>(target: T, displayName: string, description: string) {
	const [from, until] = ['From', 'Until'].map((end) => parameterName(`${displayName} ${end}`));
	const between = (start: string, end: string) => {
		if (start > end) throw new InvalidValue(`the period from ${start} until ${end} ends before it starts`);
		return at(target, `${start},${end}`);
	};
	const side = (end: string, open: string, place: Parameter<T>['place']): Parameter<T> => ({
		...instant(target, `${displayName} ${end}`, { description: `${description}; ${open}` }),
		place,
	});
	// Each reads its own date first, so that a wrong one is told under its own name.
	return [
		side('From', 'left out, from the first one on', (value, { siblings, timezone }) => {
			const start = toUtc(value, timezone);
			// Both ends are one value; where both are given, the other side writes it.
			return isEmpty(siblings[until]) ? between(start, toUtc(new Date(), timezone)) : {};
		}),
		side('Until', 'left out, until now', (value, { siblings, timezone }) => {
			const end = toUtc(value, timezone);
			return between(isEmpty(siblings[from]) ? beginning : toUtc(siblings[from], timezone), end);
		}),
	] as const;
}

/** The labels of the two ends of a period, and what they say. */
export interface Ends {
	start: string;
	startDescription: string;
	end: string;
	endDescription: string;
	/** What the two make, in errors: `slot`. */
	noun: string;
}

/** Two dates that make one value, both or none; an emptied one of an update takes the period away. */
export function bothEnds<T extends string>(
	target: T,
	{ start, startDescription, end, endDescription, noun }: Ends,
	write: (start: string, end: string) => unknown,
	cleared?: unknown,
) {
	const place: Parameter<T>['place'] = (_, { siblings, timezone }) => {
		// Both sides write the same value, whichever of them is given.
		const [from, until] = [start, end].map((side) => siblings[parameterName(side)]);
		if (isEmpty(from)) throw new InvalidValue(`a ${noun} needs both ends, but '${start}' is empty`);
		if (isEmpty(until)) throw new InvalidValue(`a ${noun} needs both ends, but '${end}' is empty`);
		const ends = [toUtc(from, timezone), toUtc(until, timezone)] as const;
		if (ends[0] > ends[1]) {
			throw new InvalidValue(`the ${noun} from ${ends[0]} until ${ends[1]} ends before it starts`);
		}
		return at(target, write(...ends));
	};
	const side = (displayName: string, description: string): Parameter<T> => ({
		...instant(target, displayName, { description }),
		place,
		cleared: cleared === undefined ? undefined : at(target, cleared),
	});
	return [side(start, startDescription), side(end, endDescription)] as const;
}

const beginning = '2000-01-01T00:00:00Z';
