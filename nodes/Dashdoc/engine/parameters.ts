import type { INodeProperties } from 'n8n-workflow';
import type { Resource } from '../declaration/operation';
import { oneOfAlike } from './alike';
import { built, canJoin, joined, lengthOf, shownWhen, type Joined } from './join';
import { remembered } from './remembered';
import { conditionOn, type Use } from './uses';

/** A parameter at its place in one operation. */
interface Spot {
	readonly property: INodeProperties;
	readonly uses: readonly [Use];
	/** The one above it. */
	readonly above?: Spot;
}

/** Spots that one parameter of the editor can serve, and what that is without its condition. */
interface Group extends Joined {
	readonly spots: readonly Spot[];
	readonly uses: readonly Use[];
}

/** What two groups become, or undefined where they stay apart. */
type Join = (group: Group, added: Group) => Group | undefined;

/**
 * The parameters of all operations for the editor, each once where operations share it, with conditions on resource and
 * operation. Every operation shows its own ones in its own order.
 */
export function parameterProperties(resources: readonly Resource[]): INodeProperties[] {
	const firstOf = oneOfAlike();
	const all: Use[] = [];
	const groups: Group[] = [];
	const spotsByResource = resources.map((resource) => spotsOf(resource, all, firstOf));
	const togetherIfShorter = whereShorter(all);
	for (const spots of spotsByResource) {
		const ofResource: Group[] = [];
		for (const spot of spots) joinFirst(ofResource, alone(spot), together);
		for (const group of ofResource) joinFirst(groups, group, togetherIfShorter);
	}
	return inOrder(groups)
		.map((group) => shown(group, all))
		.filter((property) => property !== undefined);
}

/**
 * @param all gets the operations of the resource
 * @param firstOf makes one of parameters that are alike
 */
function spotsOf(
	{ value: resource, operations }: Resource,
	all: Use[],
	firstOf: (property: INodeProperties) => INodeProperties,
): Spot[] {
	return operations.flatMap(({ value: operation, parameters }) => {
		const uses = [{ resource, operation }] as const;
		all.push(...uses);
		const spots: Spot[] = [];
		for (const parameter of parameters) {
			spots.push({ property: firstOf(parameter.property), uses, above: spots.at(-1) });
		}
		return spots;
	});
}

function alone(spot: Spot): Group {
	return { spots: [spot], uses: spot.uses, property: spot.property };
}

/** Adds to the first group that takes it, or as a group of its own. */
function joinFirst(groups: Group[], added: Group, join: Join): void {
	for (const [index, group] of groups.entries()) {
		const both = group.property.name === added.property.name && join(group, added);
		if (both) {
			groups[index] = both;
			return;
		}
	}
	groups.push(added);
}

function together(group: Group, added: Group): Group | undefined {
	if (!canJoin(group, added)) return undefined;
	const isTwice = added.uses.some((use) => group.uses.includes(use));
	return isTwice ? undefined : groupOf([...group.spots, ...added.spots]);
}

/** Joins groups of different resources where one parameter takes less than two. */
function whereShorter(all: readonly Use[]): Join {
	const conditionOf = remembered(({ uses }: Group) => conditionOn(uses, all));
	const shownLength = remembered((group: Group) => lengthOf(group, conditionOf(group) ?? {}));
	return (group, added) => {
		if (!canJoin(group, added) || !conditionOn([...group.uses, ...added.uses], all)) {
			return undefined;
		}
		const both = together(group, added);
		return both && shownLength(both) < shownLength(group) + shownLength(added) ? both : undefined;
	};
}

function groupOf(spots: readonly Spot[]): Group | undefined {
	const uses = spots.map((spot) => spot.uses[0]);
	const joint = joined(spots, uses);
	return joint && { ...joint, spots, uses };
}

/** The parameter of the group with its condition, or undefined where there is none. */
function shown(group: Group, all: readonly Use[]): INodeProperties | undefined {
	const condition = conditionOn(group.uses, all);
	return condition && shownWhen(built(group), condition, '');
}

/**
 * The editor shows parameters in the order of the list, so each stands after all that are above it in any operation.
 * Where operations want opposite orders, a group is divided.
 */
function inOrder(groups: readonly Group[]): Group[] {
	const waiting = [...groups];
	const placed = new Set<Spot>();
	const ordered: Group[] = [];
	const isFree = ({ above }: Spot) => above === undefined || placed.has(above);
	while (waiting.length > 0) {
		const free = waiting.findIndex(({ spots }) => spots.every(isFree));
		if (free < 0) {
			const stuck = waiting.findIndex(({ spots }) => spots.some(isFree));
			waiting.splice(stuck, 1, ...divided(waiting[stuck], isFree));
			continue;
		}
		const [next] = waiting.splice(free, 1);
		next.spots.forEach((spot) => placed.add(spot));
		ordered.push(next);
	}
	return ordered;
}

/** The free spots and the others of each resource, since those of one resource have a condition in any case. */
function divided({ spots }: Group, isFree: (spot: Spot) => boolean): Group[] {
	const resources = [...new Set(spots.map(({ uses: [use] }) => use.resource))];
	return resources
		.map((resource) => spots.filter(({ uses: [use] }) => use.resource === resource))
		.flatMap((ofResource) => [ofResource.filter(isFree), ofResource.filter((spot) => !isFree(spot))])
		.filter((some) => some.length > 0)
		.flatMap((some) => groupOf(some) ?? some.map(alone));
}
