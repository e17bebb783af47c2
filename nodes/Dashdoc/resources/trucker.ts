import { operation, type Finder } from '../declaration/operation';
import { instant } from '../fields/dates';
import { byId, inPath } from '../fields/locators';
import {
	choice,
	choiceOrNone,
	country,
	demanded,
	email,
	identifiers,
	lasting,
	notWriting,
	phone,
	text,
	toggle,
	writing,
} from '../fields/plain';
import { company, trucker as truckerThing } from '../fields/things';
import {
	assumed,
	create,
	createOrUpdate,
	get,
	getMany,
	remove,
	resource,
	update,
	type Noun,
} from './standard';
import { unavailabilityOperations } from './unavailability';

const noun: Noun = { singular: 'trucker', plural: 'truckers' };

const locator = inPath('path.pk', truckerThing, { description: 'The trucker of your company' });

const deadline = <T extends string>(target: T, displayName: string, what: string) =>
	instant(target, displayName, { description: `Until when ${what} is valid` });

const names = [
	text('body.user.first_name', 'First Name', { description: 'Given name', placeholder: 'e.g. Adèle' }),
	text('body.user.last_name', 'Last Name', { description: 'Family name', placeholder: 'e.g. Bouvet' }),
].map(lasting);

/** Creating a trucker has this side effect (reference page of truckers). */
const codeGoesThere = 'Dashdoc sends the invite code there when it creates the trucker';

/** Fields that can be changed at any time; `names` stand on top of a creation. */
const fields = [
	text('body.address', 'Street', { description: 'Where the trucker lives: number and street' }),
	deadline('body.adr_license_deadline', 'ADR License Deadline', 'the dangerous goods license'),
	text('body.adr_license_number', 'ADR License Number', {
		description: 'Number of the dangerous goods license',
	}),
	choiceOrNone(
		'body.adr_license_type',
		'ADR License Type',
		[
			{ name: 'Both', value: 'both' },
			{ name: 'Package', value: 'package' },
			{ name: 'Tank', value: 'cistern' },
		],
		{ description: 'What the dangerous goods license covers', unset: '' },
	),
	deadline('body.carrist_license_deadline', 'Forklift License Deadline', 'the forklift license'),
	text('body.city', 'City', { description: 'Where the trucker lives', placeholder: 'e.g. Nantes' }),
	choice(
		'body.communication_preference',
		'Communication Preference',
		[
			{ name: 'App', value: 'app' },
			{ name: 'Email', value: 'email' },
		],
		{ description: 'How Dashdoc tells the trucker of transports' },
	),
	country('body.country_code', 'Country', {
		description: 'Where the trucker lives, as two-letter ISO 3166-1 code',
	}),
	deadline('body.cqc_deadline', 'CQC Deadline', "the driver's certificate of professional competence"),
	text('body.cqc_number', 'CQC Number', {
		description: "Number of the driver's certificate of professional competence",
	}),
	instant('body.cqc_original_delivery_date', 'CQC Issued On', {
		description: "When the driver's certificate of professional competence was first issued",
	}),
	deadline('body.driver_card_deadline', 'Driver Card Deadline', 'the tachograph card'),
	text('body.driver_card_number', 'Driver Card Number', { description: 'Number of the tachograph card' }),
	deadline('body.driving_license_deadline', 'Driving License Deadline', 'the driving license'),
	text('body.driving_license_number', 'Driving License Number', {
		description: 'Number of the driving license',
		placeholder: 'e.g. 99 999 999',
	}),
	deadline(
		'body.occupational_health_visit_deadline',
		'Occupational Health Visit Deadline',
		'the last visit to the company doctor',
	),
	phone('body.phone_number', 'Phone Number', 'e.g. +33600000000', codeGoesThere),
	phone('body.phone_number_personal', 'Personal Phone Number', 'e.g. +33600000001'),
	text('body.postcode', 'Postcode', {
		description: 'Postal code as text, with its leading zeros',
		placeholder: 'e.g. 44000',
	}),
	text('body.remote_id', 'External ID', {
		description: 'Your own identifier of the trucker, unique among your truckers',
		placeholder: 'e.g. TRUCKER_7',
	}),
	email('body.user.email', 'Email', { description: `Unique among your truckers; ${codeGoesThere}` }),
];

/** Fields that Dashdoc's own form offers at creation only. */
const atCreation = [
	byId(
		'body.carrier',
		company,
		{ description: 'Company that owns a rented trucker', name: 'carrier' },
		'Carrier',
	),
	byId(
		'body.dedicated_by_carrier',
		company,
		{ description: 'Company that dedicates the trucker to you', name: 'dedicatedByCarrier' },
		'Dedicated by Carrier',
	),
	toggle('body.is_rented', 'Is Rented', {
		description: 'Whether the trucker is rented from another carrier',
	}),
];

const firstLook: Finder = { by: 'lookup', route: 'GET /manager-truckers/{pk}/' };

const announced = 'Dashdoc sends the invite code to a given phone number or email at once';

export const trucker = resource({
	value: 'trucker',
	name: 'Trucker',
	identifier: 'pk',
	simplified: {
		pk: 'pk',
		first_name: 'user.first_name',
		last_name: 'user.last_name',
		email: 'user.email',
		phone_number: 'phone_number',
		remote_id: 'remote_id',
		carrier: 'carrier.name',
		invite_code: 'invite_code',
		is_rented: 'is_rented',
		is_disabled: 'is_disabled',
	},
	operations: [
		{
			...create(noun, 'POST /manager-truckers/', {
				required: names.map(demanded),
				additional: [...fields, ...atCreation],
			}),
			description: `Create a new trucker; ${announced}`,
		},
		createOrUpdate(noun, 'POST /manager-truckers/', {
			required: [...writing(fields, ['remote_id']), ...names].map(demanded),
			additional: [...notWriting(fields, ['remote_id']), ...atCreation],
			findFirst: {
				finders: [
					firstLook,
					{
						by: 'search',
						route: 'GET /manager-truckers/',
						query: async () => ({}),
						match: ['remote_id'],
						whole: true,
						onlyAfterRefusal: true,
					},
				],
				update: 'PATCH /manager-truckers/{pk}/',
				keys: ['remote_id'],
				onlyAtCreation: ['dedicated_by_carrier'],
			},
			alsoCalls: ['GET /manager-truckers/{pk}/', 'GET /manager-truckers/', 'PATCH /manager-truckers/{pk}/'],
		}),
		remove(noun, 'DELETE /manager-truckers/{pk}/', locator),
		operation({
			value: 'generateInviteCode',
			name: 'Generate Invite Code',
			action: 'Generate invite code of trucker',
			description: 'Issue a new single-use code with which the trucker signs in to the mobile app',
			route: 'POST /manager-truckers/{pk}/generate-invite-code/',
			parameters: [locator],
			keys: ({ path }) => [String(path.pk)],
		}),
		get(noun, 'GET /manager-truckers/{pk}/', locator),
		getMany(noun, 'GET /manager-truckers/', {
			filterFields: [
				byId(
					'query.carrier',
					company,
					{
						description: 'Company that owns the truckers; Dashdoc wants Is Rented with it',
						name: 'carrier',
					},
					'Carrier',
				),
				identifiers('query.carrier__in', 'Carrier IDs', {
					description: 'Dashdoc IDs of companies that own the truckers, separated by commas',
					placeholder: 'e.g. 928, 1204',
				}),
				toggle('query.extended_view', 'Group View', {
					description: 'Whether to include the truckers of the other companies of your group',
				}),
				toggle('query.hide_disabled', 'Hide Disabled', {
					description: 'Whether to leave out truckers who are disabled',
				}),
				toggle('query.rental', 'Is Rented', { description: 'Whether to keep rented truckers, or your own' }),
				text('query.text', 'Name Contains', { description: 'Part of the name', placeholder: 'e.g. bouvet' }),
				identifiers('query.tags__in', 'Tag IDs', {
					description: 'Dashdoc IDs of tags of which a trucker must have one, separated by commas',
					placeholder: 'e.g. 12, 15',
				}),
				identifiers('query.id__in', 'Trucker IDs', {
					description: 'Dashdoc IDs, separated by commas',
					placeholder: 'e.g. 542, 543',
				}),
			],
			sort: [
				choice(
					'query.ordering',
					'Sort',
					[
						{ name: 'ADR License Deadline', value: 'adr_license_deadline' },
						{ name: "Dashdoc's Order", value: '' },
						{ name: 'Driving License Deadline', value: 'driving_license_deadline' },
						{ name: 'Last Name A to Z', value: 'user__last_name' },
						{ name: 'Last Name Z to A', value: '-user__last_name' },
						{ name: 'Last Sign-In First', value: '-user__last_login' },
						{ name: 'Newest First', value: '-pk' },
					],
					{ description: 'Order in which the truckers come', default: '' },
				),
			],
		}),
		assumed(
			operation({
				value: 'lease',
				name: 'Lease',
				action: 'Lease trucker',
				description: 'Let another company use a trucker, who stays with the carrier',
				route: 'POST /manager-truckers/{pk}/lease/',
				parameters: [
					locator,
					demanded(byId('body.company', company, { description: 'Company that leases the trucker' })),
				],
				keys: ({ path }) => [String(path.pk)],
			}),
		),
		update(noun, 'PATCH /manager-truckers/{pk}/', locator, [...names, ...fields]),
		...unavailabilityOperations({
			owner: 'manager-truckers',
			noun,
			locator,
			reasons: [
				{ name: 'Day Off', value: 'day_off' },
				{ name: 'Other', value: 'other' },
				{ name: 'Paid Vacation', value: 'paid_vacation' },
				{ name: 'Sick Leave', value: 'sick_leave' },
				{ name: 'Training', value: 'training' },
				{ name: 'Vacation', value: 'vacation' },
			],
		}),
	],
});
