import { OpenAPIRouter } from 'openapi-backend/router';
import { apiDocument, type ApiDocument, type PathItem } from './document.cts';
import { findOperation, type Operation } from './operations.cts';

/** What a method and a path (relative to `/api/v4`) lead to. */
export type Route =
	| { kind: 'operation'; operation: Operation; values: Readonly<Record<string, string>> }
	| { kind: 'method-not-allowed'; allowed: readonly string[] }
	| { kind: 'missing-slash' }
	| { kind: 'unknown' };

/** The document as the router's own type wants it; ours is a part of it. */
type RouterDocument = ConstructorParameters<typeof OpenAPIRouter>[0]['definition'];

// One router per first path segment: the library tries every path of its document one after the other.
let routers: ReadonlyMap<string, OpenAPIRouter> | undefined;

function buildRouters(): ReadonlyMap<string, OpenAPIRouter> {
	const groups = new Map<string, Record<string, PathItem>>();
	for (const [path, item] of Object.entries(apiDocument().paths)) {
		const segment = firstSegment(path);
		groups.set(segment, { ...groups.get(segment), [path]: item });
	}
	return new Map(
		[...groups].map(([segment, paths]) => {
			const definition: ApiDocument = { ...apiDocument(), paths };
			return [
				segment,
				new MemoryRouter({
					definition: definition as unknown as RouterDocument,
					ignoreTrailingSlashes: false,
				}),
			];
		}),
	);
}

/** The library lays the operations out anew at every call; they never change here. */
class MemoryRouter extends OpenAPIRouter {
	private known: ReturnType<OpenAPIRouter['getOperations']> | undefined;

	override getOperations() {
		this.known ??= super.getOperations();
		return this.known;
	}
}

function firstSegment(path: string): string {
	return path.split('/', 2)[1] ?? '';
}

/**
 * Finds the operation behind a request. A literal path wins over a template, also when it lacks the method:
 * `PATCH /segments/charter/` is a wrong method, never an update of a segment called "charter".
 */
export function route(method: string, path: string): Route {
	routers ??= buildRouters();
	const router = routers.get(firstSegment(path));
	if (!router) return { kind: 'unknown' };
	const item = (router.definition.paths as Record<string, PathItem> | undefined)?.[path];
	if (item && !(method.toLowerCase() in item)) {
		return { kind: 'method-not-allowed', allowed: allowedMethods(item) };
	}
	const match = router.matchOperation({ method, path, headers: {} });
	const operation = match?.operationId === undefined ? undefined : findOperation(match.operationId);
	if (operation) return { kind: 'operation', operation, values: pathValues(operation.path, path) };
	const other = otherMethods(router, path);
	if (other.length > 0) return { kind: 'method-not-allowed', allowed: other };
	if (!path.endsWith('/') && route(method, `${path}/`).kind === 'operation') return { kind: 'missing-slash' };
	return { kind: 'unknown' };
}

function allowedMethods(item: PathItem): string[] {
	return Object.keys(item)
		.filter((key) => key !== 'parameters')
		.map((key) => key.toUpperCase());
}

function otherMethods(router: OpenAPIRouter, path: string): string[] {
	return ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) =>
		router.matchOperation({ method, path, headers: {} }),
	);
}

function pathValues(template: string, path: string): Record<string, string> {
	const actual = path.split('/');
	const values: Record<string, string> = {};
	template.split('/').forEach((part, position) => {
		if (part.startsWith('{')) values[part.slice(1, -1)] = decode(actual[position]);
	});
	return values;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text; // a stray % sign; such an object does not exist
	}
}
