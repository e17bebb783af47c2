import type { Parameter } from '../declaration/parameter';
import type { FieldPath } from '../declaration/route';
import { byLabel } from './collections';
import { parameterName } from './name';
import { at } from './plain';

/** The words of a form that can be added several times. */
interface Rows {
	/** What one row stands for, `Load`. */
	singular: string;
	description: string;
	required?: boolean;
}

/**
 * Makes the constructor of a list whose elements the user adds one by one; `Element` is the element as the API
 * description has it, and a member that writes to a field which it has not got does not compile.
 */
export function rowsOf<Element>() {
	return <T extends string>(
		target: T,
		displayName: string,
		{ singular, description, required }: Rows,
		members: ReadonlyArray<Parameter<FieldPath<Element>>>,
	): Parameter<T> => {
		const group = parameterName(singular);
		const sorted = byLabel(members);
		return {
			property: {
				displayName,
				name: parameterName(displayName),
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: `Add ${singular}`,
				description,
				default: {},
				...(required && { required }),
				options: [{ displayName: singular, name: group, values: sorted.map(({ property }) => property) }],
			},
			targets: [target],
			members: sorted,
			rows: group,
			cleared: at(target, []),
		};
	};
}

/** A field of a row of which 0 says nothing: n8n puts 0 into every number of a row that nobody filled in. */
export function unlessZero<T extends string>(parameter: Parameter<T>): Parameter<T> {
	const { place } = parameter;
	return { ...parameter, place: (value, context) => (value === 0 ? {} : (place?.(value, context) ?? {})) };
}
