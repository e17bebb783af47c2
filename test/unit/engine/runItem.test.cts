import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { DashdocClient, DashdocRequest } from '../../../nodes/Dashdoc/client/types';
import type { Operation, Resource, RunContext } from '../../../nodes/Dashdoc/declaration/operation';
import { FileReference } from '../../../nodes/Dashdoc/declaration/parameter';
import { runItem, type ItemRun } from '../../../nodes/Dashdoc/engine/runItem';
import { inPath } from '../../../nodes/Dashdoc/fields/locators';
import { file, text } from '../../../nodes/Dashdoc/fields/plain';
import { address } from '../../../nodes/Dashdoc/fields/things';

const resource: Resource = { value: 'contact', name: 'Contact', identifier: 'uid', operations: [] };
const words = { value: 'x', name: 'Act', action: 'Act', description: 'Acts' };

/** Runs one item against a Dashdoc that answers every request with this body, and every list with it alone. */
async function runWith(
	operation: Operation,
	request: ItemRun['request'],
	answer?: object,
	more: Partial<ItemRun> = {},
) {
	const sent: DashdocRequest[] = [];
	const limits: unknown[] = [];
	const client = {
		send: async (one: DashdocRequest) => {
			sent.push(one);
			return { statusCode: 200, headers: {}, body: answer };
		},
		list: async (one: DashdocRequest, options?: object) => {
			sent.push(one);
			limits.push(options);
			return [answer];
		},
	} as unknown as DashdocClient;
	const results = await runItem({
		context: {
			getNode: () => ({ name: 'Dashdoc', type: 'dashdoc' }),
			getInputData: () => [{ json: {} }, { json: {} }],
			getTimezone: () => 'Europe/Paris',
			helpers: { assertBinaryData: () => ({ mimeType: 'application/pdf', fileName: 'a.pdf', data: 'YQ==' }) },
		} as unknown as IExecuteFunctions,
		item: 0,
		client,
		resource,
		operation,
		values: {},
		standard: { output: 'raw', fields: [] },
		request,
		memory: new Map(),
		...more,
	});
	return { limits, sent, results };
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

test('what is deleted is proved by its ID', async () => {
	const { results } = await runWith({ ...invite, route: 'DELETE /contacts/{uid}/' }, nothing);
	expect(results).toEqual([{ beside: { deleted: true, uid: 'a' } }]);
});

test('a list gives an item for each object, up to the limit', async () => {
	const operation: Operation = { ...invite, route: 'GET /contacts/', answer: 'list' };
	const { limits, results } = await runWith(
		operation,
		nothing,
		{ uid: 'a' },
		{
			standard: { output: 'raw', fields: [], limit: 3 },
		},
	);
	expect([limits, results]).toEqual([[{ limit: 3 }], [{ object: { uid: 'a' } }]]);
});

test('an object of another kind is given out, and without one the action is a success', async () => {
	const operation: Operation = { ...invite, answer: 'part' };
	expect((await runWith(operation, nothing, { id: 3 })).results).toEqual([{ object: { id: 3 } }]);
	expect((await runWith(operation, nothing)).results).toEqual([{ beside: { success: true, uid: 'a' } }]);
});

describe('an operation with a file', () => {
	const described = { description: 'A field of the test' };
	const upload: Operation = {
		...words,
		route: 'POST /security-protocols/',
		multipart: true,
		parameters: [text('body.name', 'Name', described), file('body.document', described)],
	};
	const request = {
		path: {},
		query: {},
		body: { name: 'Quai 3', document: new FileReference('data') } as unknown as IDataObject,
	};

	test('is sent as a form', async () => {
		const { sent } = await runWith(upload, request, { pk: 1 });
		expect(sent[0]).not.toHaveProperty('body');
		expect(sent[0].form).toEqual([
			{ name: 'name', value: 'Quai 3' },
			{
				name: 'document',
				value: { fileName: 'a.pdf', mediaType: 'application/pdf', read: expect.any(Function) as unknown },
			},
		]);
	});

	test('is sent without a form when there is nothing to send', async () => {
		const { sent } = await runWith(upload, { ...request, body: {} }, { pk: 1 });
		expect(sent[0]).not.toHaveProperty('form');
		expect(sent[0]).not.toHaveProperty('body');
	});

	test('calls other routes with JSON', async () => {
		const run = async (context: RunContext) => [
			{ object: await context.call('POST /contacts/', { body: { last_name: 'Bouvet' } as never }) },
		];
		const { sent } = await runWith({ ...upload, run }, request, { uid: 'a' });
		expect(sent[0].body).toEqual({ last_name: 'Bouvet' });
		expect(sent[0]).not.toHaveProperty('form');
	});
});

describe('a thing whose External ID has to be resolved', () => {
	const locator = inPath('path.pk', address, { description: 'The address' });
	const place: Resource = { value: 'address', name: 'Address', identifier: 'pk', operations: [] };
	const found = { pk: 7, remote_id: 'ADR_1' };
	const byExternalId = { path: { pk: 'ADR_1' }, query: { lookup_field: 'remote_id' }, body: {} };
	const runOn = async (route: Operation['route'], body: IDataObject = {}) =>
		await runWith({ ...words, route, parameters: [locator] }, { ...byExternalId, body }, found, {
			resource: place,
		});

	test('is got with one request', async () => {
		const { results, sent } = await runOn('GET /addresses/{pk}/');
		expect(results).toEqual([{ object: found }]);
		expect(sent.map(({ route, path, query }) => [route, path, query])).toEqual([
			['GET /addresses/{pk}/', { pk: 'ADR_1' }, { lookup_field: 'remote_id' }],
		]);
	});

	test('is read before it is changed or deleted by its ID', async () => {
		for (const route of ['PATCH /addresses/{pk}/', 'DELETE /addresses/{pk}/'] as const) {
			const { sent } = await runOn(route, { notes: 'Quai 3' });
			expect(sent.map((one) => [one.route, one.path, one.query])).toEqual([
				['GET /addresses/{pk}/', { pk: 'ADR_1' }, { lookup_field: 'remote_id' }],
				[route, { pk: 7 }, {}],
			]);
		}
	});

	test('is told by the words of the user when it is not there', async () => {
		const { sent } = await runOn('PATCH /addresses/{pk}/', { notes: 'Quai 3' });
		expect(sent[0].wording?.subject).toBe('Address "ADR_1"');
	});

	test('is not changed when Dashdoc gives another one', async () => {
		const operation: Operation = { ...words, route: 'DELETE /addresses/{pk}/', parameters: [locator] };
		const sent: unknown[] = [];
		const client = {
			send: async ({ route }: DashdocRequest) => {
				sent.push(route);
				return { statusCode: 200, headers: {}, body: { pk: 42, remote_id: 'ADR_9' } };
			},
		} as unknown as DashdocClient;
		await expect(runWith(operation, byExternalId, {}, { client, resource: place })).rejects.toThrow(
			'Address: Dashdoc answered the External ID "ADR_1" with another address',
		);
		expect(sent).toEqual(['GET /addresses/{pk}/']);
	});
});

describe('an operation of several requests', () => {
	/** Runs an operation whose own function is this. */
	const runOwn = async (run: NonNullable<Operation['run']>) =>
		await runWith(
			{
				...words,
				route: 'POST /contacts/{uid}/invite/',
				parameters: [text('body.last_name', 'Last Name', { description: 'A name' })],
				repeatable: true,
				run,
			},
			nothing,
			{ uid: 'a' },
			{ values: { lastName: 'Bouvet' }, standard: { output: 'raw', fields: [], limit: 5 } },
		);

	test('knows its request, the values, the limit and the number of items', async () => {
		const seen: Array<Partial<RunContext>> = [];
		await runOwn(async ({ request, values, limit, items }) => {
			seen.push({ request, values, limit, items });
			return [];
		});
		expect(seen).toEqual([{ request: nothing, values: { lastName: 'Bouvet' }, limit: 5, items: 2 }]);
	});

	test('calls routes and reads lists', async () => {
		const { results, sent } = await runOwn(async (context) => [
			{ object: await context.call('GET /contacts/{uid}/', { path: { uid: 'b' } }) },
			...(await context.list('GET /contacts/', { text: 'Bouvet' })).map((object) => ({ object })),
		]);
		expect(results).toEqual([{ object: { uid: 'a' } }, { object: { uid: 'a' } }]);
		expect(sent.map(({ route, path, query, repeatable }) => [route, path, query, repeatable])).toEqual([
			['GET /contacts/{uid}/', { uid: 'b' }, undefined, undefined],
			['GET /contacts/', undefined, { text: 'Bouvet' }, undefined],
		]);
	});

	test('tells what is wrong by the label of the parameter, or by its name where there is none', async () => {
		const refuse = async (parameter: string) =>
			await runOwn(async (context) => await Promise.reject(context.problem(parameter, 'it is not there')));
		await expect(refuse('lastName')).rejects.toMatchObject({
			message: 'Last Name: it is not there',
			description: "Nothing was sent for this item. Correct 'Last Name'.",
		});
		await expect(refuse('unknown')).rejects.toThrow('unknown: it is not there');
	});
});

describe('a creation that looks first', () => {
	const described = { description: 'A field of the test' };
	const upsert: Operation = {
		...words,
		route: 'POST /contacts/',
		parameters: [text('body.remote_id', 'External ID', described)],
		findFirst: {
			finders: [
				{ by: 'search', route: 'GET /contacts/', query: async () => ({ text: 'a' }), match: ['email'] },
			],
			update: 'PATCH /contacts/{uid}/',
			keys: ['remote_id'],
		},
	};
	const request = { path: {}, query: {}, body: { remote_id: 'C1', email: 'a@example.com' } };

	test('searches, and updates what it finds', async () => {
		const found = { uid: 'a', remote_id: '', email: 'a@example.com' };
		const { results, sent } = await runWith(upsert, request, found);
		expect(sent.map(({ route, path, query, body }) => [route, path, query, body])).toEqual([
			['GET /contacts/', undefined, { text: 'a' }, undefined],
			['PATCH /contacts/{uid}/', { uid: 'a' }, undefined, { remote_id: 'C1' }],
		]);
		expect(results[0].beside).toEqual({ outcome: 'updated' });
	});

	test('tells whose key stands in the way by its label, and by Dashdoc’s name where no parameter has it', async () => {
		const taken = { uid: 'a', remote_id: 'C9', email: 'a@example.com' };
		await expect(runWith(upsert, request, taken)).rejects.toMatchObject({
			message:
				'External ID: Dashdoc takes this for the Contact with the ID a, which has "C9" there; it was left as it is',
			description: "Correct 'External ID' here or in Dashdoc, and run it again.",
		});
		await expect(runWith({ ...upsert, parameters: [] }, request, taken)).rejects.toThrow(/^remote_id: /);
	});
});
