/** A JSON body may be anything; the other checks need lists and objects where Dashdoc has them. */
import type { IDataObject } from 'n8n-workflow';
import { firstOf, problem, type Problem } from './problems';

/** Lists of objects are lists of objects, and objects are objects, as far as the checks look into them. */
export function shape(body: IDataObject): Problem {
	return (
		objects(body, 'deliveries', '') ??
		objects(body, 'segments', '') ??
		within(body, 'deliveries', (delivery, target) => objects(delivery, 'planned_loads', target)) ??
		within(body, 'deliveries', stops) ??
		within(body, 'segments', stops) ??
		within(body, 'segments', periods)
	);
}

function within(
	body: IDataObject,
	name: string,
	look: (element: IDataObject, target: string) => Problem,
): Problem {
	return firstOf((body[name] ?? []) as IDataObject[], (element, index) => look(element, `${name}.${index}.`));
}

function stops(part: IDataObject, target: string): Problem {
	return firstOf(['origin', 'destination'], (end) => {
		const site = part[end];
		return (
			object(part, end, target) ??
			(site === undefined ? undefined : objects(site as IDataObject, 'slots', `${target}${end}.`))
		);
	});
}

const periods = (segment: IDataObject, target: string): Problem =>
	object(segment, 'scheduled_start_range', target) ?? object(segment, 'scheduled_end_range', target);

function object(part: IDataObject, name: string, target: string): Problem {
	const value = part[name];
	return value === undefined || isObject(value)
		? undefined
		: problem(`${target}${name}`, `it must be an object, not ${JSON.stringify(value)}`);
}

function objects(part: IDataObject, name: string, target: string): Problem {
	const value = part[name];
	return value === undefined || (Array.isArray(value) && value.every(isObject))
		? undefined
		: problem(`${target}${name}`, 'it must be a list of objects');
}

function isObject(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
