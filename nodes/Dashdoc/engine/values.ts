import type { IExecuteFunctions } from 'n8n-workflow';
import type { Operation } from '../declaration/operation';
import { ParameterProblem } from './problem';

/** Values of one item by parameter name; hidden fields are left out, empty expressions are null or undefined. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * Reads every parameter of an operation for one item, with expressions resolved.
 * @throws n8n's expression errors.
 */
export function readValues(context: IExecuteFunctions, operation: Operation, item: number): Values {
	const values: Record<string, unknown> = {};
	const filledIn = context.getNode().parameters;
	for (const { property } of operation.parameters) {
		// n8n fills in the defaults of visible fields only, and throws when a hidden one is read.
		if (filledIn[property.name] === undefined) continue;
		values[property.name] = context.getNodeParameter(property.name, item, null);
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

/** @throws ParameterProblem when Limit, Output or Fields hold something else than the editor offers. */
export function readStandardValues({ returnAll, limit, output, fields }: Values): StandardValues {
	const mode = readOutput(output ?? 'simplified');
	return {
		limit: isOn(returnAll) ? undefined : readLimit(limit ?? 50),
		output: mode,
		fields: mode === 'selected' ? readFields(fields) : [],
	};
}

/** Whether a toggle is on; an AI agent may write it as text. */
export function isOn(value: unknown): boolean {
	return value === true || value === 'true';
}

function readLimit(value: unknown): number {
	const limit = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw new ParameterProblem(
		'Limit',
		`"${String(value)}" is not a whole number from 1 on; enter one or switch on Return All`,
	);
}

function readOutput(value: unknown): StandardValues['output'] {
	if (value === 'simplified' || value === 'raw' || value === 'selected') return value;
	throw new ParameterProblem('Output', `"${String(value)}" is not one of simplified, raw, selected`);
}

/** A list, or text with commas. */
function readFields(value: unknown): string[] {
	const fields = String(value ?? '')
		.split(',')
		.map((field) => field.trim())
		.filter((field) => field !== '');
	if (fields.length === 0) throw new ParameterProblem('Fields', 'name at least one field to return');
	return fields;
}
