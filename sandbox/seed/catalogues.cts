import { invoiceItemCollection } from '../resources/invoiceItems.cts';
import { adrUnCodeCollection } from '../resources/reference.cts';
import { supportTypeCollection } from '../resources/supportTypes.cts';
import { transportOperationCategoryCollection } from '../resources/transportOperationCategories.cts';
import type { Tenant } from '../state/tenant.cts';

/** Mostly texts, some of them numbers, since the API is known to give both. */
const unCodes: readonly [string | number, string][] = [
	['0336', 'Artifices de divertissement'],
	['1202', 'Gazole ou carburant diesel'],
	['1203', 'Essence'],
	['1263', 'Peintures'],
	['1789', 'Acide chlorhydrique'],
	['1824', 'Hydroxyde de sodium en solution'],
	['1863', 'Carburéacteur'],
	[1950, 'Aérosols'],
	['1965', 'Hydrocarbures gazeux en mélange liquéfié'],
	['2031', 'Acide nitrique'],
	['2794', 'Accumulateurs électriques remplis d’électrolyte acide'],
	['3082', "Matière dangereuse pour l'environnement, liquide"],
	['3077', "Matière dangereuse pour l'environnement, solide"],
	['3257', 'Liquide transporté à chaud'],
	[3480, 'Piles au lithium ionique'],
];

const supports: readonly [string, string][] = [
	['Palette Europe', 'EUR'],
	['Caisse plastique E2', 'E2'],
	['Chariot roll', 'ROLL'],
];

const items: readonly [string, string][] = [
	['TRANSPORT', 'Prestation de transport'],
	['ATTENTE', "Heures d'attente"],
	['GASOIL', 'Surcharge carburant'],
];

/** Lists that a company keeps, or that Dashdoc gives to all. */
export function seedCatalogues(tenant: Tenant): void {
	const { random, nextKey } = tenant.world;
	for (const [code, designation] of unCodes) {
		tenant.of(adrUnCodeCollection).add({ pk: nextKey(), code, designation });
	}
	for (const [name, remote_id] of supports) {
		tenant
			.of(supportTypeCollection)
			.add({ uid: random.uid(), name, remote_id, created: tenant.world.clock.daysAgo(500) });
	}
	for (const [remote_id, description] of items) {
		tenant.of(invoiceItemCollection).add({ uid: random.uid(), remote_id, description });
	}
	for (const [number, name] of ['Ensemble articulé 44 t', 'Porteur frigorifique'].entries()) {
		tenant.of(transportOperationCategoryCollection).add({
			uid: random.uid(),
			name,
			is_default: number === 0,
			last_emission_rate: {
				uid: random.uid(),
				emission_rate: 0.078 + number * 0.05,
				expire_at: '2026-12-31',
				generic_emission_rate_uid: null,
			},
		});
	}
}
