import { addressCollection } from '../resources/addresses.cts';
import { loadingPlanCollection, trackingFileCollection } from '../resources/reference.cts';
import { transportCollection, type StoredTransport } from '../resources/transports/records.cts';
import { newTrip, tripCollection } from '../resources/trips.cts';
import { wasteNoteCollection } from '../resources/trackDechets.cts';
import type { Tenant } from '../state/tenant.cts';

/** A trip that consists of the stops of one transport. */
export function addTrip(tenant: Tenant, transport: StoredTransport): void {
	tenant.of(tripCollection).add({ ...newTrip([transport], tenant), created: transport.created });
}

/** A waste note, a loading plan and a tracking file, so that their lists are not empty. */
export function addTransportExtras(tenant: Tenant): void {
	const [transport] = tenant.of(transportCollection).all();
	if (!transport) return;
	addWasteNote(tenant, transport);
	addLoadingPlan(tenant, transport);
	addTrackingFile(tenant);
}

function addWasteNote(tenant: Tenant, { uid, remote_id, created }: StoredTransport): void {
	const { random } = tenant.world;
	tenant.of(wasteNoteCollection).add({
		uid: random.uid(),
		readable_id: `BSD-20260301-${random.text(9, 'ABCDEFGHJKMNPQRSTVWXYZ0123456789')}`,
		opaque_id: random.text(24, 'abcdefghijklmnopqrstuvwxyz0123456789'),
		status: 'SEALED',
		type: 'BSD',
		transport: { uid, remote_id },
		created,
		updated: created,
	});
}

function addLoadingPlan(tenant: Tenant, transport: StoredTransport): void {
	transport.loading_plan = tenant.world.random.uid();
	tenant.of(loadingPlanCollection).add({
		uid: transport.loading_plan,
		transport: transport.uid,
		created: transport.created,
		loads: transport.deliveries.flatMap(({ planned_loads }) =>
			planned_loads.map(({ uid }) => ({ uid, compartment_numbers: [1] })),
		),
	});
}

function addTrackingFile(tenant: Tenant): void {
	const { random, clock } = tenant.world;
	const [place] = tenant.of(addressCollection).all();
	if (!place) return;
	tenant.of(trackingFileCollection).add({
		uid: random.uid(),
		created: clock.daysAgo(30),
		name: 'Campagne de blé 2026',
		shipper_id: place.company ?? tenant.company,
		quantity_per_transport: 28_000,
		start_date: clock.daysAgo(30),
		end_date: clock.daysAgo(-60),
		template_uid: random.uid(),
		loading_address: place.pk,
	});
}
