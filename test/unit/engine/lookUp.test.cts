import { NodeApiError, type IDataObject, type INode, type JsonObject } from 'n8n-workflow';
import { isSame, lookUp, orNothing } from '../../../nodes/Dashdoc/engine/lookUp';

const refusal = (httpCode: string) =>
	new NodeApiError({ name: 'Dashdoc', type: 'dashdoc' } as INode, {} as JsonObject, { httpCode });

/** Looks a transport up in a Dashdoc that answers so. */
const found = (answer: IDataObject | Error, externalId = 'OT-1') =>
	lookUp(
		async () => {
			if (answer instanceof Error) throw answer;
			return answer;
		},
		'GET /transports/{uid}/',
		externalId,
	);

test('an object is asked for by its External ID', async () => {
	const requests: unknown[] = [];
	const object = { uid: 'a-1', remote_id: 'OT-1' };
	const read = async (route: string, parts: object) => {
		requests.push([route, parts]);
		return object;
	};
	expect(await lookUp(read, 'GET /transports/{uid}/', 'OT-1')).toBe(object);
	expect(requests).toEqual([
		['GET /transports/{uid}/', { path: { uid: 'OT-1' }, query: { lookup_field: 'remote_id' } }],
	]);
});

test('there is none where Dashdoc finds nothing, or another object', async () => {
	expect(await found(refusal('404'))).toBeUndefined();
	expect(await found({ uid: 'a-2', remote_id: 'OT-2' })).toBeUndefined();
	expect(await found({ uid: '42' }, '42')).toBeUndefined();
});

test('every other refusal goes through', async () => {
	const forbidden = refusal('403');
	await expect(found(forbidden)).rejects.toBe(forbidden);
	await expect(orNothing(Promise.reject(new Error('404')))).rejects.toThrow('404');
});

test.each([
	['ACME', 'ACME', true],
	[42, '42', true],
	[' ACME', 'ACME ', true],
	['ACME', 'acme', false],
	['undefined', undefined, false],
	[null, null, false],
	['', '', false],
])('%p and %p are the same: %p', (one, other, same) => {
	expect(isSame(one, other)).toBe(same);
});
