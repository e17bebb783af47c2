import type { IDataObject } from 'n8n-workflow';
import type { BuiltRequest, RunContext } from '../declaration/operation';
import type { Route } from '../declaration/route';
import { once } from './once';

const prefix = 'whole list ';

/** Objects by their identifier. */
type Known = Map<unknown, IDataObject>;

/** A list that is read whole, and what tells its objects apart. */
interface WholeList {
	route: Route;
	query: BuiltRequest['query'];
	identifier: string;
}

/**
 * All objects of a list, read once for all items of an execution.
 * @throws as the client does
 */
export async function wholeList(
	{ list, memory }: RunContext,
	{ route, query, identifier }: WholeList,
): Promise<IDataObject[]> {
	const key = `${prefix}${route} ${JSON.stringify(query)}`;
	const known = await once(memory, key, async (): Promise<Known> => {
		const objects = await list(route, query);
		return new Map(objects.map((object) => [object[identifier], object]));
	});
	return [...known.values()];
}

/** Puts an object that was made or changed into the lists that were read, in place of what they knew of it. */
export async function rememberInWholeLists(
	{ memory }: RunContext,
	identifier: string,
	object: IDataObject | undefined,
): Promise<void> {
	if (!object) return;
	for (const reading of readingsIn(memory)) (await reading)?.set(object[identifier], object);
}

/** A reading that failed tells whoever asked for it, and nobody else. */
function readingsIn(memory: RunContext['memory']): Array<Promise<Known | undefined>> {
	return [...memory]
		.filter(([key]) => key.startsWith(prefix))
		.map(async ([, reading]) => await (reading as Promise<Known>).catch(() => undefined));
}

/** Makes the next search read again, since somebody else has changed the list meanwhile. */
export function forgetWholeLists({ memory }: RunContext): void {
	[...memory.keys()].filter((key) => key.startsWith(prefix)).forEach((key) => memory.delete(key));
}
