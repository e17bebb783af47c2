import { operation, type Operation } from '../../declaration/operation';
import type { Route } from '../../declaration/route';
import { assumed } from '../standard';
import { transportById } from './chosen';

type Listing = Route & `GET /transports/{uid}/${string}/`;

/** What belongs to a transport as a list: one item for each entry. */
const list = (
	words: Pick<Operation, 'value' | 'name' | 'action' | 'description'>,
	route: Listing,
): Operation =>
	assumed(
		operation({
			...words,
			route,
			parameters: [transportById as never],
			answer: 'part',
			partAt: '0',
			run: async ({ list: read, request: { path } }) =>
				(await read(route, {}, path as { uid: string })).map((object) => ({ object })),
		}),
	);

/** What Dashdoc works out for one transport. */
export const reading: readonly Operation[] = [
	list(
		{
			value: 'getCmrs',
			name: 'Get CMRs',
			action: 'Get consignment notes of transport',
			description:
				'Retrieve the consignment notes of a transport, one item for each, with the address of its file',
		},
		'GET /transports/{uid}/cmrs/',
	),
	list(
		{
			value: 'getEffectivePriceLines',
			name: 'Get Effective Price Lines',
			action: 'Get effective price lines of transport',
			description: 'Retrieve what the price in force is made of, one item for each line',
		},
		'GET /transports/{uid}/effective-price-lines/',
	),
	assumed(
		operation({
			value: 'getLoadsConstraints',
			name: 'Get Loads Constraints',
			action: 'Get loads constraints of transport',
			description: 'Retrieve what restricts how the loads of a transport may be placed',
			route: 'GET /transports/{uid}/loads-constraints/',
			parameters: [transportById],
			answer: 'part',
		}),
	),
	assumed(
		operation({
			value: 'getRevenueSplit',
			name: 'Get Revenue Split',
			action: 'Get revenue split of transport',
			description: 'Retrieve how the turnover of a transport is shared between its parts',
			route: 'GET /transports/{uid}/revenue-split/',
			parameters: [transportById],
			answer: 'part',
		}),
	),
];
