import type { Answer } from './answer.cts';

/** Where in a body something is wrong: names of members and positions in lists. */
export type ProblemPath = readonly (string | number)[];

/** One thing that is wrong; an empty path means the object as a whole. */
export interface Problem {
	path: ProblemPath;
	detail: string;
	code: string;
}

/** Thrown by whatever refuses a request; becomes the answer. */
export class Refusal extends Error {
	constructor(readonly answer: Answer) {
		super(`Refused with ${answer.status}`);
	}
}

/** A refusal at request level: `{"detail": …, "code": …}`. */
export function refuse(
	status: number,
	detail: string,
	code: string,
	headers?: Record<string, string>,
): Refusal {
	return new Refusal({ status, body: { detail, code }, headers });
}

export const notFound = (): Refusal => refuse(404, 'Not found.', 'not_found');
export const forbidden = (detail: string): Refusal => refuse(403, detail, 'permission_denied');

/** A refusal of one field (dotted name, positions as numbers) or, with `non_field_errors`, of the whole object. */
export function refuseField(field: string, detail: string, code: string, status = 400): Refusal {
	const parts = field === 'non_field_errors' ? [] : field.split('.');
	const path = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
	return new Refusal({ status, body: problemBody([{ path, detail, code }]) });
}

/** A refusal for several problems at once. */
export function refuseAll(problems: readonly Problem[], status = 400): Refusal {
	return new Refusal({ status, body: problemBody(problems) });
}

type Leaf = { detail: string[]; code: string[] };
type Nested = { [name: string]: Leaf | Nested };
type Mirror = string[] | { [name: string]: Mirror } | Mirror[];

/**
 * Dashdoc's body for problems (concepts, section 4): plain nesting down to a `{detail, code}` leaf for objects in
 * objects, and `detail` and `code` that both mirror the payload as soon as a list lies on the way.
 */
export function problemBody(problems: readonly Problem[]): Record<string, unknown> {
	const body: Record<string, unknown> = {};
	for (const [field, group] of groupByField(problems)) {
		body[field] = group.some(({ path }) => path.some((part) => typeof part === 'number'))
			? { detail: mirror(group, 'detail'), code: mirror(group, 'code') }
			: nest(group);
	}
	return body;
}

function groupByField(problems: readonly Problem[]): Map<string, Problem[]> {
	const groups = new Map<string, Problem[]>();
	for (const problem of problems) {
		const field = String(problem.path[0] ?? 'non_field_errors');
		const rest = { ...problem, path: problem.path.slice(1) };
		groups.set(field, [...(groups.get(field) ?? []), rest]);
	}
	return groups;
}

function nest(problems: readonly Problem[]): Leaf | Nested {
	const own = problems.filter(({ path }) => path.length === 0);
	if (own.length > 0) return { detail: own.map(({ detail }) => detail), code: own.map(({ code }) => code) };
	return Object.fromEntries([...groupByField(problems)].map(([field, group]) => [field, nest(group)]));
}

function mirror(problems: readonly Problem[], member: 'detail' | 'code'): Mirror {
	const own = problems.filter(({ path }) => path.length === 0);
	if (own.length > 0) return own.map((problem) => problem[member]);
	const groups = groupByField(problems);
	if (!problems.every(({ path }) => typeof path[0] === 'number')) {
		return Object.fromEntries([...groups].map(([field, group]) => [field, mirror(group, member)]));
	}
	const last = Math.max(...problems.map(({ path }) => Number(path[0])));
	return Array.from({ length: last + 1 }, (_, position) => {
		const group = groups.get(String(position));
		return group ? mirror(group, member) : {}; // DRF answers an empty object for an item that is fine
	});
}
