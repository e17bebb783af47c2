import type { JsonObject } from '../../json.cts';
import type { CollectionDefinition } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';
import type { StoredUnavailability } from '../fleet/records.cts';

/** The login account behind a trucker or a manager. */
export interface StoredUser extends JsonObject {
	pk: number;
	username: string;
	display_name: string;
	email: string;
	first_name: string;
	last_name: string;
}

export interface StoredTrucker {
	pk: number;
	user: StoredUser;
	display_name: string;
	phone_number: string | null;
	phone_number_personal: string | null;
	/** Six characters, single use. */
	invite_code: string | null;
	remote_id: string | null;
	/** Primary key of the company that the trucker drives for. */
	carrier: number;
	is_rented: boolean;
	is_disabled: boolean;
	is_dedicated: boolean;
	communication_preference: 'app' | 'email';
	tags: JsonObject[];
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

/** The code with which a trucker signs in to the mobile app. */
export function newInviteCode(tenant: Tenant): string {
	return tenant.world.random.text(6, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789');
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
		tags: [],
		unavailability: [],
		...given,
	};
}
