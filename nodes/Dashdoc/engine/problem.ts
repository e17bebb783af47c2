/** A value that cannot be sent, told of the parameter's display name; the item is added where it is known. */
export class ParameterProblem extends Error {
	constructor(
		readonly displayName: string,
		readonly text: string,
	) {
		super(`${displayName}: ${text}`);
	}
}
