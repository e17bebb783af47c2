import { operation } from '../declaration/operation';
import { below, updateFields } from '../fields/collections';
import { inPath } from '../fields/locators';
import { bodyJson } from '../fields/plain';
import { company as companyThing } from '../fields/things';
import { administrativeNumbers, wasteRoles } from '../fields/waste';
import { assumed, getMany, resource, somethingToChange, type Noun } from './standard';

const noun: Noun = { singular: 'waste company', plural: 'waste companies' };

/** The path takes IDs alone. */
const company = inPath(
	'path.id',
	{ ...companyThing, resolve: 'GET /companies/{pk}/' },
	{ description: 'The company of your address book' },
);

export const wasteCompany = resource({
	value: 'wasteCompany',
	name: 'Waste Company',
	identifier: 'pk',
	operations: [
		operation({
			value: 'getDetails',
			name: 'Get Details',
			action: 'Get details of waste company',
			description: 'Retrieve the roles and administrative numbers of a company in the waste chain',
			route: 'GET /wam/companies/{id}/details/',
			parameters: [company],
		}),
		assumed(getMany(noun, 'GET /wam/companies/', { filterFields: [] })),
		operation({
			value: 'updateDetails',
			name: 'Update Details',
			action: 'Update details of waste company',
			description:
				'Set roles and administrative numbers, which a company needs before a waste form with it can be signed',
			route: 'PATCH /wam/companies/{id}/details/',
			parameters: [
				company,
				updateFields([...below('body', [...wasteRoles, ...administrativeNumbers]), bodyJson()]),
			],
			repeatable: true,
			checks: [somethingToChange],
		}),
	],
});
