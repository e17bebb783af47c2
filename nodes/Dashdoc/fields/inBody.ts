import type { Parameter } from '../declaration/parameter';
import { inPathOrExternalId } from './locators';
import type { Appearance } from './plain';
import type { Locatable } from './things';

/** The thing that a field names by its ID alone; given by External ID, it is read first. */
export function inBody<T extends `body.${string}`>(
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
			return { [target]: id, ...lookUp };
		},
	};
}
