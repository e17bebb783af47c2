import type { Parameter } from '../declaration/parameter';
import { remembered } from './remembered';

/** A parameter that takes a value, with the words by which the user knows it. */
export interface Labelled {
	label: string;
	parameter: Parameter;
}

/**
 * The parameters that take values, those inside collections too. A nested collection is named with its fields
 * (`Primary Address City`); Additional Fields and its like are not, since they say nothing of the thing. Every request
 * of every item asks for them, and declarations never change.
 */
export const labelledParameters = remembered((parameters: readonly Parameter[]): readonly Labelled[] =>
	parameters.flatMap(labelledAtTop),
);

function labelledAtTop(parameter: Parameter): Labelled[] {
	return parameter.members && parameter.rows === undefined && !parameter.isNamed
		? parameter.members.flatMap((member) => labelled(member, ''))
		: labelled(parameter, '');
}

function labelled(parameter: Parameter, prefix: string): Labelled[] {
	const { members, property, rows } = parameter;
	const label = `${prefix}${property.displayName}`;
	if (!members) return [{ label, parameter }];
	if (rows === undefined) return members.flatMap((member) => labelled(member, `${label} `));
	const own = { label, parameter: { ...parameter, members: undefined } };
	return [
		own,
		...members
			.flatMap((member) => labelled(member, `${prefix}${rowLabel(parameter)} `))
			.map(inRow(parameter)),
	];
}

/** What one row is called; the star stands for its number. */
function rowLabel({ property }: Parameter): string {
	const [row] = property.options ?? [];
	return `${row && 'displayName' in row ? row.displayName : property.displayName} ${anyRow}`;
}

/** Gives a parameter of a row the target that it has in the whole request. */
const inRow =
	({ targets: [list] }: Parameter) =>
	({ label, parameter }: Labelled): Labelled => ({
		label,
		parameter: { ...parameter, targets: parameter.targets.map((target) => `${list}.${anyRow}.${target}`) },
	});

/** Stands in labels and targets for the number of a row. */
export const anyRow = '*';
