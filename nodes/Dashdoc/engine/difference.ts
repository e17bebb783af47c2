import type { IDataObject } from 'n8n-workflow';

/**
 * The fields of a body that would change an object as Dashdoc gives it back. Nested objects count as equal when
 * every field of the wanted one is; unset text (`""`) equals null; `149` equals the decimal text `"149.000"`;
 * two writings of one instant are equal; lists of plain values and of references are compared without regard to order.
 * A copy counts as the entry it was made from. What Dashdoc does not show cannot be compared and counts as different.
 * @param shownAs where the object shows a field under another name, with dots into nested objects
 */
export function differingFields(
	wanted: IDataObject,
	found: IDataObject,
	shownAs: Readonly<Record<string, string>> = {},
): IDataObject {
	const shown = (name: string) => {
		const path = Object.hasOwn(shownAs, name) ? shownAs[name].split('.') : [name];
		return path.reduce(memberOf, found) ?? memberOf(found, name);
	};
	return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => !sameValue(value, shown(name))));
}

/** Own fields only: a body may hold names that every object has, such as `constructor`. */
function memberOf(value: unknown, name: string): IDataObject {
	return (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined) as IDataObject;
}

function sameValue(wanted: unknown, found: unknown): boolean {
	if (isUnset(wanted)) return isUnset(found);
	if (Array.isArray(wanted)) return Array.isArray(found) && sameList(wanted, found);
	if (isObject(wanted)) {
		if (isObject(found) && isReference(wanted) && 'pk' in wanted) return sameScalar(wanted.pk, ownPk(found));
		return (
			isObject(found) &&
			Object.entries(wanted).every(([name, value]) => sameValue(value, memberOf(found, name)))
		);
	}
	// Written as bare pk, read as object: Dashdoc does so with companies.
	if (isObject(found)) return 'pk' in found && sameScalar(wanted, ownPk(found));
	return sameScalar(wanted, found);
}

/** Transports hold copies of addresses, vehicles and trailers, which name the entry that they were copied from. */
function ownPk({ original, pk }: IDataObject): unknown {
	return original ?? pk;
}

function sameScalar(wanted: unknown, found: unknown): boolean {
	if (wanted === found) return true;
	if (isUnset(found) || Array.isArray(found)) return false;
	if (typeof wanted === 'number' || typeof found === 'number') return Number(wanted) === Number(found);
	return isInstant(wanted) && isInstant(found) && Date.parse(wanted) === Date.parse(found);
}

function sameList(wanted: readonly unknown[], found: readonly unknown[]): boolean {
	if (wanted.length !== found.length) return false;
	if (wanted.some((value) => isObject(value) && !isReference(value))) {
		return wanted.every((value, index) => sameValue(value, found[index]));
	}
	const rest = [...found];
	return wanted.every((value) => {
		const position = rest.findIndex((other) => sameValue(value, other));
		return position >= 0 && rest.splice(position, 1).length === 1;
	});
}

/** Names another thing and says nothing more, as tags do. */
function isReference(value: IDataObject): boolean {
	const names = Object.keys(value);
	return names.length === 1 && ['pk', 'uid', 'remote_id'].includes(names[0]);
}

function isUnset(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInstant(value: unknown): value is string {
	return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(value);
}
