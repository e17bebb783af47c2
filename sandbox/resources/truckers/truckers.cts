import { ok } from '../../http/answer.cts';
import { refuseAll, type Problem } from '../../http/problems.cts';
import { isJsonObject, textOf, type JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { companyCollection, embeddedCompany } from '../companies/records.cts';
import { contains, isEqual, isIn } from '../filters.cts';
import { unavailabilityActions } from '../fleet/unavailability.cts';
import { referenced } from '../references.cts';
import type { Call, Handler, Resource } from '../resource.cts';
import { assign, findRecord } from '../standard.cts';
import { refuseDuplicates, uniqueRemoteId } from '../uniqueness.cts';
import {
	newInviteCode,
	newTrucker,
	newUser,
	paperDates,
	truckerCollection,
	type StoredTrucker,
} from './records.cts';

/** A trucker as the endpoints show them. */
export function truckerView(trucker: StoredTrucker, tenant: Tenant): JsonObject {
	const carrier = tenant.of(companyCollection).get(trucker.carrier);
	return {
		...(trucker as unknown as JsonObject),
		carrier: carrier && embeddedCompany(carrier),
		app_version: null,
		readable_app_version: null,
		platform: null,
		new_app_update_available: false,
		events: [],
	};
}

function refuseTakenNames(body: Readonly<JsonObject>, tenant: Tenant, trucker?: StoredTrucker): void {
	const collection = tenant.of(truckerCollection);
	refuseDuplicates(collection, body, [uniqueRemoteId], trucker);
	const email = textOf(isJsonObject(body.user) ? body.user.email : undefined).toLowerCase();
	if (email === '') return;
	if (!collection.find((other) => other !== trucker && other.user.email.toLowerCase() === email)) return;
	const detail = `There is already a trucker with the e-mail address ${email}`;
	throw refuseAll([{ path: ['user', 'email'], detail, code: 'duplicate_trucker_email' }]);
}

/** Members that are written in another form than they are read. */
const writtenOtherwise = ['user', 'carrier', 'dedicated_by_carrier'];

function createTrucker({ body, tenant }: Call): StoredTrucker {
	const user = isJsonObject(body.user) ? body.user : {};
	const missing: Problem[] = ['first_name', 'last_name']
		.filter((name) => !user[name])
		.map((name) => ({ path: ['user', name], detail: 'This field is required.', code: 'required' }));
	if (missing.length > 0) throw refuseAll(missing);
	refuseTakenNames(body, tenant);
	const dedicator = companyOf(body, 'dedicated_by_carrier', tenant);
	const carrier = companyOf(body, 'carrier', tenant) ?? dedicator ?? tenant.company;
	tenant.world.clock.tick();
	const is_dedicated = dedicator !== undefined;
	const trucker = newTrucker({ user: newUser(user, tenant), carrier, is_dedicated }, tenant);
	assign(trucker, body, writtenOtherwise);
	tenant.of(truckerCollection).add(trucker);
	sendInviteCode(trucker, tenant);
	return trucker;
}

/** A new trucker gets the code at once, by SMS, by mail, or both ways, as far as there is somewhere to send it. */
function sendInviteCode({ pk, phone_number, user, invite_code }: StoredTrucker, tenant: Tenant): void {
	const message = { kind: 'trucker-invite-code', person: pk, content: invite_code ?? '' } as const;
	if (phone_number) tenant.send({ ...message, way: 'sms', to: phone_number });
	if (user.email) tenant.send({ ...message, way: 'mail', to: user.email });
}

function updateTrucker(trucker: StoredTrucker, { body, tenant }: Call): void {
	refuseTakenNames(body, tenant, trucker);
	trucker.carrier = companyOf(body, 'carrier', tenant) ?? trucker.carrier;
	assign(trucker, body, writtenOtherwise);
	if (isJsonObject(body.user)) assign(trucker.user, body.user);
	trucker.user.display_name = `${trucker.user.first_name} ${trucker.user.last_name}`.trim();
	trucker.display_name = trucker.user.display_name;
}

/** The company whose pk a field of the body holds; undefined when the field was not sent. */
function companyOf(
	body: Readonly<JsonObject>,
	field: 'carrier' | 'dedicated_by_carrier',
	tenant: Tenant,
): number | undefined {
	if (body[field] === undefined) return undefined;
	return referenced(tenant.of(companyCollection), body[field], field).pk;
}

/** The new code stands in the answer; nothing says that it is sent to the trucker, so it is not. */
const generateInviteCode: Handler = (call) => {
	const { tenant } = call;
	const trucker = findRecord(tenant.of(truckerCollection), call, 'pk');
	trucker.invite_code = newInviteCode(tenant);
	tenant.touch(truckerCollection, trucker);
	return ok(truckerView(trucker, tenant));
};

/** Guessed operation: the trucker stays with the carrier and is marked as rented. */
const leaseManagerTrucker: Handler = (call) => {
	const { tenant, body } = call;
	const trucker = findRecord(tenant.of(truckerCollection), call, 'pk');
	if (body.company !== undefined) referenced(tenant.of(companyCollection), body.company, 'company');
	trucker.is_rented = true;
	tenant.touch(truckerCollection, trucker);
	return ok(truckerView(trucker, tenant));
};

export const truckers: Resource<StoredTrucker> = {
	collection: truckerCollection,
	operations: {
		list: 'listManagerTruckers',
		get: 'getManagerTrucker',
		create: 'createManagerTrucker',
		update: 'updateManagerTrucker',
		delete: 'deleteManagerTrucker',
	},
	filters: {
		rental: isEqual(({ is_rented }) => is_rented),
		text: contains(({ display_name }) => [display_name]),
		carrier: isEqual(({ carrier }) => carrier),
		carrier__in: isIn(({ carrier }) => carrier),
		id__in: isIn(({ pk }) => pk),
		tags__in: isIn(({ tags }) => tags.map(({ pk }) => pk)),
		hide_disabled: ({ is_disabled }, value) => !(value === true && is_disabled),
	},
	orderings: {
		user__last_name: ({ user }) => user.last_name,
		user__first_name: ({ user }) => user.first_name,
		pk: ({ pk }) => pk,
		remote_id: ({ remote_id }) => remote_id,
		user__last_login: ({ user }) => user.last_login,
		...Object.fromEntries(paperDates.map((name) => [name, (trucker: StoredTrucker) => trucker[name]])),
	},
	view: truckerView,
	create: createTrucker,
	update: updateTrucker,
	actions: {
		generateTruckerInviteCode: generateInviteCode,
		leaseManagerTrucker,
		...unavailabilityActions(
			{
				create: 'createTruckerUnavailability',
				update: 'updateTruckerUnavailability',
				delete: 'deleteTruckerUnavailability',
			},
			() => truckers,
		),
	},
};
