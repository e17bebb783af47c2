import type { IDataObject } from 'n8n-workflow';

/** Identities that the workflow's static data keep; the oldest make room. */
export const mostRemembered = 2000;

/**
 * Milliseconds for which this process remembers beside the static data. n8n reads them for each call and writes them
 * after it, so that two calls at once do not see each other there. Not longer: where n8n could not start the execution,
 * it answers 500, and Dashdoc's repetition in the next minute must be taken.
 */
const freshFor = 45_000;

/** Moments, on a clock that never goes back, at which events were taken: by trigger, then by identity. */
const fresh = new Map<string, Map<string, number>>();

/**
 * Notes events as taken.
 *
 * @param trigger stands for this node of this workflow
 * @param data static data of the node; changed in place, only where there is something new
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
	const stored = Array.isArray(data.taken) ? (data.taken as string[]) : [];
	const known = new Set([...stored, ...recent.keys()]);
	const before = known.size;
	const news = identities.map((identity) => {
		const isNew = !known.has(identity);
		known.add(identity);
		if (isNew) recent.set(identity, now);
		return isNew;
	});
	for (const oldest of [...recent.keys()].slice(0, -mostRemembered)) recent.delete(oldest);
	if (recent.size > 0) fresh.set(trigger, recent);
	if (known.size > before || before > stored.length) data.taken = [...known].slice(-mostRemembered);
	return news;
}

/** What this process took lately for a trigger; those of all triggers that are too old are forgotten. */
function recentOf(trigger: string, now: number): Map<string, number> {
	for (const [other, moments] of fresh) {
		for (const [identity, moment] of moments) {
			// In the order of their moments: what follows is younger.
			if (now - moment < freshFor) break;
			moments.delete(identity);
		}
		if (moments.size === 0) fresh.delete(other);
	}
	return fresh.get(trigger) ?? new Map<string, number>();
}
