import type { INodeProperties } from 'n8n-workflow';
import type { Route } from './route';

/** Says what is wrong with a value, without naming its parameter or item: the engine adds both. */
export class InvalidValue extends Error {}

/** What a conversion may know besides the value. */
export interface PlaceContext {
	/** IANA name of the workflow's time zone, for dates without zone. */
	timezone: string;
	/** Values of the parameters beside this one, by name; where two fields make one value, one reads the other. */
	siblings: Readonly<Record<string, unknown>>;
}

/** Stands in a body for a value that is fetched when the item is run. */
export abstract class Placeholder {}

/** What a file must be, as far as its first characters tell. */
export interface FileKind {
	/** In errors, `PDF`. */
	noun: string;
	/** Plain ASCII with which every such file begins. */
	opening: string;
}

/** Stands in a body for a file of the item's binary data, which is read when it is sent. */
export class FileReference extends Placeholder {
	constructor(
		readonly property: string,
		/** Left out where any file will do. */
		readonly kind?: FileKind,
	) {
		super();
	}
}

/** Stands in a body for the file behind a web address, which is fetched while it is sent. */
export class FileAddress extends Placeholder {
	constructor(readonly address: string) {
		super();
	}
}

/** Values by target, e.g. `{ 'path.pk': 'ACME', 'query.lookup_field': 'remote_id' }`. */
export type Placement = Readonly<Record<string, unknown>>;

/**
 * One parameter of the editor and the way of its value into a request.
 * `T` collects the targets that it may write to; an operation accepts only targets of its own route.
 */
export interface Parameter<T extends string = string> {
	/** What the editor shows, in n8n's vocabulary, without the conditions on resource and operation. */
	readonly property: INodeProperties;
	/** All places that the value may go to; none for a parameter that only the engine or `run` reads. */
	readonly targets: readonly T[];
	/**
	 * Converts a value that is not empty into values by target.
	 * @throws InvalidValue when the value cannot be sent.
	 */
	readonly place?: (value: unknown, context: PlaceContext) => Placement;
	/** Why an empty list cannot be sent nor left out; not given where leaving it out does no harm. */
	readonly emptyList?: string;
	/** What an emptied field of an update sends; left out when the field cannot be cleared, which is told then. */
	readonly cleared?: Placement;
	/** Parameters inside a collection or a form; the targets of those in rows start at the row. */
	readonly members?: readonly Parameter[];
	/** Whether errors name the collection with its fields, `Primary Address City`; `Additional Fields` says nothing. */
	readonly isNamed?: boolean;
	/** A form that can be added several times, each time for one element of a list: n8n's name of its values. */
	readonly rows?: string;
	/**
	 * Reads the thing that the path or a body field names when it was given by External ID: for routes that do not look it
	 * up, and for those where looking up is not documented, since an External ID that is taken for an ID names another
	 * thing.
	 */
	readonly resolve?: Route;
	/** Route whose path takes the value, where the body gets what that answers; `run` does it. */
	readonly via?: Route;
	/** Whether a chosen but empty member clears the value in Dashdoc (updates) or is left out (all others). */
	readonly clears?: boolean;
}

/** Value of a resource locator as the editor stores it. */
export interface LocatorValue {
	mode: string;
	value: unknown;
}

/** Whether a value counts as not given: nothing, empty text, an empty list or a locator without value. */
export function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null || value === '') return true;
	if (Array.isArray(value)) return value.length === 0;
	return isLocatorValue(value) && isEmpty(value.value);
}

/** Whether a value is what a resource locator stores (n8n marks it with `__rl`). */
export function isLocatorValue(value: unknown): value is LocatorValue {
	return typeof value === 'object' && value !== null && 'mode' in value && '__rl' in value;
}
