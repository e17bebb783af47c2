import { trailerCollection, vehicleCollection } from '../resources/fleet/records.cts';
import { tagCollection, tagColors } from '../resources/tags.cts';
import { truckerCollection } from '../resources/truckers/records.cts';
import type { Tenant } from '../state/tenant.cts';

const names = ['Benne', 'Frigo', 'Longue distance', 'Régional', 'À vérifier'];

/** The tags of the company, on every second item of the fleet and every third trucker. */
export function seedTags(tenant: Tenant): void {
	const tags = names.map((name, number) =>
		tenant.of(tagCollection).add({ pk: tenant.world.nextKey(), name, color: tagColors[number] }),
	);
	const owners = [
		{ items: tenant.of(vehicleCollection).all(), every: 2 },
		{ items: tenant.of(trailerCollection).all(), every: 2 },
		{ items: tenant.of(truckerCollection).all(), every: 3 },
	];
	for (const { items, every } of owners) {
		items.forEach((item, number) => {
			if (number % every === 0) item.tags = tags.filter((_, position) => (number + position) % 4 === 0);
		});
	}
}
