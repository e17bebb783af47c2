import type { paths } from '../../../api/types';
import type { Method } from '../client/types';

/**
 * Keys that are spelt out, without index signatures, which would turn every name into a valid one; as would `never`,
 * which stands for a route without placeholders or filters.
 */
type KnownKey<T> = [T] extends [never]
	? never
	: keyof { [Key in keyof T as string extends Key ? never : number extends Key ? never : Key]: true } &
			string;

type RoutesOf<Path extends keyof paths & string> = {
	[M in Method]: paths[Path][Lowercase<M>] extends object ? `${M} ${Path}` : never;
}[Method];

/**
 * Every endpoint of api/openapi.yaml as `METHOD /path/{placeholder}/`; a route that Dashdoc does not have does
 * not compile.
 */
export type Route = { [Path in keyof paths & string]: RoutesOf<Path> }[keyof paths & string];

type OperationAt<R extends Route> =
	R extends `${infer M extends Method} ${infer Path extends keyof paths & string}`
		? paths[Path][Lowercase<M>]
		: never;

type ParametersAt<R extends Route> =
	OperationAt<R> extends { parameters: infer Parameters } ? Parameters : never;

type PathAt<R extends Route> = ParametersAt<R> extends { path: infer Path } ? Path : never;

type QueryAt<R extends Route> = ParametersAt<R> extends { query?: infer Query } ? NonNullable<Query> : never;

/** Placeholders of a route, e.g. `uid`. */
export type PathName<R extends Route> = KnownKey<PathAt<R>>;

/** Query parameters of a route, e.g. `updated__gte`. */
export type QueryName<R extends Route> = KnownKey<QueryAt<R>>;

/** Body of a route, JSON or multipart. */
export type BodyOf<R extends Route> =
	OperationAt<R> extends { requestBody?: infer Body }
		? NonNullable<Body> extends { content: infer Content }
			? Content[keyof Content]
			: never
		: never;

/** The levels that a dotted name may still go down; bounds the work of the compiler. */
type Deeper = [never, 0, 1, 2, 3];

/** Dotted names of the fields of a body, e.g. `primary_address.city`; `0` is the first element of a list. */
export type FieldPath<T, Depth extends number = 4> = [Depth] extends [never]
	? never
	: T extends ReadonlyArray<infer Element>
		? `0.${FieldPath<Element, Depth>}`
		: T extends object
			? { [Key in KnownKey<T>]: Key | `${Key}.${FieldPath<T[Key], Deeper[Depth]>}` }[KnownKey<T>]
			: never;

/**
 * Where a value may go in a request of this route: `path.uid`, `query.text`, `body.primary_address.city`.
 * `body` alone stands for a whole JSON body that is merged into the rest.
 */
export type Target<R extends Route> =
	| `path.${PathName<R>}`
	| `query.${QueryName<R>}`
	| ([BodyOf<R>] extends [never] ? never : `body.${FieldPath<BodyOf<R>>}` | 'body');

/** JSON body of a successful answer of a route. */
export type AnswerOf<R extends Route> =
	OperationAt<R> extends { responses: infer Responses }
		? JsonOf<Responses[keyof Responses & (200 | 201)]>
		: never;

type JsonOf<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : never;

/** The parts of a request of this route. */
export interface RequestParts<R extends Route> {
	path?: { [Name in PathName<R>]: string | number };
	query?: { [Name in QueryName<R>]?: string | number | boolean | ReadonlyArray<string | number> };
	body?: BodyOf<R>;
}
