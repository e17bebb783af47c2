import { refuseField } from '../http/problems.cts';
import { isJsonObject, textOf, type Json } from '../json.cts';
import type { Collection } from '../state/collection.cts';

/** Members by which a record can be named inside another body. */
type Naming = 'pk' | 'uid' | 'remote_id' | 'license_plate' | 'fleet_number';

/**
 * The record that a nested reference names (`{"pk": 1}`, `{"remote_id": "A"}`, or a bare key); undefined when there
 * is none. The first name that the reference gives decides.
 */
export function findReferenced<T extends object>(
	collection: Collection<T>,
	reference: Json | undefined,
	names: readonly Naming[] = ['pk', 'uid', 'remote_id'],
): T | undefined {
	if (typeof reference === 'string' || typeof reference === 'number') return collection.get(reference);
	if (!isJsonObject(reference)) return undefined;
	for (const name of names) {
		const value = reference[name];
		if (value === undefined || value === null || value === '') continue;
		return collection.find((record) => textOf((record as Record<string, unknown>)[name]) === textOf(value));
	}
	return undefined;
}

/** Like {@link findReferenced}, but a name that leads nowhere is refused on `field`. */
export function referenced<T extends object>(
	collection: Collection<T>,
	reference: Json | undefined,
	field: string,
	code = 'does_not_exist',
): T {
	const record = findReferenced(collection, reference);
	if (!record) throw refuseField(field, `Object ${JSON.stringify(reference ?? null)} does not exist.`, code);
	return record;
}
