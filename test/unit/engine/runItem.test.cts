import type { IExecuteFunctions } from 'n8n-workflow';
import type { DashdocClient, DashdocRequest } from '../../../nodes/Dashdoc/client/types';
import type { Operation, Resource } from '../../../nodes/Dashdoc/declaration/operation';
import { runItem, type ItemRun } from '../../../nodes/Dashdoc/engine/runItem';

const resource: Resource = { value: 'contact', name: 'Contact', identifier: 'uid', operations: [] };
const words = { value: 'x', name: 'Act', action: 'Act', description: 'Acts' };

/** Runs one item against a Dashdoc that answers every request with this body. */
async function runWith(operation: Operation, request: ItemRun['request'], answer?: object) {
	const sent: DashdocRequest[] = [];
	const client = {
		send: async (one: DashdocRequest) => {
			sent.push(one);
			return { statusCode: 200, headers: {}, body: answer };
		},
	} as unknown as DashdocClient;
	const results = await runItem({
		context: {
			getNode: () => ({ name: 'Dashdoc', type: 'dashdoc' }),
			getInputData: () => [{ json: {} }],
		} as unknown as IExecuteFunctions,
		item: 0,
		client,
		resource,
		operation,
		values: {},
		standard: { output: 'raw', fields: [] },
		request,
		memory: new Map(),
	});
	return { sent, results };
}

const nothing = { path: { uid: 'a' }, query: {}, body: {} };
const invite: Operation = { ...words, route: 'POST /contacts/{uid}/invite/', parameters: [] };

test('an action without fields is sent without a body', async () => {
	const { sent } = await runWith(invite, nothing, { uid: 'a' });
	expect(sent).toEqual([expect.objectContaining({ route: 'POST /contacts/{uid}/invite/' })]);
	expect(sent[0]).not.toHaveProperty('body');
	expect(sent[0]).not.toHaveProperty('form');
});

test('reading and deleting never send a body', async () => {
	for (const route of ['GET /contacts/{uid}/', 'DELETE /contacts/{uid}/'] as const) {
		const { sent } = await runWith({ ...invite, route }, { ...nothing, body: { a: 1 } }, { uid: 'a' });
		expect(sent[0].body).toBeUndefined();
	}
});

test('an action that Dashdoc answers with nothing is a success of the thing that it was done to', async () => {
	expect((await runWith(invite, nothing)).results).toEqual([{ beside: { success: true, uid: 'a' } }]);
	expect((await runWith({ ...invite, answer: 'success' }, nothing, { detail: 'ok' })).results).toEqual([
		{ beside: { success: true, uid: 'a' } },
	]);
});

test('an action on no particular thing is a success without identifier', async () => {
	const { results } = await runWith(invite, { ...nothing, path: {} });
	expect(results).toEqual([{ beside: { success: true } }]);
});

test('a thing that was found by external ID is named by it', async () => {
	const request = { ...nothing, query: { lookup_field: 'remote_id' } };
	expect((await runWith(invite, request)).results).toEqual([{ beside: { success: true, remote_id: 'a' } }]);
});

test('an operation says itself whether it may be sent again', async () => {
	const { sent } = await runWith({ ...invite, repeatable: true }, nothing);
	expect(sent[0].repeatable).toBe(true);
});

test('an operation that is declared without endpoint is told by name', async () => {
	await expect(runWith({ ...words, parameters: [] }, nothing)).rejects.toThrow(
		'The operation Act has no endpoint',
	);
});
