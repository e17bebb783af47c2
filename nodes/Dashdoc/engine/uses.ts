/** One operation of one resource; the same object wherever it is meant. */
export interface Use {
	readonly resource: string;
	readonly operation: string;
}

/** Values of n8n's resource and operation parameters, of which one of each must be chosen; none given: all. */
export interface Condition {
	readonly resource?: string[];
	readonly operation?: string[];
}

/**
 * The shortest condition that holds for `uses` and for nothing else in `within`; undefined where there is none, as n8n
 * knows only products of resources and operations. A product may name combinations that do not exist.
 */
export function conditionOn(uses: readonly Use[], within: readonly Use[]): Condition | undefined {
	if (uses.length === within.length) return {};
	const resources = new Set(uses.map((use) => use.resource));
	const operations = new Set(uses.map((use) => use.operation));
	const fulfilling = { resource: 0, operation: 0, both: 0 };
	for (const use of within) {
		const isOfResource = resources.has(use.resource);
		const isOfOperation = operations.has(use.operation);
		if (isOfResource) fulfilling.resource++;
		if (isOfOperation) fulfilling.operation++;
		if (isOfResource && isOfOperation) fulfilling.both++;
	}
	if (fulfilling.resource === uses.length) return { resource: [...resources] };
	if (fulfilling.operation === uses.length) return { operation: [...operations] };
	return fulfilling.both === uses.length
		? { resource: [...resources], operation: [...operations] }
		: undefined;
}
