import type { INodeType } from 'n8n-workflow';
import type { Operation } from '../../../nodes/Dashdoc/declaration/operation';
import type { Sandbox } from '../../../sandbox/index.cts';
import { searchList } from '../../../test/support/engine.cts';
import { leavesOf } from '../../../test/support/leaves.cts';
import { credentialFor } from '../../../test/support/sandboxed.cts';
import { searchOf } from './exampleValues.cts';

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
		things.set(
			search,
			results.slice(0, limit).map(({ value }) => value as string | number),
		);
	}
	return things;
}

/** Searches of the locators of some operations, each once. */
export function searchesOf(operations: readonly Operation[]): string[] {
	const searches = operations.flatMap(leavesOf).map(({ parameter }) => searchOf(parameter.property));
	return [...new Set(searches.filter((search) => search !== undefined))];
}
