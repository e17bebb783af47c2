import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { BuiltRequest, Operation, Resource } from '../../../nodes/Dashdoc/declaration/operation';
import { resolveExternalId } from '../../../nodes/Dashdoc/engine/resolve';
import type { ItemRun } from '../../../nodes/Dashdoc/engine/runItem';
import { inPath, inPathOrExternalId } from '../../../nodes/Dashdoc/fields/locators';
import { address, company, supportType } from '../../../nodes/Dashdoc/fields/things';

const words = { value: 'x', name: 'Act', action: 'Act', description: 'Acts' };
const described = { description: 'A field of the test' };
const resource: Resource = { value: 'address', name: 'Address', identifier: 'pk', operations: [] };
const change: Operation = {
	...words,
	route: 'PATCH /addresses/{pk}/',
	parameters: [inPath('path.pk', address, described)],
};

const byExternalId = (externalId: string | number, more: Partial<BuiltRequest> = {}): BuiltRequest => ({
	path: { pk: externalId },
	query: { lookup_field: 'remote_id' },
	body: { notes: 'Quai 3' },
	...more,
});

/** Resolves against a Dashdoc that gives this object to every reading. */
async function resolveWith(request: BuiltRequest, object: IDataObject, operation = change) {
	const readings: unknown[] = [];
	const context = { getNode: () => ({ name: 'Dashdoc', type: 'dashdoc' }) } as unknown as IExecuteFunctions;
	const run = { context, operation, request, resource } as ItemRun;
	const resolved = await resolveExternalId(run, async (route, parts) => {
		readings.push([route, parts]);
		return object;
	});
	return { readings, resolved };
}

test('an address that is given by External ID is read, and its ID goes on', async () => {
	const found = { pk: 7, remote_id: 'ADR_1', name: 'Entrepôt' };
	const { readings, resolved } = await resolveWith(byExternalId('ADR_1'), found);
	expect(readings).toEqual([
		['GET /addresses/{pk}/', { path: { pk: 'ADR_1' }, query: { lookup_field: 'remote_id' } }],
	]);
	expect(resolved).toEqual({
		request: { path: { pk: 7 }, query: {}, body: { notes: 'Quai 3' } },
		object: found,
		route: 'GET /addresses/{pk}/',
	});
});

test('other parts of path and query stay as they are', async () => {
	const request = byExternalId('ADR_1', {
		path: { pk: 'ADR_1', pk_entry: 3 },
		query: { lookup_field: 'remote_id', expand: 'tags' },
	});
	const { resolved } = await resolveWith(request, { pk: 7, remote_id: 'ADR_1' });
	expect(resolved.request).toMatchObject({ path: { pk: 7, pk_entry: 3 }, query: { expand: 'tags' } });
	expect(request.path.pk).toBe('ADR_1');
});

test('a thing whose ID is text is resolved too', async () => {
	const operation: Operation = {
		...words,
		route: 'DELETE /support-types/{uid}/',
		parameters: [inPath('path.uid', supportType, described)],
	};
	const request = byExternalId('EUR', { path: { uid: 'EUR' } });
	const { resolved } = await resolveWith(request, { uid: 'a-1', remote_id: 'EUR' }, operation);
	expect(resolved.request.path).toEqual({ uid: 'a-1' });
});

test('an External ID that Dashdoc tells as a number is the same one', async () => {
	const { resolved } = await resolveWith(byExternalId('42'), { pk: 7, remote_id: 42 });
	expect(resolved.request.path).toEqual({ pk: 7 });
});

describe('nothing is read', () => {
	test('for an ID', async () => {
		const request = { path: { pk: 7 }, query: {}, body: {} };
		expect(await resolveWith(request, {})).toEqual({ readings: [], resolved: { request } });
	});

	test('for another key', async () => {
		const request = byExternalId('1203', { query: { lookup_field: 'code' } });
		expect(await resolveWith(request, {})).toEqual({ readings: [], resolved: { request } });
	});

	test('where the look-up is documented', async () => {
		const parameters = [inPathOrExternalId('path.pk', company, described)];
		const request = byExternalId('COMP_1');
		expect(await resolveWith(request, {}, { ...change, parameters })).toEqual({
			readings: [],
			resolved: { request },
		});
	});
});

describe('should Dashdoc ignore the look-up, nothing is changed', () => {
	test.each([
		['an address with another External ID', '42', { pk: 42, remote_id: 'ADR_9' }],
		['an address without External ID', '42', { pk: 42, remote_id: null }],
		['an answer that does not tell it', '42', { pk: 42 }],
		['an External ID in another case', 'adr_1', { pk: 7, remote_id: 'ADR_1' }],
		['an answer without ID', 'ADR_1', { remote_id: 'ADR_1' }],
		['an answer whose ID is neither number nor text', 'ADR_1', { pk: { id: 7 }, remote_id: 'ADR_1' }],
		['an empty object', 'ADR_1', {}],
	] as Array<[string, string, IDataObject]>)('%s', async (_, externalId, object) => {
		await expect(resolveWith(byExternalId(externalId), object)).rejects.toMatchObject({
			message: `Address: Dashdoc answered the External ID "${externalId}" with another address`,
			description: "Nothing was changed. Choose 'Address' from the list or by its ID.",
		});
	});
});
