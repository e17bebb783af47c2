import { managerCollection } from '../resources/managers.cts';
import { loadingPlanCollection, trackingFileCollection } from '../resources/reference.cts';
import { supportTypeCollection } from '../resources/supportTypes.cts';
import { createExchange } from '../resources/supportsExchanges.cts';
import { linkChild } from '../resources/transports/charter.cts';
import { addDocument } from '../resources/transports/documents.cts';
import {
	addEvent,
	moveTo,
	personOf,
	sitesOf,
	transportCollection,
	type StatusUpdate,
	type StoredTransport,
} from '../resources/transports/records.cts';
import { templateCollection } from '../resources/transports/templates.cts';
import type { Tenant } from '../state/tenant.cts';
import { seedPapers } from './papers.cts';
import { seedQualimat, seedRental, seedRounds } from './specialTransports.cts';

/**
 * What crews and offices leave behind on the transports that are there already: who did what and where, mileage,
 * reserves, rounds, exchanged pallets, papers, charters. It comes last and goes by numbers instead of chance, so that
 * no other data depend on it.
 */
export function seedExecution(tenant: Tenant): void {
	const transports = [...tenant.of(transportCollection).all()].reverse(); // the oldest first
	confirmOrders(transports, tenant);
	charterSome(transports, tenant);
	seedRental(transports, tenant);
	seedQualimat(transports, tenant);
	seedRounds(transports, tenant);
	transports.forEach((transport, number) => {
		addLaterStops(transport, tenant);
		tellPeople(transport, tenant);
		measure(transport, number);
		observe(transport, number);
		exchangeSupports(transport, number, tenant);
	});
	seedPapers(transports, tenant);
	finishLoadingPlans(tenant);
	keepTemplates(transports, tenant);
}

/** The events of the stops after the second one, which the history of a transport leaves out. */
function addLaterStops(transport: StoredTransport, tenant: Tenant): void {
	const later = transport.deliveries.slice(1).filter(({ destination }) => destination.real_end !== null);
	for (const { uid, destination } of later) {
		const at = (category: string, created: string | null) => ({
			category,
			created: created ?? transport.updated,
			creation_method: 'trucker' as const,
			site: destination.uid,
			delivery: uid,
		});
		addEvent(transport, tenant, at('on_unloading_site', destination.real_start));
		addEvent(transport, tenant, at('unloading_complete', destination.real_end));
	}
	transport.status_updates.sort((left, right) => Date.parse(left.created) - Date.parse(right.created));
}

/** Orders that a carrier has accepted say so. */
function confirmOrders(transports: readonly StoredTransport[], tenant: Tenant): void {
	const accepted = transports.filter(({ is_order, status }) => is_order && status === 'unassigned');
	for (const transport of accepted) {
		const created = transport.updated;
		moveTo(transport, tenant, 'confirmed', { created });
	}
	for (const transport of transports) if (transport.is_order) addDocument(transport, tenant, 'orc');
}

/** Two transports that nobody of the own crews drives, each with the order to a colleague that stands for it. */
function charterSome(transports: readonly StoredTransport[], tenant: Tenant): void {
	const isSimple = ({ segments }: StoredTransport) => segments.length === 1;
	const orders = transports.filter((each) => each.is_order && isSimple(each) && each.status === 'confirmed');
	const parents = transports.filter(
		(each) => !each.is_order && isSimple(each) && each.status === 'unassigned',
	);
	parents.slice(0, Math.min(2, orders.length)).forEach((parent, number) => {
		linkChild(parent, orders[number], tenant);
	});
}

const minute = 60_000;

/** Who did it and where: the trucker at the stop, or the first manager at the desk. */
function tellPeople(transport: StoredTransport, tenant: Tenant): void {
	const [manager] = tenant.of(managerCollection).all();
	const author = manager && {
		pk: manager.user.pk,
		display_name: manager.display_name,
		company: tenant.company,
	};
	const sites = new Map(sitesOf(transport).map((site) => [site.uid, site]));
	for (const event of transport.status_updates) {
		const site = event.site === null ? undefined : sites.get(event.site);
		if (!site) {
			event.author ??= event.creation_method === 'manager' ? (author ?? null) : null;
			event.author_email ??= event.author && manager ? manager.user.email : null;
			if (event.category === 'assigned' || event.category === 'sent_to_trucker') {
				event.target = personOf(transport.segments[0].trucker, tenant);
			}
			continue;
		}
		const segment = transport.segments.find(({ origin, destination }) =>
			[origin, destination].includes(site),
		);
		event.author = personOf(segment?.trucker ?? null, tenant);
		event.segment = segment?.uid ?? null;
		event.created_device = new Date(Date.parse(event.created) - 2 * minute).toISOString();
		event.latitude = numberOf(site.address?.latitude);
		event.longitude = numberOf(site.address?.longitude);
	}
}

function numberOf(value: unknown): number | null {
	return typeof value === 'number' ? value : null;
}

/** Mileage in km: most vehicles report it, every seventh transport has a distance that somebody typed. */
function measure(transport: StoredTransport, number: number): void {
	let mileage = 120_000 + ((number * 4_813) % 400_000);
	for (const segment of transport.segments) {
		if (segment.vehicle === null || segment.origin.real_start === null || number % 5 === 2) continue;
		segment.origin_mileage = mileage;
		if (segment.destination.real_start === null) continue;
		const driven = Math.round((segment.estimated_distance ?? 0) * 1.04) + (number % 9);
		mileage += driven;
		segment.destination_mileage = mileage;
		segment.telematic_distance = driven;
		segment.user_distance = number % 7 === 3 ? driven + 12 : null;
		segment.distance = segment.user_distance ?? driven;
		segment.fuel_consumption = Math.round(driven * 0.31);
	}
}

const observations = ['2 palettes abîmées au chargement', 'Attente de 1 h 30 à quai', 'Bâche à vérifier'];
const reserves = [
	'Réserve : 1 colis manquant',
	'Réserve : emballage mouillé',
	'Refus d’une palette, film déchiré',
];

/** What the trucker noted at loading, and the reserves of whoever signed at unloading. */
function observe(transport: StoredTransport, number: number): void {
	const find = (category: string) => transport.status_updates.find((event) => event.category === category);
	const [loaded, unloaded] = [find('loading_complete'), find('unloading_complete')];
	for (const event of [loaded, unloaded]) if (event) event.signature = signatureOf(event, number);
	if (loaded && number % 6 === 1) loaded.content = observations[number % observations.length];
	if (unloaded && number % 8 === 3) {
		unloaded.content_signatory = reserves[number % reserves.length];
		for (const delivery of transport.deliveries.slice(0, 1)) {
			const loads = structuredClone(delivery.planned_loads);
			for (const load of loads) if (Number(load.quantity) > 1) load.quantity = Number(load.quantity) - 1;
			delivery.destination_loads = loads;
			delivery.loads = loads;
		}
	}
	transport.has_observations ||= Boolean(loaded?.content) || Boolean(unloaded?.content_signatory);
}

const signatories = ['Mme Guérin', 'M. Le Bihan', 'M. Maçon', 'Mme Sérès'];

function signatureOf({ created }: StatusUpdate, number: number): StatusUpdate['signature'] {
	const isSigned = number % 10 !== 4;
	return {
		signature_method: isSigned ? 'sign_on_glass' : 'no_signatory',
		signatory_name: isSigned ? signatories[number % signatories.length] : '',
		signatory_signed_at: isSigned ? created : null,
	};
}

/** Pallets that are exchanged one for one where pallets are delivered. */
function exchangeSupports(transport: StoredTransport, number: number, tenant: Tenant): void {
	const [type] = tenant.of(supportTypeCollection).all();
	const [{ planned_loads, destination }] = transport.deliveries;
	if (!type || number % 3 !== 0 || planned_loads[0]?.category !== 'pallets') return;
	const expected = Number(planned_loads[0].quantity ?? 10);
	const isDone = destination.real_end !== null;
	destination.supports_exchanges = [
		createExchange(
			{
				support_type: { uid: type.uid },
				expected_delivered: expected,
				actual_delivered: isDone ? expected : 0,
				expected_retrieved: expected,
				actual_retrieved: isDone ? Math.max(0, expected - (number % 4)) : 0,
				observations: isDone && number % 4 !== 0 ? 'Palettes cassées non reprises' : '',
			},
			destination,
			tenant,
		),
	];
}

/** The transports that have a loading plan are those with compartments; the plan is a paper, too. */
function finishLoadingPlans(tenant: Tenant): void {
	for (const plan of tenant.of(loadingPlanCollection).all()) {
		const transport = tenant.of(transportCollection).get(plan.transport);
		if (!transport) continue;
		transport.is_multiple_compartments = true;
		addEvent(transport, tenant, {
			category: 'loading_plan_completed',
			created: transport.updated,
			creation_method: 'trucker',
			site: transport.deliveries[0].origin.uid,
		});
		addDocument(transport, tenant, 'loading_plan');
	}
}

/** Two patterns made of past transports; the tracking files refer to the first. */
function keepTemplates(transports: readonly StoredTransport[], tenant: Tenant): void {
	const names = ['Navette brasserie', 'Campagne céréales'];
	names.slice(0, transports.length).forEach((template_name, number) => {
		const template = structuredClone(transports[number]);
		tenant.of(templateCollection).add({
			...template,
			uid: tenant.world.random.uid(),
			template_name,
			remote_id: '',
			status: 'created',
			global_status: 'accepted',
			invoicing_status: 'UNVERIFIED',
			invoice_number: null,
			has_observations: false,
			status_updates: [],
			messages: [],
			documents: [],
		});
	});
	const [first] = tenant.of(templateCollection).all();
	for (const file of tenant.of(trackingFileCollection).all()) {
		if (first) file.template_uid = first.uid;
	}
}
