import type { Operation } from '../description/operations.cts';
import type { Answer } from '../http/answer.cts';
import type { UploadedFile } from '../http/body.cts';
import type { JsonObject } from '../json.cts';
import type { Settings } from '../settings.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import type { Tenant } from '../state/tenant.cts';
import type { ViolationKind } from '../violations.cts';

/** The value of a query parameter after conversion to its declared type. */
export type QueryValue = string | number | boolean | (string | number)[];

/** A valid request, as a resource gets it. */
export interface Call {
	operation: Operation;
	/** Values of the path placeholders, decoded. */
	path: Readonly<Record<string, string>>;
	query: Readonly<Record<string, QueryValue>>;
	/** The query as written, for the links of a page. */
	search: URLSearchParams;
	/** The body without the fields that Dashdoc ignores; `{}` when none came. Not to be changed. */
	body: Readonly<JsonObject>;
	files: readonly UploadedFile[];
	tenant: Tenant;
	settings: Readonly<Settings>;
	/** Records a violation of this request. */
	report(kind: ViolationKind, message: string): void;
}

/** Answers one operation; throws a Refusal otherwise. */
export type Handler = (call: Call) => Answer;

/** Whether a record passes a filter that was given with that value. */
export type Filter<T> = (record: T, value: QueryValue, tenant: Tenant) => boolean;

/** Operations of a resource that behave alike everywhere, by operationId. */
export interface StandardOperations {
	list?: string;
	get?: string;
	create?: string;
	update?: string;
	delete?: string;
}

/** One resource of Dashdoc: where its records are, and in what it departs from a plain stored resource. */
export interface Resource<T extends object> {
	collection: CollectionDefinition<T>;
	operations: StandardOperations;
	/** Other operations, by operationId. */
	actions?: Readonly<Record<string, Handler>>;
	/** Path placeholder that holds the identifier; the collection's key unless given. */
	pathKey?: string;
	/** Objects per page of the list; 20 unless given. */
	pageSize?: 20 | 100;
	/** True for a list that is a bare array. */
	bareList?: boolean;
	/** Filters of the list by parameter name. */
	filters?: Readonly<Record<string, Filter<T>>>;
	/** Whether a record shows in the list when nothing was asked; all do unless given. */
	listed?: (record: T, query: Call['query']) => boolean;
	/** Values for `ordering`, by name without sign. */
	orderings?: Readonly<Record<string, (record: T) => string | number | null | undefined>>;
	/** What Dashdoc shows of a record; the record itself unless given. */
	view?: (record: T, tenant: Tenant) => unknown;
	/** Makes the record for a creation, or throws a Refusal. */
	create?: (call: Call) => T;
	/** Changes the record for an update, or throws a Refusal before anything is changed. */
	update?: (record: T, call: Call) => void;
	/** Throws a Refusal if the record must stay, and removes what goes with it. */
	beforeDelete?: (record: T, call: Call) => void;
}

/** Erases the record type, so that resources of all types fit in one list. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of resources of unlike records
export type AnyResource = Resource<any>;
