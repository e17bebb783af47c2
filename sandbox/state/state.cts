import { seedState, type SeedOptions } from '../seed/seed.cts';
import { Clock } from './clock.cts';
import { Media } from './media.cts';
import { Random } from './random.cts';
import type { Tenant, World } from './tenant.cts';

/** All data of a sandbox. */
export interface State {
	world: World;
	/** The tenant whose token the sandbox announces comes first. */
	tenants: readonly [Tenant, Tenant];
}

/** Where the sandbox listens: as Dashdoc, and as the storage of its files. */
export interface Hosts {
	url: string;
	storageUrl: string;
}

/** The data after a start: the same for the same options on every machine. */
export function buildState(options: SeedOptions, { url, storageUrl }: Hosts): State {
	const clock = new Clock(options.clockStart);
	let lastKey = 10_000;
	const world: World = {
		clock,
		random: new Random(options.seed),
		media: new Media(url, storageUrl),
		tenants: [],
		nextKey: () => (lastKey += 1),
	};
	return { world, tenants: seedState(world, options) };
}
