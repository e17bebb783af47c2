import type { Result } from '../declaration/operation';
import { actTogether, type Member } from './listAction';
import { runSchedule, type Outcome, type Schedule } from './schedule';

/** An item that is ready, and waits for others with which it may go in one request. */
export class Waiting {
	constructor(readonly member: Member) {}
}

/** One item on its own. @throws what its request was refused with */
export async function actAlone(member: Member): Promise<Result[]> {
	const [outcome] = await actTogether([member], { parallel: 1, stop: () => false });
	if (outcome && 'error' in outcome) throw outcome.error;
	return outcome?.value ?? [];
}

interface Chunk {
	/** Positions of the items. */
	readonly items: number[];
	readonly members: Member[];
}

/**
 * Runs the items; those that wait for others go out in a second round, in as few requests as can be. When an item failed
 * and the run ends with that, there is no second round.
 */
export async function runInRounds(schedule: Schedule<Result[] | Waiting>): Promise<Array<Outcome<Result[]>>> {
	let stopped = false;
	const stop = (error?: unknown) => (stopped ||= schedule.stop(error));
	const first = await runSchedule({ ...schedule, stop });
	const outcomes = first.map((outcome) => (isWaiting(outcome) ? undefined : (outcome as Outcome<Result[]>)));
	const waiting = first.flatMap((outcome, item) =>
		isWaiting(outcome) ? [{ item, member: outcome.value.member }] : [],
	);
	const chunks = chunksOf(waiting);
	await runSchedule({
		parallel: schedule.parallel,
		stop,
		count: chunks.length,
		prepare: (index) => ({
			keys: chunks[index].members.map(({ id }) => id),
			start: async () => {
				const { items, members } = chunks[index];
				const ended = await actTogether(members, { parallel: schedule.parallel, stop });
				items.forEach((item, position) => (outcomes[item] = ended[position]));
			},
		}),
	});
	return outcomes;
}

function isWaiting(outcome: Outcome<unknown>): outcome is { value: Waiting } {
	return outcome !== undefined && 'value' in outcome && outcome.value instanceof Waiting;
}

/**
 * Puts items that say the same into one chunk. Items that are meant for one object keep their order: the later one is in
 * the same chunk when it says the same, else in a later one.
 */
function chunksOf(waiting: ReadonlyArray<{ item: number; member: Member }>): Chunk[] {
	const chunks: Chunk[] = [];
	const openByKind = new Map<string, number>();
	const lastById = new Map<string, number>();
	for (const { item, member } of waiting) {
		const kind = kindOf(member);
		const open = openByKind.get(kind);
		const fits =
			open !== undefined && open >= (lastById.get(member.id) ?? 0) && hasRoom(chunks[open], member);
		const index = fits ? open : chunks.push({ items: [], members: [] }) - 1;
		chunks[index].items.push(item);
		chunks[index].members.push(member);
		openByKind.set(kind, index);
		lastById.set(member.id, index);
	}
	return chunks;
}

function hasRoom({ members }: Chunk, { action, id, run }: Member): boolean {
	const same = members.find((other) => other.id === id);
	if (same) return JSON.stringify(same.run.request.body) === JSON.stringify(run.request.body);
	return new Set(members.map((other) => other.id)).size < action.most;
}

/** What a request says beside which objects it is for and what it says of each; and how it is sent. */
function kindOf({ action: { filter, keyed = [] }, run: { request, values } }: Member): string {
	const rest = (part: object, left: readonly string[]) =>
		Object.entries(part).filter(([name]) => !left.includes(name));
	return JSON.stringify([rest(request.query, [filter]), rest(request.body, keyed), values.options]);
}
