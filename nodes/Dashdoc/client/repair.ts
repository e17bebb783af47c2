import type { Reading, Readings } from './reading';

/** Rounds of reading again at most; a list that never stands still is left as it is after that. */
const mostRounds = 5;

/**
 * A border between two pages over which objects may have slipped unseen: they stood behind it when the page
 * before was read, and before it when the page behind was read.
 */
interface Border {
	/** Position in the list (from 0) of the first object behind the border. */
	edge: number;
	/** The earlier of both readings: from here on movements count. */
	since: Reading;
	/** Whether both readings were under way together, so that nobody knows which saw the older list. */
	together: boolean;
	/** Whether the page behind the border was gone. */
	gone: boolean;
}

/**
 * Looks for slipped objects at all borders not yet checked, reads the pages again on which these objects must be
 * now, and adds what they bring.
 *
 * None is lost as long as objects only vanish or only come; or, when Dashdoc reads the pages one after the other,
 * as long as not both happens between two answers that tell the count. Where as many come as vanish, the counts
 * show nothing, and nothing can be done.
 *
 * @param checked borders that were looked at before, by the page before them; is added to
 * @returns whether pages were read again
 */
export async function repair(readings: Readings, checked: Set<number>): Promise<boolean> {
	const borders = suspectBorders(readings, checked);
	let pages = pagesAround(borders, readings);
	for (let round = 0; pages.length > 0 && round < mostRounds; round++) {
		const before = readings.movement;
		const again = await readings.readAll(pages);
		// The list is shorter than all these pages; the first one tells how short.
		if (again.every(({ gone }) => gone)) await readings.read(1);
		const wider = pagesAround(borders, readings);
		const isCovered = wider.every((page) => pages.includes(page));
		if (isCovered && readings.movement === before) break;
		pages = wider;
	}
	return borders.length > 0;
}

function suspectBorders(readings: Readings, checked: Set<number>): Border[] {
	const borders: Border[] = [];
	for (const left of [...readings.firsts.values()].sort((a, b) => a.page - b.page)) {
		const right = readings.firsts.get(left.page + 1);
		if (!right || checked.has(left.page)) continue;
		checked.add(left.page);
		if (!canHaveSlipped(left, right)) continue;
		borders.push({
			edge: left.page * readings.size,
			since: left.ended < right.ended ? left : right,
			together: left.begun < right.ended && right.begun < left.ended,
			gone: right.gone,
		});
	}
	return borders;
}

/**
 * Objects slip towards the front when others vanish between the earlier reading of the page before and the later
 * reading of the page behind, and towards the back when others come and the page behind was read first.
 * Either way the page behind tells the smaller count.
 */
function canHaveSlipped(left: Reading, right: Reading): boolean {
	if (right.gone) return left.hasNext;
	if (left.count === undefined || right.count === undefined) return false;
	if (right.count < left.count) return true;
	const leftFirst = left.ended < right.begun;
	return leftFirst && right.fallen > left.fallen;
}

/** Pages on which slipped objects can be now, in order, each once. */
function pagesAround(borders: readonly Border[], readings: Readings): number[] {
	const { size, greatestCount } = readings;
	const pages = new Set<number>();
	for (const { edge, since, together, gone } of borders) {
		const { fallen, risen } = readings.movementSince(since);
		const back = together ? fallen + risen : fallen;
		const forth = together ? fallen + risen : risen;
		const from = Math.max(0, edge - (gone ? Math.max(1, back) : back));
		// No object stands behind the end of the list, however much the count moved.
		const to = Math.min(edge + forth, Math.max(edge, greatestCount));
		for (let page = Math.floor(from / size) + 1; (page - 1) * size < to; page++) pages.add(page);
	}
	return [...pages].sort((a, b) => a - b);
}
