import type { INodeProperties } from 'n8n-workflow';
import type { Resource } from '../declaration/operation';
import { joined, shownWhen } from './join';
import { conditionOn, type Use } from './uses';

/** A parameter at its place in one operation. */
interface Spot {
	readonly property: INodeProperties;
	readonly uses: readonly [Use];
	/** The one above it. */
	readonly above?: Spot;
}

/** Spots that one parameter of the editor can serve. */
type Group = readonly Spot[];

/**
 * The parameters of all operations for the editor, each once where operations share it, with conditions on resource and
 * operation. Every operation shows its own ones in its own order.
 */
export function parameterProperties(resources: readonly Resource[]): INodeProperties[] {
	const all: Use[] = [];
	const groups: Group[] = [];
	const spotsByResource = resources.map((resource) => spotsOf(resource, all));
	for (const spots of spotsByResource) {
		const ofResource: Group[] = [];
		for (const spot of spots) joinFirst(ofResource, [spot], canShare);
		const isWorthIt = (group: Group, other: Group) => canShare(group, other) && isShorter(group, other, all);
		for (const group of ofResource) joinFirst(groups, group, isWorthIt);
	}
	return inOrder(groups)
		.map((group) => shown(group, all))
		.filter((property) => property !== undefined);
}

/** @param all gets the operations of the resource */
function spotsOf({ value: resource, operations }: Resource, all: Use[]): Spot[] {
	return operations.flatMap(({ value: operation, parameters }) => {
		const use: Use = { resource, operation };
		all.push(use);
		const spots: Spot[] = [];
		for (const { property } of parameters) spots.push({ property, uses: [use], above: spots.at(-1) });
		return spots;
	});
}

/** Adds to the first group that takes it, or as a group of its own. */
function joinFirst(groups: Group[], added: Group, takes: (group: Group, added: Group) => boolean): void {
	const index = groups.findIndex((group) => takes(group, added));
	if (index < 0) groups.push(added);
	else groups[index] = [...groups[index], ...added];
}

function canShare(group: Group, added: Group): boolean {
	if (group[0].property.name !== added[0].property.name) return false;
	const isTwice = added.some(({ uses: [use] }) => group.some((spot) => spot.uses[0] === use));
	return !isTwice && joined([...group, ...added]) !== undefined;
}

function isShorter(group: Group, added: Group, all: readonly Use[]): boolean {
	const together = shown([...group, ...added], all);
	const apart = [shown(group, all), shown(added, all)];
	return together !== undefined && JSON.stringify(together).length < JSON.stringify(apart).length;
}

/** One parameter for all spots of the group, or undefined where there is none. */
function shown(group: Group, all: readonly Use[]): INodeProperties | undefined {
	const property = joined(group);
	const condition = conditionOn(
		group.flatMap(({ uses }) => uses),
		all,
	);
	return property && condition && shownWhen(property, condition, '');
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
		const free = waiting.findIndex((group) => group.every(isFree));
		if (free < 0) {
			const stuck = waiting.findIndex((group) => group.some(isFree));
			waiting.splice(stuck, 1, ...divided(waiting[stuck], isFree));
			continue;
		}
		const [next] = waiting.splice(free, 1);
		next.forEach((spot) => placed.add(spot));
		ordered.push(next);
	}
	return ordered;
}

/** The free spots and the others of each resource, since those of one resource have a condition in any case. */
function divided(group: Group, isFree: (spot: Spot) => boolean): Group[] {
	const resources = [...new Set(group.map(({ uses: [use] }) => use.resource))];
	return resources
		.map((resource) => group.filter(({ uses: [use] }) => use.resource === resource))
		.flatMap((spots) => [spots.filter(isFree), spots.filter((spot) => !isFree(spot))])
		.filter((spots) => spots.length > 0);
}
