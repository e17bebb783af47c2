import { InvalidValue, type Parameter } from '../declaration/parameter';
import { inPathOrExternalId } from './locators';
import type { Appearance } from './plain';
import type { Locatable } from './things';

/**
 * The one thing that an action on a list is meant for: its ID in the filter is all that keeps the action from the rest of
 * the list. By External ID it is read first, since the filter takes IDs only.
 */
export function inFilter<T extends `query.${string}`>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
): Parameter<T> {
	const { property, place } = inPathOrExternalId('path.id', thing, appearance);
	return {
		property,
		targets: [target],
		resolve: thing.resolve,
		place: (value, context) => {
			const { 'path.id': id, ...lookUp } = place?.(value, context) ?? {};
			if (Object.keys(lookUp).length === 0 && String(id).includes(',')) {
				throw new InvalidValue(`"${String(id)}" holds a comma, but each item acts on one ${thing.noun}`);
			}
			return { [target]: id, ...lookUp };
		},
	};
}
