import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { Operation } from '../declaration/operation';

/** Values of one item by parameter name; hidden and absent ones are left out. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * Reads every parameter of an operation for one item, with expressions resolved.
 * @throws n8n's expression errors.
 */
export function readValues(context: IExecuteFunctions, operation: Operation, item: number): Values {
	const values: Record<string, unknown> = {};
	for (const { property } of operation.parameters) {
		// null as fallback: a field that displayOptions hide has no value, and n8n throws without a fallback.
		const value: unknown = context.getNodeParameter(property.name, item, null);
		if (value !== null && value !== undefined) values[property.name] = value;
	}
	return values;
}

/** What the standard parameters of an operation say; they are the same on all operations. */
export interface StandardValues {
	/** Number of objects wanted at most; undefined for all of them. */
	limit?: number;
	output: 'simplified' | 'raw' | 'selected';
	/** Names of the selected fields. */
	fields: string[];
}

/** @throws NodeOperationError when Limit or Output hold something else than the editor offers. */
export function readStandardValues(context: IExecuteFunctions, values: Values): StandardValues {
	const { returnAll = false, limit = 50, output = 'simplified', fields = '' } = values;
	const wanted = Number(limit);
	const all = returnAll === true || returnAll === 'true';
	if (!all && !(Number.isInteger(wanted) && wanted >= 1)) {
		throw new NodeOperationError(
			context.getNode(),
			`Limit: "${String(limit)}" is not a whole number from 1 on`,
			{
				description: 'Enter how many results you want at most, or switch on Return All.',
			},
		);
	}
	if (output !== 'simplified' && output !== 'raw' && output !== 'selected') {
		throw new NodeOperationError(
			context.getNode(),
			`Output: "${String(output)}" is not one of simplified, raw, selected`,
		);
	}
	return {
		limit: all ? undefined : wanted,
		output,
		fields: String(fields)
			.split(',')
			.map((field) => field.trim())
			.filter((field) => field !== ''),
	};
}
