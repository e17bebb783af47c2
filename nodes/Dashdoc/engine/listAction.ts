import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';
import type { BuiltRequest, ListAction, Operation, Result } from '../declaration/operation';
import { labelledParameters } from './labels';
import { ParameterProblem } from './problem';
import { resolved, wordedRequest, type ItemRun, type OpenRun } from './runItem';
import { runSchedule, type Outcome, type Schedule } from './schedule';

/** One item of a list action, ready to go out alone or with others. */
export interface Member {
	/** Its request names the object by ID. */
	readonly run: OpenRun;
	readonly action: ListAction;
	/** ID of the object that it is meant for. */
	readonly id: string;
	/** The object, where it was read by its External ID. */
	readonly object?: IDataObject;
}

/** How many items may be in work at once, and whether another may start. */
export type Pacing = Pick<Schedule<unknown>, 'parallel' | 'stop'>;

/**
 * The ID or External ID that an item puts into the filter.
 * @throws ParameterProblem when there is none, as Dashdoc would act on everything then
 */
export function chosenId(operation: Operation, { filter }: ListAction, request: BuiltRequest): string {
	const id = request.query[filter];
	if ((typeof id === 'string' || typeof id === 'number') && String(id).trim() !== '') return String(id);
	throw new ParameterProblem(
		labelOf(operation, filter),
		'nothing is chosen, and without it Dashdoc would act on everything',
	);
}

/** @throws NodeApiError when there is no object with the External ID */
export async function memberOf(asked: ItemRun, action: ListAction): Promise<Member> {
	const run = { ...asked, files: new Map() };
	const { request, object } = await resolved(run);
	return { run: { ...run, request }, action, id: chosenId(asked.operation, action, request), object };
}

/**
 * Acts on the objects of items that say the same of them, in one request, and gives each item its own outcome: an object
 * that Dashdoc's list does not show is told so, and when Dashdoc refuses them together, each goes on its own.
 * @returns outcomes in the order of the members; undefined for those that were not sent any more
 */
export async function actTogether(
	members: readonly Member[],
	pacing: Pacing,
): Promise<Array<Outcome<Result[]>>> {
	const outcomes = new Map<Member, Outcome<Result[]>>();
	await act(members, { ...pacing, outcomes });
	return members.map((member) => outcomes.get(member));
}

interface Acting extends Pacing {
	outcomes: Map<Member, Outcome<Result[]>>;
}

async function act(members: readonly Member[], acting: Acting): Promise<void> {
	if (members.length === 0 || acting.stop()) return;
	let apart: readonly Member[] = [];
	try {
		const shown = await shownObjects(members);
		for (const member of members) if (!shown.has(member.id)) fail(member, notShown(member), acting);
		const there = members.filter(({ id }) => shown.has(id));
		const isApart = ({ action, id }: Member) =>
			members.length > 1 && (action.alone?.(shown.get(id) ?? {}) ?? false);
		apart = there.filter(isApart);
		await send(
			there.filter((member) => !isApart(member)),
			acting,
		);
	} catch (error) {
		const open = members.filter((member) => !acting.outcomes.has(member) && !apart.includes(member));
		if (open.length > 1 && isRefusal(error)) await actOneByOne(open, acting);
		else for (const member of open) fail(member, error, acting);
	}
	await actOneByOne(apart, acting);
}

async function actOneByOne(members: readonly Member[], acting: Acting): Promise<void> {
	await runSchedule({
		...acting,
		count: members.length,
		prepare: (index) => ({
			keys: [members[index].id],
			start: async () => await act([members[index]], acting),
		}),
	});
}

async function send(members: readonly Member[], { outcomes, stop }: Acting): Promise<void> {
	if (members.length === 0 || stop()) return;
	const [{ action, run }] = members;
	const { operation, request, resource } = run;
	const query = { ...request.query, [action.filter]: idsOf(members) };
	const worded = wordedRequest(run, operation.route!, { query, body: bodyOf(members) });
	const label = (field: string) => worded.wording?.label?.(keyedField(action, field) ?? field);
	await run.client.send({ ...worded, wording: { ...worded.wording, label } });
	for (const member of members) {
		outcomes.set(member, { value: [{ beside: { success: true, [resource.identifier]: member.id } }] });
	}
}

function fail(member: Member, error: unknown, { outcomes, stop }: Acting): void {
	outcomes.set(member, { error });
	stop(error);
}

/**
 * What the list shows under the filter is what the action is going to act on, by ID; objects that were read already are
 * not read again.
 * @throws NodeOperationError when Dashdoc shows others too: the action would not keep to the filter either
 */
async function shownObjects(members: readonly Member[]): Promise<Map<string, IDataObject>> {
	const shown = new Map(members.flatMap(({ id, object }) => (object ? [[id, object]] : [])));
	const wanted = idsOf(members.filter(({ id }) => !shown.has(id)));
	if (wanted.length === 0) return shown;
	const [{ action, run }] = members;
	const listed = await run.client.list(
		wordedRequest(run, action.list, { query: { [action.filter]: wanted } }),
		// One more than can be there tells a filter that is passed over from one that is kept.
		{ limit: wanted.length + 1 },
	);
	for (const object of listed) {
		const id = String(object[run.resource.identifier]);
		if (!wanted.includes(id)) throw unfiltered(members[0]);
		shown.set(id, object);
	}
	return shown;
}

function idsOf(members: readonly Member[]): string[] {
	return [...new Set(members.map(({ id }) => id))];
}

/** The body that all of them share, with one value for each object where the action takes one. */
function bodyOf(members: readonly Member[]): IDataObject {
	const [{ action, run }] = members;
	const body = { ...run.request.body };
	for (const name of action.keyed ?? []) {
		const values = members.flatMap((member) => {
			const value = member.run.request.body[name];
			return value === undefined ? [] : [[member.id, value] as const];
		});
		delete body[name];
		if (values.length > 0) body[name] = Object.fromEntries(values);
	}
	return body;
}

/** An error on `dates.4443d4b6` speaks of the parameter that feeds `dates`. */
function keyedField({ keyed = [] }: ListAction, field: string): string | undefined {
	return keyed.find((name) => field.startsWith(`${name}.`));
}

/** Refusals that concern what was sent, and which another part of it may not meet. */
const refusals = ['400', '403', '404', '409', '413', '414', '422'];

function isRefusal(error: unknown): boolean {
	return error instanceof NodeApiError && refusals.includes(String(error.httpCode));
}

function labelOf({ parameters }: Operation, filter: string): string {
	const found = labelledParameters(parameters).find(({ parameter }) =>
		parameter.targets.includes(`query.${filter}`),
	);
	return found?.label ?? filter;
}

function notShown({ action, id, run }: Member): NodeOperationError {
	const subject = `${labelOf(run.operation, action.filter)} "${id}"`;
	return new NodeOperationError(
		run.context.getNode(),
		`Dashdoc found nothing for ${subject}. Check the identifier`,
		{ description: 'It may have been deleted, belong to another account, or never have existed.' },
	);
}

function unfiltered({ action, run }: Member): NodeOperationError {
	const { context, operation } = run;
	return new NodeOperationError(
		context.getNode(),
		`${labelOf(operation, action.filter)}: Dashdoc does not keep to the filter "${action.filter}", and ${operation.name} might act on everything`,
		{ description: 'Nothing was sent. Tell the makers of this node, and use Dashdoc itself until then.' },
	);
}
