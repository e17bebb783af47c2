import { operation, type Finder, type Result, type RunContext } from '../declaration/operation';
import { language } from '../fields/language';
import { choices, email, identifiers, phone, text, toggle } from '../fields/plain';
import { inPath, byId, reference } from '../fields/locators';
import { company as companyLocator, contact as contactLocator } from '../fields/things';
import { readCompany, type CompanyReference } from './readCompany';
import { create, createOrUpdate, get, getMany, remove, resource, update, type Noun } from './standard';

const noun: Noun = { singular: 'contact', plural: 'contacts' };

const locator = inPath('path.uid', contactLocator, { description: 'The contact of your address book' });

const company = (required: boolean) =>
	reference('body.company', companyLocator, {
		description: 'Company that the contact belongs to',
		required,
	});

const lastName = (required: boolean) =>
	text('body.last_name', 'Last Name', {
		description: 'Family name, up to 200 characters',
		placeholder: 'e.g. Bouvet',
		required,
	});

const emailAddress = email('body.email', 'Email', {
	description: 'Address to which an invitation goes; without it a contact cannot be invited',
});

const externalId = (required: boolean) =>
	text('body.remote_id', 'External ID', {
		description: 'Your own identifier of the contact, for example that of your CRM',
		placeholder: 'e.g. CONTACT_123',
		required,
	});

const details = [
	text('body.fax_number', 'Fax Number', {
		description: 'Up to 100 characters',
		placeholder: 'e.g. +33240000001',
	}),
	text('body.first_name', 'First Name', {
		description: 'Given name, up to 200 characters',
		placeholder: 'e.g. Adèle',
	}),
	choices(
		'body.jobs',
		'Jobs',
		[
			{ name: 'Biller', value: 'biller' },
			{ name: 'Company Manager', value: 'company_manager' },
			{ name: 'Dispatcher', value: 'dispatcher' },
		],
		{ description: 'What the contact does in the company' },
	),
	language('body.language', { description: 'Language of the emails that Dashdoc sends to the contact' }),
	phone('body.phone_number', 'Phone Number', 'e.g. +33600000000'),
	toggle('body.does_receive_reminder_emails', 'Receives Payment Reminders', {
		description: 'Whether the contact gets payment reminders by email (billers only)',
	}),
	toggle('body.does_receive_share_emails', 'Receives Shared Invoices', {
		description: 'Whether the contact gets shared invoices by email (billers only)',
	}),
];

/** Dashdoc has no look-up of contacts by External ID, so the contacts of the company are read and compared. */
const inItsCompany: Finder = {
	by: 'search',
	route: 'GET /contacts/',
	query: async (context) =>
		context.values.searchIn === 'addressBook' ? {} : { company__id: await companyId(context) },
	match: ['remote_id'],
};

const inWholeAddressBook: Finder = { ...inItsCompany, query: async () => ({}), onlyAfterRefusal: true };

/** Dashdoc's ID of the company that the contact refers to. */
async function companyId(context: RunContext): Promise<number> {
	const company = context.request.body.company as CompanyReference;
	if (typeof company === 'number') return company;
	return company.pk ?? (await readCompany(context, company)).pk;
}

/** Invites, unless the user wants contacts left alone who have an account or an invitation already. */
async function invite({ call, problem, request, values }: RunContext): Promise<Result[]> {
	const path = { uid: String(request.path.uid) };
	if (String(values.skipInvited) === 'true') {
		const known = await call('GET /contacts/{uid}/', { path });
		const reason = reasonToSkip(known);
		if (reason) return [{ object: known, beside: { outcome: 'skipped', reason } }];
		if (!known.email) throw problem('contact', 'it has no email address, so no invitation can be sent');
	}
	const invited = await call('POST /contacts/{uid}/invite/', { path });
	return [{ object: invited, beside: { outcome: 'invited' } }];
}

function reasonToSkip(known: { is_manager?: boolean; has_pending_invite?: boolean }): string | undefined {
	if (known.is_manager) return 'has an account already';
	return known.has_pending_invite ? 'has a pending invitation' : undefined;
}

export const contact = resource({
	value: 'contact',
	name: 'Contact',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		first_name: 'first_name',
		last_name: 'last_name',
		email: 'email',
		phone_number: 'phone_number',
		company: 'company.name',
		company_pk: 'company.pk',
		remote_id: 'remote_id',
		is_manager: 'is_manager',
		has_pending_invite: 'has_pending_invite',
	},
	operations: [
		create(noun, 'POST /contacts/', {
			required: [company(true), lastName(true)],
			additional: [emailAddress, externalId(false), ...details],
		}),
		createOrUpdate(noun, 'POST /contacts/', {
			required: [externalId(true), company(true), lastName(true)],
			additional: [emailAddress, ...details],
			extra: [
				{
					property: {
						displayName: 'Search In',
						name: 'searchIn',
						type: 'options',
						default: 'company',
						description: 'Where a contact with this external ID is looked for before one is created',
						options: [
							{
								name: 'Company of the Contact',
								value: 'company',
								description: 'One request for most companies',
							},
							{
								name: 'Whole Address Book',
								value: 'addressBook',
								description: 'Finds a contact that has moved to another company too; reads all contacts',
							},
						],
					},
					targets: [],
				},
			],
			findFirst: {
				finders: [inItsCompany, inWholeAddressBook],
				update: 'PATCH /contacts/{uid}/',
				keys: ['remote_id'],
			},
			alsoCalls: ['GET /contacts/', 'PATCH /contacts/{uid}/', 'GET /companies/{pk}/'],
		}),
		remove(noun, 'DELETE /contacts/{uid}/', locator),
		get(noun, 'GET /contacts/{uid}/', locator),
		getMany(noun, 'GET /contacts/', {
			filterFields: [
				byId('query.company__id', companyLocator, { description: 'Only contacts of this company' }),
				identifiers('query.company__id__in', 'Company IDs', {
					description: 'Only contacts of these companies, by Dashdoc ID, separated by commas',
					placeholder: 'e.g. 928, 1204',
					name: 'companyIds',
				}),
				text('query.text', 'Name Contains', {
					description: 'Part of the first or last name',
					placeholder: 'e.g. bouvet',
				}),
			],
		}),
		operation({
			value: 'invite',
			name: 'Invite',
			action: 'Invite contact',
			description: 'Email a contact an invitation to join Dashdoc; a second call sends it again',
			route: 'POST /contacts/{uid}/invite/',
			parameters: [
				locator,
				{
					property: {
						displayName: 'Skip Invited Contacts',
						name: 'skipInvited',
						type: 'boolean',
						default: false,
						description:
							'Whether to leave contacts alone who have an account or a pending invitation; costs one more request per contact',
					},
					targets: [],
				},
			],
			run: invite,
			beside: {
				outcome: 'Invited or skipped',
				reason: 'Why the contact was skipped: it has an account already, or a pending invitation',
			},
			alsoCalls: ['GET /contacts/{uid}/'],
			keys: ({ path }) => [String(path.uid)],
		}),
		update(noun, 'PATCH /contacts/{uid}/', locator, [
			company(false),
			emailAddress,
			externalId(false),
			lastName(false),
			...details,
		]),
	],
});
