import { operation } from '../declaration/operation';
import { additionalFields } from '../fields/collections';
import { language } from '../fields/language';
import { byId, inPath } from '../fields/locators';
import {
	bodyJson,
	choice,
	choices,
	demanded,
	email,
	file,
	inWords,
	phone,
	secret,
	text,
} from '../fields/plain';
import { company, manager as managerThing } from '../fields/things';
import { assumed, get, getMany, remove, resource, update, type Noun } from './standard';

const noun: Noun = { singular: 'manager', plural: 'managers' };

const locator = inPath('path.pk', managerThing, { description: 'The web user of your company' });

const role = choice(
	'body.role',
	'Role',
	[
		{ name: 'Administrator', value: 'admin', description: 'Everything, with the settings and the team' },
		{ name: 'Read Only', value: 'readonly', description: 'Sees everything and changes nothing' },
		{ name: 'User', value: 'user', description: 'The daily work' },
	],
	{ description: 'What the person may do in Dashdoc', default: 'user' },
);

const spoken = language('body.language', { description: 'Language of the screens and emails' });

const tasks = choices(
	'body.personas',
	'Tasks',
	inWords([
		'create_orders',
		'planning',
		'send_orders',
		'assigning_to_carriers',
		'check_transports_progress',
		'pre_invoicing',
		'invoicing',
		'invoice_verification',
		'supervision',
	]),
	{ description: 'What the person does all day; Dashdoc arranges its screens by it' },
);

export const manager = resource({
	value: 'manager',
	name: 'Manager',
	identifier: 'pk',
	simplified: {
		pk: 'pk',
		first_name: 'user.first_name',
		last_name: 'user.last_name',
		email: 'user.email',
		role: 'role',
		language: 'language',
		phone_number: 'phone_number',
		last_login: 'user.last_login',
	},
	operations: [
		remove(noun, 'DELETE /managers/{pk}/', locator),
		assumed(get(noun, 'GET /managers/{pk}/', locator)),
		operation({
			value: 'getCurrent',
			name: 'Get Current',
			action: 'Get current manager',
			description: 'Retrieve the manager whom the API token stands for',
			route: 'GET /managers/me/',
			parameters: [],
		}),
		getMany(noun, 'GET /managers/', {
			filterFields: [
				text('query.text', 'Name or Email Contains', {
					description: 'Part of the name or of the email address',
					placeholder: 'e.g. bouvet',
				}),
			],
			sort: [
				choice(
					'query.ordering',
					'Sort',
					[
						{ name: "Dashdoc's Order", value: '' },
						{ name: 'Email A to Z', value: 'user__email' },
						{ name: 'Email Z to A', value: '-user__email' },
						{ name: 'Last Name A to Z', value: 'user__last_name' },
						{ name: 'Last Name Z to A', value: '-user__last_name' },
					],
					{ description: 'Order in which the managers come' },
				),
			],
		}),
		operation({
			value: 'invite',
			name: 'Invite',
			action: 'Invite manager',
			description:
				'Email a person an invitation to work in Dashdoc for your company; a person who is a manager already is refused',
			route: 'POST /managers/invite/',
			parameters: [
				demanded(email('body.email', 'Email', { description: 'Address to which the invitation goes' })),
				demanded(
					text('body.last_name', 'Last Name', { description: 'Family name', placeholder: 'e.g. Bouvet' }),
				),
				additionalFields([
					text('body.first_name', 'First Name', { description: 'Given name', placeholder: 'e.g. Adèle' }),
					spoken,
					role,
					bodyJson(),
				]),
			],
			keys: ({ body }) => [String(body.email).toLowerCase()],
		}),
		operation({
			value: 'setCompany',
			name: 'Set Company',
			action: 'Set company of current manager',
			description:
				'Switch to another company of a group, for people who manage several; everything after it works for that company',
			route: 'POST /managers/set-company/',
			parameters: [demanded(byId('body.company', company, { description: 'Company to work for' }))],
			answer: 'success',
		}),
		update(noun, 'PATCH /managers/{pk}/', locator, [
			text('body.user.first_name', 'First Name', { description: 'Given name' }),
			text('body.user.last_name', 'Last Name', { description: 'Family name' }),
			email('body.user.email', 'Email', { description: 'Address with which the person signs in' }),
			secret('body.user.password', 'Password', { description: 'New password; Dashdoc refuses weak ones' }),
			phone('body.phone_number', 'Phone Number', 'e.g. +33240000000'),
			spoken,
			role,
			tasks,
		]),
		operation({
			value: 'uploadProfilePicture',
			name: 'Upload Profile Picture',
			action: 'Upload profile picture of manager',
			description: "Set the picture that Dashdoc shows beside the manager's name",
			route: 'PATCH /managers/{pk}/',
			parameters: [
				locator,
				demanded(file('body.profile_picture', { description: 'A JPEG or PNG of at most 500 KiB' })),
			],
			multipart: true,
			repeatable: true,
		}),
	],
});
