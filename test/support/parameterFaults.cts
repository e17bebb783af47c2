/** What is wrong with the parameters that a workflow holds for a node, by the node's own description. */
import {
	NodeHelpers,
	type INode,
	type INodeParameterResourceLocator,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';

/** The node, and the values that conditions of its parameters look at. */
interface Scene {
	node: INode;
	description: INodeTypeDescription;
	/** All values of the node, defaults included. */
	root: INodeParameters;
}

/**
 * One sentence per fault: a parameter that the editor would not show, a value that it would not offer, a required one
 * that is empty. Expressions are taken as they are, since their values show only in a run.
 */
export function parameterFaults(node: INode, description: INodeTypeDescription): string[] {
	const { properties } = description;
	const root = NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, description);
	if (!root) return [`${node.name}: n8n cannot read its parameters`];
	const faults = faultsIn(node.parameters, properties, { node, description, root }, node.name);
	const { parameters: missing = {} } =
		NodeHelpers.getNodeParametersIssues(properties, node, description) ?? {};
	return [
		...faults,
		...Object.values(missing).flatMap((issues) => issues.map((one) => `${node.name}: ${one}`)),
	];
}

function faultsIn(
	values: INodeParameters,
	properties: readonly INodeProperties[],
	scene: Scene,
	path: string,
): string[] {
	const { node, description, root } = scene;
	const isTop = values === node.parameters;
	return Object.entries(values).flatMap(([name, value]) => {
		const place = `${path} › ${name}`;
		const shown = properties.find(
			(property) =>
				property.name === name &&
				NodeHelpers.displayParameter(isTop ? root : values, property, node, description, root),
		);
		return shown ? faultsOf(value, shown, scene, place) : [`${place}: the node shows no such parameter`];
	});
}

function faultsOf(value: unknown, property: INodeProperties, scene: Scene, place: string): string[] {
	if (typeof value === 'string' && value.startsWith('=')) {
		return property.noDataExpression ? [`${place}: takes no expression`] : [];
	}
	const { options = [], type } = property;
	if (type === 'options' || type === 'multiOptions') {
		const chosen: unknown[] = type === 'options' ? [value] : (value as unknown[]);
		const offered = (options as INodePropertyOptions[]).map((option) => option.value);
		return chosen
			.filter((one) => !offered.some((other) => other === one))
			.map((one) => `${place}: ${JSON.stringify(one)} is not offered`);
	}
	if (type === 'collection') {
		return faultsIn(value as INodeParameters, options as INodeProperties[], scene, place);
	}
	if (type === 'fixedCollection') {
		return faultsOfGroups(value as INodeParameters, options as INodePropertyCollection[], scene, place);
	}
	if (type === 'resourceLocator') return faultsOfLocator(value, property, place);
	return faultsOfPlainValue(value, property, place);
}

function faultsOfGroups(
	groups: INodeParameters,
	offered: readonly INodePropertyCollection[],
	scene: Scene,
	place: string,
): string[] {
	return Object.entries(groups).flatMap(([name, rows]) => {
		const group = offered.find((one) => one.name === name);
		if (!group) return [`${place} › ${name}: the node shows no such parameter`];
		return [rows].flat().flatMap((row) => faultsIn(row as INodeParameters, group.values, scene, place));
	});
}

function faultsOfLocator(value: unknown, { modes = [] }: INodeProperties, place: string): string[] {
	const { __rl, mode } = (value ?? {}) as Partial<INodeParameterResourceLocator>;
	if (__rl !== true) return [`${place}: is no locator`];
	return modes.some(({ name }) => name === mode) ? [] : [`${place}: has no mode "${mode}"`];
}

/** The JavaScript types of plain values; those of other parameters are not judged. */
const plainTypes: Partial<Record<INodeProperties['type'], string>> = {
	boolean: 'boolean',
	dateTime: 'string',
	number: 'number',
	string: 'string',
};

function faultsOfPlainValue(value: unknown, { type }: INodeProperties, place: string): string[] {
	const wanted = plainTypes[type];
	return wanted === undefined || typeof value === wanted ? [] : [`${place}: is no ${wanted}`];
}
