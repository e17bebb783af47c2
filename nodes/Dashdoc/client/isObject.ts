/**
 * Whether a value is an object with named values, not a list. Told by its kind rather than by its class, since
 * objects may come from another realm (Node's own errors do, in tests).
 */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
