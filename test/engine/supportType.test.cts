/** What a user can do with kinds of load carriers, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	addSupportType,
	callsOf,
	emptyList,
	itemsOf,
	jsonOf,
	located,
	outcomesOf,
	sentTo,
	supportTypesOf,
	writesOf,
} from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 1, contacts: 0, transports: 0 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	sandbox.settings({ assumedLookups: true });
});

const supportType = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'supportType', operation, ...parameters }, rest);

const withExternalId = (remoteId: string) =>
	supportTypesOf(sandbox).filter(({ remote_id }) => remote_id === remoteId);

describe('Create or Update', () => {
	const upsert = (parameters: INodeParameters, rest: Partial<Subject> = {}) =>
		supportType('upsert', { externalId: 'DHP', name: 'Demi-palette', ...parameters }, rest);

	test('creates, leaves alone what is equal, and updates what differs', async () => {
		const outcomes = [await upsert({}), await upsert({}), await upsert({ name: 'Demi-palette Düsseldorf' })];
		expect(outcomes.flatMap(outcomesOf)).toEqual(['created', 'unchanged', 'updated']);
		expect(sentTo(sandbox)).toEqual([
			['POST', { remote_id: 'DHP', name: 'Demi-palette' }],
			['PATCH', { name: 'Demi-palette Düsseldorf' }],
		]);
		expect(withExternalId('DHP')).toHaveLength(1);
	});

	test('two items with one External ID make one', async () => {
		const outcome = await upsert(
			{ name: '={{ $json.name }}' },
			{ items: itemsOf({ name: 'Bac' }, { name: 'Bac' }, { name: 'Bac gris' }) },
		);
		expect(outcomesOf(outcome)).toEqual(['created', 'unchanged', 'updated']);
		expect(withExternalId('DHP')).toHaveLength(1);
	});

	test.each([3, 30])('%d items read the list once, page by page', async (count) => {
		for (let number = 0; number < 25; number += 1) {
			addSupportType(sandbox, { name: `Bac ${number}`, remote_id: `BAC-${number}` });
		}
		const items = Array.from({ length: count }, (_, number) => ({
			id: `BAC-${number}`,
			name: `Bac ${number}`,
		}));
		const outcome = await upsert(
			{ externalId: '={{ $json.id }}', name: '={{ $json.name }}' },
			{ items: itemsOf(...items) },
		);
		expect(outcomesOf(outcome)).toEqual(items.map((_, number) => (number < 25 ? 'unchanged' : 'created')));
		expect(callsOf(sandbox).filter((call) => call.startsWith('GET'))).toEqual([
			'GET /support-types/',
			'GET /support-types/?page=2',
		]);
		expect(writesOf(sandbox)).toHaveLength(Math.max(0, count - 25));
	});

	test('a double that was made meanwhile is found after the refusal', async () => {
		const known = addSupportType(sandbox, { name: 'Demi-palette', remote_id: 'DHP' });
		const match = { operationId: 'listSupportTypes' };
		sandbox.setFaults({ kind: 'status', status: 200, body: emptyList, match });
		expect(jsonOf(await upsert({}))).toEqual([
			expect.objectContaining({ outcome: 'unchanged', uid: known.uid }),
		]);
		expect(withExternalId('DHP')).toEqual([known]);
	});

	test('an External ID is compared whole, and one that reads like the ID of another finds its own', async () => {
		const other = addSupportType(sandbox, { uid: '4711', name: 'Autre', remote_id: 'DHP-2' });
		const wanted = addSupportType(sandbox, { name: 'Bac', remote_id: '4711' });
		const outcome = await upsert({ externalId: '4711' });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'updated', uid: wanted.uid })]);
		expect(jsonOf(await upsert({}))).toEqual([expect.objectContaining({ outcome: 'created' })]);
		expect(other.name).toBe('Autre');
	});
});

describe('an External ID that reads like the ID of another', () => {
	const operations: Array<[string, INodeParameters]> = [
		['get', {}],
		['update', { name: 'Changé' }],
		['delete', {}],
	];
	const two = () => [
		addSupportType(sandbox, { uid: '4711', name: 'Autre', remote_id: 'X' }),
		addSupportType(sandbox, { name: 'Bac', remote_id: '4711' }),
	];

	test.each(operations)('%s touches no other one where Dashdoc ignores the look-up', async (name, rest) => {
		sandbox.settings({ assumedLookups: false });
		const [other] = two();
		const outcome = await supportType(name, { supportType: located('externalId', '4711'), ...rest });
		expect(outcome.error?.message).toBe(
			'Support Type: Dashdoc answered the External ID "4711" with another support type [item 0]',
		);
		expect(writesOf(sandbox)).toEqual([]);
		expect(supportTypesOf(sandbox)).toContain(other);
		expect(other.name).toBe('Autre');
	});

	test.each(operations)('%s reaches the right one where Dashdoc honours it', async (name, rest) => {
		const [other, wanted] = two();
		const outcome = await supportType(name, { supportType: located('externalId', 4711), ...rest });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid: wanted.uid })]);
		expect(supportTypesOf(sandbox)).toContain(other);
		expect(other.name).toBe('Autre');
	});
});

test('an update sends the name with every change, as Dashdoc is taken to demand', async () => {
	const known = addSupportType(sandbox, { name: 'Bac', remote_id: 'BAC' });
	const renamed = { supportType: located('id', known.uid), name: 'Bac gris' };
	await supportType('update', renamed);
	await supportType('update', { ...renamed, updateFields: { externalId: '' } });
	expect(sentTo(sandbox)).toEqual([
		['PATCH', { name: 'Bac gris' }],
		['PATCH', { name: 'Bac gris', remote_id: '' }],
	]);
	expect(known).toMatchObject({ name: 'Bac gris', remote_id: '' });
});
