import type { IDataObject } from 'n8n-workflow';
import { operation, type Result, type RunContext } from '../declaration/operation';
import type { Method, RouteText } from '../client/types';
import { describe, parseJson } from '../fields/plain';
import { InvalidValue, isEmpty } from '../declaration/parameter';
import { listing } from '../fields/standard';
import { resource } from './standard';

const methods: readonly Method[] = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];

/** Actions on a list, and the filters that name their targets one by one. */
const actionsOnLists: ReadonlyArray<{ route: RegExp; filters: readonly string[] }> = [
	// Merging into a trip names its transports in the body.
	{ route: /^POST \/transports\/(?!merge-to-trip\/)[a-z-]+\/$/, filters: ['uid__in'] },
	{ route: /^DELETE \/[a-z-]+\/$/, filters: ['uid__in'] },
	{ route: /^(POST|DELETE) \/segments\/charter\/$/, filters: ['uid__in', 'remote_id__in'] },
];

/**
 * The filters of which an action needs one: without, Dashdoc acts on everything that the company has, and a filter
 * that it does not know is probably ignored (reference page of POST /transports/mark-invoiced/; assumed of the others).
 */
function missingTargets(
	route: RouteText,
	query: Readonly<Record<string, string>>,
): readonly string[] | undefined {
	const action = actionsOnLists.find((one) => one.route.test(route));
	return action?.filters.some((name) => /[^\s,]/.test(query[name] ?? '')) ? undefined : action?.filters;
}

async function send(context: RunContext): Promise<Result[]> {
	const { client, limit, values } = context;
	const method = readMethod(context);
	const { path, query: inPath } = readPath(context);
	const query = { ...inPath, ...readQuery(context) };
	const route: RouteText = `${method} ${path}`;
	const targets = missingTargets(route, query);
	if (targets) {
		throw context.problem(
			'queryParameters',
			`${route} acts on everything unless a filter names its targets; add ${targets.join(' or ')}`,
		);
	}
	const body = method === 'GET' ? undefined : readBody(context);
	if (method === 'GET' && String(values.paging) === 'true') {
		const objects = await client.list({ route, query }, { limit });
		return objects.map((object) => ({ object }));
	}
	const answer = await client.send({ route, query, body, wording: { subject: path } });
	return resultsOf(answer.body);
}

/** One item per object; values that are no objects are put under `data`, an empty answer is a success. */
function resultsOf(body: unknown): Result[] {
	if (body === undefined) return [{ object: { success: true } }];
	const elements: unknown[] = Array.isArray(body) ? body : [body];
	return elements.map((element) => ({
		object:
			typeof element === 'object' && element !== null && !Array.isArray(element)
				? element
				: { data: element },
	}));
}

function readMethod({ problem, values }: RunContext): Method {
	const given = String(values.method).toUpperCase();
	const method = methods.find((one) => one === given);
	if (!method) throw problem('method', `"${given}" is not one of ${methods.join(', ')}`);
	return method;
}

/** Path relative to /api/v4; a pasted address of any Dashdoc host is cut down to its path and query. */
function readPath({ problem, values }: RunContext): { path: `/${string}`; query: Record<string, string> } {
	const given = String(values.path).trim();
	const [pathText, queryText = ''] = given.replace(/^https?:\/\/[^/]+/i, '').split('?');
	const path = `/${pathText
		.replace(/^\/+/, '')
		.replace(/^api\/v4(?=\/|$)/, '')
		.replace(/^\/+/, '')}`;
	const parts = path.split('/');
	if (path === '/' || /[\s\\#{}]/.test(path) || [...path].some((character) => character < ' ')) {
		throw problem('path', `"${given}" is not a path such as /transports/`);
	}
	if (parts.some((part) => /^\.{1,2}$|[/\\]/.test(decoded(part)))) {
		throw problem('path', `"${given}" must not hold . or .. as a part, nor an encoded slash`);
	}
	return {
		path: parts.map((part) => encodeURIComponent(decoded(part))).join('/') as `/${string}`,
		query: Object.fromEntries(new URLSearchParams(queryText)),
	};
}

/** As Dashdoc reads it, so that no spelling of a path slips past the checks; a lone `%` stands for itself. */
function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

function readQuery({ problem, values }: RunContext): Record<string, string> {
	const rows = (
		values.queryParameters as { parameters?: Array<{ name?: unknown; value?: unknown }> } | undefined
	)?.parameters;
	const query: Record<string, string> = {};
	for (const { name, value } of rows ?? []) {
		if (isEmpty(name)) throw problem('queryParameters', 'a parameter has no name');
		query[String(name)] = Array.isArray(value) ? value.join(',') : String(value ?? '');
	}
	return query;
}

function readBody({ problem, values }: RunContext): IDataObject | IDataObject[] | undefined {
	if (isEmpty(values.body)) return undefined;
	const body = readJson(values.body);
	if (body instanceof InvalidValue) throw problem('body', body.message);
	if (typeof body !== 'object' || body === null) throw problem('body', 'it must be a JSON object or a list');
	return body as IDataObject | IDataObject[];
}

function readJson(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return parseJson(value);
	} catch (error) {
		return error;
	}
}

export const apiRequest = resource({
	value: 'apiRequest',
	name: 'API Request',
	identifier: 'uid',
	operations: [
		operation({
			value: 'send',
			name: 'Send',
			action: 'Send API request',
			description: "Call any endpoint of Dashdoc's API, with this node's paging, pace, retries and messages",
			parameters: [
				{
					property: {
						...describe('Method', 'options', 'GET', {
							description: 'GET reads, POST creates or acts, PATCH changes, DELETE removes',
						}),
						options: methods.map((method) => ({ name: method, value: method })),
					},
					targets: [],
				},
				{
					property: describe('Path', 'string', '', {
						description: "Path after /api/v4, as in Dashdoc's reference, with its final slash",
						placeholder: 'e.g. /transports/',
						required: true,
					}),
					targets: [],
				},
				{
					property: {
						...describe(
							'Query Parameters',
							'fixedCollection',
							{},
							{
								description: 'Filters and other parameters of the address',
								placeholder: 'Add Parameter',
							},
						),
						typeOptions: { multipleValues: true },
						options: [
							{
								displayName: 'Parameter',
								name: 'parameters',
								values: [
									describe('Name', 'string', '', {
										description: "Dashdoc's own name of the parameter",
										placeholder: 'e.g. updated__gte',
									}),
									describe('Value', 'string', '', {
										description: 'Lists are separated by commas, moments are UTC with Z',
										placeholder: 'e.g. 2026-11-22T00:00:00Z',
									}),
								],
							},
						],
					},
					targets: [],
				},
				{
					property: describe('Body (JSON)', 'json', '', {
						name: 'body',
						description: "JSON object with Dashdoc's own field names; empty for none",
						placeholder: 'e.g. { "name": "Transport Bouvet", "country": "FR" }',
						displayOptions: { show: { method: ['DELETE', 'PATCH', 'POST', 'PUT'] } },
					}),
					targets: [],
				},
				{
					property: describe('Paged List', 'boolean', true, {
						name: 'paging',
						description:
							'Whether the path is a list whose pages are read and given out as one item per object',
						displayOptions: { show: { method: ['GET'] } },
					}),
					targets: [],
				},
				...listing.map((parameter) => ({
					...parameter,
					property: {
						...parameter.property,
						displayOptions: {
							show: { ...parameter.property.displayOptions?.show, method: ['GET'], paging: [true] },
						},
					},
				})),
			],
			run: send,
		}),
	],
});
