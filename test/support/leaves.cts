/** The parameters of an operation that take a value, wherever they stand, and how a workflow holds their values. */
import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import type { Operation } from '../../nodes/Dashdoc/declaration/operation';
import type { Parameter } from '../../nodes/Dashdoc/declaration/parameter';

/** A parameter that takes a value, with the names of the collections around it. */
export interface Leaf {
	parameter: Parameter;
	/** Internal names from the top, e.g. `['additionalFields', 'primaryAddress', 'city']`. */
	path: readonly string[];
	/** Whether an emptied field clears the value in Dashdoc. */
	clears: boolean;
}

/** All parameters of an operation that take a value. */
export function leavesOf({ parameters }: Pick<Operation, 'parameters'>): Leaf[] {
	return parameters.flatMap((parameter) => leavesBelow(parameter, [], false));
}

function leavesBelow(parameter: Parameter, above: readonly string[], clears: boolean): Leaf[] {
	const path = [...above, parameter.property.name];
	return parameter.members
		? parameter.members.flatMap((member) => leavesBelow(member, path, parameter.clears ?? false))
		: [{ parameter, path, clears }];
}

/** Puts a value where a workflow holds that of a leaf. */
export function fillIn(parameters: INodeParameters, path: Leaf['path'], value: NodeParameterValueType): void {
	const [name, ...above] = [...path].reverse();
	let place = parameters;
	for (const collection of above.reverse()) {
		place[collection] ??= {};
		place = place[collection] as INodeParameters;
	}
	place[name] = value;
}
