/** What becomes of the items: order, pairing, failing ones among others, big outputs. */
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { startSandbox } from '../../sandbox/index.cts';
import { run, type Subject } from '../support/engine.cts';
import { credentialFor, runOn, useSandbox } from '../support/sandboxed.cts';
import { callsOf, companiesOf, itemsOf, jsonOf, located, writesOf } from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 6, contacts: 12, transports: 4 }, (ready) => {
	sandbox = ready;
});

const companyByItem = { resource: 'company', operation: 'get', company: located('id', '={{ $json.pk }}') };
const pairs = (items: INodeExecutionData[] = []) => items.map(({ pairedItem }) => pairedItem);
const onError = (mode: 'continueRegularOutput' | 'continueErrorOutput'): Partial<Subject> => ({
	node: { onError: mode },
});

/** Three known companies with an unknown one in the second place. */
const itemsWithOneUnknown = () => {
	const [first, second, third] = companiesOf(sandbox);
	return itemsOf({ pk: first.pk }, { pk: 999_999, note: 'kept' }, { pk: second.pk }, { pk: third.pk });
};

describe('order and pairing', () => {
	test('each item points at the one that asked for it, whatever answer comes first', async () => {
		const known = companiesOf(sandbox).slice(0, 5);
		sandbox.setFaults({ kind: 'latency', milliseconds: 200, match: { path: `/companies/${known[0].pk}/` } });
		const outcome = await runOn(sandbox, companyByItem, {
			items: itemsOf(...known.map(({ pk }) => ({ pk }))),
		});
		expect(jsonOf(outcome).map(({ pk }) => pk)).toEqual(known.map(({ pk }) => pk));
		expect(pairs(outcome.outputs[0])).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
	});

	test('lists give one item per object, each paired with the item that asked', async () => {
		const outcome = await runOn(
			sandbox,
			{
				resource: 'contact',
				operation: 'getAll',
				limit: '={{ $json.limit }}',
				filters: { companyIds: '={{ $json.company }}' },
			},
			{
				items: itemsOf({ limit: 2, company: '' }, { limit: 5, company: '999999' }, { limit: 3, company: '' }),
			},
		);
		expect(pairs(outcome.outputs[0])).toEqual([0, 0, 2, 2, 2].map((item) => ({ item })));
	});

	test('the items that came in stay as they are', async () => {
		const body = { notes: 'Quai 3', primary_address: { city: 'Nantes' }, list: [1, { a: 2 }] };
		const items = itemsOf({ pk: companiesOf(sandbox)[1].pk, body });
		const before = structuredClone(items);
		await runOn(
			sandbox,
			{
				resource: 'company',
				operation: 'update',
				company: located('id', '={{ $json.pk }}'),
				updateFields: { additionalBody: '={{ $json.body }}', primaryAddress: { postcode: '44000' } },
			},
			{ items },
		);
		expect(items).toEqual(before);
		expect(writesOf(sandbox)[0].body).toMatchObject({
			primary_address: { city: 'Nantes', postcode: '44000' },
		});
		// A company has no list, which a sandbox would hold against the node.
		sandbox.clearRequests();
	});

	test('an object of Dashdoc that looks like a failed item is no failed item', async () => {
		sandbox.setFaults({ kind: 'status', status: 200, body: { error: 'a field of this name' } });
		const outcome = await runOn(
			sandbox,
			{ resource: 'apiRequest', operation: 'send', path: '/managers/me/', paging: false },
			onError('continueErrorOutput'),
		);
		expect(outcome.outputs).toEqual([
			[{ json: { answer: { error: 'a field of this name' } }, pairedItem: { item: 0 } }],
			[],
		]);
	});
});

describe('a failing item among others', () => {
	test('stops the run with its own error, and nothing new is started', async () => {
		const known = companiesOf(sandbox)[0].pk;
		const items = itemsOf(
			{ pk: known },
			{ pk: 'none' },
			...Array.from({ length: 60 }, () => ({ pk: known })),
		);
		const outcome = await runOn(sandbox, companyByItem, { items });
		expect(outcome.status).toBe('error');
		expect(outcome.error?.message).toBe(
			'Company: "none" is not the ID of a Company, which is a whole number [item 1]',
		);
		expect(outcome.error).toMatchObject({ context: { itemIndex: 1 } });
		expect(sandbox.requests().length).toBeLessThan(3);
	});

	test('becomes an error item in its place when the workflow continues', async () => {
		const outcome = await runOn(sandbox, companyByItem, {
			items: itemsWithOneUnknown(),
			...onError('continueRegularOutput'),
		});
		expect(outcome.status).toBe('success');
		expect(pairs(outcome.outputs[0])).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect(jsonOf(outcome).map((json) => 'error' in json)).toEqual([false, true, false, false]);
		expect(jsonOf(outcome)[1]).toEqual({
			error: 'Dashdoc found nothing for Company "999999". Check the identifier [item 1]',
			details: expect.objectContaining({ httpCode: '404' }) as object,
		});
	});

	test('goes to the error output with the fields of its input', async () => {
		const outcome = await runOn(sandbox, companyByItem, {
			items: itemsWithOneUnknown(),
			...onError('continueErrorOutput'),
		});
		const [good, failed] = outcome.outputs;
		expect(pairs(good)).toEqual([0, 2, 3].map((item) => ({ item })));
		expect(failed).toHaveLength(1);
		expect(failed[0]).toMatchObject({
			json: {
				pk: 999_999,
				note: 'kept',
				error: 'Dashdoc found nothing for Company "999999". Check the identifier [item 1]',
			},
			pairedItem: { item: 1 },
		});
	});

	test("carries Dashdoc's answer in its details", async () => {
		const refusal = { remote_id: { detail: ['Déjà pris'], code: ['remote_id_already_exists'] } };
		sandbox.setFaults({ kind: 'status', status: 400, body: refusal });
		const parameters = { resource: 'company', operation: 'create', name: 'Bouvet', country: 'FR' };
		const outcome = await runOn(sandbox, parameters, onError('continueErrorOutput'));
		expect(outcome.outputs[1][0].json).toEqual({
			error: 'External ID: Déjà pris [item 0]',
			details: { httpCode: '400', description: expect.any(String) as string, answer: refusal },
		});
	});

	test('reads its expressions on its own: one that fails costs no other', async () => {
		const known = companiesOf(sandbox)[0].pk;
		const outcome = await runOn(
			sandbox,
			{ ...companyByItem, company: located('id', '={{ $json.company.pk.toString() }}') },
			{
				items: itemsOf({ company: { pk: known } }, {}, { company: { pk: known } }),
				...onError('continueErrorOutput'),
			},
		);
		const [good, failed] = outcome.outputs;
		expect(pairs(good)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(failed.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[expect.stringContaining('[item 1]'), { item: 1 }],
		]);
	});
});

describe('while "continue" is on, no mistake costs the other items', () => {
	/** n8n sends all input items down the success branch when execute() throws. */
	const failsEveryItem = async (parameters: INodeParameters, rest: Partial<Subject>, message: RegExp) => {
		const items = itemsOf({ pk: 1 }, { pk: 2 });
		const outcome = await runOn(sandbox, parameters, { items, ...onError('continueErrorOutput'), ...rest });
		const [good, failed] = outcome.outputs;
		expect({ status: outcome.status, good }).toEqual({ status: 'success', good: [] });
		expect(pairs(failed)).toEqual([{ item: 0 }, { item: 1 }]);
		failed.forEach(({ json }, index) => {
			expect(json.error).toMatch(message);
			expect(json.error).toMatch(new RegExp(`[^\\]] \\[item ${index}\\]$`));
		});
		return failed;
	};

	test('options that are none', async () => {
		await failsEveryItem(
			{ ...companyByItem, options: { timeout: '={{ "soon" }}' } },
			{},
			/^Timeout: "soon" is not a number/,
		);
		await failsEveryItem({ ...companyByItem, options: '={{ $json.nothing.there }}' }, {}, /\[item \d\]$/);
	});

	test('a credential that cannot work', async () => {
		const credential = { ...credentialFor(sandbox), apiToken: 'with blank' };
		await failsEveryItem(companyByItem, { credential }, /^The credential's 'API Token' contains a space/);
	});

	test('a base URL that is none', async () => {
		const credential = { ...credentialFor(sandbox), baseUrl: 'not a url' };
		await failsEveryItem(companyByItem, { credential }, /^The credential's 'Base URL' contains a space/);
	});

	test('a token that Dashdoc does not know, asked once per item and not again', async () => {
		const credential = { ...credentialFor(sandbox), apiToken: 'unknown-token' };
		await failsEveryItem(companyByItem, { credential }, /^Dashdoc does not accept the API token/);
		expect(sandbox.requests()).toHaveLength(2);
	});

	test('an operation that does not exist', async () => {
		await failsEveryItem(
			{ resource: 'company', operation: 'explode' },
			{},
			/^Operation: "explode" is no operation of Company/,
		);
		await failsEveryItem(
			{ resource: 'spaceship', operation: 'get' },
			{},
			/^Resource: "spaceship" is not known/,
		);
	});

	test('a resource whose expression fails', async () => {
		await failsEveryItem({ resource: '={{ $json.a.b.c }}', operation: 'get' }, {}, /\[item \d\]$/);
	});

	test("n8n's own entry Custom API Call", async () => {
		const failed = await failsEveryItem(
			{ resource: '__CUSTOM_API_CALL__', operation: '' },
			{},
			/^Custom API Call is done by n8n’s HTTP Request node/,
		);
		expect(failed[0].json.details).toMatchObject({
			description: expect.stringContaining('API Request') as string,
		});
	});

	test('an output mode or limit that is none', async () => {
		await failsEveryItem(
			{ ...companyByItem, output: '={{ "everything" }}' },
			{},
			/^Output: "everything" is not one of/,
		);
		const list = { resource: 'company', operation: 'getAll', limit: '={{ "many" }}' };
		await failsEveryItem(list, {}, /^Limit: "many" is not a whole number/);
	});
});

describe('Custom API Call', () => {
	test('is answered for the operation of a resource too, with a way out', async () => {
		const outcome = await runOn(sandbox, { resource: 'company', operation: '__CUSTOM_API_CALL__' });
		expect(outcome.error?.message).toBe('Custom API Call is done by n8n’s HTTP Request node [item 0]');
		expect(outcome.error?.description).toContain("Choose the resource 'API Request'");
	});
});

test('no items in, no request', async () => {
	const outcome = await runOn(sandbox, companyByItem, { items: [] });
	expect(outcome.status).toBe('success');
	expect(callsOf(sandbox)).toEqual([]);
});

test('100,000 output items do not overflow the stack', async () => {
	const big = await startSandbox({
		requestsPerSecond: 0,
		companies: 0,
		contacts: 0,
		transports: 0,
		validateAnswers: false,
	});
	try {
		const objects: IDataObject[] = Array.from({ length: 50_000 }, (_, pk) => ({ pk }));
		big.setFaults({ kind: 'status', status: 200, body: objects, times: 0 });
		const outcome = await run({
			credential: credentialFor(big),
			parameters: {
				resource: 'apiRequest',
				operation: 'send',
				path: '/companies/',
				returnAll: true,
				options: { requestsPerSecond: 0 },
			},
			items: itemsOf({}, {}),
		});
		expect(outcome.outputs[0]).toHaveLength(100_000);
		expect(outcome.outputs[0][99_999]).toEqual({ json: { pk: 49_999 }, pairedItem: { item: 1 } });
	} finally {
		await big.close();
	}
});
