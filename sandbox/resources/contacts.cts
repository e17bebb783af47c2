import { ok } from '../http/answer.cts';
import { refuseField } from '../http/problems.cts';
import type { Json, JsonObject } from '../json.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import type { Tenant } from '../state/tenant.cts';
import { companyCollection, embeddedCompany, notVisible, type StoredCompany } from './companies/records.cts';
import { contains, isEqual, isIn } from './filters.cts';
import { findReferenced } from './references.cts';
import type { Call, Handler, Resource } from './resource.cts';
import { assign, findRecord } from './standard.cts';
import { refuseDuplicates, uniqueRemoteId } from './uniqueness.cts';

/** A person of a partner company. */
export interface StoredContact {
	uid: string;
	created: string;
	/** Primary key of the company that the person works for. */
	company: number;
	first_name: string;
	last_name: string;
	email: string;
	phone_number: string;
	fax_number: string;
	remote_id: string;
	/** Has an account already, hence cannot be invited. */
	is_manager: boolean;
	has_pending_invite: boolean;
	invitation_link: string | null;
	language: string;
	jobs: string[];
	does_receive_share_emails: boolean;
	does_receive_reminder_emails: boolean;
	created_by: number;
}

export const contactCollection: CollectionDefinition<StoredContact> = { name: 'contacts', key: 'uid' };

/** A contact with every member that Dashdoc shows, from the ones that were given. */
export function newContact(
	given: Partial<StoredContact> & { company: number },
	tenant: Tenant,
): StoredContact {
	return {
		uid: tenant.world.random.uid(),
		created: tenant.world.clock.now(),
		first_name: '',
		last_name: '',
		email: '',
		phone_number: '',
		fax_number: '',
		remote_id: '',
		is_manager: false,
		has_pending_invite: false,
		invitation_link: null,
		language: 'fr',
		jobs: [],
		does_receive_share_emails: false,
		does_receive_reminder_emails: false,
		created_by: tenant.company,
		...given,
	};
}

/** A contact as its own endpoints show it. */
export function contactView(contact: StoredContact, tenant: Tenant): JsonObject {
	const company = tenant.of(companyCollection).get(contact.company);
	return {
		...contact,
		jobs: [...contact.jobs],
		company: company && embeddedCompany(company),
		is_invitable: contact.email !== '' && !contact.is_manager,
	};
}

function companyOf(reference: Json | undefined, tenant: Tenant): StoredCompany {
	const company = findReferenced(tenant.of(companyCollection), reference, ['pk', 'remote_id']);
	if (!company)
		throw refuseField('company', 'This company does not exist or is not visible to you.', notVisible);
	return company;
}

function createContact({ body, tenant }: Call): StoredContact {
	const collection = tenant.of(contactCollection);
	const company = companyOf(body.company, tenant).pk;
	refuseDuplicates(collection, body, [uniqueRemoteId]);
	refuseBlankName(body);
	const contact = newContact({ company, created: tenant.world.clock.tick() }, tenant);
	assign(contact, body, ['company', 'uid']);
	return collection.add(contact);
}

function updateContact(contact: StoredContact, { body, tenant }: Call): void {
	const company = body.company === undefined ? contact.company : companyOf(body.company, tenant).pk;
	refuseDuplicates(tenant.of(contactCollection), body, [uniqueRemoteId], contact);
	refuseBlankName(body);
	assign(contact, body, ['company', 'uid']);
	contact.company = company;
}

function refuseBlankName(body: Readonly<JsonObject>): void {
	if (body.last_name === '') throw refuseField('last_name', 'This field may not be blank.', 'blank');
}

/** Sends the invitation, or sends it again; who has an account or no e-mail address is refused. */
const inviteContact: Handler = (call) => {
	const { tenant } = call;
	const collection = tenant.of(contactCollection);
	const contact = findRecord(collection, call, 'uid');
	if (contact.is_manager) {
		throw refuseField('non_field_errors', 'This contact already has an account.', 'invalid');
	}
	if (contact.email === '') {
		throw refuseField('email', 'An e-mail address is needed to invite a contact.', 'required');
	}
	contact.has_pending_invite = true;
	contact.invitation_link ??= `https://app.dashdoc.example/invitation/${tenant.world.random.uid()}`;
	tenant.invitations.set(contact.uid, (tenant.invitations.get(contact.uid) ?? 0) + 1);
	tenant.touch(contactCollection, contact);
	const { uid, email, invitation_link } = contact;
	tenant.send({ kind: 'contact-invitation', way: 'mail', to: email, person: uid, content: invitation_link });
	return ok(contactView(contact, tenant));
};

export const contacts: Resource<StoredContact> = {
	collection: contactCollection,
	operations: {
		list: 'listContacts',
		get: 'getContact',
		create: 'createContact',
		update: 'updateContact',
		delete: 'deleteContact',
	},
	actions: { inviteContact },
	pageSize: 100,
	filters: {
		company__id: isEqual(({ company }) => company),
		company__id__in: isIn(({ company }) => company),
		text: contains(({ first_name, last_name }) => [`${first_name} ${last_name}`]),
	},
	view: contactView,
	create: createContact,
	update: updateContact,
};
