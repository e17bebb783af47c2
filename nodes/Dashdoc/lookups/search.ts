import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { createClient } from '../client/createClient';
import type { Route } from '../declaration/route';

/** How one kind of thing is searched and told apart in a list of the editor. */
export interface Search {
	route: Route;
	/** Query parameter that filters on the server. */
	filter: string;
	identifier: 'pk' | 'uid';
	/** Name and one telling detail. */
	label: (object: IDataObject) => string;
}

/**
 * Makes n8n's search method of a resource locator: the server filters, pages come on scroll.
 * @throws NodeApiError with Dashdoc's own words, which the editor shows in place of the list.
 */
export function searchMethod({ route, filter: filterName, identifier, label }: Search) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const page = Number(paginationToken ?? 1);
		const query = filter ? { [filterName]: filter } : {};
		const { objects, hasNext } = await createClient(this).page({ route, query }, page);
		return {
			results: objects.map((object) => ({
				name: label(object),
				value: object[identifier] as string | number,
			})),
			paginationToken: hasNext ? String(page + 1) : undefined,
		};
	};
}

/** Joins what is there; `Transport Bouvet (Nantes)`. */
export function withDetail(name: unknown, detail: unknown): string {
	return detail ? `${String(name)} (${String(detail)})` : String(name);
}
