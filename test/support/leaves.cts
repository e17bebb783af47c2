/** The parameters of an operation that take a value, wherever they stand, and how a workflow holds their values. */
import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import type { Operation } from '../../nodes/Dashdoc/declaration/operation';
import type { Parameter } from '../../nodes/Dashdoc/declaration/parameter';
import type { Route } from '../../nodes/Dashdoc/declaration/route';

/** A parameter that takes a value, with the names of the collections around it. */
export interface Leaf {
	parameter: Parameter;
	/** Internal names from the top, e.g. `['additionalFields', 'primaryAddress', 'city']`. */
	path: readonly string[];
	/** Whether an emptied field clears the value in Dashdoc. */
	clears: boolean;
	/** Route of the step whose request gets the value; left out for the operation's own. Targets are those of this route. */
	route?: Route;
}

/** All parameters of an operation that take a value. */
export function leavesOf({ parameters, steps = {} }: Pick<Operation, 'parameters' | 'steps'>): Leaf[] {
	return parameters.flatMap((parameter) =>
		leavesBelow(parameter, [], false).map((leaf) => {
			const step = stepOf(leaf.parameter) ?? (parameter.rows === undefined ? undefined : stepOf(parameter));
			return step === undefined ? leaf : ofStep(leaf, steps[step]);
		}),
	);
}

const stepOf = ({ targets: [target = ''] }: Parameter): string | undefined =>
	/^steps\.(\w+)/.exec(target)?.[1];

/** A field of a request of its own, one for each row. */
const ofStep = ({ parameter, ...leaf }: Leaf, route: Route): Leaf => ({
	...leaf,
	route,
	parameter: {
		...parameter,
		targets: parameter.targets.map((target) => target.replace(/^steps\.\w+(\.\d+)?/, 'body')),
	},
});

function leavesBelow(parameter: Parameter, above: readonly string[], clears: boolean): Leaf[] {
	const path = [...above, parameter.property.name];
	if (parameter.rows !== undefined) return leavesOfRow(parameter, [...path, parameter.rows, '0']);
	return parameter.members
		? parameter.members.flatMap((member) => leavesBelow(member, path, parameter.clears ?? false))
		: [{ parameter, path, clears }];
}

/** The fields of the first row of a form that can be added several times, with targets in the whole request. */
function leavesOfRow({ members = [], targets: [list] }: Parameter, path: readonly string[]): Leaf[] {
	return members
		.flatMap((member) => leavesBelow(member, path, false))
		.map((leaf) => ({
			...leaf,
			parameter: {
				...leaf.parameter,
				targets: leaf.parameter.targets.map((target) => `${list}.0.${target}`),
			},
		}));
}

/** Puts a value where a workflow holds that of a leaf. */
export function fillIn(parameters: INodeParameters, path: Leaf['path'], value: NodeParameterValueType): void {
	let place: Record<string, unknown> = parameters;
	path.forEach((name, index) => {
		if (index === path.length - 1) place[name] = value;
		else {
			// Rows of a form are counted in the path, and stand in a list.
			place[name] ??= path[index + 1] === '0' ? [] : {};
			place = place[name] as Record<string, unknown>;
		}
	});
}
