import { addressCollection, type StoredAddress } from '../resources/addresses.cts';
import { companyCollection } from '../resources/companies/records.cts';
import {
	trailerCollection,
	vehicleCollection,
	type StoredTrailer,
	type StoredVehicle,
} from '../resources/fleet/records.cts';
import { quotationOf } from '../resources/pricing.cts';
import {
	briefCompany,
	briefTrucker,
	copyAddress,
	copyFleetItem,
	newDelivery,
	newLoad,
	newSegment,
	newSite,
	newTransport,
} from '../resources/transports/build.cts';
import {
	transportCollection,
	type AddressCopy,
	type StoredLoad,
	type StoredSite,
	type StoredTransport,
} from '../resources/transports/records.cts';
import { truckerCollection, type StoredTrucker } from '../resources/truckers/records.cts';
import type { Tenant } from '../state/tenant.cts';
import { isPlanned, milestoneOf, tellHistory } from './history.cts';
import type { SeedOptions } from './seed.cts';
import { addTransportExtras, addTrip } from './transportExtras.cts';
import { goods } from './words.cts';

/** Days before the start over which the transports were created. */
const period = 42;

const hour = 3_600_000;

/** Who and what takes part in the transports of a tenant. */
interface Cast {
	places: readonly StoredAddress[];
	shippers: readonly StoredAddress[];
	carriers: readonly StoredAddress[];
	own: StoredAddress | undefined;
	truckers: readonly StoredTrucker[];
	vehicles: readonly StoredVehicle[];
	trailers: readonly StoredTrailer[];
}

/** Transports of the last weeks, the newest last, and what hangs on them. */
export function seedTransports(tenant: Tenant, { transports }: SeedOptions): void {
	const cast = castOf(tenant);
	if (cast.shippers.length === 0) return; // no partners, no orders
	for (let number = 0; number < transports; number += 1) {
		const age = period * ((transports - number) / transports) ** 2; // most of them are recent, as work is
		const transport = addTransport(tenant, number, age, cast);
		if (number % 10 === 0) addTrip(tenant, transport);
	}
	addTransportExtras(tenant);
}

function castOf(tenant: Tenant): Cast {
	const places = tenant.of(addressCollection).all();
	return {
		places,
		shippers: places.filter(({ is_shipper, company }) => is_shipper && company !== tenant.company),
		carriers: places.filter(({ is_carrier }) => is_carrier),
		own: places.find(({ company }) => company === tenant.company),
		truckers: tenant.of(truckerCollection).all(),
		vehicles: tenant.of(vehicleCollection).all(),
		trailers: tenant.of(trailerCollection).all(),
	};
}

/** Every sixth is an order to another carrier, the rest are the tenant's own; some go to two places. */
function addTransport(tenant: Tenant, number: number, age: number, cast: Cast): StoredTransport {
	const { random, clock } = tenant.world;
	const milestone = milestoneOf(number, age);
	const created = clock.daysAgo(age);
	const isOrder = number % 6 === 4 && cast.carriers.length > 0;
	const carrier = isOrder ? random.pick(cast.carriers) : cast.own;
	const route = routeOf(tenant, cast, number % 12 === 7 ? 3 : 2, created);
	const transport = newTransport(
		{
			...route,
			created,
			updated: created,
			is_order: isOrder,
			remote_id: number % 5 === 1 ? '' : `OT2026-${String(number + 1).padStart(6, '0')}`,
			carrier_reference: number % 3 === 0 ? `REF-${random.digits(6)}` : '',
			requested_vehicle: random.chance(0.3) ? 'Semi tautliner' : null,
			instructions: random.chance(0.4) ? 'Appeler avant livraison. Bottes et casque obligatoires.' : '',
			carrier_address: carrier ? copyAddress(carrier, tenant) : null,
			customer_to_invoice: customerOf(tenant, route.deliveries[0].shipper_address),
			estimated_distance: random.integer(40, 900),
			carbon_footprint: random.integer(30, 700),
			carrier_assignation_status: isOrder ? 'assigned' : null,
		},
		tenant,
	);
	setPrice(transport, tenant);
	if (!isOrder && isPlanned(milestone)) setCrew(transport, tenant, cast);
	tellHistory(transport, tenant, milestone);
	return tenant.of(transportCollection).add(transport);
}

function routeOf(tenant: Tenant, { places, shippers }: Cast, stops: number, created: string) {
	const { random } = tenant.world;
	const firstDay = Date.parse(`${created.slice(0, 10)}T00:00:00Z`) + 24 * hour;
	const begin = firstDay + random.integer(5, 10) * hour;
	const sites = Array.from({ length: stops }, (_, position) =>
		stop(tenant, random.pick(places), position, begin + position * 6 * hour),
	);
	const shipper_address = copyAddress(random.pick(shippers), tenant);
	return {
		deliveries: sites.slice(1).map((destination, position) =>
			newDelivery(
				{
					origin: sites[0],
					destination,
					planned_loads: [loadOf(tenant)],
					shipper_address,
					shipper_reference: `CMD-${random.digits(5)}-${position + 1}`,
				},
				tenant,
			),
		),
		segments: sites
			.slice(1)
			.map((destination, sort_order) =>
				newSegment(
					{ origin: sites[sort_order], destination, sort_order, estimated_distance: random.integer(20, 500) },
					tenant,
				),
			),
	};
}

/** A stop that is asked for within two hours from `time` (milliseconds) on. */
function stop(tenant: Tenant, place: StoredAddress, position: number, time: number): StoredSite {
	const { random } = tenant.world;
	return newSite(
		{
			category: position === 0 ? 'loading' : 'unloading',
			address: copyAddress(place, tenant),
			slots: [{ start: new Date(time).toISOString(), end: new Date(time + 2 * hour).toISOString() }],
			reference: `RDV-${random.digits(5)}`,
			instructions: random.chance(0.3) ? 'Quai n° 4, se présenter à l’accueil.' : '',
		},
		tenant,
	);
}

function loadOf(tenant: Tenant): StoredLoad {
	const { random } = tenant.world;
	const { category, description, quantity, weight, linearMeters } = random.pick(goods);
	return newLoad(
		{
			category,
			description,
			quantity: quantity ? random.integer(...quantity) : null,
			weight: random.integer(...weight),
			volume: null,
			linear_meters: linearMeters ?? null,
			is_dangerous: false,
			remote_id: '',
		},
		tenant,
	);
}

function customerOf(tenant: Tenant, shipper: AddressCopy | null): StoredTransport['customer_to_invoice'] {
	const company = tenant.of(companyCollection).get(Number(shipper?.company?.pk));
	return company ? briefCompany(company) : null;
}

function setPrice(transport: StoredTransport, tenant: Tenant): void {
	const unit_price = String(tenant.world.random.integer(180, 1900));
	const line = { description: 'Prestation de transport', metric: 'FLAT', unit_price, quantity: '1.000' };
	const { quotation, total } = quotationOf({ lines: [line] }, tenant);
	transport.quotation = quotation;
	transport.quotation_total_price = total;
}

function setCrew(transport: StoredTransport, tenant: Tenant, { truckers, vehicles, trailers }: Cast): void {
	const { random } = tenant.world;
	const crew = {
		trucker: truckers.length > 0 ? briefTrucker(random.pick(truckers)) : null,
		vehicle: vehicles.length > 0 ? copyFleetItem(random.pick(vehicles), tenant) : null,
		trailers: trailers.length > 0 ? [copyFleetItem(random.pick(trailers), tenant)] : [],
	};
	for (const segment of transport.segments) Object.assign(segment, crew);
}
