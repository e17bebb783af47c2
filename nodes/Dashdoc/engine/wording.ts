import type { Wording } from '../client/types';
import type { BuiltRequest, Operation } from '../declaration/operation';
import { allParameters } from './request';

/** Words of an operation's parameters for the errors of its request. */
export function wordingOf(operation: Operation, request: BuiltRequest): Wording {
	const leaves = allParameters(operation.parameters).filter(({ members }) => !members);
	const labels = new Map(
		leaves.flatMap(({ property, targets }) =>
			targets.map((target) => [target.replace(/^\w+\./, ''), property.displayName] as const),
		),
	);
	const located = leaves.find(({ targets }) => targets.some((target) => target.startsWith('path.')));
	const [asked] = Object.values(request.path);
	return {
		label: (field) => labels.get(field) ?? labelBelow(labels, field),
		subject: located && asked !== undefined ? `${located.property.displayName} "${asked}"` : undefined,
	};
}

/** An error on `company` speaks of the parameter that fills `company.pk`. */
function labelBelow(labels: ReadonlyMap<string, string>, field: string): string | undefined {
	return [...labels].find(([name]) => name.startsWith(`${field}.`))?.[1];
}
