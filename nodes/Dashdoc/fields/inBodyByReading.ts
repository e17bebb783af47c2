import type { Parameter } from '../declaration/parameter';
import type { Route } from '../declaration/route';
import { reference } from './locators';
import { at, type Appearance } from './plain';
import type { Locatable } from './things';

/** What stands in a body for a thing that is named by External ID, until `run` has read its ID. */
export interface Unread {
	remote_id: string;
}

/**
 * A thing that a field names by its ID alone, where several such fields stand side by side: one that is given by
 * External ID is `Unread` in the body.
 * @param via reads the thing
 */
export function inBodyByReading<T extends `body.${string}`>(
	target: T,
	thing: Locatable,
	via: Route,
	appearance: Appearance,
	displayName?: string,
): Parameter<T> {
	const { property, place } = reference('each', thing, appearance, displayName);
	return {
		property,
		targets: [target],
		via,
		place: (value, context) => {
			const { 'each.pk': pk, 'each.remote_id': remote_id } = place?.(value, context) ?? {};
			return at(target, pk ?? { remote_id });
		},
		cleared: at(target, null),
	};
}
