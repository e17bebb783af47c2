import { inBody } from '../fields/inBody';
import { inPath } from '../fields/locators';
import { demanded, email, lasting, phone, text } from '../fields/plain';
import { company as companyThing, wasteContact as contactThing } from '../fields/things';
import { assumed, create, get, getMany, remove, resource, update, type Noun } from './standard';

const noun: Noun = { singular: 'waste contact', plural: 'waste contacts' };

const locator = inPath('path.uid', contactThing, { description: 'Person who can stand on waste forms' });

const company = (required: boolean) =>
	inBody(
		'body.company_id',
		{ ...companyThing, resolve: 'GET /companies/{pk}/' },
		{ description: 'Company that the person stands for', required },
	);

const lastName = text('body.last_name', 'Last Name', {
	description: 'Family name',
	placeholder: 'e.g. Bouvet',
});

const details = [
	email('body.email', 'Email', {
		description: 'Email address; a waste form needs one person at least who has one',
	}),
	text('body.first_name', 'First Name', { description: 'Given name', placeholder: 'e.g. Adèle' }),
	phone('body.phone_number', 'Phone Number', 'e.g. +33600000000'),
];

export const wasteContact = resource({
	value: 'wasteContact',
	name: 'Waste Contact',
	identifier: 'uid',
	operations: [
		create(noun, 'POST /wam/contacts/', {
			required: [company(true), demanded(lastName)],
			additional: details,
		}),
		remove(noun, 'DELETE /wam/contacts/{uid}/', locator),
		get(noun, 'GET /wam/contacts/{uid}/', locator),
		getMany(noun, 'GET /wam/contacts/', { filterFields: [] }),
		update(noun, 'PATCH /wam/contacts/{uid}/', locator, [company(false), lasting(lastName), ...details]),
	].map(assumed),
});
