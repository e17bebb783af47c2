import { refuseAll } from '../http/problems.cts';
import { textOf } from '../json.cts';

/** A member whose value only one record of a collection may have. */
export interface UniqueMember<T> {
	member: keyof T & string;
	/** Error code; Dashdoc has one per kind of clash. */
	code: string;
}

/** Where records are found by the value of a member, such as a collection. */
interface Searchable<T> {
	having(member: keyof T & string, value: unknown): readonly T[];
}

/** The rule for external IDs that holds on most resources. */
export const uniqueRemoteId = { member: 'remote_id', code: 'remote_id_already_exists' } as const;

/**
 * Refuses a body with values that another record of these collections has already, all of them at once; unset values
 * (`""`, null) never clash. `record` is the one being changed, if any.
 */
export function refuseDuplicates<T extends object>(
	collections: Searchable<T> | readonly Searchable<T>[],
	body: Readonly<Record<string, unknown>>,
	rules: readonly UniqueMember<T>[],
	record?: T,
): void {
	const clashes = rules.filter(({ member }) => {
		const value = body[member];
		if (value === undefined || value === null || value === '') return false;
		const holders = [collections].flat().flatMap((collection) => collection.having(member, value));
		return holders.some((candidate) => candidate !== record);
	});
	if (clashes.length === 0) return;
	throw refuseAll(
		clashes.map(({ member, code }) => ({
			path: [member],
			detail: `There is already an object with the ${member} ${textOf(body[member])}`,
			code,
		})),
	);
}
