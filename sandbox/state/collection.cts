/** Names a collection and says how its records are told apart and ordered. */
export interface CollectionDefinition<T extends object> {
	name: string;
	key: keyof T & string;
	/** Lists show the newest first; otherwise the oldest. */
	newestFirst?: boolean;
}

type Key = string | number;

/** The records of one resource of one tenant, in the order of their creation. */
export class Collection<T extends object> {
	private readonly records = new Map<string, T>();
	private ordered: readonly T[] | undefined;
	private groups = new Map<string, Map<unknown, T[]>>();

	constructor(private readonly definition: CollectionDefinition<T>) {}

	get size(): number {
		return this.records.size;
	}

	keyOf(record: T): Key {
		return record[this.definition.key] as Key;
	}

	add(record: T): T {
		this.records.set(String(this.keyOf(record)), record);
		this.ordered = undefined;
		this.changed();
		return record;
	}

	get(key: Key): T | undefined {
		return this.records.get(String(key));
	}

	remove(record: T): void {
		this.records.delete(String(this.keyOf(record)));
		this.ordered = undefined;
		this.changed();
	}

	/** All records in the order in which lists show them. */
	all(): readonly T[] {
		if (!this.ordered) {
			const records = [...this.records.values()];
			this.ordered = this.definition.newestFirst ? records.reverse() : records;
		}
		return this.ordered;
	}

	find(matches: (record: T) => boolean): T | undefined {
		return this.all().find(matches);
	}

	/** The records whose member has that value, from an index that lives until the next change. */
	having(member: keyof T & string, value: unknown): readonly T[] {
		let index = this.groups.get(member);
		if (!index) {
			index = groupBy(this.all(), member);
			this.groups.set(member, index);
		}
		return index.get(value) ?? [];
	}

	/** To be told after a record was changed in place. */
	changed(): void {
		this.groups.clear();
	}
}

function groupBy<T extends object>(records: readonly T[], member: keyof T): Map<unknown, T[]> {
	const groups = new Map<unknown, T[]>();
	for (const record of records) {
		const group = groups.get(record[member]);
		if (group) group.push(record);
		else groups.set(record[member], [record]);
	}
	return groups;
}
