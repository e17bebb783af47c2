import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { inAlphabet } from '../declaration/alphabet';
import type { Resource } from '../declaration/operation';
import { parameterProperties } from './parameters';

/** Resource, operations and parameters of the editor, from the declarations. */
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

function byName(a: INodePropertyOptions, b: INodePropertyOptions): number {
	return inAlphabet(a.name, b.name);
}
