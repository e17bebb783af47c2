import { below } from '../fields/collections';
import { inPathOrExternalId, referenceByUid } from '../fields/locators';
import { demanded } from '../fields/plain';
import { supportCounts } from '../fields/siteFields';
import { site, supportsExchange as supportsExchangeThing } from '../fields/parts';
import { supportType } from '../fields/things';
import { assumed, create, get, remove, resource, update, type Noun } from './standard';

const noun: Noun = { singular: 'supports exchange', plural: 'supports exchanges' };

const locator = inPathOrExternalId('path.uid', supportsExchangeThing, {
	description:
		'Count of load carriers at a site; its uid stands in supports_exchanges of the sites in the Raw output of a transport',
});

const siteOfExchange = referenceByUid('body.site', site, {
	description:
		'Stop where they are given and taken; its uid stands under origin and destination in the Raw output of a transport',
});
const kind = referenceByUid('body.support_type', supportType, { description: 'Kind of load carrier' });
const counts = below('body', supportCounts);

export const supportsExchange = resource({
	value: 'supportsExchange',
	name: 'Supports Exchange',
	identifier: 'uid',
	operations: [
		create(noun, 'POST /supports-exchanges/', {
			required: [demanded(siteOfExchange), demanded(kind)],
			additional: counts,
		}),
		assumed(remove(noun, 'DELETE /supports-exchanges/{uid}/', locator)),
		get(noun, 'GET /supports-exchanges/{uid}/', locator),
		update(noun, 'PATCH /supports-exchanges/{uid}/', locator, [siteOfExchange, kind, ...counts]),
	],
});
