/** The list of endpoints in Dashdoc's documentation, as api/endpoint-list.yaml has it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Evidence } from './apiDescription.cts';

interface WrittenEntry {
	name: string;
	note?: string;
	routes?: Record<string, Evidence>;
	entries?: WrittenEntry[];
}

interface WrittenList {
	leftOut: Record<string, string>;
	entries: WrittenEntry[];
}

/** One route of an entry, e.g. `POST /contacts/{uid}/invite/`. */
export interface ListedRoute {
	route: string;
	/** What stands behind the entry; the description may judge the whole shape otherwise. */
	evidence: Evidence;
}

/** One entry of the list. */
export interface ListEntry {
	/** Its name after those of the entries around it, e.g. `['Wam', 'Forms', 'Loads']`. */
	path: readonly string[];
	note: string;
	/** None for an entry that only groups others. */
	routes: readonly ListedRoute[];
}

/** The list, flattened in its order. */
export interface EndpointList {
	entries: readonly ListEntry[];
	/** Reasons by route why the node has no operation for it. */
	leftOut: ReadonlyMap<string, string>;
}

const file = join(__dirname, '..', '..', 'api', 'endpoint-list.yaml');

/** Reads the list. */
export function endpointList(): EndpointList {
	const { entries, leftOut } = parse(readFileSync(file, 'utf8')) as WrittenList;
	return {
		entries: entries.flatMap((entry) => flattened(entry, [])),
		leftOut: new Map(Object.entries(leftOut)),
	};
}

function flattened(
	{ entries = [], name, note = '', routes = {} }: WrittenEntry,
	around: string[],
): ListEntry[] {
	const path = [...around, name];
	const listed = Object.entries(routes).map(([route, evidence]) => ({ route, evidence }));
	return [{ path, note, routes: listed }, ...entries.flatMap((entry) => flattened(entry, path))];
}
