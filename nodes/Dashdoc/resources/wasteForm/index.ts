import type { Result, RunContext } from '../../declaration/operation';
import { instant, startBeforeEnd } from '../../fields/dates';
import { choice, choices, identifiers, inWords } from '../../fields/plain';
import { wasteForm as wasteFormThing } from '../../fields/things';
import { assumed, get, getMany, remove, resource, update } from '../standard';
import { creating } from './creating';
import { chosenForm, course, details, noun, organizer } from './fields';
import { withIds } from './ids';
import { loadOperations } from './loads';
import { transportOperations } from './transport';

/** Where a form may stand; all but the last three are not written in Dashdoc's documentation. */
export const statuses = inWords([
	'draft',
	'signed',
	'in_transit',
	'arrived',
	'completed',
	'cancelled',
	'discontinued',
]);

const listed = getMany(noun, 'GET /wam/forms/', {
	filterFields: [
		instant('query.created', 'Created At', { description: 'Created exactly at this moment' }),
		instant('query.created__gte', 'Created From', { description: 'Created at this moment or later' }),
		instant('query.created__gt', 'Created After', { description: 'Created later than this moment' }),
		instant('query.created__lte', 'Created Until', { description: 'Created at this moment or earlier' }),
		instant('query.created__lt', 'Created Before', { description: 'Created earlier than this moment' }),
		choice('query.status', 'Status', statuses, { description: 'Where the form stands' }),
		choices('query.status__in', 'Statuses', statuses, { description: 'One of these statuses' }),
		identifiers('query.uid__in', 'Waste Form IDs', {
			description: 'Dashdoc IDs of forms, separated by commas',
			placeholder: `e.g. ${wasteFormThing.examples.id}`,
			name: 'wasteFormIds',
		}),
	],
	checks: ['created__gte', 'created__gt'].flatMap((start) =>
		['created__lte', 'created__lt'].map((end) => startBeforeEnd(`query.${start}`, `query.${end}`)),
	),
});

const changing = update(noun, 'PATCH /wam/forms/{uid}/', chosenForm, [
	organizer,
	...Object.values(course),
	...details,
]);

async function change(context: RunContext): Promise<Result[]> {
	const path = { uid: String(context.request.path.uid) };
	return [{ object: await context.call('PATCH /wam/forms/{uid}/', { path, body: await withIds(context) }) }];
}

export const wasteForm = resource({
	value: 'wasteForm',
	name: 'Waste Form',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		name: 'name',
		status: 'status',
		transport_uid: 'transport_uid',
		transport_date: 'transport_date',
		producer_id: 'producer_id',
		carrier_id: 'carrier_id',
		processor_id: 'processor_id',
		instructions: 'instructions',
		created: 'created',
	},
	operations: [
		creating,
		assumed(remove(noun, 'DELETE /wam/forms/{uid}/', chosenForm)),
		assumed(get(noun, 'GET /wam/forms/{uid}/', chosenForm)),
		listed,
		...transportOperations,
		...loadOperations,
		assumed({ ...changing, run: change, alsoCalls: ['GET /companies/{pk}/', 'GET /addresses/{pk}/'] }),
	],
});
