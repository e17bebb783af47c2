import { inPath } from '../fields/locators';
import { demanded, text } from '../fields/plain';
import { supportType as supportTypeThing } from '../fields/things';
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

const noun: Noun = { singular: 'support type', plural: 'support types' };

const locator = inPath('path.uid', supportTypeThing, { description: 'The kind of returnable load carrier' });

const name = text('body.name', 'Name', {
	description: "What the load carrier is called on Dashdoc's screens",
	placeholder: 'e.g. Palette Europe',
});
const externalId = text('body.remote_id', 'External ID', {
	description: 'Your own identifier of the support type',
	placeholder: 'e.g. EUR_PALLET',
});

/** Dashdoc is taken to demand the name with every change, so it stands on top. */
const changing = update(noun, 'PATCH /support-types/{uid}/', locator, [externalId]);
const updateWithName = {
	...changing,
	parameters: [locator, demanded(name), ...changing.parameters.slice(1)],
};

export const supportType = resource({
	value: 'supportType',
	name: 'Support Type',
	identifier: 'uid',
	operations: [
		create(noun, 'POST /support-types/', { required: [demanded(name)], additional: [externalId] }),
		createOrUpdate(noun, 'POST /support-types/', {
			required: [demanded(externalId), demanded(name)],
			additional: [],
			findFirst: {
				// The list is short, and neither the look-up nor the uniqueness of External IDs is documented.
				finders: [
					{
						by: 'search',
						route: 'GET /support-types/',
						query: async () => ({}),
						match: ['remote_id'],
						whole: true,
					},
				],
				update: 'PATCH /support-types/{uid}/',
				keys: ['remote_id'],
				always: ['name'],
			},
			alsoCalls: ['GET /support-types/', 'PATCH /support-types/{uid}/'],
		}),
		remove(noun, 'DELETE /support-types/{uid}/', locator),
		assumed(get(noun, 'GET /support-types/{uid}/', locator)),
		getMany(noun, 'GET /support-types/', {
			filterFields: [
				text('query.text', 'Name Contains', {
					description: 'Part of the name',
					placeholder: 'e.g. palette',
				}),
			],
		}),
		assumed(updateWithName),
	],
});
