import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { isPerhapsDone } from '../client/clientError';
import type { DashdocClient, DashdocRequest } from '../client/types';
import type { BuiltRequest, Operation, Resource, Result, RunContext } from '../declaration/operation';
import type { AnswerOf, RequestParts, Route } from '../declaration/route';
import { openAttachments, type Attachments } from './attachments';
import { differingFields } from './difference';
import { downloadToStore } from './download';
import { withHistory } from './failure';
import { findFirst } from './findFirst';
import { labelledParameters } from './labels';
import { lookUp, orNothing, type Read } from './lookUp';
import { once } from './once';
import { resolveExternalId, type Resolved } from './resolve';
import { formOf } from './upload';
import type { StandardValues, Values } from './values';
import { wordingOf } from './wording';

/** Everything that one item needs to be run. */
export interface ItemRun {
	context: IExecuteFunctions;
	/** Position among the input items. */
	item: number;
	client: DashdocClient;
	resource: Resource;
	operation: Operation;
	values: Values;
	standard: StandardValues;
	request: BuiltRequest;
	memory: Map<string, unknown>;
}

/** An item whose files are open. */
export interface OpenRun extends ItemRun {
	files: Attachments['files'];
}

/** The item's request with an ID in place of an External ID, and what was read for that. */
export async function resolved(asked: OpenRun): Promise<Resolved> {
	return await resolveExternalId(asked, readingOf(asked));
}

function readingOf(run: OpenRun): Read {
	return async (route, parts) =>
		(await run.client.send(wordedRequest(run, route, parts))).body as IDataObject;
}

/** Brings one item to Dashdoc and gives back its results, not simplified yet. */
export async function runItem(asked: ItemRun): Promise<Result[]> {
	const { close, files } = await openAttachments(asked);
	try {
		return await runOpen({ ...asked, files });
	} finally {
		close();
	}
}

async function runOpen(asked: OpenRun): Promise<Result[]> {
	const { operation, resource } = asked;
	const found = await resolved(asked);
	if (found.route === operation.route && found.object) return [{ object: found.object }];
	const run = { ...asked, request: found.request };
	const context = runContextOf(run);
	if (operation.run) return await operation.run(context);
	if (!operation.route) {
		throw new NodeOperationError(run.context.getNode(), `The operation ${operation.name} has no endpoint`);
	}
	if (operation.findFirst) {
		return await findFirst({
			declaration: operation.findFirst,
			create: operation.route,
			resource,
			context,
			call: async (route, path, body, query) =>
				await run.client.send(
					wordedRequest(run, route, { path, body, query: query as BuiltRequest['query'] }),
				),
			conflict: (field, text) => conflict(run, field, text),
		});
	}
	return await sendOnce(run, operation.route);
}

function conflict({ context, operation, request }: ItemRun, field: string, text: string): Error {
	const label = wordingOf(operation, request).label?.(field) ?? field;
	return new NodeOperationError(context.getNode(), `${label}: ${text}`, {
		description: `Correct '${label}' here or in Dashdoc, and run it again.`,
	});
}

async function sendOnce(run: OpenRun, route: Route): Promise<Result[]> {
	const { client, operation, request, resource, standard } = run;
	const worded = wordedRequest(run, route, request);
	const answerKind = operation.answer ?? (route.startsWith('DELETE') ? 'deleted' : 'object');
	if (answerKind === 'list') {
		const objects = await client.list(worded, { limit: standard.limit });
		return objects.map((object) => ({ object }));
	}
	const { body } = await client.send(worded);
	if (['object', 'part'].includes(answerKind) && body !== undefined) return [{ object: body as IDataObject }];
	const proof = answerKind === 'deleted' ? { deleted: true } : { success: true };
	return [{ beside: { ...proof, ...identifierOf(request, resource) } }];
}

/** The identifier as the user gave it: the id, or the External ID where that was looked up. */
function identifierOf({ path, query }: BuiltRequest, { identifier }: Resource): IDataObject {
	const [value] = Object.values(path);
	if (value === undefined) return {};
	return { [query.lookup_field === 'remote_id' ? 'remote_id' : identifier]: value };
}

type Parts = Partial<Pick<BuiltRequest, 'path' | 'query'>> & { body?: DashdocRequest['body'] };

/** A request with what its errors need to speak of the item's parameters. */
export function wordedRequest(run: OpenRun, route: Route, { path, query, body }: Parts): DashdocRequest {
	const hasBody = !/^(GET|DELETE) /.test(route) && body !== undefined;
	const isOwn = run.operation.route === route;
	// An action without fields has no body at all.
	const sendsNothing = !hasBody || (Object.keys(body).length === 0 && isOwn);
	const { multipart } = run.operation;
	const isForm = isOwn && (multipart === 'withFile' ? run.files.size > 0 : multipart);
	return {
		route,
		path,
		query,
		...(sendsNothing ? {} : isForm ? { form: formOf(body as IDataObject, run.files) } : { body }),
		repeatable: isOwn ? run.operation.repeatable : undefined,
		wording: wordingOf(run.operation, run.request, path),
	};
}

/** The request as a step of the form, whose fields stand below the name of the step there. */
function atStep(request: DashdocRequest, step: string | undefined): DashdocRequest {
	const { wording } = request;
	if (step === undefined) return request;
	return { ...request, wording: { ...wording, label: (field) => wording?.label?.(`${step}.${field}`) } };
}

function runContextOf(run: OpenRun): RunContext {
	const { client, memory, operation, request, standard, values } = run;
	const label = (name: string) =>
		labelledParameters(operation.parameters).find(({ parameter }) => parameter.property.name === name)
			?.label ??
		wordingOf(operation, request).label?.(name) ??
		name;
	const call = async <R extends Route>(route: R, parts: RequestParts<R>, step?: string) =>
		(await client.send(atStep(wordedRequest(run, route, parts as Parts), step))).body as AnswerOf<R>;
	return {
		client,
		items: run.context.getInputData().length,
		memory,
		request,
		values,
		limit: standard.limit,
		timezone: run.context.getTimezone(),
		attachments: run.files,
		download: async (address, subject) => await downloadToStore(run.context, client, address, subject),
		call,
		find: async (route, parts) => await orNothing(call(route, parts)),
		lookUp: async <R extends Route>(route: R, externalId: string) =>
			(await lookUp(readingOf(run), route, externalId)) as AnswerOf<R> | undefined,
		once: async (key, read) => await once(memory, key, read),
		list: async (route, query, path) =>
			await client.list(wordedRequest(run, route, { path, query } as Parts)),
		differing: (wanted, found, shownAs) =>
			differingFields(wanted as IDataObject, found as IDataObject, shownAs),
		soFar: (error, text) => withHistory(error, text),
		isPerhapsDone,
		problem: (parameter, text) =>
			new NodeOperationError(run.context.getNode(), `${label(parameter)}: ${text}`, {
				description: `Nothing was sent for this item. Correct '${label(parameter)}'.`,
			}),
	};
}
