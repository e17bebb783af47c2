import { created, ok } from '../http/answer.cts';
import type { UploadedFile } from '../http/body.cts';
import { notFound, refuseField } from '../http/problems.cts';
import { isJsonObject, textOf } from '../json.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import type { Tenant } from '../state/tenant.cts';
import { companyCollection } from './companies/records.cts';
import { contains } from './filters.cts';
import { referenced } from './references.cts';
import type { Call, Handler, Resource } from './resource.cts';
import { assign } from './standard.cts';
import { newUser, type StoredUser } from './truckers/records.cts';

/** A web user of the tenant's own company. */
export interface StoredManager {
	pk: number;
	user: StoredUser;
	display_name: string;
	role: string;
	language: string;
	phone_number: string | null;
	profile_picture: string | null;
	personas: string[];
}

export const managerCollection: CollectionDefinition<StoredManager> = { name: 'managers', key: 'pk' };

/** A manager with every member that the sandbox keeps. */
export function newManager(
	given: Partial<StoredManager> & { user: StoredUser },
	tenant: Tenant,
): StoredManager {
	return {
		pk: tenant.world.nextKey(),
		display_name: given.user.display_name,
		role: 'user',
		language: 'fr',
		phone_number: null,
		profile_picture: null,
		personas: [],
		...given,
	};
}

function hasAccount(email: string, tenant: Tenant, except?: StoredManager): boolean {
	return tenant
		.of(managerCollection)
		.all()
		.some((other) => other !== except && other.user.email.toLowerCase() === email.toLowerCase());
}

/** Refuses to invite a person who has an account already, with this company or with another one. */
function refuseKnownPerson(email: string, tenant: Tenant): void {
	if (hasAccount(email, tenant)) {
		const detail = 'This person is already a manager of your company.';
		throw refuseField('email', detail, 'user_already_manager_same_company');
	}
	if (tenant.world.tenants.some((other) => hasAccount(email, other))) {
		const detail = 'This person is already a manager of another company.';
		throw refuseField('email', detail, 'user_already_manager_other_company');
	}
}

const inviteManager: Handler = ({ body, tenant }) => {
	const email = textOf(body.email);
	if (email === '') throw refuseField('email', 'This field may not be blank.', 'blank');
	refuseKnownPerson(email, tenant);
	tenant.world.clock.tick();
	const manager = newManager({ user: newUser(body, tenant) }, tenant);
	assign(manager, body, ['email', 'first_name', 'last_name']);
	tenant.of(managerCollection).add(manager);
	const content = `https://app.dashdoc.example/invitation/${tenant.world.random.uid()}`;
	tenant.send({ kind: 'manager-invitation', way: 'mail', to: email, person: manager.pk, content });
	return created(manager);
};

/** Files that pass for a profile picture; their size is checked by the web app alone. */
const pictureTypes = new Set(['image/jpeg', 'image/png']);

function pictureOf({ body, files }: Call): UploadedFile | undefined {
	const picture = files.find(({ field }) => field === 'profile_picture');
	if (!picture && body.profile_picture !== undefined) {
		throw refuseField('profile_picture', 'The submitted data was not a file.', 'invalid');
	}
	if (picture && !pictureTypes.has(picture.mediaType)) {
		throw refuseField('profile_picture', 'Upload a JPEG or PNG picture.', 'invalid_image');
	}
	return picture;
}

function updateManager(manager: StoredManager, call: Call): void {
	const { body, tenant } = call;
	const user = isJsonObject(body.user) ? body.user : {};
	const email = textOf(user.email);
	if (email !== '' && tenant.world.tenants.some((other) => hasAccount(email, other, manager))) {
		throw refuseField('user.email', 'Another account has this e-mail address.', 'email_in_use');
	}
	const picture = pictureOf(call);
	assign(manager, body, ['user', 'profile_picture']);
	assign(manager.user, user, ['password']);
	if (user.password) manager.user.has_usable_password = true;
	manager.user.display_name = `${manager.user.first_name} ${manager.user.last_name}`.trim();
	manager.display_name = manager.user.display_name;
	if (picture) manager.profile_picture = tenant.world.media.add(`manager-${manager.pk}`, picture);
}

/** The token stands for a company; its first manager answers for it. */
const getManagerMe: Handler = ({ tenant }) => {
	const [manager] = tenant.of(managerCollection).all();
	if (!manager) throw notFound();
	return ok(manager);
};

const setManagerCompany: Handler = ({ body, tenant }) => {
	// Who belongs to a group is not known here, so any company of the address book may be one of it.
	referenced(tenant.of(companyCollection), body.company, 'company');
	return ok();
};

export const managers: Resource<StoredManager> = {
	collection: managerCollection,
	operations: { list: 'listManagers', get: 'getManager', update: 'updateManager', delete: 'deleteManager' },
	filters: { text: contains(({ display_name, user }) => [display_name, user.email]) },
	orderings: { user__last_name: ({ user }) => user.last_name, user__email: ({ user }) => user.email },
	update: updateManager,
	actions: { inviteManager, getManagerMe, setManagerCompany },
};
