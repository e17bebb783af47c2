/** What the trigger can watch, as data: types and the functions that make declarations of it. */
import type { IDataObject } from 'n8n-workflow';
import type { AnswerOf, QueryName, Route } from '../Dashdoc/declaration/route';

/** What the user chose beside the watched thing. */
export interface Settings {
	/** Flat columns as the Dashdoc node gives them, or everything that Dashdoc answers. */
	output: 'simplified' | 'raw';
	/** Categories, kinds or statuses that are wanted; empty for all of them. */
	chosen: readonly string[];
}

/** Something that happened to an object of a list. */
export interface Happening {
	/** The same whenever it is seen again, together with `time`. */
	id: string;
	/** When it happened, as Dashdoc tells it. */
	time: string;
	/** The item that tells of it. */
	read: () => IDataObject;
}

/** Names of the filters by which a list is cut to a period. */
interface Period {
	/** Keeps objects that changed at a moment or later. */
	since: string;
	/**
	 * Keeps objects so that everything which happened up to a moment is among them; left out where Dashdoc has no such
	 * filter.
	 */
	until?: string;
}

/** A thing to watch. */
export interface Watch {
	value: string;
	/** What the editor calls it. */
	name: string;
	description: string;
	/** What an item is, for the text that tells of none. */
	noun: string;
	route: Route;
	period: Period;
	/** When an object changed in the sense of the filters; null where it never did. */
	changed: (object: IDataObject) => string | null | undefined;
	/** What happened to an object, as far as it is wanted. */
	happenings: (object: IDataObject, settings: Settings) => Happening[];
	/** For lists that cannot be filtered by change: objects are followed by their state. */
	states?: States;
}

/** How objects are followed whose list cannot be filtered by change. */
export interface States {
	/** Filter that takes identifiers. */
	named: string;
	/** Identifier of an object. */
	identifier: (object: IDataObject) => string;
	/** The state whose change is told. */
	state: (object: IDataObject) => string;
	/** States that nothing follows on; any other one may change. */
	final: readonly string[];
	/** Whether the change into a state is wanted. */
	isWanted: (state: string, settings: Settings) => boolean;
	/** The item that tells of a change. */
	item: (object: IDataObject, settings: Settings) => IDataObject;
	/** Field of the item that holds the state before. */
	previous: string;
}

type Element<R extends Route> =
	AnswerOf<R> extends { results?: infer Results }
		? NonNullable<Results> extends ReadonlyArray<infer One>
			? One
			: never
		: never;

/** A declaration whose route and filters are those of Dashdoc, else it does not compile. */
interface Declaration<R extends Route>
	extends Omit<Watch, 'route' | 'period' | 'changed' | 'happenings' | 'states'> {
	route: R;
	period: { since: QueryName<R>; until?: QueryName<R> };
	changed: (object: Element<R>) => string | null | undefined;
	happenings: (object: Element<R>, settings: Settings) => Happening[];
	states?: Omit<States, 'named'> & { named: QueryName<R> };
}

/** Declares a thing to watch, typed by its route. */
export function watch<R extends Route>(declaration: Declaration<R>): Watch {
	// Dashdoc's answers are read leniently: each function takes what may be missing.
	return declaration as unknown as Watch;
}
