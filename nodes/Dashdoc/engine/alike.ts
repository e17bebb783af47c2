import type { INodeProperties } from 'n8n-workflow';

/**
 * Makes a function that gives the first of all parameters that say the same, members of collections included: what is
 * alike is one object then, and need not be compared again.
 */
export function oneOfAlike(): (property: INodeProperties) => INodeProperties {
	const firsts = new Map<INodeProperties, INodeProperties>();
	const byName = new Map<string, INodeProperties[]>();

	function firstOf(property: INodeProperties): INodeProperties {
		const known = firsts.get(property);
		if (known) return known;
		const own =
			property.type === 'collection' ? { ...property, options: membersOf(property).map(firstOf) } : property;
		const first = firstSaying(own);
		firsts.set(property, first);
		return first;
	}

	function firstSaying(property: INodeProperties): INodeProperties {
		const namesakes = byName.get(property.name);
		if (!namesakes) byName.set(property.name, [property]);
		const first = namesakes?.find((one) => areSame(one, property));
		if (!first) namesakes?.push(property);
		return first ?? property;
	}

	return firstOf;
}

/** The parameters inside a collection. */
export function membersOf({ options = [] }: INodeProperties): INodeProperties[] {
	return options.filter((option): option is INodeProperties => 'type' in option);
}

/** Whether two collections say the same but for their members. */
export function differInMembers(one: INodeProperties, other: INodeProperties): boolean {
	return areSame(one, other, 'options');
}

/** What is undefined in one may be left out in the other; `ignored` is a field of the two that is not looked at. */
function areSame(one: unknown, other: unknown, ignored?: string): boolean {
	if (one === other) return true;
	if (!isStructure(one) || !isStructure(other) || Array.isArray(one) !== Array.isArray(other)) return false;
	return (
		Object.keys(one).every((name) => name === ignored || areSame(one[name], other[name])) &&
		Object.keys(other).every((name) => name in one || other[name] === undefined)
	);
}

function isStructure(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
