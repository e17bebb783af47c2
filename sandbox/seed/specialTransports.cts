import { addDocument } from '../resources/transports/documents.cts';
import { newLoad } from '../resources/transports/build.cts';
import { addEvent, type StoredRound, type StoredTransport } from '../resources/transports/records.cts';
import type { Tenant } from '../state/tenant.cts';

const isOver = ({ global_status }: StoredTransport) => global_status === 'done';

const categoryOf = ({ deliveries }: StoredTransport) => deliveries[0].planned_loads[0]?.category;

function sortEvents({ status_updates }: StoredTransport): void {
	status_updates.sort((left, right) => Date.parse(left.created) - Date.parse(right.created));
}

function minutesAfter(instant: string | null, minutes: number): string {
	return new Date(Date.parse(instant ?? '') + minutes * 60_000).toISOString();
}

/** One order for a crew with its vehicle for a day, with the transport that was driven meanwhile. */
export function seedRental(transports: readonly StoredTransport[], tenant: Tenant): void {
	const [rented, meanwhile] = transports.filter(
		(each) => isOver(each) && !each.is_order && each.deliveries.length === 1,
	);
	if (!rented || !meanwhile) return;
	const [delivery] = rented.deliveries;
	const { real_start } = delivery.origin;
	const load = newLoad({ category: 'rental', description: 'Location benne avec chauffeur' }, tenant);
	Object.assign(delivery, {
		planned_loads: [load],
		loads: [load],
		origin_loads: [load],
		destination_loads: [load],
		rental_details: {
			total_hours: '08:30',
			worked_hours: '07:45',
			rests: [
				{
					uid: tenant.world.random.uid(),
					start: minutesAfter(real_start, 240),
					end: minutesAfter(real_start, 285),
				},
			],
			complementary_information: 'Chantier de voirie',
		},
	});
	rented.rental_deliveries = [{ uid: meanwhile.uid, sequential_id: meanwhile.sequential_id }];
	rented.status_updates = rented.status_updates.filter(({ category }) => !category.startsWith('on_'));
	addEvent(rented, tenant, {
		category: 'break_time',
		created: minutesAfter(real_start, 20),
		creation_method: 'trucker',
		site: delivery.origin.uid,
		update_details: {
			break_time: { start: minutesAfter(real_start, 240), end: minutesAfter(real_start, 285) },
		},
	});
	sortEvents(rented);
	rented.documents = [];
	addDocument(rented, tenant, 'rental');
}

/** Every third load of bulk goods for feed is Qualimat: an IDTF number, and a washing before it. */
export function seedQualimat(transports: readonly StoredTransport[], tenant: Tenant): void {
	const cereals = transports.filter(
		({ deliveries }) => deliveries[0].planned_loads[0]?.description === 'Blé tendre',
	);
	for (const transport of cereals.filter((_, number) => number % 3 === 0)) {
		const [{ planned_loads, origin }] = transport.deliveries;
		Object.assign(planned_loads[0], { category: 'bulk_qualimat', idtf_number: '10001' });
		transport.requires_washing = true;
		if (origin.real_start === null) continue;
		addEvent(transport, tenant, {
			category: 'truck_wash',
			created: minutesAfter(origin.real_start, -60),
			creation_method: 'trucker',
			site: origin.uid,
			update_details: { truck_wash: { method: 'B', stationName: 'Station de lavage du Ponant' } },
		});
		sortEvents(transport);
	}
}

/** Shares of the planned weight per round; the number that is missing belongs to a deleted round. */
const shares: readonly [number, number][] = [
	[1, 0.35],
	[2, 0.4],
	[4, 0.25],
];

/** Every fourth finished load of bulk goods went in three rounds. */
export function seedRounds(transports: readonly StoredTransport[], tenant: Tenant): void {
	const finished = transports.filter(
		(each) => isOver(each) && categoryOf(each) === 'bulk' && each.deliveries.length === 1,
	);
	for (const transport of finished.filter((_, number) => number % 4 === 0)) goRound(transport, tenant);
}

function goRound(transport: StoredTransport, tenant: Tenant): void {
	const [delivery] = transport.deliveries;
	const [planned] = delivery.planned_loads;
	const loadOf = (share: number, loss: number) =>
		newLoad(
			{ ...planned, uid: undefined, weight: Math.round(Number(planned.weight) * share) - loss },
			tenant,
		);
	delivery.multiple_rounds = true;
	delivery.rounds = shares.map(
		([round_id, share], position): StoredRound => ({
			round_id,
			origin_load: loadOf(share, 0),
			destination_load: position === 1 ? null : loadOf(share, 20), // nothing was typed in at the second unloading
		}),
	);
	const at = (category: string, minutes: number, update_details: StoredRound | { round_id: number } | null) =>
		addEvent(transport, tenant, {
			category,
			created: minutesAfter(delivery.origin.real_start, minutes),
			creation_method: 'trucker',
			site: delivery.origin.uid,
			delivery: delivery.uid,
			update_details: update_details && { ...update_details },
		});
	at('rounds_started', 1, null);
	delivery.rounds.forEach((round, position) => at('round_added_v2', 10 + position * 60, round));
	at('round_added_v2', 80, { round_id: 3 });
	at('round_edited', 85, delivery.rounds[0]);
	at('round_deleted', 90, { round_id: 3 });
	at('rounds_complete', 200, null);
	sortEvents(transport);
}
