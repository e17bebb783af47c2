/** Which parameters beside the required ones tell a reader most. */
import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../../nodes/Dashdoc/declaration/operation';
import { leavesOf, type Leaf } from '../../../test/support/leaves.cts';

/** Parameters that every operation has, or that say how much to read; an example leaves them as they are. */
const standardNames = ['options', 'output', 'fields', 'returnAll', 'limit'];

/** Points by type of parameter; those without points are never shown. */
const pointsOfType: Partial<Record<INodeProperties['type'], number>> = {
	string: 3,
	options: 2,
	multiOptions: 2,
	dateTime: 2,
	number: 2,
	boolean: 1,
	resourceLocator: 1,
};

/** What users fill in most. */
const usual = /\b(external id|e-?mail|name|reference|city|phone|date|text|status|updated)\b/i;

/** The optional parameters of an operation, the most telling ones first. */
export function tellingLeaves(operation: Operation): Leaf[] {
	return leavesOf(operation)
		.filter(({ parameter: { property }, path }) => {
			const isPlain = !property.required && !property.displayOptions && pointsOfType[property.type];
			return isPlain && !standardNames.includes(path[0]);
		})
		.map((leaf) => ({ leaf, points: pointsOf(leaf) }))
		.sort((left, right) => right.points - left.points)
		.map(({ leaf }) => leaf);
}

/** Collections of single fields; what lies in other ones makes sense only together. */
const plainCollections = ['additionalFields', 'updateFields', 'filters'];

/** What a load is told by. */
const loadWords = ['Description', 'Quantity', 'Weight'];

/** Locators of a place that may be written instead: picking it is the simpler way, and needs no other field. */
export function placeLeaves(operation: Operation): Leaf[] {
	return tellingLeaves(operation).filter(
		({ parameter: { property }, path }) => path.length === 1 && property.displayName === 'Address',
	);
}

/** The optional parameters with which a big form starts: the most telling plain ones, and what makes up one load. */
export function startingLeaves(operation: Operation, count: number): Leaf[] {
	const plain = tellingLeaves(operation).filter(
		({ path }) => path.length === 1 || (path.length === 2 && plainCollections.includes(path[0])),
	);
	const ofLoad = leavesOf(operation).filter(
		({ parameter: { property }, path }) =>
			path.slice(-4, -1).join('.') === 'loads.load.0' && loadWords.includes(property.displayName),
	);
	return [...plain.slice(0, count), ...ofLoad];
}

function pointsOf({ parameter: { property }, path }: Leaf): number {
	const isFreeText = property.type === 'string' && !property.placeholder;
	const points = isFreeText ? 0 : (pointsOfType[property.type] ?? 0);
	return points + (usual.test(property.displayName) ? 2 : 0) - Math.max(0, path.length - 2);
}

/** The parameters that an operation cannot do without. */
export function requiredLeaves(operation: Operation): Leaf[] {
	return leavesOf(operation).filter(({ parameter: { property } }) => property.required);
}
