import type { Wording } from '../client/types';
import type { BuiltRequest, Operation } from '../declaration/operation';
import { labelledParameters } from './labels';

/** Words of an operation's parameters for the errors of its request. */
export function wordingOf(operation: Operation, request: BuiltRequest): Wording {
	const parameters = labelledParameters(operation.parameters);
	const labels = new Map(
		parameters.flatMap(({ label, parameter: { targets } }) =>
			targets.map((target) => [target.replace(/^\w+\./, ''), label] as const),
		),
	);
	const located = parameters.find(({ parameter: { targets } }) =>
		targets.some((target) => target.startsWith('path.')),
	);
	const [asked] = Object.values(request.path);
	return {
		label: (field) => labels.get(field) ?? labelBelow(labels, field),
		subject: located && asked !== undefined ? `${located.label} "${asked}"` : undefined,
	};
}

/** An error on `company` speaks of the parameter that fills `company.pk`. */
function labelBelow(labels: ReadonlyMap<string, string>, field: string): string | undefined {
	return [...labels].find(([name]) => name.startsWith(`${field}.`))?.[1];
}
