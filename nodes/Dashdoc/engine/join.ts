import type { INodeProperties } from 'n8n-workflow';
import { inAlphabet } from '../declaration/alphabet';
import { differInMembers, membersOf } from './alike';
import { remembered } from './remembered';
import { conditionOn, type Condition, type Use } from './uses';

/** A parameter as some operations declare it; what several declare alike is the same object. */
export interface Declared {
	readonly property: INodeProperties;
	readonly uses: readonly Use[];
}

/** The parameter that shows several operations what each declares, before it is built. */
export interface Joined {
	readonly property: INodeProperties;
	/** Of a collection whose members are not the same for all of its operations, in place of those of the property. */
	readonly members?: readonly Member[];
}

interface Member extends Joined {
	readonly condition: Condition;
}

/**
 * One parameter that shows every operation what it declares, or undefined where there is none. Collections that differ
 * in their members only become one, whose members have conditions where not all operations have them.
 * @param within the operations of all that is declared, in the order in which conditions name them
 */
export function joined(declared: readonly Declared[], within: readonly Use[]): Joined | undefined {
	const [{ property }] = declared;
	if (declared.every((one) => one.property === property)) return { property };
	const variants = variantsOf(declared);
	if (!variants.every((variant) => canJoin(variant, { property }))) return undefined;
	const members = joinedMembers(variants, within);
	return members && { property, members };
}

/** Whether the two may become one, as far as can be told without their operations. */
export function canJoin(one: Joined, other: Joined): boolean {
	if (one.property === other.property && !one.members && !other.members) return true;
	if (one.property.type !== 'collection' || !differInMembers(one.property, other.property)) return false;
	const known = membersByName(one);
	return [...membersByName(other)].every(([name, member]) => canJoin(known.get(name) ?? member, member));
}

const membersByName = remembered((collection: Joined): ReadonlyMap<string, Joined> => {
	const members: readonly Joined[] =
		collection.members ?? membersOf(collection.property).map((property) => ({ property }));
	return new Map(members.map((member) => [member.property.name, member]));
});

/** The parameter as n8n takes it. */
export function built({ members, property }: Joined): INodeProperties {
	if (!members) return property;
	// With a slash n8n looks among the parameters of the node instead of the neighbours in the collection.
	return { ...property, options: members.map((member) => shownWhen(built(member), member.condition, '/')) };
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

/** About how many characters the parameter takes as JSON with a condition; exact enough to compare. */
export function lengthOf({ members, property }: Joined, condition: Condition): number {
	const own = members ? lengthWithMembers(property, members) : plainLength(property);
	return Object.keys(condition).length === 0
		? own
		: own + JSON.stringify({ displayOptions: { show: condition } }).length;
}

function lengthWithMembers(collection: INodeProperties, members: readonly Member[]): number {
	const lengths = members.map((member) => lengthOf(member, member.condition));
	return lengths.reduce((sum, length) => sum + length, plainLength({ ...collection, options: undefined }));
}

const plainLength = remembered((property: INodeProperties) => JSON.stringify(property).length);

/** What several operations declare alike is one, for all of them. */
function variantsOf(declared: readonly Declared[]): Declared[] {
	const variants = new Map<INodeProperties, Use[]>();
	for (const { property, uses } of declared) {
		const known = variants.get(property);
		if (known) known.push(...uses);
		else variants.set(property, [...uses]);
	}
	return [...variants].map(([property, uses]) => ({ property, uses }));
}

function joinedMembers(collections: readonly Declared[], within: readonly Use[]): Member[] | undefined {
	const namesakes = declaredByName(collections);
	namesakes.sort(([{ property: a }], [{ property: b }]) => inAlphabet(a.displayName, b.displayName));
	const names = namesakes.map(([{ property }]) => property.name);
	if (!collections.every(({ property }) => keepsOrder(names, property))) return undefined;
	const conditions = new Map<readonly Use[], Condition | undefined>();
	const members: Member[] = [];
	for (const declared of namesakes) {
		const uses = usesOf(declared, within);
		const condition = conditions.get(uses) ?? conditionOn(uses, within);
		conditions.set(uses, condition);
		const member = joined(declared, uses);
		if (!member || !condition || isAsked(member.property, condition)) return undefined;
		members.push({ property: member.property, members: member.members, condition });
	}
	return members;
}

/** Whether the parameter has a condition of its own on what the condition names. */
function isAsked({ displayOptions }: INodeProperties, condition: Condition): boolean {
	const show = displayOptions?.show;
	return show !== undefined && Object.keys(condition).some((name) => `/${name}` in show);
}

function declaredByName(collections: readonly Declared[]): Declared[][] {
	const byName = new Map<string, Declared[]>();
	for (const { property: collection, uses } of collections) {
		for (const property of membersOf(collection)) {
			const declared = byName.get(property.name);
			if (declared) declared.push({ property, uses });
			else byName.set(property.name, [{ property, uses }]);
		}
	}
	return [...byName.values()];
}

/** Operations that declare it, in the order of `within`; the same list for members of the same single collection. */
function usesOf(declared: readonly Declared[], within: readonly Use[]): readonly Use[] {
	if (declared.length === 1) return declared[0].uses;
	const uses = new Set(declared.flatMap((one) => one.uses));
	return uses.size === within.length ? within : within.filter((use) => uses.has(use));
}

function keepsOrder(names: readonly string[], collection: INodeProperties): boolean {
	const declared = membersOf(collection).map(({ name }) => name);
	const known = new Set(declared);
	const shown = names.filter((name) => known.has(name));
	return shown.join() === declared.join();
}
