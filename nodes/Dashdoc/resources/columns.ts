/** Tables whose columns are declared as data: what a field of an item is, and where it comes from. */
import type { IDataObject } from 'n8n-workflow';
import type { RowField } from '../declaration/operation';

type Cell = IDataObject[string];

/** One field of a row, and how it is read from what the row is made of. */
export interface Column<Source> extends RowField {
	readonly read: (source: Source) => Cell;
}

/** Fields of a row, in their order. */
export type Columns<Source> = Readonly<Record<string, Column<Source>>>;

const column =
	(type: RowField['type']) =>
	<Source>(description: string, read: (source: Source) => Cell): Column<Source> => ({
		type,
		description,
		read,
	});

export const text = column('string');
export const amount = column('number');
export const whole = column('integer');
export const flag = column('boolean');
export const list = column('array');

/** One row; what is not there becomes null, so that all rows have the same fields. */
export function rowOf<Source>(columns: Columns<Source>, source: Source): IDataObject {
	return Object.fromEntries(Object.entries(columns).map(([name, { read }]) => [name, read(source) ?? null]));
}

/** The same columns for rows that are made of more, where the old source is one part of the new one. */
export function within<Outer, Inner>(columns: Columns<Inner>, part: (outer: Outer) => Inner): Columns<Outer> {
	return Object.fromEntries(
		Object.entries(columns).map(([name, { read, ...field }]) => [
			name,
			{ ...field, read: (outer: Outer) => read(part(outer)) },
		]),
	);
}

/** Fields of the rows, for the declaration of an operation. */
export function fieldsOf(columns: Columns<never>): Readonly<Record<string, RowField>> {
	return Object.fromEntries(
		Object.entries(columns).map(([name, { type, description }]) => [name, { type, description }]),
	);
}
