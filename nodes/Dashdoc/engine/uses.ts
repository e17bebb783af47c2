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
	const resource = [...new Set(uses.map((use) => use.resource))];
	const operation = [...new Set(uses.map((use) => use.operation))];
	const conditions: Condition[] = [{}, { resource }, { operation }, { resource, operation }];
	return conditions.find((condition) => within.filter(fulfils(condition)).length === uses.length);
}

function fulfils({ resource, operation }: Condition): (use: Use) => boolean {
	return (use) => (resource?.includes(use.resource) ?? true) && (operation?.includes(use.operation) ?? true);
}
