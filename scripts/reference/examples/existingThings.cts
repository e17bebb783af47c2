import type { INodeType } from 'n8n-workflow';
import type { Operation } from '../../../nodes/Dashdoc/declaration/operation';
import type { Sandbox } from '../../../sandbox/index.cts';
import {
	partOf,
	partsIn,
	partsOf,
	rememberList,
	thingListed,
	wholesWith,
} from '../../../test/contract/parts.cts';
import { identifierIn } from '../../../test/contract/samples.cts';
import { searchList } from '../../../test/support/engine.cts';
import { leavesOf } from '../../../test/support/leaves.cts';
import { credentialFor } from '../../../test/support/sandboxed.cts';
import { searchOf, type KnownIds } from './exampleValues.cts';
import { operationBefore, type Subject } from './filling.cts';

/** So many things of each kind are known; some refuse what is asked of them, so that others are tried. */
const limit = 30;

/** IDs of what a sandbox has after its start, by the search of the locators that pick them. */
export type ExistingThings = ReadonlyMap<string, ReadonlyArray<string | number>>;

/**
 * Searches for everything that locators of these operations can pick. To be done before any of them runs: searches
 * keep the pace of the node, and would wait for what ran without it.
 */
export async function existingThings(
	sandbox: Sandbox,
	nodeType: INodeType,
	operations: readonly Operation[],
): Promise<ExistingThings> {
	const things = new Map<string, ReadonlyArray<string | number>>();
	for (const search of searchesOf(operations)) {
		const subject = { nodeType, credential: credentialFor(sandbox) };
		// A list that depends on other fields finds nothing here; what it offers is made by another operation.
		const { results } = await searchList(subject, search).catch(() => ({ results: [] }));
		rememberList(sandbox, search);
		things.set(
			search,
			results.slice(0, limit).map(({ value }) => value as string | number),
		);
	}
	return things;
}

/** Searches of what operations point at, each once: of locators, of the wholes of parts, and of required lists. */
export function searchesOf(operations: readonly Operation[]): string[] {
	const properties = operations.flatMap(leavesOf).map(({ parameter: { property } }) => property);
	const searches = properties.flatMap((property) => [
		searchOf(property),
		partOf(property)?.partOf.search,
		property.required ? thingListed(property)?.search : undefined,
	]);
	return [...new Set(searches.filter((search) => search !== undefined))];
}

/** What an operation on parts can point at, once for each whole that has them: the whole and its parts. */
export function partsFor(sandbox: Sandbox, things: ExistingThings, { operation }: Subject): KnownIds[] {
	const [part] = partsIn(operation.parameters);
	const search = part?.partOf.search;
	if (search === undefined) return [];
	const wholes = wholesWith(sandbox, operation.parameters, things.get(search) ?? []);
	return wholes.map(
		(whole) =>
			new Map([[search, whole.uid as string], ...partsOf(whole).map(([key, { id }]) => [key, id] as const)]),
	);
}

/** IDs for the places in a path that take one by hand, by target; what another operation makes first has none yet. */
export function placedIds(sandbox: Sandbox, subject: Subject): KnownIds {
	const { operation } = subject;
	if (operationBefore(subject)) return new Map();
	const placed = leavesOf(operation).filter(
		({ parameter: { property, targets } }) =>
			property.type === 'string' && targets[0]?.startsWith('path.') && !partOf(property),
	);
	return new Map(
		placed.map(({ parameter: { targets } }) => [
			targets[0],
			identifierIn(sandbox, operation.route ?? '', targets[0], undefined),
		]),
	);
}
