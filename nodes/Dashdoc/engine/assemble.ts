import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Resource } from '../declaration/operation';

/** Resource, operations and parameters of the editor, from the declarations; a shared parameter appears once. */
export function assembleProperties(resources: readonly Resource[]): INodeProperties[] {
	return [
		resourceProperty(resources),
		...resources.map(operationProperty),
		...parameterProperties(resources),
	];
}

function resourceProperty(resources: readonly Resource[]): INodeProperties {
	const options = resources.map(({ name, value }) => ({ name, value })).sort(byName);
	return { ...router('Resource', 'resource'), options, default: resources[0].value };
}

function operationProperty({ value, operations }: Resource): INodeProperties {
	const options = operations
		.map(({ name, value: operation, action, description }) => ({
			name,
			value: operation,
			action,
			description,
		}))
		.sort(byName);
	return {
		...router('Operation', 'operation'),
		displayOptions: { show: { resource: [value] } },
		options,
		default: options[0].value,
	};
}

function router(displayName: string, name: string): INodeProperties {
	return { displayName, name, type: 'options', noDataExpression: true, default: '' };
}

/** Where a parameter is used: operations by resource. */
type Uses = Map<string, string[]>;

function parameterProperties(resources: readonly Resource[]): INodeProperties[] {
	const uses = new Map<string, { property: INodeProperties; byResource: Uses; after: Set<string> }>();
	for (const resource of resources) {
		for (const operation of resource.operations) {
			const earlier: string[] = [];
			for (const { property } of operation.parameters) {
				const key = JSON.stringify(property);
				const use = uses.get(key) ?? { property, byResource: new Map(), after: new Set() };
				use.byResource.set(resource.value, [...(use.byResource.get(resource.value) ?? []), operation.value]);
				earlier.forEach((other) => use.after.add(other));
				earlier.push(key);
				uses.set(key, use);
			}
		}
	}
	return inOrder(uses).flatMap(({ property, byResource }) => shown(property, byResource, resources));
}

/** The editor shows parameters in the order of the list, so a shared one stands after all that precede it anywhere. */
function inOrder<T extends { after: ReadonlySet<string> }>(uses: ReadonlyMap<string, T>): T[] {
	const waiting = new Map(uses);
	const ordered: T[] = [];
	while (waiting.size > 0) {
		const free = [...waiting].find(([, { after }]) => ![...after].some((key) => waiting.has(key)));
		const [key, use] = free ?? [...waiting][0];
		waiting.delete(key);
		ordered.push(use);
	}
	return ordered;
}

/** Conditions are a product of resources and operations, so only resources with the same operations share one. */
function shown(property: INodeProperties, byResource: Uses, all: readonly Resource[]): INodeProperties[] {
	const usedEverywhere = all.every(
		({ value, operations }) => byResource.get(value)?.length === operations.length,
	);
	if (usedEverywhere) return [property];
	const resourcesByOperations = new Map<string, string[]>();
	for (const [resource, operations] of byResource) {
		const key = operations.join();
		resourcesByOperations.set(key, [...(resourcesByOperations.get(key) ?? []), resource]);
	}
	return [...resourcesByOperations].map(([operations, resources]) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { resource: resources, operation: operations.split(','), ...property.displayOptions?.show },
		},
	}));
}

function byName(a: INodePropertyOptions, b: INodePropertyOptions): number {
	return a.name.localeCompare(b.name, 'en');
}
