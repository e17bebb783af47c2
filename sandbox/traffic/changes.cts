import type { CollectionDefinition } from '../state/collection.cts';
import type { Tenant } from '../state/tenant.cts';

/** Something that happens to a list while a client reads its pages. */
export interface Change {
	/** operationId of the list, e.g. `listTransports`. */
	list: string;
	/** Number of the page around which it happens. */
	page: number;
	/** Before that page is made, or right after. */
	when: 'before' | 'after';
	do: 'delete' | 'insert' | 'modify';
	/** Records by their place (from 0) in the unfiltered list at that moment; for `delete` and `modify`. */
	positions?: number[];
	/** Records by uid, pk or id; for `delete` and `modify`. */
	keys?: (string | number)[];
	/** Number of new records, copies of the first one, for `insert`; 1 unless given. */
	count?: number;
	/** Seconds by which the records are stamped earlier, as changes that were long in coming; for `insert` and `modify`. */
	late?: number;
}

/** How a list keeps its records; every resource that has one qualifies. */
export interface ListedResource {
	collection: CollectionDefinition<Record<string, unknown>>;
}

/** The changes that wait for their page; each happens once. */
export class Changes {
	private waiting: Change[] = [];

	set(changes: readonly Change[]): void {
		this.waiting = [...changes];
	}

	add(changes: readonly Change[]): void {
		this.waiting.push(...changes);
	}

	pending(): Change[] {
		return [...this.waiting];
	}

	/** Lets happen what is due around this page of this list. */
	happen(place: Pick<Change, 'list' | 'page' | 'when'>, resource: ListedResource, tenant: Tenant): void {
		if (this.waiting.length === 0) return;
		const { list, page, when } = place;
		const isDue = (change: Change) => change.list === list && change.page === page && change.when === when;
		const due = this.waiting.filter(isDue);
		this.waiting = this.waiting.filter((change) => !isDue(change));
		for (const change of due) applyChange(change, resource, tenant);
	}
}

/** Applies a change at once. Throws an Error for records that do not exist. */
export function applyChange(
	change: Change,
	{ collection: definition }: ListedResource,
	tenant: Tenant,
): void {
	const collection = tenant.of(definition);
	if (change.do === 'insert') {
		for (let number = 0; number < (change.count ?? 1); number += 1) {
			insertCopy(definition, tenant, change.late);
		}
		return;
	}
	const chosen = [
		...(change.positions ?? []).map((position) => collection.all()[position]),
		...(change.keys ?? []).map((key) => collection.get(key)),
	];
	for (const record of chosen) {
		if (!record) throw new Error(`${change.do}: no such record in ${definition.name}`);
		if (change.do === 'delete') collection.remove(record);
		else modify(definition, record, tenant, change.late);
	}
}

type Definition = CollectionDefinition<Record<string, unknown>>;

function modify(definition: Definition, record: Record<string, unknown>, tenant: Tenant, late = 0): void {
	tenant.touch(definition, record);
	if ('updated' in record) record.updated = earlier(tenant.world.clock.now(), late);
}

const earlier = (time: string, seconds: number) => new Date(Date.parse(time) - seconds * 1000).toISOString();

function insertCopy(definition: Definition, tenant: Tenant, late = 0): void {
	const collection = tenant.of(definition);
	const [pattern] = collection.all();
	if (!pattern) throw new Error(`insert: ${definition.name} holds no record to copy`);
	const { random, clock } = tenant.world;
	const now = earlier(clock.tick(), late);
	collection.add({
		...structuredClone(pattern),
		[definition.key]: definition.key === 'uid' ? random.uid() : tenant.world.nextKey(),
		...('remote_id' in pattern && { remote_id: '' }),
		...('created' in pattern && { created: now }),
		...('updated' in pattern && { updated: now }),
	});
}
