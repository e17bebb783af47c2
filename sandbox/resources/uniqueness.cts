import { refuseField } from '../http/problems.cts';
import { textOf } from '../json.cts';
import type { Collection } from '../state/collection.cts';

/** A member whose value only one record of a collection may have. */
export interface UniqueMember<T> {
	member: keyof T & string;
	/** Error code; Dashdoc has one per kind of clash. */
	code: string;
	/** Name of the field in the error, with dots for nesting; the member unless given. */
	field?: string;
	detail?: (value: string) => string;
}

/** The rule for external IDs that holds on most resources. */
export const uniqueRemoteId = { member: 'remote_id', code: 'remote_id_already_exists' } as const;

/**
 * Refuses a body whose value another record has already; unset values (`""`, null) never clash. `record` is the one
 * being changed, if any.
 */
export function refuseDuplicates<T extends object>(
	collection: Collection<T>,
	body: Readonly<Record<string, unknown>>,
	rules: readonly UniqueMember<T>[],
	record?: T,
): void {
	for (const { member, code, field = member, detail } of rules) {
		const value = body[member];
		if (value === undefined || value === null || value === '') continue;
		const other = collection.find((candidate) => candidate !== record && candidate[member] === value);
		if (other) {
			const text = textOf(value);
			throw refuseField(
				field,
				detail?.(text) ?? `There is already an object with the ${member} ${text}`,
				code,
			);
		}
	}
}
