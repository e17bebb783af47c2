/**
 * Routes of Dashdoc's web app that its documentation, and so api/openapi.yaml, does not list. Bodies are judged by the
 * handlers; Dashdoc may refuse them to API tokens (setting `unlistedRoutes`).
 */
import type { Answer } from './http/answer.cts';
import type { Settings } from './settings.cts';
import type { Tenant } from './state/tenant.cts';
import { webhookOperations } from './webhooks/connectors.cts';

/** A request of an unlisted route. */
export interface UnlistedCall {
	operation: UnlistedOperation;
	path: Readonly<Record<string, string>>;
	query: Readonly<Record<string, number>>;
	search: URLSearchParams;
	/** JSON as it came; undefined without. */
	body: unknown;
	tenant: Tenant;
	settings: Readonly<Settings>;
}

export interface UnlistedOperation {
	/** Our own name, for logs and faults. */
	operationId: string;
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** Path template relative to `/api/v4`; a placeholder is a number. */
	path: string;
	/** @throws Refusal */
	answer: (call: UnlistedCall) => Answer;
}

/** What a method and a path lead to among the unlisted routes. */
export type UnlistedRoute =
	| { kind: 'unlisted'; operation: UnlistedOperation; values: Readonly<Record<string, string>> }
	| { kind: 'method-not-allowed'; allowed: readonly string[] }
	| { kind: 'missing-slash' };

/** Every operation with what its paths look like. */
const places = webhookOperations.map((operation) => ({
	operation,
	pattern: new RegExp(`^${operation.path.replace('{pk}', '(?<pk>\\d+)')}$`),
}));

/** Undefined for paths that are not of this kind. */
export function unlistedRoute(method: string, path: string): UnlistedRoute | undefined {
	const here = places.filter(({ pattern }) => pattern.test(path));
	const place = here.find(({ operation }) => operation.method === method);
	if (place) {
		const values = { ...place.pattern.exec(path)?.groups };
		return { kind: 'unlisted', operation: place.operation, values };
	}
	if (here.length > 0) {
		return { kind: 'method-not-allowed', allowed: here.map(({ operation }) => operation.method) };
	}
	return !path.endsWith('/') && unlistedRoute(method, `${path}/`) ? { kind: 'missing-slash' } : undefined;
}
