/** Making draft invoices and adding to them, which is more than one request. */
import { NodeApiError } from 'n8n-workflow';
import type { Result, RunContext } from '../../declaration/operation';
import type { BodyOf } from '../../declaration/route';
import { lineRoute, linesIn, readyLines, type Line } from './lines';

export const readRoute = 'GET /invoices/{uid}/';

/**
 * Makes a draft and adds its lines one by one. What cannot be sent is found out before the draft is made, as Dashdoc
 * offers no way to delete it again.
 * @throws with what exists by then, where Dashdoc refuses a line
 */
export async function createWithLines(context: RunContext): Promise<Result[]> {
	const wanted = linesIn(context);
	const lines = await readyLines(context, wanted);
	const body = context.request.body as BodyOf<'POST /invoices/'>;
	const draft = (await context.call('POST /invoices/', { body })) as { uid?: string } | undefined;
	if (!draft?.uid) {
		throw new Error(
			'Dashdoc made the draft invoice but did not tell its ID; look for it there before you run this again',
		);
	}
	const path = { uid: draft.uid };
	for (const [index, line] of lines.entries()) {
		await context.call(lineRoute, { path, body: line }, wanted[index].step).catch((error: unknown) => {
			const added: Added = { surely: index, perhapsNext: context.isPerhapsDone(error) };
			throw context.soFar(error, draftSoFar(path.uid, added, lines.length));
		});
	}
	return [await read(context, path.uid, `the draft invoice ${path.uid} exists with all its lines`)];
}

/** How many lines the draft has, and whether it may have one more, whose answer was lost. */
interface Added {
	surely: number;
	perhapsNext: boolean;
}

/** What exists when a line is not added, counted as in the form; a line that may be there is not left for Add Line. */
function draftSoFar(uid: string, { surely, perhapsNext }: Added, wanted: number): string {
	const range = (from: number, to: number) => (from === to ? `line ${from}` : `lines ${from} to ${to}`);
	const known = surely === 0 ? [] : [range(1, surely)];
	const has = perhapsNext ? [...known, `line ${surely + 1} perhaps`] : known;
	const next = surely + (perhapsNext ? 2 : 1);
	const left = next > wanted ? 'no further line' : range(next, wanted);
	const exists = `the draft invoice ${uid} exists and has ${has.join(', ') || 'no line'}`;
	return `${exists}; left for Add Line${perhapsNext ? ' for sure' : ''}: ${left}`;
}

/** Adds one line, and gives back the invoice with its new total. */
export async function addOne(context: RunContext): Promise<Result[]> {
	const { body, path } = context.request;
	const uid = String(path.uid);
	const [line] = await readyLines(context, [{ line: body as Partial<Line>, refuse: context.problem }]);
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
