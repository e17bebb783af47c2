import type { INodeProperties } from 'n8n-workflow';
import { conditionOn, type Condition, type Use } from './uses';

/** A parameter as some operations declare it. */
export interface Declared {
	readonly property: INodeProperties;
	readonly uses: readonly Use[];
}

/**
 * One parameter that shows every operation what it declares, or undefined where there is none. Collections that differ
 * in their members only become one, whose members have conditions where not all operations have them.
 */
export function joined(declared: readonly Declared[]): INodeProperties | undefined {
	const [{ property }] = declared;
	if (areSame(declared.map((one) => one.property))) return property;
	if (property.type !== 'collection' || !areSame(declared.map((one) => withoutMembers(one.property)))) {
		return undefined;
	}
	const options = joinedMembers(declared);
	return options && { ...property, options };
}

/** The parameter with a condition, before those that it has itself; `prefix` says where n8n looks for the values. */
export function shownWhen(
	property: INodeProperties,
	condition: Condition,
	prefix: '' | '/',
): INodeProperties {
	const conditions = Object.entries(condition).map(([name, values]) => [`${prefix}${name}`, values] as const);
	if (conditions.length === 0) return property;
	const { displayOptions } = property;
	const show = { ...Object.fromEntries(conditions), ...displayOptions?.show };
	return { ...property, displayOptions: { ...displayOptions, show } };
}

function joinedMembers(collections: readonly Declared[]): INodeProperties[] | undefined {
	const within = collections.flatMap(({ uses }) => uses);
	const byName = new Map<string, Declared[]>();
	for (const { property, uses } of collections) {
		for (const member of membersOf(property)) {
			byName.set(member.name, [...(byName.get(member.name) ?? []), { property: member, uses }]);
		}
	}
	const members = [...byName.values()].map((declared) => joinedMember(declared, within));
	if (!members.every((member) => member !== undefined)) return undefined;
	members.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'));
	return collections.every(({ property }) => keepsOrder(members, property)) ? members : undefined;
}

function joinedMember(declared: readonly Declared[], within: readonly Use[]): INodeProperties | undefined {
	const member = joined(declared);
	const condition = conditionOn(
		declared.flatMap(({ uses }) => uses),
		within,
	);
	if (!member || !condition || Object.keys(condition).some((name) => isAsked(member, `/${name}`)))
		return undefined;
	// With a slash n8n looks among the parameters of the node instead of the neighbours in the collection.
	return shownWhen(member, condition, '/');
}

function isAsked({ displayOptions }: INodeProperties, name: string): boolean {
	return displayOptions?.show?.[name] !== undefined;
}

function keepsOrder(members: readonly INodeProperties[], collection: INodeProperties): boolean {
	const declared = membersOf(collection).map(({ name }) => name);
	const shown = members.map(({ name }) => name).filter((name) => declared.includes(name));
	return shown.join() === declared.join();
}

function membersOf({ options = [] }: INodeProperties): INodeProperties[] {
	return options.filter((option): option is INodeProperties => 'type' in option);
}

function withoutMembers(property: INodeProperties): INodeProperties {
	return { ...property, options: undefined };
}

function areSame(properties: readonly INodeProperties[]): boolean {
	const [first, ...others] = new Set(properties);
	if (others.length === 0) return true;
	const text = JSON.stringify(first);
	return others.every((other) => JSON.stringify(other) === text);
}
