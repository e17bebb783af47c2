import { operation, type Finder } from '../declaration/operation';
import { addressFields } from '../fields/address';
import { bodyJson, choice, country, email, identifiers, phone, text } from '../fields/plain';
import { additionalFields, nestedFields } from '../fields/collections';
import { instant, startBeforeEnd } from '../fields/dates';
import { inPathOrExternalId } from '../fields/locators';
import { company as companyLocator } from '../fields/things';
import { create, createOrUpdate, get, getMany, remove, resource, update, type Noun } from './standard';

const noun: Noun = { singular: 'company', plural: 'companies' };

const locator = inPathOrExternalId('path.pk', companyLocator, {
	description: 'The company of your address book',
});

const name = (required: boolean) =>
	text('body.name', 'Name', {
		description: required
			? 'Dashdoc compares it without regard to case with the companies that you have'
			: 'Only the company that created the entry can change it',
		placeholder: 'e.g. Transport Bouvet',
		required,
	});

const countryOf = (required: boolean) =>
	country('body.country', 'Country', {
		description: 'Two-letter ISO 3166-1 code',
		required,
		...(required && { default: 'FR' }),
	});

const externalId = (required: boolean) =>
	text('body.remote_id', 'External ID', {
		description: 'Your own identifier of the company, unique among your companies',
		placeholder: 'e.g. COMP_123',
		required,
	});

/** Fields of the administrative address; on updates a chosen empty one clears the value. */
const primaryAddress = (clears: boolean) =>
	nestedFields(
		'Primary Address',
		'Administrative address of the company',
		addressFields('body.primary_address'),
		{ clears },
	);

/** Fields that a company may have beside name, country and External ID. */
const details = (clears: boolean) => [
	text('body.account_code', 'Account Code', { description: 'Accounting code of the partner in your books' }),
	email('body.email', 'Email', { description: 'General address of the company' }),
	text('body.invoicing_remote_id', 'Invoicing External ID', {
		description: 'Identifier of the company in your accounting software',
		placeholder: 'e.g. COMP_456',
	}),
	text('body.notes', 'Notes', { description: 'Private notes, which only your team reads' }),
	phone('body.phone_number', 'Phone Number', 'e.g. +33240000000'),
	primaryAddress(clears),
	text('body.side_account_code', 'Side Account Code', {
		description: 'Auxiliary accounting code of the partner in your books',
	}),
	text('body.siren', 'SIREN', { description: 'French company number of nine digits', name: 'siren' }),
	text('body.trade_number', 'Trade Number', {
		description: 'Registration number of the establishment (SIRET in France); Dashdoc finds doubles by it',
	}),
	text('body.vat_number', 'VAT Number', {
		description:
			'Checked by Dashdoc against the national formats of the EU, the United Kingdom and Switzerland',
		placeholder: 'e.g. FR12345678901',
	}),
];

/** The same keys in the same order as Dashdoc's own de-duplication (reference page of POST /companies/). */
const keys = ['remote_id', 'trade_number', 'name'];

const byExternalId: Finder = { by: 'lookup', route: 'GET /companies/{pk}/' };

const byNameAndTradeNumber: Finder = {
	by: 'search',
	route: 'GET /companies/',
	query: async ({ request }) => ({ text: String(request.body.name).trim() }),
	match: ['trade_number', 'name'],
};

/** Dashdoc filters by name only, so another name with the same trade number takes a reading of all companies. */
const inWholeAddressBook: Finder = {
	by: 'search',
	route: 'GET /companies/',
	query: async () => ({}),
	match: ['remote_id', 'trade_number'],
	onlyAfterRefusal: true,
};

export const company = resource({
	value: 'company',
	name: 'Company',
	identifier: 'pk',
	simplified: {
		pk: 'pk',
		name: 'name',
		remote_id: 'remote_id',
		city: 'primary_address.city',
		country: 'country',
		email: 'email',
		phone_number: 'phone_number',
		trade_number: 'trade_number',
		vat_number: 'vat_number',
		updated: 'updated',
	},
	operations: [
		create(noun, 'POST /companies/', {
			required: [name(true), countryOf(true)],
			additional: [externalId(false), ...details(false)],
		}),
		createOrUpdate(noun, 'POST /companies/', {
			required: [externalId(true), name(true), countryOf(true)],
			additional: details(false),
			findFirst: {
				finders: [byExternalId],
				update: 'PATCH /companies/{pk}/',
				keys: ['remote_id'],
			},
			alsoCalls: ['GET /companies/{pk}/', 'PATCH /companies/{pk}/'],
		}),
		remove(noun, 'DELETE /companies/{pk}/', locator),
		operation({
			value: 'findOrCreate',
			name: 'Find or Create',
			action: 'Find or create company',
			description:
				'Find a company by external ID, trade number or name, in this order, and create it only if there is none',
			route: 'POST /companies/',
			parameters: [
				name(true),
				countryOf(true),
				additionalFields([externalId(false), ...details(false), bodyJson()]),
			],
			findFirst: {
				finders: [byExternalId, byNameAndTradeNumber, inWholeAddressBook],
				keys,
				caseBlind: ['name'],
			},
			alsoCalls: ['GET /companies/{pk}/', 'GET /companies/'],
		}),
		get(noun, 'GET /companies/{pk}/', locator),
		getMany(noun, 'GET /companies/', {
			filterFields: [
				choice(
					'query.category',
					'Role',
					[
						{ name: 'Carrier', value: 'carrier' },
						{ name: 'Destination', value: 'destination' },
						{ name: 'Origin', value: 'origin' },
						{ name: 'Shipper', value: 'shipper' },
					],
					{ description: 'Role that the company must have' },
				),
				identifiers('query.id__in', 'Company IDs', {
					description: 'Dashdoc IDs, separated by commas',
					placeholder: 'e.g. 928, 1204',
					name: 'companyIds',
				}),
				text('query.text', 'Name Contains', {
					description: 'Part of the name, whatever the case',
					placeholder: 'e.g. bouvet',
				}),
				instant('query.updated__gte', 'Updated From', { description: 'Changed at this moment or later' }),
				instant('query.updated__gt', 'Updated After', { description: 'Changed later than this moment' }),
				instant('query.updated__lte', 'Updated Until', { description: 'Changed at this moment or earlier' }),
				instant('query.updated__lt', 'Updated Before', { description: 'Changed earlier than this moment' }),
			],
			sort: [
				choice(
					'query.ordering',
					'Sort',
					[
						{ name: "Dashdoc's Order", value: '' },
						{ name: 'Name A to Z', value: 'name' },
						{ name: 'Name Z to A', value: '-name' },
					],
					{ description: 'Order in which the companies come' },
				),
			],
			checks: [
				startBeforeEnd('query.updated__gte', 'query.updated__lte'),
				startBeforeEnd('query.updated__gte', 'query.updated__lt'),
				startBeforeEnd('query.updated__gt', 'query.updated__lte'),
				startBeforeEnd('query.updated__gt', 'query.updated__lt'),
			],
		}),
		update(noun, 'PATCH /companies/{pk}/', locator, [
			name(false),
			countryOf(false),
			externalId(false),
			...details(true),
		]),
	],
});
