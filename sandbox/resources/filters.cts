import type { Filter, QueryValue } from './resource.cts';

type Getter<T> = (record: T) => unknown;

/** The items of a comma separated value, given as text or already split. */
export function listOf(value: QueryValue): string[] {
	if (Array.isArray(value)) return value.map(String);
	return String(value)
		.split(',')
		.map((item) => item.trim())
		.filter((item) => item !== '');
}

/** Keeps records whose value (or one of whose values) is in the given list; an empty list filters nothing. */
export function isIn<T>(get: Getter<T>): Filter<T> {
	return (record, value) => {
		const wanted = listOf(value);
		return wanted.length === 0 || valuesOf(get(record)).some((own) => wanted.includes(own));
	};
}

/** Keeps records whose value is not in the given list. */
export function isNotIn<T>(get: Getter<T>): Filter<T> {
	return (record, value) => !valuesOf(get(record)).some((own) => listOf(value).includes(own));
}

function valuesOf(value: unknown): string[] {
	if (value === null || value === undefined) return [];
	return (Array.isArray(value) ? value : [value]).map(String);
}

/** Keeps records whose value is the given one. */
export function isEqual<T>(get: Getter<T>): Filter<T> {
	return (record, value) => String(get(record)) === String(value);
}

/** Keeps records one of whose texts contains the given one, whatever the case. An empty text filters nothing. */
export function contains<T>(get: (record: T) => readonly (string | null | undefined)[]): Filter<T> {
	return (record, value) => {
		const wanted = String(value).toLowerCase();
		return get(record).some((text) => (text ?? '').toLowerCase().includes(wanted));
	};
}

type Comparison = 'gt' | 'gte' | 'lt' | 'lte';

const comparisons: Readonly<Record<Comparison, (left: number, right: number) => boolean>> = {
	gt: (left, right) => left > right,
	gte: (left, right) => left >= right,
	lt: (left, right) => left < right,
	lte: (left, right) => left <= right,
};

/** Filters `<field>__gt`, `__gte`, `__lt`, `__lte` on an instant; records without one never pass. */
export function instantFilters<T>(field: string, get: (record: T) => string | null | undefined) {
	const filters: Record<string, Filter<T>> = {};
	for (const [name, compare] of Object.entries(comparisons)) {
		filters[`${field}__${name}`] = (record, value) => {
			const own = get(record);
			return typeof own === 'string' && compare(Date.parse(own), Date.parse(String(value)));
		};
	}
	return filters;
}

/** A filter that the sandbox accepts but that makes no difference in its data. */
export const withoutEffect: Filter<object> = () => true;
