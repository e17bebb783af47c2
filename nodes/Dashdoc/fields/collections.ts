import { inAlphabet } from '../declaration/alphabet';
import type { Parameter, Placement } from '../declaration/parameter';
import { parameterName } from './name';

/** Members in the order of their labels, as n8n wants collections and forms to be. */
export function byLabel<T extends string>(members: ReadonlyArray<Parameter<T>>): Array<Parameter<T>> {
	return [...members].sort((a, b) => inAlphabet(a.property.displayName, b.property.displayName));
}

function collection<T extends string>(
	displayName: string,
	name: string,
	members: ReadonlyArray<Parameter<T>>,
	{ placeholder, clears }: { placeholder: string; clears: boolean },
): Parameter<T> {
	const sorted = byLabel(members);
	return {
		property: {
			displayName,
			name,
			type: 'collection',
			placeholder,
			default: {},
			options: sorted.map((member) => member.property),
		},
		targets: sorted.flatMap((member) => member.targets),
		members: sorted,
		clears,
	};
}

/** Optional fields of a creation; a chosen but empty field is left out. */
export function additionalFields<T extends string>(members: ReadonlyArray<Parameter<T>>): Parameter<T> {
	return collection('Additional Fields', 'additionalFields', members, {
		placeholder: 'Add Field',
		clears: false,
	});
}

/** Fields of an update: only chosen ones are sent, a chosen empty one clears the value. */
export function updateFields<T extends string>(members: ReadonlyArray<Parameter<T>>): Parameter<T> {
	return collection('Update Fields', 'updateFields', members, { placeholder: 'Add Field', clears: true });
}

/** Filters of a list; an empty one is left out. */
export function filters<T extends string>(members: ReadonlyArray<Parameter<T>>): Parameter<T> {
	return collection('Filters', 'filters', members, { placeholder: 'Add Filter', clears: false });
}

/** The same fields below a dotted target: those of a load, below `body.origin_load`. */
export function below<P extends string, T extends string>(
	prefix: P,
	fields: ReadonlyArray<Parameter<T>>,
): Array<Parameter<`${P}.${T}`>> {
	const moved = (placement: Placement) =>
		Object.fromEntries(Object.entries(placement).map(([target, value]) => [`${prefix}.${target}`, value]));
	return fields.map(({ targets, place, cleared, members, ...field }) => ({
		...field,
		targets: targets.map((target) => `${prefix}.${target}` as const),
		...(place && { place: (value, context) => moved(place(value, context)) }),
		...(cleared && { cleared: moved(cleared) }),
		// The members of rows start at the row, wherever that stands.
		...(members && { members: field.rows === undefined ? below(prefix, members) : members }),
	}));
}

/** Fields of a nested object, such as an address: only chosen ones are sent. */
export function nestedFields<T extends string>(
	displayName: string,
	description: string,
	members: ReadonlyArray<Parameter<T>>,
	{ clears }: { clears: boolean },
): Parameter<T> {
	const nested = collection(displayName, parameterName(displayName), members, {
		placeholder: 'Add Field',
		clears,
	});
	return { ...nested, isNamed: true, property: { ...nested.property, description } };
}
