import { newTrailer, newVehicle, trailerCollection, vehicleCollection } from '../resources/fleet/records.cts';
import { telematicVehicleCollection, traceCollection } from '../resources/telematics.cts';
import { newTrucker, newUser, truckerCollection } from '../resources/truckers/records.cts';
import type { Random } from '../state/random.cts';
import type { Tenant } from '../state/tenant.cts';
import { phoneNumber, plain } from './addressBook.cts';
import type { SeedOptions } from './seed.cts';
import { families, firstNames, towns, vehicleCategories } from './words.cts';

const letters = 'ABCDEFGHJKLMNPQRSTVWXYZ';

function plate(random: Random): string {
	return `${random.text(2, letters)}-${random.digits(3)}-${random.text(2, letters)}`;
}

/** Truckers, vehicles, trailers, and what the telematic boxes report. */
export function seedFleet(tenant: Tenant, { truckers, vehicles, trailers }: SeedOptions): void {
	for (let number = 0; number < truckers; number += 1) addTrucker(tenant, number);
	for (let number = 0; number < vehicles; number += 1) addVehicle(tenant, number);
	for (let number = 0; number < trailers; number += 1) addTrailer(tenant, number);
}

function addTrucker(tenant: Tenant, number: number): void {
	const { random, nextKey } = tenant.world;
	const first_name = random.pick(firstNames);
	const last_name = random.pick(families);
	const hasEmail = number % 3 !== 2;
	const email = hasEmail
		? `${plain(first_name)}.${plain(last_name)}.${number + 1}@chauffeurs.example.com`
		: '';
	const user = newUser({ first_name, last_name, email }, tenant);
	const trucker = newTrucker(
		{
			user,
			phone_number: phoneNumber(random),
			remote_id: `CH-${String(number + 1).padStart(3, '0')}`,
			is_rented: number % 8 === 7,
			is_disabled: number % 12 === 11,
		},
		tenant,
	);
	if (number % 5 === 0) {
		trucker.unavailability.push({
			id: nextKey(),
			remote_id: '',
			created: tenant.world.clock.daysAgo(20),
			start_date: tenant.world.clock.daysAgo(-7),
			end_date: tenant.world.clock.daysAgo(-14),
			unavailability_type: 'paid_vacation',
			unavailability_note: 'Congés',
		});
	}
	tenant.of(truckerCollection).add(trucker);
}

function addVehicle(tenant: Tenant, number: number): void {
	const { random, nextKey } = tenant.world;
	const vehicle = newVehicle(
		{
			license_plate: plate(random),
			fleet_number: `T${number + 1}`,
			remote_id: `VEH-${number + 1}`,
			category: random.pick(vehicleCategories),
			fuel_type: 'GO',
			gross_combination_weight_in_tons: 44,
			technical_control_deadline: tenant.world.clock.daysAgo(-random.integer(10, 300)),
			created: tenant.world.clock.daysAgo(700 - number),
		},
		tenant,
	);
	tenant.of(vehicleCollection).add(vehicle);
	if (number % 2 === 1) return;
	const box = {
		id: nextKey(),
		vendor_id: random.digits(8),
		vendor_name: 'Télébox',
		vehicle: { pk: vehicle.pk, license_plate: vehicle.license_plate },
	};
	vehicle.telematic_vehicle = box.id;
	tenant.of(telematicVehicleCollection).add(box);
	for (let hour = 3; hour > 0; hour -= 1) {
		const { latitude, longitude } = random.pick(towns);
		tenant.of(traceCollection).add({
			id: nextKey(),
			time: tenant.world.clock.daysAgo(hour / 24),
			latitude,
			longitude,
			mileage: random.integer(40_000, 600_000),
			telematic_vehicle: box,
		});
	}
}

function addTrailer(tenant: Tenant, number: number): void {
	const { random } = tenant.world;
	tenant.of(trailerCollection).add(
		newTrailer(
			{
				license_plate: plate(random),
				fleet_number: `R${number + 1}`,
				remote_id: `REM-${number + 1}`,
				created: tenant.world.clock.daysAgo(700 - number),
			},
			tenant,
		),
	);
}
