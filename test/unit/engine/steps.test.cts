/** One form for several requests: what goes where, and how a refusal of one of them speaks. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { DashdocClient, DashdocRequest } from '../../../nodes/Dashdoc/client/types';
import { operation, type Resource } from '../../../nodes/Dashdoc/declaration/operation';
import { buildRequest } from '../../../nodes/Dashdoc/engine/request';
import { runItem } from '../../../nodes/Dashdoc/engine/runItem';
import { text } from '../../../nodes/Dashdoc/fields/plain';
import { rowsOf } from '../../../nodes/Dashdoc/fields/rows';

const described = { description: 'A field of the test' };

const creation = operation({
	value: 'create',
	name: 'Create',
	action: 'Create waste form',
	description: 'Create a waste form',
	route: 'POST /wam/forms/',
	steps: { loads: 'POST /wam/forms/{uid}/loads/' },
	parameters: [
		text('body.instructions', 'Instructions', described),
		rowsOf<{ description?: string }>()('steps.loads', 'Loads', { singular: 'Load', ...described }, [
			text('description', 'Description', described),
		]),
	],
	run: async (context) => {
		const loads = (context.request.steps?.loads ?? []) as IDataObject[];
		for (const [index, body] of loads.entries()) {
			await context.call('POST /wam/forms/{uid}/loads/', { path: { uid: 'f-1' }, body }, `loads.${index}`);
		}
		await context.call('POST /wam/forms/', { body: {} });
		return [];
	},
});

const built = (values: Record<string, unknown>) =>
	buildRequest(creation, values, { timezone: 'Europe/Paris' });

test('what a step takes stands beside the body, one element for each row', () => {
	const request = built({
		instructions: 'Bâcher',
		loads: { load: [{ description: 'Gravats' }, { description: 'Terres' }] },
	});
	expect(request.body).toEqual({ instructions: 'Bâcher' });
	expect(request.steps).toEqual({ loads: [{ description: 'Gravats' }, { description: 'Terres' }] });
});

test('a form without them has no steps', () => {
	expect(built({ instructions: 'Bâcher' })).not.toHaveProperty('steps');
});

test('a refused step is told with the labels of its row, other requests with their own', async () => {
	const sent: DashdocRequest[] = [];
	const resource: Resource = { value: 'form', name: 'Form', identifier: 'uid', operations: [] };
	await runItem({
		context: { getInputData: () => [], getTimezone: () => 'Europe/Paris' } as unknown as IExecuteFunctions,
		item: 0,
		client: {
			send: async (request: DashdocRequest) => {
				sent.push(request);
				return { statusCode: 200, headers: {}, body: {} };
			},
		} as unknown as DashdocClient,
		resource,
		operation: creation,
		values: {},
		standard: { output: 'raw', fields: [] },
		request: built({ loads: [{ description: 'Gravats' }, { description: 'Terres' }] }),
		memory: new Map(),
	});
	const labels = (field: string) => sent.map(({ wording }) => wording?.label?.(field));
	expect(labels('description')).toEqual(['Load 1 Description', 'Load 2 Description', undefined]);
	expect(labels('instructions')).toEqual([undefined, undefined, 'Instructions']);
});
