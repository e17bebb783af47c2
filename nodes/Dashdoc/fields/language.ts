import type { Parameter } from '../declaration/parameter';
import { choice, type Appearance } from './plain';

/** One of the languages that Dashdoc speaks. */
export function language<T extends string>(target: T, appearance: Appearance): Parameter<T> {
	return choice(
		target,
		'Language',
		[
			{ name: 'Dutch', value: 'nl' },
			{ name: 'English', value: 'en' },
			{ name: 'French', value: 'fr' },
			{ name: 'German', value: 'de' },
			{ name: 'Polish', value: 'pl' },
			{ name: 'Spanish', value: 'es' },
		],
		{ default: 'fr', ...appearance },
	);
}
