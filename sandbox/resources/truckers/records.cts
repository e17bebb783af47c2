import type { JsonObject } from '../../json.cts';
import type { CollectionDefinition } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';
import type { StoredUnavailability } from '../fleet/records.cts';
import type { StoredTag } from '../tags.cts';

/** The login account behind a trucker or a manager. */
export interface StoredUser extends JsonObject {
	pk: number;
	username: string;
	display_name: string;
	email: string;
	first_name: string;
	last_name: string;
	last_login: string | null;
	has_usable_password: boolean;
}

/** Papers and addresses that a trucker may have; all unset at first. */
const papers = {
	address: null,
	postcode: null,
	city: null,
	country_code: null,
	driving_license_number: null,
	driving_license_deadline: null,
	adr_license_number: null,
	adr_license_type: null,
	adr_license_deadline: null,
	carrist_license_deadline: null,
	driver_card_number: null,
	driver_card_deadline: null,
	cqc_number: null,
	cqc_original_delivery_date: null,
	cqc_deadline: null,
	occupational_health_visit_deadline: null,
} as const;

type Papers = Record<keyof typeof papers, string | null>;

/** Names of the members of a trucker that hold a day by which something must be renewed, and the like. */
export const paperDates = (Object.keys(papers) as (keyof Papers)[]).filter((name) =>
	/_(deadline|date)$/.test(name),
);

export interface StoredTrucker extends Papers {
	pk: number;
	user: StoredUser;
	display_name: string;
	phone_number: string | null;
	phone_number_personal: string | null;
	/** Six characters, single use: null once it was used. */
	invite_code: string | null;
	remote_id: string | null;
	/** Primary key of the company that the trucker drives for. */
	carrier: number;
	is_rented: boolean;
	is_disabled: boolean;
	is_dedicated: boolean;
	communication_preference: 'app' | 'email';
	tags: StoredTag[];
	unavailability: StoredUnavailability[];
}

export const truckerCollection: CollectionDefinition<StoredTrucker> = { name: 'truckers', key: 'pk' };

/** A login account for a person. */
export function newUser(
	given: { first_name?: string; last_name?: string; email?: string },
	tenant: Tenant,
): StoredUser {
	const { first_name = '', last_name = '', email = '' } = given;
	return {
		pk: tenant.world.nextKey(),
		username: email || `user-${tenant.world.random.digits(6)}`,
		display_name: `${first_name} ${last_name}`.trim(),
		email,
		date_joined: tenant.world.clock.now(),
		last_login: null,
		has_usable_password: false,
		first_name,
		last_name,
		is_staff: false,
	};
}

/** The code with which a trucker signs in to the mobile app; none is given out twice. */
export function newInviteCode(tenant: Tenant): string {
	const { random, tenants } = tenant.world;
	const code = random.text(6, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789');
	return findByInviteCode(tenants, code) ? newInviteCode(tenant) : code;
}

/** Whose code this is, among the truckers of all customers; nobody's once it was used or replaced. */
export function findByInviteCode(tenants: readonly Tenant[], code: string) {
	for (const tenant of tenants) {
		const trucker = tenant.of(truckerCollection).find(({ invite_code }) => invite_code === code);
		if (trucker) return { tenant, trucker };
	}
	return undefined;
}

/** A trucker with every member that Dashdoc shows, from the ones that were given. */
export function newTrucker(
	given: Partial<StoredTrucker> & { user: StoredUser },
	tenant: Tenant,
): StoredTrucker {
	return {
		pk: tenant.world.nextKey(),
		display_name: given.user.display_name,
		phone_number: null,
		phone_number_personal: null,
		invite_code: newInviteCode(tenant),
		remote_id: '',
		carrier: tenant.company,
		is_rented: false,
		is_disabled: false,
		is_dedicated: false,
		communication_preference: 'app',
		...papers,
		tags: [],
		unavailability: [],
		...given,
	};
}
