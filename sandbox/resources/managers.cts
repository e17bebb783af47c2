import { created, ok } from '../http/answer.cts';
import { notFound, refuseField } from '../http/problems.cts';
import { isJsonObject } from '../json.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import type { Tenant } from '../state/tenant.cts';
import { contains } from './filters.cts';
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

function refuseTakenEmail(email: unknown, field: string, tenant: Tenant, manager?: StoredManager): void {
	const taken = tenant.of(managerCollection).find((other) => other !== manager && other.user.email === email);
	if (!email || !taken) return;
	const code = manager ? 'email_in_use' : 'user_already_manager_same_company';
	throw refuseField(field, 'This person is already a manager of your company.', code);
}

const inviteManager: Handler = ({ body, tenant }) => {
	refuseTakenEmail(body.email, 'email', tenant);
	tenant.world.clock.tick();
	const manager = newManager({ user: newUser(body, tenant) }, tenant);
	assign(manager, body, ['email', 'first_name', 'last_name']);
	return created(tenant.of(managerCollection).add(manager));
};

function updateManager(manager: StoredManager, { body, files, tenant }: Call): void {
	const user = isJsonObject(body.user) ? body.user : {};
	refuseTakenEmail(user.email, 'user.email', tenant, manager);
	assign(manager, body, ['user', 'profile_picture']);
	assign(manager.user, user, ['password']);
	manager.user.display_name = `${manager.user.first_name} ${manager.user.last_name}`.trim();
	manager.display_name = manager.user.display_name;
	const picture = files.find(({ field }) => field === 'profile_picture');
	if (picture) manager.profile_picture = tenant.world.media.add(`manager-${manager.pk}`, picture);
}

/** The token stands for a company; its first manager answers for it. */
const getManagerMe: Handler = ({ tenant }) => {
	const [manager] = tenant.of(managerCollection).all();
	if (!manager) throw notFound();
	return ok(manager);
};

const setManagerCompany: Handler = ({ body, tenant }) => {
	if (body.company !== tenant.company) {
		throw refuseField('company', 'This company is not among those that you manage.', 'invalid');
	}
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
