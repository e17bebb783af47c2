/** Gathers what happened while pages come in; holds no more than one poll gives out. */
import type { IDataObject } from 'n8n-workflow';
import { mostItems } from './budget';
import { markOf, momentOf } from './memory';
import type { Settings, Watch } from './watch';

/** Something that happened and was not told yet. */
export interface News {
	id: string;
	mark: string;
	/** Milliseconds since 1970. */
	moment: number;
	item: IDataObject;
}

/** What counts as news. */
export interface Interest {
	watch: Watch;
	settings: Settings;
	/** Milliseconds since 1970, both inclusive. */
	since: number;
	until: number;
	/** Marks of what was told before. */
	told: ReadonlySet<string>;
	/** News that are kept at most, the oldest first. */
	most?: number;
}

/** When the newest of some objects changed, milliseconds since 1970; undefined where none tells. */
export function newestOf(watch: Watch, objects: readonly IDataObject[]): number | undefined {
	const moments = objects.flatMap((object) => momentOf(watch.changed(object)) ?? []);
	return moments.length > 0 ? Math.max(...moments) : undefined;
}

/** The news of one reading. */
export class Collector {
	/** When the newest of all objects changed; undefined as long as none came. */
	newest?: number;

	private kept = new Map<string, News>();

	/** From this moment on, news were left out for want of room. */
	private leftOut = Infinity;

	constructor(private readonly interest: Interest) {}

	/** Notes a change of an object that is not taken. */
	see(moment: number | undefined): void {
		if (moment !== undefined) this.newest = Math.max(this.newest ?? moment, moment);
	}

	/** Takes the objects of a page; one that came before in an older state gives way. */
	take(objects: readonly IDataObject[]): void {
		const { most = mostItems } = this.interest;
		this.see(newestOf(this.interest.watch, objects));
		for (const object of objects) this.takeOne(object);
		if (this.kept.size > 2 * most) this.leaveOut(most);
	}

	/** The oldest news, oldest first, and from which moment on there are more. */
	result(): { news: News[]; more?: number } {
		this.leaveOut(this.interest.most ?? mostItems);
		const more = this.leftOut === Infinity ? undefined : this.leftOut;
		return { news: [...this.kept.values()], more };
	}

	private takeOne(object: IDataObject): void {
		const { watch, settings, since, until, told } = this.interest;
		for (const { id, time, read } of watch.happenings(object, settings)) {
			const moment = momentOf(time);
			if (moment === undefined || moment < since || moment > until) continue;
			const known = this.kept.get(id);
			const mark = markOf(id, time);
			if (told.has(mark) || (known && known.moment >= moment)) continue;
			this.kept.set(id, { id, mark, moment, item: read() });
		}
	}

	private leaveOut(most: number): void {
		const sorted = [...this.kept.values()].sort((one, other) => one.moment - other.moment);
		if (sorted.length > most) this.leftOut = Math.min(this.leftOut, sorted[most].moment);
		this.kept = new Map(sorted.slice(0, most).map((news) => [news.id, news]));
	}
}
