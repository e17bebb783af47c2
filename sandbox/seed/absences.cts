import {
	trailerCollection,
	vehicleCollection,
	type StoredUnavailability,
} from '../resources/fleet/records.cts';
import { truckerCollection } from '../resources/truckers/records.cts';
import type { Tenant } from '../state/tenant.cts';

/** A period in days from the start on; half days begin or end at noon of the manager (concepts, section 6). */
interface Absence {
	type: string;
	note: string;
	from: readonly [day: number, time: '00:00' | '12:00'];
	until: readonly [day: number, time: '12:00' | '23:59'];
	remote_id?: string;
}

const ofTruckers: readonly Absence[] = [
	{ type: 'paid_vacation', note: 'Congés', from: [7, '00:00'], until: [14, '23:59'], remote_id: 'ABS-1' },
	{ type: 'training', note: 'Recyclage ADR', from: [3, '12:00'], until: [3, '23:59'] },
	{ type: 'sick_leave', note: '', from: [-2, '00:00'], until: [1, '12:00'] },
	{ type: 'day_off', note: 'Récupération', from: [4, '00:00'], until: [4, '12:00'] },
];

const ofFleet: readonly Absence[] = [
	{ type: 'maintenance', note: 'Contrôle technique', from: [2, '00:00'], until: [2, '12:00'] },
	{ type: 'rental', note: 'Loué à un confrère', from: [10, '12:00'], until: [20, '23:59'] },
];

/** Gives every fifth trucker, vehicle and trailer a period in which it is not at hand. */
export function seedAbsences(tenant: Tenant): void {
	const owners = [
		{ items: tenant.of(truckerCollection).all(), absences: ofTruckers },
		{ items: tenant.of(vehicleCollection).all(), absences: ofFleet },
		{ items: tenant.of(trailerCollection).all(), absences: ofFleet },
	];
	for (const { items, absences } of owners) {
		items
			.filter((_, number) => number % 5 === 0)
			.forEach(({ unavailability }, number) => {
				unavailability.push(periodOf(absences[number % absences.length], number, tenant));
			});
	}
}

function periodOf(
	{ type, note, from, until, remote_id }: Absence,
	number: number,
	{ world }: Tenant,
): StoredUnavailability {
	const instant = (days: number, time: string) => inParis(world.clock.daysAgo(-days).slice(0, 10), time);
	return {
		id: world.nextKey(),
		remote_id: remote_id && number === 0 ? remote_id : '',
		created: world.clock.daysAgo(20),
		start_date: instant(...from),
		end_date: instant(...until),
		unavailability_type: type,
		unavailability_note: note,
	};
}

const offsets = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });

/** The instant of a day and time in Paris, in UTC. */
function inParis(day: string, time: string): string {
	const name = offsets
		.formatToParts(new Date(`${day}T${time}:00Z`))
		.find(({ type }) => type === 'timeZoneName');
	return new Date(`${day}T${time}:00${name?.value.slice('GMT'.length)}`).toISOString();
}
