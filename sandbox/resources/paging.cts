import { refuse } from '../http/problems.cts';
import type { Call } from './resource.cts';

/** What a page needs to know of its request. */
type PagedCall = Pick<Call, 'query' | 'search' | 'settings'> & { operation: Pick<Call['operation'], 'path'> };

/** Most objects that `page_size` can ask for, where the description says nothing else. */
const largestPage = 100;

/** Number of objects per page for this call. */
export function pageSizeOf(call: Call, usual: 20 | 100): number {
	const { pageSize } = call.settings;
	const asked = call.query.page_size;
	if (typeof asked === 'number' && asked > 0) {
		return Math.min(asked, call.operation.queryParameters.get('page_size')?.schema.maximum ?? largestPage);
	}
	if (typeof pageSize === 'number') return pageSize;
	return pageSize?.[call.operation.operationId] ?? usual;
}

/** Number of the page that was asked for. */
export function pageOf(call: Pick<Call, 'query'>): number {
	return typeof call.query.page === 'number' ? call.query.page : 1;
}

/**
 * The envelope of one page. Only the records of that page are rendered. A page past the end does not exist (404),
 * except the first one, which may be empty.
 */
export function pageEnvelope<T>(
	call: PagedCall,
	records: readonly T[],
	size: number,
	view: (record: T) => unknown,
) {
	const page = pageOf(call);
	const last = Math.max(1, Math.ceil(records.length / size));
	if (page < 1 || page > last) throw refuse(404, 'Invalid page.', 'not_found');
	return {
		count: records.length,
		next: page < last ? link(call, page + 1) : null,
		previous: page > 1 ? link(call, page - 1) : null,
		results: records.slice((page - 1) * size, page * size).map(view),
	};
}

/** A link to another page of the same list, with all its filters; page 1 goes without a number, as in DRF. */
function link(call: PagedCall, page: number): string {
	const query = new URLSearchParams(call.search);
	query.delete('page');
	if (page > 1) query.set('page', String(page));
	const text = query.toString();
	return `${call.settings.linkHost}/api/v4${call.operation.path}${text ? `?${text}` : ''}`;
}
