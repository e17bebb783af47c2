/** What of an operation is filled in for an example, and what has to be there before. */
import type { INodeParameters } from 'n8n-workflow';
import type { Operation, Resource } from '../../../nodes/Dashdoc/declaration/operation';
import { fillIn, leavesOf, type Leaf } from '../../../test/support/leaves.cts';
import { exampleValue, searchOf, type KnownIds } from './exampleValues.cts';
import { requiredLeaves } from './tellingLeaves.cts';

/** An operation of a resource. */
export interface Subject {
	resource: Resource;
	operation: Operation;
}

/** Parameters with what is required and some more, and the leaves that were filled in, in the order of the editor. */
export function filling({ resource, operation }: Subject, more: readonly Leaf[], ids: KnownIds) {
	const wanted = [...requiredLeaves(operation), ...more].map(({ path }) => path.join('.'));
	const leaves = leavesOf(operation).filter(({ path }) => wanted.includes(path.join('.')));
	const parameters: INodeParameters = {
		resource: resource.value,
		operation: operation.value,
		...listed(operation),
	};
	for (const leaf of leaves) {
		const value = exampleValue(leaf, operation, ids);
		if (value !== undefined) fillIn(parameters, leaf.path, value);
	}
	return { parameters, leaves };
}

/** Lists are asked for little, so that Limit is seen. */
function listed({ answer, parameters }: Operation): INodeParameters {
	const hasLimit = answer === 'list' && parameters.some(({ property }) => property.name === 'limit');
	return hasLimit ? { returnAll: false, limit: 5 } : {};
}

/**
 * The operation that makes the thing which the end of the path names, such as the one behind
 * `/vehicles/{pk}/unavailability/{pk_unavailability}/`, and the target that takes its ID; undefined where users pick
 * that thing from a list.
 */
export function operationBefore({
	operation,
	resource,
}: Subject): { operation: Operation; target: string } | undefined {
	const [, path, placeholder] = /^\S+ (.*)\{(\w+)\}\/$/.exec(operation.route ?? '') ?? [];
	const target = `path.${placeholder}`;
	const named = leavesOf(operation).find(({ parameter }) => parameter.targets.includes(target));
	const maker = resource.operations.find(({ route }) => route === `POST ${path}`);
	if (!maker || !named || searchOf(named.parameter.property) !== undefined) return undefined;
	return { operation: maker, target };
}

/** The operation itself and the one before it. */
export function operationsOf(subject: Subject): Operation[] {
	const before = operationBefore(subject);
	return before ? [subject.operation, before.operation] : [subject.operation];
}
