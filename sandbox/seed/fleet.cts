import { newTrailer, newVehicle, trailerCollection, vehicleCollection } from '../resources/fleet/records.cts';
import {
	telematicVehicleCollection,
	traceCollection,
	type StoredTelematicVehicle,
} from '../resources/telematics.cts';
import { newTrucker, newUser, truckerCollection } from '../resources/truckers/records.cts';
import type { Random } from '../state/random.cts';
import type { Tenant } from '../state/tenant.cts';
import { phoneNumber, plain } from './addressBook.cts';
import type { SeedOptions } from './seed.cts';
import { families, firstNames, towns, vehicleCategories } from './words.cts';

const letters = 'ABCDEFGHJKLMNPQRSTVWXYZ';

/** Forms of number plates by country, from two letters, three digits and two letters. */
const plateForms: readonly {
	country: string;
	form: (head: string, number: string, tail: string) => string;
}[] = [
	{ country: 'FR', form: (head, number, tail) => `${head}-${number}-${tail}` },
	{ country: 'BE', form: (head, number, tail) => `1-${head}${tail[0]}-${number}` },
	{ country: 'NL', form: (head, number, tail) => `${number.slice(0, 2)}-${head}${tail[0]}-${number[2]}` },
	{ country: 'LU', form: (head, number, tail) => `${head} ${number}${letters.indexOf(tail[0]) % 10}` },
];

/** Most of the fleet is French; the eighth of every eight items comes from the Benelux. */
function registration(random: Random, number: number) {
	const isFrench = number % 8 !== 7;
	const { country, form } = plateForms[isFrench ? 0 : 1 + (Math.floor(number / 8) % 3)];
	return {
		license_plate: form(random.text(2, letters), random.digits(3), random.text(2, letters)),
		country,
	};
}

/** Truckers, vehicles, trailers, and what the telematic boxes report. */
export function seedFleet(tenant: Tenant, { truckers, vehicles, trailers }: SeedOptions): void {
	for (let number = 0; number < truckers; number += 1) addTrucker(tenant, number);
	for (let number = 0; number < vehicles; number += 1) addVehicle(tenant, number);
	for (let number = 0; number < trailers; number += 1) addTrailer(tenant, number);
}

function addTrucker(tenant: Tenant, number: number): void {
	const { random } = tenant.world;
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
	tenant.of(truckerCollection).add(trucker);
}

function addVehicle(tenant: Tenant, number: number): void {
	const { random, nextKey } = tenant.world;
	const vehicle = newVehicle(
		{
			...registration(random, number),
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
	addTraces(tenant, box, number);
}

/** Three hours on the road out of a town, one report per hour. */
function addTraces(tenant: Tenant, box: StoredTelematicVehicle, number: number): void {
	const { random, nextKey, clock } = tenant.world;
	const home = towns[number % towns.length];
	for (let hour = 3; hour > 0; hour -= 1) {
		const driven = 3 - hour;
		tenant.of(traceCollection).add({
			id: nextKey(),
			time: clock.daysAgo(hour / 24),
			latitude: Math.round((home.latitude + driven * random.next() * 0.4) * 10_000) / 10_000,
			longitude: home.longitude,
			mileage: 120_000 + number * 7_300 + driven * 70 + random.integer(0, 30),
			telematic_vehicle: box,
		});
	}
}

function addTrailer(tenant: Tenant, number: number): void {
	const { random } = tenant.world;
	tenant.of(trailerCollection).add(
		newTrailer(
			{
				...registration(random, number),
				fleet_number: `R${number + 1}`,
				remote_id: `REM-${number + 1}`,
				created: tenant.world.clock.daysAgo(700 - number),
			},
			tenant,
		),
	);
}
