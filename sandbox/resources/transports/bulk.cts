import type { Call } from '../resource.cts';
import { listOf } from '../filters.cts';
import { select } from '../standard.cts';
import type { StoredTransport } from './records.cts';
import { transportCollection } from './records.cts';
import { transportFilters } from './filters.cts';

/**
 * The transports that a list action applies to. The filters in the query choose them, so without one it is every
 * transport of the account (concepts, section 18): reproduced here, and reported. A filter that the description
 * does not give to the action was reported already, but Dashdoc knows it and so it chooses.
 */
export function bulkTargets(call: Call): readonly StoredTransport[] {
	const query = Object.fromEntries(
		[...call.search].filter(([name, value]) => name in transportFilters && listOf(value).length > 0),
	);
	if (Object.keys(query).length === 0) {
		const { operationId } = call.operation;
		call.report('bulk-without-filter', `${operationId} without a filter applies to every transport`);
	}
	const listed = { collection: transportCollection, operations: {}, filters: transportFilters };
	return select<StoredTransport>(listed, { tenant: call.tenant, query: parsed(query) }).filter(
		({ deleted }) => deleted === null,
	);
}

/** Query values as the filters expect them; what only reads `true` or `false` is a boolean. */
function parsed(query: Readonly<Record<string, string>>): Call['query'] {
	return Object.fromEntries(
		Object.entries(query).map(([name, value]) => [
			name,
			value === 'true' || value === 'false' ? value === 'true' : value,
		]),
	);
}
