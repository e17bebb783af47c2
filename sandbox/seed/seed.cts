import { Random } from '../state/random.cts';
import { Tenant, type World } from '../state/tenant.cts';
import { seedAbsences } from './absences.cts';
import { seedAddressBook, seedOwnCompany } from './addressBook.cts';
import { seedCatalogues } from './catalogues.cts';
import { seedExecution } from './execution.cts';
import { seedFleet } from './fleet.cts';
import { seedBareInvoices, seedInvoices } from './invoices.cts';
import { seedTags } from './tags.cts';
import { seedTransports } from './transports.cts';
import { seedWaste } from './waste.cts';

/** How much data a sandbox starts with, and from which chance. */
export interface SeedOptions {
	/** Same seed, same data. */
	seed: number;
	/** The sandbox's time at the start, ISO 8601; the data lie in the weeks before. */
	clockStart: string;
	companies: number;
	contacts: number;
	transports: number;
	truckers: number;
	vehicles: number;
	trailers: number;
}

export const defaultSeed: SeedOptions = {
	seed: 44_000,
	clockStart: '2026-03-16T08:00:00.000Z',
	companies: 60,
	contacts: 120,
	transports: 250,
	truckers: 24,
	vehicles: 30,
	trailers: 36,
};

/** Most that the second company has: enough to prove that nobody sees it with the first one's token. */
const otherSizes = { companies: 12, contacts: 20, transports: 30, truckers: 4, vehicles: 5, trailers: 4 };

/** The second company has a quarter of the data of the first one, and no more than `otherSizes`. */
function sizesOfOther(options: SeedOptions): typeof otherSizes {
	const names = Object.keys(otherSizes) as Array<keyof typeof otherSizes>;
	const sizes = names.map((name) => [name, Math.min(otherSizes[name], Math.ceil(options[name] / 4))]);
	return Object.fromEntries(sizes) as typeof otherSizes;
}

/** Made-up tokens in the form of Dashdoc's sample. */
export const tokens = {
	own: '5a4db0xc0ffee0000000000000000000sandbox1',
	other: '5a4db0xc0ffee0000000000000000000sandbox2',
} as const;

/** Builds both tenants of a sandbox. */
export function seedState(world: World, options: SeedOptions): [Tenant, Tenant] {
	return [
		seedTenant('Transports Bouvet', tokens.own, world, options),
		seedTenant('Brasserie du Ponant', tokens.other, world, {
			...options,
			...sizesOfOther(options),
			seed: options.seed + 1,
		}),
	];
}

function seedTenant(name: string, token: string, world: World, options: SeedOptions): Tenant {
	const tenant = new Tenant(name, token, { ...world, random: new Random(options.seed) }, world.nextKey());
	world.tenants.push(tenant);
	seedOwnCompany(tenant);
	seedCatalogues(tenant);
	seedAddressBook(tenant, options);
	seedFleet(tenant, options);
	seedTransports(tenant, options);
	seedInvoices(tenant);
	seedWaste(tenant);
	seedTags(tenant);
	seedAbsences(tenant);
	seedExecution(tenant);
	seedBareInvoices(tenant);
	return tenant;
}
