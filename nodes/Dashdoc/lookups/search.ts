import {
	NodeOperationError,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
} from 'n8n-workflow';
import type { ClientOptions, DashdocClient, DashdocRequest } from '../client/types';
import type { Route } from '../declaration/route';

/** How one kind of thing is searched and told apart in a list of the editor. */
export interface Search {
	route: Route;
	/** Query parameter that filters on the server; left out where Dashdoc has none, then labels are compared here. */
	filter?: string;
	/** Query of every search. */
	query?: DashdocRequest['query'];
	/** The greater thing whose parts are listed: the placeholder of the route, and the parameter that names the thing. */
	within?: { placeholder: string; parameter: string; noun: string };
	/** Field that the locator stores. */
	value: 'pk' | 'uid' | 'license_plate';
	/** Name and one telling detail. */
	label: (object: IDataObject) => string;
}

/** Somebody waits in front of the list, so Dashdoc's request to slow down is passed on early; in seconds. */
const patience: ClientOptions = { maximumWait: 5, adjustable: [] };

/** Pages that one search reads at most when it has to compare here; scrolling goes on from there. */
const pagesAtOnce = 10;

/**
 * Makes n8n's search method of a resource locator: the server filters where it can, pages come on scroll.
 * @throws NodeApiError with Dashdoc's own words, which the editor shows in place of the list.
 */
export function searchMethod(search: Search) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const { createClient } = await import('../client/createClient.js');
		const reading = { ...search, client: createClient(this, patience), path: pathOf(this, search) };
		const page = Number(paginationToken ?? 1);
		const wanted = filter?.trim();
		return wanted && !search.filter
			? await compareHere(reading, wanted, page)
			: await readPage(reading, wanted, page);
	};
}

/** A search that somebody has asked for. */
interface Reading extends Search {
	client: DashdocClient;
	path: DashdocRequest['path'];
}

/** @throws NodeOperationError as long as the greater thing is not chosen, or known only when the workflow runs */
function pathOf(context: ILoadOptionsFunctions, { within }: Search): DashdocRequest['path'] {
	if (!within) return undefined;
	const chosen = context.getCurrentNodeParameter(within.parameter, { extractValue: true });
	if (typeof chosen === 'string' && chosen !== '' && !chosen.startsWith('=')) {
		return { [within.placeholder]: chosen };
	}
	throw new NodeOperationError(
		context.getNode(),
		`Choose the ${within.noun} first, from the list or by its ID`,
	);
}

async function readPage(
	{ client, filter, label, path, query, route, value }: Reading,
	wanted: string | undefined,
	page: number,
): Promise<INodeListSearchResult> {
	const filtered = filter && wanted ? { ...query, [filter]: wanted } : query;
	const { objects, hasNext } = await client.page({ route, path, query: filtered }, page);
	return {
		results: objects.map((object) => ({
			name: label(object),
			value: object[value] as string | number,
		})),
		paginationToken: hasNext ? String(page + 1) : undefined,
	};
}

/** Reads on until a page holds a match, so that an empty list means that there is none. */
async function compareHere(reading: Reading, wanted: string, page: number): Promise<INodeListSearchResult> {
	const last = page + pagesAtOnce - 1;
	for (let current = page; ; current++) {
		const { results, paginationToken } = await readPage(reading, undefined, current);
		const matches = results.filter(({ name }) => folded(name).includes(folded(wanted)));
		if (matches.length > 0 || !paginationToken || current >= last)
			return { results: matches, paginationToken };
	}
}

/** Without case and accents, as people type: `evreux` finds `Évreux`. */
function folded(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Joins what is there; `Transport Bouvet (Nantes)`. */
export function withDetail(name: unknown, detail: unknown): string {
	return detail ? `${String(name)} (${String(detail)})` : String(name);
}
