import type { Operation, Resource } from '../../nodes/Dashdoc/declaration/operation';
import { anchor } from './markdown.cts';

/** An operation of the node and how it uses an endpoint. */
export interface Use {
	resource: Resource;
	operation: Operation;
	/** True when the operation stands for the endpoint, false when it calls it on its way. */
	isOwn: boolean;
}

/** What in the node calls an endpoint, by its route; what stands for it comes first. */
export type UsesByRoute = ReadonlyMap<string, readonly Use[]>;

/** Collects the operations that call each endpoint. */
export function usesByRoute(resources: readonly Resource[]): UsesByRoute {
	const uses = new Map<string, readonly Use[]>();
	const add = (route: string, use: Use) => {
		const earlier = uses.get(route) ?? [];
		// An operation that names its own route a second time says nothing new.
		if (earlier.some(({ operation }) => operation === use.operation)) return;
		uses.set(
			route,
			[...earlier, use].sort((a, b) => Number(b.isOwn) - Number(a.isOwn)),
		);
	};
	for (const resource of resources) {
		for (const operation of resource.operations) {
			if (operation.route) add(operation.route, { resource, operation, isOwn: true });
			for (const route of operation.alsoCalls ?? []) add(route, { resource, operation, isOwn: false });
		}
	}
	return uses;
}

/** Whether an operation of the node stands for the endpoint. */
export function isOwned(uses: UsesByRoute, route: string): boolean {
	return uses.get(route)?.some(({ isOwn }) => isOwn) ?? false;
}

/** Links to the operations that call an endpoint, in brackets where they only pass by; empty when there are none. */
export function linksTo(uses: UsesByRoute, route: string): string {
	return (uses.get(route) ?? []).map(linkTo).join(', ');
}

function linkTo({ resource, operation, isOwn }: Use): string {
	const link = `[${resource.name}: ${operation.name}](resources/${resource.value}.md#${anchor(operation.name)})`;
	return isOwn ? link : `(${link})`;
}
