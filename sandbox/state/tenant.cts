import { Collection, type CollectionDefinition } from './collection.cts';
import type { Clock } from './clock.cts';
import type { Media } from './media.cts';
import type { SentMessage } from './outbox.cts';
import type { Random } from './random.cts';

/** What all tenants of a sandbox share: time, chance, and numbers that are never given out twice. */
export interface World {
	clock: Clock;
	random: Random;
	/** Gives out the next integer primary key. */
	nextKey: () => number;
	/** Files that answers point at. */
	media: Media;
	/** Every customer, for what must be unique in all of Dashdoc. */
	tenants: Tenant[];
}

/** One customer of Dashdoc: a token, the company it stands for, and all that this company can see. */
export class Tenant {
	private readonly collections = new Map<string, Collection<object>>();

	/** How often each contact was invited, by uid. */
	readonly invitations = new Map<string, number>();

	/** Messages that went out to people, the oldest first. */
	readonly outbox: SentMessage[] = [];

	constructor(
		readonly name: string,
		readonly token: string,
		readonly world: World,
		/** Primary key of the tenant's own company. */
		readonly company: number,
	) {}

	/** Sends a message to a person; nothing leaves the sandbox. */
	send(message: Omit<SentMessage, 'sent'>): void {
		this.outbox.push({ ...message, sent: this.world.clock.now() });
	}

	private lastSequentialId = 0;

	/** The next human number of a transport. */
	nextSequentialId(): number {
		this.lastSequentialId += 1;
		return this.lastSequentialId;
	}

	/** The records of a resource; the collection comes into being at first use. */
	of<T extends object>(definition: CollectionDefinition<T>): Collection<T> {
		let collection = this.collections.get(definition.name);
		if (!collection) {
			collection = new Collection<T>(definition) as unknown as Collection<object>;
			this.collections.set(definition.name, collection);
		}
		// sound because a name belongs to one definition, hence to one type of record
		return collection as unknown as Collection<T>;
	}

	/** Records that something changed: moves time on and stamps the record if it carries `updated`. */
	touch<T extends object>(definition: CollectionDefinition<T>, record: T): void {
		const now = this.world.clock.tick();
		if ('updated' in record) record.updated = now;
		this.of(definition).changed();
	}
}
