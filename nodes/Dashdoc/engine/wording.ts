import type { DashdocRequest, Wording } from '../client/types';
import type { BuiltRequest, Operation } from '../declaration/operation';
import { anyRow, labelledParameters, type Labelled } from './labels';

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
	const located = Object.entries(path).flatMap(([name, asked]) => {
		const parameter = parameters.find(({ parameter: { targets } }) =>
			targets.some((target) => {
				const value = valueAt(built, target) ?? undefined;
				return value !== undefined && String(value) === String(asked);
			}),
		);
		return parameter ? [{ name, label: parameter.label, asked }] : [];
	});
	return {
		label: (field) => {
			const labels = labelsByField(parameters);
			return (
				labels.get(field) ??
				labelInRow(labels, field) ??
				(Object.hasOwn(path, field)
					? located.find(({ name }) => name === field)?.label
					: labelBelow(labels, field))
			);
		},
		subject: subjectOf(located),
	};
}

function labelsByField(parameters: readonly Labelled[]): ReadonlyMap<string, string> {
	return new Map(
		parameters.flatMap(({ label, parameter: { targets } }) =>
			targets.map((target) => [target.replace(/^\w+\./, ''), label] as const),
		),
	);
}

/** What a path with two IDs names is the second thing, which belongs to the first. */
function subjectOf(located: ReadonlyArray<{ label: string; asked: string | number }>): string | undefined {
	const things = located.map(({ label, asked }) => `${label} "${asked}"`).reverse();
	return things.length > 0 ? things.join(' of ') : undefined;
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

/** An error on `deliveries.1.planned_loads.0.weight` speaks of "Delivery 2 Load 1 Weight". */
function labelInRow(labels: ReadonlyMap<string, string>, field: string): string | undefined {
	const inRows = [...labels].filter(([name]) => name.includes(anyRow));
	const rowsOf = (name: string) => {
		const pattern = name.replaceAll('.', '\\.').replaceAll(anyRow, '(\\d+)');
		return new RegExp(`^${pattern}$`).exec(field)?.slice(1);
	};
	const exact = inRows.find(([name]) => rowsOf(name));
	// An error on a thing in a row speaks of the field that names the thing.
	const [name, label] = exact ?? inRows.find(([inner]) => rowsOf(inner.replace(/\.\w+$/, ''))) ?? [];
	if (name === undefined || label === undefined) return undefined;
	const rows = rowsOf(name) ?? rowsOf(name.replace(/\.\w+$/, '')) ?? [];
	return rows.reduce((text, row) => text.replace(anyRow, String(Number(row) + 1)), label);
}

/** An error on `company` speaks of the parameter that fills `company.pk`. */
function labelBelow(labels: ReadonlyMap<string, string>, field: string): string | undefined {
	return [...labels].find(([name]) => name.startsWith(`${field}.`))?.[1];
}
