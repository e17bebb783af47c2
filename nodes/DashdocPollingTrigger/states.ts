/**
 * Lists that Dashdoc cannot filter by change: each object is followed by its state. New ones are found by their
 * creation, the others are asked for by name until they reach a final state.
 */
import type { IDataObject } from 'n8n-workflow';
import { mostItems } from './budget';
import { incomplete, openRecent, settledUntil, unsettledAfter, type Outcome, type Task } from './changes';
import { newestOf } from './collector';
import { advance, markOf, marksOf, momentOf, type Memory } from './memory';
import { everything, type Opened, type Reader } from './reader';
import type { States, Watch } from './watch';

/** Objects that are followed at most; beyond, those that were found first are let go. */
const mostFollowed = 5000;

/** Followed objects that one poll asks for; the others wait for their turn. */
const mostAsked = 1000;

/** Objects per request, so that its address stays short enough. */
const perRequest = 50;

/** Days for which objects are looked for that are followed from the beginning; the first that are not too much. */
const lookBack = [Infinity, 1100, 370, 95, 30];

/** Milliseconds. */
const day = 86_400_000;

/** Stands for the state of an object whose state was not looked at yet. */
const unseen = '';

/** An object as it came. */
interface Found {
	id: string;
	mark: string;
	/** When it was created, milliseconds since 1970. */
	moment: number;
	/** When it changed at all, milliseconds since 1970. */
	updated: number;
	state: string;
	object: IDataObject;
}

/** A thing that is followed by its state. */
interface FollowTask extends Task {
	states: States;
}

/** Gathers objects, each in its newest state. */
class Finds {
	readonly byId = new Map<string, Found>();

	constructor(
		private readonly watch: Watch,
		private readonly states: States,
	) {}

	get all(): Found[] {
		return [...this.byId.values()];
	}

	take(objects: readonly IDataObject[]): void {
		for (const object of objects) {
			const created = this.watch.changed(object);
			const moment = momentOf(created);
			if (moment === undefined) continue;
			const id = this.states.identifier(object);
			const updated = momentOf(object.updated as string | undefined) ?? moment;
			const known = this.byId.get(id);
			if (known && known.updated > updated) continue;
			const mark = markOf(id, String(created));
			this.byId.set(id, { id, mark, moment, updated, state: this.states.state(object), object });
		}
	}
}

/**
 * The memory of a trigger that starts: whatever is not final is followed from now on.
 *
 * @param now milliseconds since 1970 by the local clock
 * @param startFrom objects that changed since then count as not looked at, so that the next poll tells of them
 */
export async function startFollowing(
	{ watch, states, reader, warn }: FollowTask,
	watched: string,
	now: number,
	startFrom = Infinity,
): Promise<Memory> {
	const recent = await openRecent(reader, now);
	const finds = new Finds(watch, states);
	const isWhole = await reader.readAll(await openAll(reader, recent, now), (objects) => finds.take(objects));
	if (!isWhole) warn(`${incomplete}; one that did not come is not followed until the trigger starts anew`);
	const isNew = ({ updated }: Found) => updated >= startFrom;
	const followed = finds.all
		.filter((found) => isNew(found) || !states.final.includes(found.state))
		.sort((one, other) => one.moment - other.moment)
		.map((found): [string, string] => [found.id, isNew(found) ? unseen : found.state]);
	const memory: Memory = {
		watched,
		revision: 0,
		since: new Date(recent.period.since).toISOString(),
		told: {},
		unsettled: 0,
		states: followed.slice(-mostFollowed),
	};
	return advance(memory, finds.all, everything);
}

/** All objects, or those of as many days as the time allows to read. */
async function openAll(reader: Reader, recent: Opened, now: number): Promise<Opened> {
	for (const days of lookBack) {
		const opened = await reader.open({ since: days === Infinity ? everything : now - days * day });
		if (reader.fits(opened)) return opened;
	}
	return recent;
}

/** Reads which objects are in another state than at the last poll. Nothing is moved where it throws. */
export async function pollStates(task: FollowTask, memory: Memory): Promise<Outcome> {
	const { watch, states, settings, reader, warn } = task;
	const followed = memory.states ?? [];
	const asked = followed.slice(0, mostAsked);
	const finds = new Finds(watch, states);
	const opened = await reader.open({ since: Date.parse(memory.since) });
	let isWhole = await reader.readAll(opened, (objects) => finds.take(objects));
	const newest = newestOf(
		watch,
		finds.all.map(({ object }) => object),
	);
	for (let from = 0; from < asked.length; from += perRequest) {
		const names = asked.slice(from, from + perRequest).map(([id]) => id);
		const isComplete = await reader.readNamed(states.named, names, (objects) => finds.take(objects));
		isWhole &&= isComplete;
	}
	const { changed, waiting } = changesIn(finds, memory);
	const firstWaiting = waiting.reduce((first, { moment }) => Math.min(first, moment), Infinity);
	const unsettled = unsettledAfter(isWhole, memory, warn);
	const settled = unsettled > 0 ? everything : settledUntil(newest, opened, reader);
	return {
		news: changed
			.filter(({ state }) => states.isWanted(state, settings))
			.map(({ id, mark, updated, object, previous }) => ({
				id,
				mark,
				moment: updated,
				item: { ...states.item(object, settings), [states.previous]: previous ?? null },
			})),
		memory: {
			...advance(memory, changed, Math.min(settled, firstWaiting), firstWaiting),
			unsettled,
			states: followedNow({ followed, asked, changed, finds, isWhole }, states),
		},
	};
}

/** An object that came in another state than before. */
interface Changed extends Found {
	/** Undefined where none is known. */
	previous?: string;
}

/** Those that changed longest ago, as many as one poll gives out, and those that have to wait. */
function changesIn(finds: Finds, memory: Memory): { changed: Changed[]; waiting: Changed[] } {
	const told = marksOf(memory);
	const before = new Map(memory.states);
	const since = Date.parse(memory.since);
	const all = finds.all
		.filter(({ id, mark, moment, state }) =>
			before.has(id) ? before.get(id) !== state : moment >= since && !told.has(mark),
		)
		.map((found): Changed => ({ ...found, previous: before.get(found.id) || undefined }))
		.sort((one, other) => one.updated - other.updated);
	return { changed: all.slice(0, mostItems), waiting: all.slice(mostItems) };
}

interface Look {
	followed: ReadonlyArray<[string, string]>;
	asked: ReadonlyArray<[string, string]>;
	changed: readonly Changed[];
	finds: Finds;
	isWhole: boolean;
}

/** Who is followed from now on: those that waited come first next time; deleted and final ones are let go. */
function followedNow(
	{ followed, asked, changed, finds, isWhole }: Look,
	{ final }: States,
): Array<[string, string]> {
	const state = new Map(changed.map((one) => [one.id, one.state]));
	const isThere = ([id]: [string, string]) => !isWhole || finds.byId.has(id);
	const known = new Set(followed.map(([id]) => id));
	const fresh = changed
		.filter(({ id }) => !known.has(id))
		.map((one): [string, string] => [one.id, one.state]);
	return [...followed.slice(asked.length), ...asked.filter(isThere), ...fresh]
		.map(([id, before]): [string, string] => [id, state.get(id) ?? before])
		.filter(([, now]) => !final.includes(now))
		.slice(-mostFollowed);
}
