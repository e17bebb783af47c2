import type { Parameter } from '../declaration/parameter';

/** A parameter that takes a value, with the words by which the user knows it. */
export interface Labelled {
	label: string;
	parameter: Parameter;
}

/**
 * The parameters that take values, those inside collections too. A nested collection is named with its fields
 * (`Primary Address City`); Additional Fields and its like are not, since they say nothing of the thing.
 */
export function labelledParameters(parameters: readonly Parameter[]): Labelled[] {
	return parameters.flatMap((parameter) =>
		parameter.members ? parameter.members.flatMap((member) => labelled(member, '')) : labelled(parameter, ''),
	);
}

function labelled(parameter: Parameter, prefix: string): Labelled[] {
	const label = `${prefix}${parameter.property.displayName}`;
	return parameter.members
		? parameter.members.flatMap((member) => labelled(member, `${label} `))
		: [{ label, parameter }];
}
