/** A JSON value, as it travels in a body. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object; a member that is `undefined` does not travel. */
export interface JsonObject {
	[name: string]: Json | undefined;
}

/** The text of a value: a text as it is, anything else as JSON, nothing as an empty text. */
export function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** Whether a value is an object with members, neither a list nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
