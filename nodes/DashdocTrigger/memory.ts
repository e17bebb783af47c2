import type { IDataObject } from 'n8n-workflow';

/** Identities that the workflow's static data keep; the oldest make room. */
export const mostRemembered = 2000;

/**
 * Milliseconds for which this process remembers beside the static data. n8n reads them for each call and writes them
 * after it, so that two calls at once do not see each other there. Not longer: where n8n could not start the execution,
 * it answers 500, and Dashdoc's repetition in the next minute must be taken.
 */
const freshFor = 45_000;

/** An event that this process took. */
interface Taken {
	/** When, on a clock that never goes back. */
	moment: number;
	/** Whether a later call found it in the static data; until then n8n may have failed to start its execution. */
	isStored: boolean;
}

/** What was taken lately: by trigger, then by identity. */
const fresh = new Map<string, Map<string, Taken>>();

/**
 * Notes events as taken.
 *
 * @param trigger stands for this node of this workflow
 * @param data static data of the node as n8n stored them; changed in place, only where there is something new
 * @param now milliseconds on a clock that never goes back
 * @returns for each identity, whether it is new
 */
export function take(
	trigger: string,
	data: IDataObject,
	identities: readonly string[],
	now: number,
): boolean[] {
	const recent = recentOf(trigger, now);
	const stored = takenIn(data);
	for (const identity of stored) {
		const taken = recent.get(identity);
		if (taken) taken.isStored = true;
	}
	const known = new Set([...stored, ...recent.keys()]);
	const news = identities.map((identity) => {
		const isNew = !known.has(identity);
		known.add(identity);
		if (isNew) recent.set(identity, { moment: now, isStored: false });
		return isNew;
	});
	for (const oldest of [...recent.keys()].slice(0, -mostRemembered)) recent.delete(oldest);
	if (recent.size > 0) fresh.set(trigger, recent);
	note(
		data,
		recent,
		identities.filter((_, index) => news[index]),
	);
	return news;
}

/**
 * Adds to the data of a call what n8n has stored for other calls meanwhile, which they would overwrite.
 *
 * @param data static data of the node as `take` left them
 */
export function addStored(trigger: string, data: IDataObject, now: number): void {
	note(data, recentOf(trigger, now), []);
}

/** Of other calls only what was surely stored: an event whose execution never began must be taken when it is repeated. */
function note(data: IDataObject, recent: ReadonlyMap<string, Taken>, news: readonly string[]): void {
	const before = takenIn(data);
	const stored = [...recent].flatMap(([identity, { isStored }]) => (isStored ? [identity] : []));
	const known = new Set([...stored, ...before, ...news]);
	if (known.size > before.length) data.taken = [...known].slice(-mostRemembered);
}

const takenIn = ({ taken }: IDataObject): string[] => (Array.isArray(taken) ? (taken as string[]) : []);

/** What this process took lately for a trigger; those of all triggers that are too old are forgotten. */
function recentOf(trigger: string, now: number): Map<string, Taken> {
	for (const [other, recent] of fresh) {
		for (const [identity, { moment }] of recent) {
			// In the order of their moments: what follows is younger.
			if (now - moment < freshFor) break;
			recent.delete(identity);
		}
		if (recent.size === 0) fresh.delete(other);
	}
	return fresh.get(trigger) ?? new Map<string, Taken>();
}
