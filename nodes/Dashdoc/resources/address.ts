import { operation, type Check, type Result, type RunContext } from '../declaration/operation';
import { addressFields, nameless } from '../fields/address';
import { inPath, referenceOrNone } from '../fields/locators';
import { choices, demanded, identifiers, inWords, notWriting, toggle, writing } from '../fields/plain';
import { address as addressThing, company } from '../fields/things';
import { create, createOrUpdate, get, getMany, remove, resource, update, type Noun } from './standard';

const noun: Noun = { singular: 'address', plural: 'addresses' };

const locator = inPath('path.pk', addressThing, { description: 'The address of your address book' });

const fields = addressFields('body');
const owner = referenceOrNone('body.company', company, {
	description: 'Company that the place belongs to; without one nobody there can be notified',
});

const place = ['city', 'postcode', 'country'];
const onTop = writing(fields, place).map(demanded);
const externalId = writing(fields, ['remote_id']);
const details = [owner, ...notWriting(fields, [...place, 'remote_id'])];

const named: Check = ({ body }) => nameless(body, 'body');

/** Dashdoc's web app takes an empty object and "not found" both for a place without security protocol. */
async function getSecurityProtocol({ call, find, request }: RunContext): Promise<Result[]> {
	const path = { pk: request.path.pk };
	const protocol = await find('GET /addresses/{pk}/security-protocol/', { path });
	if (!protocol) await call('GET /addresses/{pk}/', { path });
	const attached = protocol !== undefined && Object.keys(protocol).length > 0;
	return [{ object: protocol ?? {}, beside: { attached, address_pk: path.pk } }];
}

const roleFilter = <T extends string>(target: T, role: string, use: string) =>
	toggle(target, `Is ${role}`, {
		description: `Whether to keep the places that can be ${use}, or the others`,
	});

export const address = resource({
	value: 'address',
	name: 'Address',
	identifier: 'pk',
	simplified: {
		pk: 'pk',
		name: 'name',
		remote_id: 'remote_id',
		address: 'address',
		postcode: 'postcode',
		city: 'city',
		country: 'country',
		latitude: 'latitude',
		longitude: 'longitude',
		company: 'company.name',
	},
	operations: [
		create(noun, 'POST /addresses/', {
			required: onTop,
			additional: [...externalId, ...details],
			checks: [named],
		}),
		createOrUpdate(noun, 'POST /addresses/', {
			required: [...externalId.map(demanded), ...onTop],
			additional: details,
			checks: [named],
			findFirst: {
				finders: [
					{ by: 'lookup', route: 'GET /addresses/{pk}/' },
					// External IDs of addresses are not documented to be unique, so a creation must be sure.
					{
						by: 'search',
						route: 'GET /addresses/',
						query: async () => ({}),
						match: ['remote_id'],
						whole: true,
					},
				],
				update: 'PATCH /addresses/{pk}/',
				keys: ['remote_id'],
				shownAs: { flow_site_slug: 'flow_site.slug' },
			},
			alsoCalls: ['GET /addresses/{pk}/', 'GET /addresses/', 'PATCH /addresses/{pk}/'],
		}),
		remove(noun, 'DELETE /addresses/{pk}/', locator),
		get(noun, 'GET /addresses/{pk}/', locator),
		getMany(noun, 'GET /addresses/', {
			filterFields: [
				identifiers('query.id__in', 'Address IDs', {
					description: 'Dashdoc IDs, separated by commas',
					placeholder: 'e.g. 23498, 23501',
					name: 'addressIds',
				}),
				roleFilter('query.is_carrier', 'Carrier', 'addresses of a carrier'),
				roleFilter('query.is_destination', 'Destination', 'unloading places'),
				roleFilter('query.is_origin', 'Origin', 'loading places'),
				roleFilter('query.is_shipper', 'Shipper', 'addresses of a shipper'),
				choices('query.category__in', 'Roles', inWords(['carrier', 'destination', 'origin', 'shipper']), {
					description: 'Roles of which an address must have one',
				}),
			],
		}),
		operation({
			value: 'getSecurityProtocol',
			name: 'Get Security Protocol',
			action: 'Get security protocol of address',
			description: 'Retrieve the safety document of a place, and whether there is one',
			route: 'GET /addresses/{pk}/security-protocol/',
			parameters: [locator],
			answer: 'part',
			run: getSecurityProtocol,
			beside: {
				attached: { type: 'boolean', description: 'Whether the place has a security protocol' },
				address_pk: { type: 'integer', description: 'ID of the address' },
			},
			alsoCalls: ['GET /addresses/{pk}/'],
		}),
		update(noun, 'PATCH /addresses/{pk}/', locator, [owner, ...fields]),
	],
});
