import type { DashdocRequest, Wording } from '../client/types';
import type { BuiltRequest, Operation } from '../declaration/operation';
import { labelledParameters } from './labels';

/**
 * Words of an operation's parameters for the errors of one of its requests.
 *
 * @param built what the parameters of the item say; a value in the path is told by the parameter that it comes from
 */
export function wordingOf(
	operation: Operation,
	built: BuiltRequest,
	path: NonNullable<DashdocRequest['path']> = {},
): Wording {
	const parameters = labelledParameters(operation.parameters);
	const labels = new Map(
		parameters.flatMap(({ label, parameter: { targets } }) =>
			targets.map((target) => [target.replace(/^\w+\./, ''), label] as const),
		),
	);
	const [asked] = Object.values(path);
	const located = parameters.find(
		({ parameter: { targets } }) =>
			asked !== undefined && targets.some((target) => String(valueAt(built, target)) === String(asked)),
	);
	return {
		label: (field) =>
			labels.get(field) ?? (Object.hasOwn(path, field) ? located?.label : labelBelow(labels, field)),
		subject: located && asked !== undefined ? `${located.label} "${asked}"` : undefined,
	};
}

function valueAt(built: BuiltRequest, target: string): unknown {
	return target
		.split('.')
		.reduce<unknown>(
			(value, name) =>
				typeof value === 'object' && value !== null && Object.hasOwn(value, name)
					? (value as Record<string, unknown>)[name]
					: undefined,
			built,
		);
}

/** An error on `company` speaks of the parameter that fills `company.pk`. */
function labelBelow(labels: ReadonlyMap<string, string>, field: string): string | undefined {
	return [...labels].find(([name]) => name.startsWith(`${field}.`))?.[1];
}
