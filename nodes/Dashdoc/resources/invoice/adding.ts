/** Making draft invoices and adding to them, which is more than one request. */
import { NodeApiError } from 'n8n-workflow';
import type { Result, RunContext } from '../../declaration/operation';
import type { BodyOf } from '../../declaration/route';
import { lineRoute, linesIn, withItems, type Line } from './lines';

export const readRoute = 'GET /invoices/{uid}/';

/**
 * Makes a draft and adds its lines one by one. What cannot be sent is found out before the draft is made, as Dashdoc
 * offers no way to delete it again.
 * @throws with what exists by then, where Dashdoc refuses a line
 */
export async function createWithLines(context: RunContext): Promise<Result[]> {
	const { request } = context;
	const wanted = linesIn(request);
	const lines = await withItems(context, wanted);
	const body = request.body as BodyOf<'POST /invoices/'>;
	const { uid } = await context.call('POST /invoices/', { body });
	const path = { uid: String(uid) };
	for (const [index, line] of lines.entries()) {
		await context.call(lineRoute, { path, body: line }, wanted[index].step).catch((error: unknown) => {
			throw context.soFar(error, draftSoFar(path.uid, index, lines.length));
		});
	}
	return [await read(context, path.uid, `the draft invoice ${path.uid} exists with all its lines`)];
}

/** What exists when a line is not added, counted as in the form. */
function draftSoFar(uid: string, added: number, wanted: number): string {
	const range = (from: number, to: number) => (from === to ? `line ${from}` : `lines ${from} to ${to}`);
	const has = added === 0 ? 'no line' : range(1, added);
	return `the draft invoice ${uid} exists and has ${has}; left for Add Line: ${range(added + 1, wanted)}`;
}

/** Adds one line, and gives back the invoice with its new total. */
export async function addOne(context: RunContext): Promise<Result[]> {
	const { body, path } = context.request;
	const uid = String(path.uid);
	const [line] = await withItems(context, [{ line: body as unknown as Line }]);
	try {
		await context.call(lineRoute, { path: { uid }, body: line });
	} catch (error) {
		throw await withState(context, uid, error);
	}
	return [await read(context, uid, 'the line is added')];
}

/** Dashdoc refuses lines of whatever is no draft any more; its words may not say so. */
async function withState(context: RunContext, uid: string, error: unknown): Promise<unknown> {
	if (!(error instanceof NodeApiError) || error.httpCode !== '400') return error;
	const found = await context.call(readRoute, { path: { uid } }).catch(() => undefined);
	if (found?.status === undefined || found.status === 'draft') return error;
	const name = found.document_number ?? uid;
	return context.soFar(error, `Invoice: ${name} is ${found.status}, and lines are added to drafts only`);
}

/** The invoice as Dashdoc has it now; should that not be told, the error says what was done. */
async function read(context: RunContext, uid: string, done: string): Promise<Result> {
	const object = await context.call(readRoute, { path: { uid } }).catch((error: unknown) => {
		throw context.soFar(error, done);
	});
	return { object };
}
