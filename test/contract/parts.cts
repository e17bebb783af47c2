/** Parts of greater things, which have no list of their own: where the tests take their IDs from. */
import type { INodeProperties } from 'n8n-workflow';
import * as things from '../../nodes/Dashdoc/fields/parts';
import type { Part } from '../../nodes/Dashdoc/fields/parts';
import * as listed from '../../nodes/Dashdoc/fields/things';
import type { Locatable } from '../../nodes/Dashdoc/fields/things';
import type { Parameter } from '../../nodes/Dashdoc/declaration/parameter';
import type { Sandbox } from '../../sandbox/index.cts';
import { listedResources } from '../../sandbox/resources/registry.cts';
import { searchOn } from '../support/sandboxed.cts';
import type { Located, LocatedBySearch } from './samples.cts';

const parts: readonly Part[] = Object.values(things);

/** The thing with a list whose IDs a text lists, as its placeholder shows. */
export const thingListed = ({ placeholder }: INodeProperties): Locatable | undefined =>
	Object.values(listed).find(({ examples }) => placeholder?.includes(examples.id));

type Json = Readonly<Record<string, unknown>>;

/** The part that a parameter names; its placeholders show that thing's example. */
export function partOf({ modes = [], placeholder }: INodeProperties): Part | undefined {
	const shown = [placeholder, ...modes.map((mode) => mode.placeholder)];
	return parts.find(({ examples }) => shown.includes(`e.g. ${examples.id}`));
}

/** The key under which the part of a parameter is located. */
export const partKey = ({ noun }: Part): string => `part ${noun}`;

/** Gives every part that may be picked by External ID one, as the data that the sandbox starts with have few. */
export function nameParts(sandbox: Sandbox): void {
	for (const part of parts.filter(({ examples }) => examples.externalId)) {
		for (const whole of wholesOf(sandbox, part)) {
			const found = ownerOf(whole, part) as { uid: string; remote_id?: string | null } | undefined;
			if (found) found.remote_id ||= `EXT-${found.uid}`;
		}
	}
}

/** All wholes that have a part, as the sandbox stores them. */
function wholesOf(sandbox: Sandbox, { partOf: { search } }: Part): readonly Json[] {
	return search ? recordsOf(sandbox, search) : [];
}

function recordsOf(sandbox: Sandbox, search: string): readonly Json[] {
	const collection = listedResources[listBehind(search)]?.collection;
	return collection ? (sandbox.state.tenants[0].of(collection).all() as unknown as Json[]) : [];
}

/** The list behind each search, by operationId. */
const lists = new Map<string, string>();

/** Notes which list a search read, right after the search. */
export function rememberList(sandbox: Sandbox, search: string): void {
	lists.set(search, sandbox.requests().at(-1)?.operationId ?? '');
}

/** The list that a search read, by operationId. */
export const listBehind = (search: string): string => lists.get(search) ?? '';

const idsFound = new WeakMap<Sandbox, Map<string, Array<string | number>>>();

/** The IDs that a search finds in the data of the start; searched once, since the editor's searches keep the node's pace. */
export async function idsFoundBy(sandbox: Sandbox, search: string): Promise<Array<string | number>> {
	const known = idsFound.get(sandbox) ?? new Map<string, Array<string | number>>();
	idsFound.set(sandbox, known);
	const again = known.get(search);
	if (again) return again;
	const { results } = await searchOn(sandbox, search);
	rememberList(sandbox, search);
	const ids = results.map(({ value }) => value as string | number);
	known.set(search, ids);
	return ids;
}

/** The object that holds the ID of a part. */
function ownerOf(whole: Json, { foundAt }: Part): Json | undefined {
	return valueAt(whole, foundAt.split('.').slice(0, -1)) as Json | undefined;
}

const valueAt = (value: unknown, names: readonly string[]): unknown =>
	names.reduce<unknown>((inner, name) => (inner as Json | null | undefined)?.[name], value);

/**
 * What can be pointed at, once for each whole of which an operation needs a part: Dashdoc's rules forbid many things to
 * wholes that have ended, so the tests take the first one with which the operation works.
 */
export async function withParts(
	sandbox: Sandbox,
	parameters: readonly Parameter[],
	others: LocatedBySearch,
): Promise<LocatedBySearch[]> {
	const [part] = partsIn(parameters);
	if (!part) return [others, ...(await withSubjects(sandbox, parameters, others))];
	const search = part.partOf.search ?? '';
	const shown = await idsFoundBy(sandbox, search);
	nameParts(sandbox);
	return wholesWith(sandbox, parameters, shown).map(
		(whole) => new Map([...others, [search, asLocated(whole)], ...partsOf(whole)]),
	);
}

/** The wholes, among those that a search has shown, that have each part which the parameters name. */
export function wholesWith(
	sandbox: Sandbox,
	parameters: readonly Parameter[],
	shown: readonly unknown[],
): Json[] {
	const needed = partsIn(parameters);
	const wholes = needed.slice(0, 1).flatMap((part) => wholesOf(sandbox, part));
	return wholes
		.filter((whole) => shown.includes(whole.uid))
		.filter((whole) => needed.every((one) => valueAt(whole, one.foundAt.split('.'))));
}

/** The same for things with a list, as what may be done with them depends on their state too. */
async function withSubjects(
	sandbox: Sandbox,
	parameters: readonly Parameter[],
	others: LocatedBySearch,
): Promise<LocatedBySearch[]> {
	const subject = parameters.find(({ property: { modes, required } }) => modes && required)?.property;
	const search = subject?.modes?.find(({ type }) => type === 'list')?.typeOptions?.searchListMethod;
	if (!search) return [];
	const shown = await idsFoundBy(sandbox, search);
	const records = recordsOf(sandbox, search);
	return shown.flatMap((value) => {
		// Of things that may have an External ID, those are tried that have one.
		const isNamed = (one: Json) => Boolean(one.remote_id) || !Object.hasOwn(one, 'remote_id');
		const record = records.find((one) => Object.values(one).includes(value) && isNamed(one));
		const located = { id: value, externalId: String(record?.remote_id), record };
		return record ? [new Map([...others, [search, located] as const])] : [];
	});
}

/** The first part of each kind that a whole has, by its key. */
export function partsOf(whole: Json): Array<[string, Located]> {
	return parts.map((part) => {
		const id = valueAt(whole, part.foundAt.split('.')) as string;
		return [partKey(part), { id, externalId: String(ownerOf(whole, part)?.remote_id) }];
	});
}

const asLocated = (whole: Json): Located => ({
	id: whole.uid as string,
	externalId: String(whole.remote_id as string),
	record: whole,
});

/** The kinds of parts that parameters name, those in forms included. */
export function partsIn(parameters: readonly Parameter[]): Part[] {
	return parameters.flatMap(({ members, property }) =>
		members ? partsIn(members) : (partOf(property) ?? []),
	);
}
