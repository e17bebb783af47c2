import { inPathOrExternalId } from '../fields/locators';
import { choice, text } from '../fields/plain';
import { adrUnCode as adrUnCodeThing } from '../fields/things';
import { get, getMany, resource, type Noun } from './standard';

const noun: Noun = { singular: 'ADR UN code', plural: 'ADR UN codes' };

export const adrUnCode = resource({
	value: 'adrUnCode',
	name: 'ADR UN Code',
	identifier: 'pk',
	operations: [
		get(
			noun,
			'GET /adr-un-codes/{pk}/',
			inPathOrExternalId('path.pk', adrUnCodeThing, { description: 'The entry of the dangerous goods list' }),
		),
		getMany(noun, 'GET /adr-un-codes/', {
			filterFields: [
				text('query.search', 'Code or Wording Contains', {
					description: 'Part of the UN number or of what it stands for',
					placeholder: 'e.g. 1203',
				}),
			],
			sort: [
				choice(
					'query.ordering',
					'Sort',
					[
						{ name: 'Code, Ascending', value: 'code' },
						{ name: 'Code, Descending', value: '-code' },
						{ name: "Dashdoc's Order", value: '' },
					],
					{ description: 'Order in which the entries come', default: '' },
				),
			],
		}),
	],
});
