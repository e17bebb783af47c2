import { NodeApiError, type IDataObject, type INode } from 'n8n-workflow';
import type { FindFirst, Resource, RunContext } from '../../../nodes/Dashdoc/declaration/operation';
import { findFirst, keysOf, type FindFirstRun } from '../../../nodes/Dashdoc/engine/findFirst';

const node = { name: 'Dashdoc', type: 'dashdoc', typeVersion: 1 } as INode;
const resource: Resource = { value: 'company', name: 'Company', identifier: 'pk', operations: [] };

const refusal = (httpCode: string, ...fields: string[]) => {
	const body = Object.fromEntries((fields.length > 0 ? fields : ['detail']).map((field) => [field, ['x']]));
	const error = new NodeApiError(node, body, { message: `Refused with ${httpCode}`, httpCode });
	error.context.data = body;
	return error;
};

/** One answer per call, in order; an error is thrown. */
interface Script {
	declaration: FindFirst;
	body: IDataObject;
	answers?: Array<{ statusCode?: number; body: IDataObject } | Error>;
	lists?: IDataObject[][];
	/** Number of input items. */
	items?: number;
	/** What the items before have left. */
	memory?: Map<string, unknown>;
}

/** Plays a creation that looks first against scripted answers and tells what was called. */
async function play(
	{ declaration, body, answers = [], lists = [], items = 1, memory = new Map() }: Script,
	calls: string[] = [],
) {
	const context = {
		items,
		memory,
		request: { path: {}, query: {}, body },
		list: async (route: string, query: IDataObject) => {
			calls.push(`${route} ${JSON.stringify(query)}`);
			return lists.shift() ?? [];
		},
	} as unknown as RunContext;
	const call: FindFirstRun['call'] = async (route, path, sent, query) => {
		calls.push(`${route} ${JSON.stringify({ ...path, ...query, ...(sent && { body: sent }) })}`);
		const answer = answers.shift();
		if (!answer) throw new Error(`Unexpected call ${route}`);
		if (answer instanceof Error) throw answer;
		return { statusCode: answer.statusCode ?? 201, headers: {}, body: answer.body };
	};
	const conflict = (field: string, text: string) => new Error(`${field}: ${text}`);
	const results = await findFirst({
		declaration,
		create: 'POST /companies/',
		resource,
		context,
		call,
		conflict,
	});
	return { calls, results };
}

const lookup = { by: 'lookup', route: 'GET /companies/{pk}/', placeholder: 'pk' } as const;
const byName = {
	by: 'search',
	route: 'GET /companies/',
	query: async ({ request }: RunContext) => ({ text: request.body.name as string }),
	match: ['trade_number', 'name'],
} as const;
const everywhere = {
	by: 'search',
	route: 'GET /companies/',
	query: async () => ({}),
	match: ['remote_id', 'trade_number'],
	onlyAfterRefusal: true,
} as const;

const upsert: FindFirst = { finders: [lookup], update: 'PATCH /companies/{pk}/', keys: ['remote_id'] };
const findOrCreate: FindFirst = {
	finders: [lookup, byName, everywhere],
	keys: ['remote_id', 'trade_number', 'name'],
	caseBlind: ['name'],
};

const bouvet = { name: 'Transport Bouvet', country: 'FR', remote_id: 'C1' };

describe('create or update', () => {
	test('creates what Dashdoc does not know', async () => {
		const { calls, results } = await play({
			declaration: upsert,
			body: bouvet,
			answers: [refusal('404'), { body: { pk: 7, ...bouvet } }],
		});
		expect(results).toEqual([{ object: { pk: 7, ...bouvet }, beside: { outcome: 'created' } }]);
		expect(calls).toEqual([
			'GET /companies/{pk}/ {"pk":"C1","lookup_field":"remote_id"}',
			`POST /companies/ ${JSON.stringify({ body: bouvet })}`,
		]);
	});

	test('updates what it finds with the differing fields only', async () => {
		const { calls, results } = await play({
			declaration: upsert,
			body: { ...bouvet, notes: 'Quai 3' },
			answers: [{ body: { pk: 7, ...bouvet, notes: '' } }, { body: { pk: 7, ...bouvet, notes: 'Quai 3' } }],
		});
		expect(results[0].beside).toEqual({ outcome: 'updated' });
		expect(calls[1]).toBe('PATCH /companies/{pk}/ {"pk":7,"body":{"notes":"Quai 3"}}');
	});

	test('sends nothing when nothing differs', async () => {
		const { calls, results } = await play({
			declaration: upsert,
			body: bouvet,
			answers: [{ body: { pk: 7, ...bouvet } }],
		});
		expect(results).toEqual([{ object: { pk: 7, ...bouvet }, beside: { outcome: 'unchanged' } }]);
		expect(calls).toHaveLength(1);
	});

	test('updates the existing object when Dashdoc joined the creation with it', async () => {
		const existing = { pk: 7, name: 'TRANSPORT BOUVET', country: 'FR', remote_id: '' };
		const { calls, results } = await play({
			declaration: upsert,
			body: bouvet,
			answers: [refusal('404'), { body: existing }, { body: { ...existing, ...bouvet } }],
		});
		expect(results[0].beside).toEqual({ outcome: 'updated' });
		expect(calls[2]).toContain('"remote_id":"C1"');
	});

	test('an existing object that is known by another key is left alone, and that is told', async () => {
		const others = { pk: 7, name: 'TRANSPORT BOUVET', country: 'FR', remote_id: 'C9' };
		const script = { declaration: upsert, body: bouvet, answers: [refusal('404'), { body: others }] };
		await expect(play(script)).rejects.toThrow(
			'remote_id: Dashdoc takes this for the Company with the ID 7, which has "C9" there; it was left as it is',
		);
	});

	test('an answer that does not tell the key, or nothing at all, is a creation', async () => {
		for (const body of [{ pk: 7, name: 'Transport Bouvet' }, undefined as unknown as IDataObject]) {
			const script = { declaration: upsert, body: bouvet, answers: [refusal('404'), { body }] };
			expect((await play(script)).results).toEqual([{ object: body, beside: { outcome: 'created' } }]);
		}
	});

	test('an answer with 200 instead of 201 is an object that existed before', async () => {
		const { results } = await play({
			declaration: upsert,
			body: bouvet,
			answers: [refusal('404'), { statusCode: 200, body: { pk: 7, ...bouvet } }],
		});
		expect(results[0].beside).toEqual({ outcome: 'unchanged' });
	});

	test.each(['401', '403', '500'])('a search that fails with %s creates nothing', async (status) => {
		await expect(play({ declaration: upsert, body: bouvet, answers: [refusal(status)] })).rejects.toThrow(
			`Refused with ${status}`,
		);
	});

	test('a lost connection during the search creates nothing', async () => {
		await expect(play({ declaration: upsert, body: bouvet, answers: [new Error('lost')] })).rejects.toThrow(
			'lost',
		);
	});

	test("a creation that Dashdoc refuses is told in Dashdoc's words when no double is found", async () => {
		await expect(
			play({ declaration: upsert, body: bouvet, answers: [refusal('404'), refusal('400')] }),
		).rejects.toThrow('Refused with 400');
	});

	test('only a refusal of the data makes it look again, not an outage', async () => {
		const script = { declaration: findOrCreate, body: bouvet, lists: [[], [{ pk: 7, ...bouvet }]] };
		await expect(play({ ...script, answers: [refusal('404'), refusal('503')] })).rejects.toThrow(
			'Refused with 503',
		);
	});
});

describe('find or create', () => {
	test('gives a found object back as it is', async () => {
		const found = { pk: 7, ...bouvet, notes: 'theirs' };
		const { calls, results } = await play({
			declaration: findOrCreate,
			body: { ...bouvet, notes: 'ours' },
			answers: [{ body: found }],
		});
		expect(results).toEqual([{ object: found, beside: { outcome: 'found' } }]);
		expect(calls).toHaveLength(1);
	});

	test('without external ID it looks by trade number, then by name in any case', async () => {
		const byNumber = { pk: 1, name: 'Bouvet Frères', trade_number: '123' };
		const sameName = { pk: 2, name: 'BOUVET' };
		const find = async (body: IDataObject) =>
			(await play({ declaration: findOrCreate, body, lists: [[sameName, byNumber]] })).results[0].object;
		expect(await find({ name: 'Bouvet', trade_number: ' 123 ' })).toBe(byNumber);
		expect(await find({ name: ' bouvet ' })).toBe(sameName);
	});

	test('a name that only contains the wanted one is another company', async () => {
		const { results } = await play({
			declaration: findOrCreate,
			body: { name: 'Bouvet' },
			lists: [[{ pk: 1, name: 'Bouvet Frères' }]],
			answers: [{ body: { pk: 9, name: 'Bouvet' } }],
		});
		expect(results[0].beside).toEqual({ outcome: 'created' });
	});

	test('trade numbers are compared with regard to case', async () => {
		const { results } = await play({
			declaration: findOrCreate,
			body: { name: 'Bouvet', trade_number: 'a1' },
			lists: [[{ pk: 1, name: 'Other', trade_number: 'A1' }]],
			answers: [{ body: { pk: 9, name: 'Bouvet', trade_number: 'a1' } }],
		});
		expect(results[0].beside).toEqual({ outcome: 'created' });
	});

	test('the whole address book is read only after Dashdoc refused a double', async () => {
		const double = { pk: 3, name: 'Autre nom', trade_number: '123' };
		const { calls, results } = await play({
			declaration: findOrCreate,
			body: { name: 'Bouvet', trade_number: '123' },
			lists: [[], [{ pk: 1, name: 'x' }, double]],
			answers: [refusal('400', 'trade_number')],
		});
		expect(results).toEqual([{ object: double, beside: { outcome: 'found' } }]);
		expect(calls).toEqual([
			'GET /companies/ {"text":"Bouvet"}',
			'POST /companies/ {"body":{"name":"Bouvet","trade_number":"123"}}',
			'GET /companies/ {}',
		]);
	});

	test('a refusal of something else reads no list and comes out as it is', async () => {
		const calls: string[] = [];
		await expect(
			play(
				{
					declaration: findOrCreate,
					body: { name: 'Bouvet', email: 'none' },
					lists: [[]],
					answers: [refusal('400', 'email')],
				},
				calls,
			),
		).rejects.toThrow('Refused with 400');
		expect(calls.filter((call) => call.startsWith('GET'))).toEqual(['GET /companies/ {"text":"Bouvet"}']);
	});

	test('numbers are compared without the blanks around them, on either side', async () => {
		const found = { pk: 1, name: 'Autre nom', trade_number: ' 123 ' };
		const { results } = await play({
			declaration: findOrCreate,
			body: { name: 'Bouvet', trade_number: '123' },
			lists: [[found]],
		});
		expect(results[0].object).toBe(found);
	});

	test('a refusal of the key together with other fields makes it look again', async () => {
		const double = { pk: 3, name: 'Autre nom', trade_number: '123' };
		const { results } = await play({
			declaration: findOrCreate,
			body: { name: 'Bouvet', trade_number: '123' },
			lists: [[], [double]],
			answers: [refusal('400', 'email', 'trade_number')],
		});
		expect(results[0].object).toBe(double);
	});

	test('a forbidden creation is told, whatever field it names', async () => {
		await expect(
			play({
				declaration: findOrCreate,
				body: { name: 'Bouvet', trade_number: '123' },
				lists: [[], [{ pk: 3, trade_number: '123' }]],
				answers: [refusal('403', 'trade_number')],
			}),
		).rejects.toThrow('Refused with 403');
	});

	test('a search whose filter has not got what it needs is left out', async () => {
		const { calls } = await play({
			declaration: { ...findOrCreate, finders: [{ ...byName, query: async () => undefined }] },
			body: { name: 'Bouvet' },
			answers: [{ body: { pk: 9, name: 'Bouvet' } }],
		});
		expect(calls).toHaveLength(1);
	});

	test('a body without any key is created', async () => {
		const { results } = await play({
			declaration: { ...findOrCreate, finders: [] },
			body: { country: 'FR' },
			answers: [{ body: { pk: 9 } }],
		});
		expect(results[0].beside).toEqual({ outcome: 'created' });
	});
});

const wholeBook = {
	by: 'search',
	route: 'GET /companies/',
	query: async () => ({}),
	match: ['remote_id', 'trade_number'],
	whole: true,
	onlyAfterRefusal: true,
} as const;
const fleet: FindFirst = {
	finders: [lookup, byName, wholeBook],
	update: 'PATCH /companies/{pk}/',
	keys: ['remote_id', 'trade_number'],
};

describe('an execution of many items', () => {
	const known = { pk: 7, ...bouvet };

	test('reads the whole list once, in place of a search per item', async () => {
		const memory = new Map<string, unknown>();
		const calls: string[] = [];
		const script = { declaration: fleet, items: 10, memory };
		const first = await play({ ...script, body: bouvet, lists: [[known]] }, calls);
		const made = { name: 'Leroy', remote_id: 'C2' };
		await play({ ...script, body: made, answers: [{ body: { pk: 8, ...made } }] }, calls);
		expect(first.results[0].beside).toEqual({ outcome: 'unchanged' });
		expect(calls).toEqual([
			'GET /companies/ {}',
			'POST /companies/ {"body":{"name":"Leroy","remote_id":"C2"}}',
		]);
	});

	test('finds what an item before made or changed', async () => {
		const memory = new Map<string, unknown>();
		const script = { declaration: fleet, items: 10, memory, body: bouvet };
		await play({ ...script, lists: [[]], answers: [{ body: known }] });
		const changed = { ...known, notes: 'Quai 3' };
		const body = { ...bouvet, notes: 'Quai 3' };
		const second = await play({ ...script, body, answers: [{ body: changed }] });
		expect(second.results).toEqual([{ object: changed, beside: { outcome: 'updated' } }]);
		const third = await play({ ...script, body });
		expect(third.results).toEqual([{ object: changed, beside: { outcome: 'unchanged' } }]);
	});

	test('that are fewer than ten search one by one', async () => {
		const { calls } = await play({
			declaration: fleet,
			items: 9,
			body: bouvet,
			lists: [[]],
			answers: [refusal('404'), { body: known }],
		});
		expect(calls.slice(0, 2)).toEqual([
			'GET /companies/{pk}/ {"pk":"C1","lookup_field":"remote_id"}',
			'GET /companies/ {"text":"Transport Bouvet"}',
		]);
	});

	test('that have no whole list to read search one by one too', async () => {
		const { calls } = await play({
			declaration: upsert,
			items: 10,
			body: bouvet,
			answers: [{ body: known }],
		});
		expect(calls).toHaveLength(1);
	});

	test('reads the list again when Dashdoc refuses a double that came meanwhile', async () => {
		const { calls, results } = await play({
			declaration: fleet,
			items: 10,
			body: bouvet,
			lists: [[], [known]],
			answers: [refusal('400', 'remote_id')],
		});
		expect(results).toEqual([{ object: known, beside: { outcome: 'unchanged' } }]);
		expect(calls.filter((call) => call === 'GET /companies/ {}')).toHaveLength(2);
	});

	test('a list that cannot be read creates nothing', async () => {
		const context = {
			items: 10,
			memory: new Map(),
			request: { path: {}, query: {}, body: bouvet },
			list: async () => await Promise.reject(new Error('lost')),
		} as unknown as RunContext;
		const call = jest.fn();
		const conflict = () => new Error('unexpected');
		const run = {
			declaration: fleet,
			create: 'POST /companies/',
			resource,
			context,
			call,
			conflict,
		} as const;
		await expect(findFirst(run)).rejects.toThrow('lost');
		expect(call).not.toHaveBeenCalled();
	});
});

describe('a look-up by External ID', () => {
	const create = { pk: 9, ...bouvet };

	test.each([
		['that is ignored, so that digits name another thing', { pk: 42, remote_id: 'C9' }],
		['that gives a thing without External ID', { pk: 42, remote_id: null }],
		['that does not tell the External ID', { pk: 42 }],
		['that gives one in another case', { pk: 42, remote_id: 'c1' }],
	])('%s finds nothing', async (_, body) => {
		const { results } = await play({
			declaration: upsert,
			body: bouvet,
			answers: [{ body }, { body: create }],
		});
		expect(results).toEqual([{ object: create, beside: { outcome: 'created' } }]);
	});

	test('is understood when Dashdoc tells it as a number or with blanks', async () => {
		for (const remote_id of [42, ' 42 ']) {
			const { results } = await play({
				declaration: { ...upsert, update: undefined },
				body: { ...bouvet, remote_id: '42' },
				answers: [{ body: { pk: 7, remote_id } }],
			});
			expect(results[0].beside).toEqual({ outcome: 'found' });
		}
	});

	test.each([undefined, null, ''])('is left out without one (%j)', async (remote_id) => {
		const { calls } = await play({
			declaration: upsert,
			body: { name: 'Bouvet', remote_id },
			answers: [{ body: { pk: 9, name: 'Bouvet' } }],
		});
		expect(calls.map((call) => call.split(' ')[0])).toEqual(['POST']);
	});
});

describe('an update', () => {
	test('carries the fields that Dashdoc demands with every change, and only with one', async () => {
		const declaration = { ...upsert, always: ['name', 'siren'] };
		const body = { ...bouvet, notes: 'Quai 3' };
		const changed = await play({
			declaration,
			body,
			answers: [{ body: { pk: 7, ...bouvet, notes: '' } }, { body: { pk: 7, ...body } }],
		});
		expect(changed.calls[1]).toBe(
			'PATCH /companies/{pk}/ {"pk":7,"body":{"name":"Transport Bouvet","notes":"Quai 3"}}',
		);
		const same = await play({ declaration, body, answers: [{ body: { pk: 7, ...body } }] });
		expect(same.results[0].beside).toEqual({ outcome: 'unchanged' });
	});

	test('sends the new value of a field that goes along and differs itself', async () => {
		const { calls } = await play({
			declaration: { ...upsert, always: ['name'] },
			body: bouvet,
			answers: [{ body: { pk: 7, ...bouvet, name: 'Bouvet' } }, { body: { pk: 7, ...bouvet } }],
		});
		expect(calls[1]).toBe('PATCH /companies/{pk}/ {"pk":7,"body":{"name":"Transport Bouvet"}}');
	});

	test('compares a field with what Dashdoc shows under another name', async () => {
		const declaration = { ...upsert, shownAs: { carrier_id: 'carrier' } };
		const found = { pk: 7, ...bouvet, carrier: { pk: 928, name: 'Leroy' } };
		const body = { ...bouvet, carrier_id: 928 };
		const same = await play({ declaration, body, answers: [{ body: found }] });
		expect(same.results[0].beside).toEqual({ outcome: 'unchanged' });
		const other = { ...bouvet, carrier_id: 929 };
		const { calls } = await play({ declaration, body: other, answers: [{ body: found }, { body: found }] });
		expect(calls[1]).toBe('PATCH /companies/{pk}/ {"pk":7,"body":{"carrier_id":929}}');
	});
});

describe('after a refusal', () => {
	test('of the request as a whole it looks again', async () => {
		const double = { pk: 3, name: 'Autre nom', trade_number: '123' };
		const { results } = await play({
			declaration: findOrCreate,
			body: { name: 'Bouvet', trade_number: '123' },
			lists: [[], [double]],
			answers: [refusal('400', 'non_field_errors')],
		});
		expect(results).toEqual([{ object: double, beside: { outcome: 'found' } }]);
	});

	test('whose double is nowhere to be found, the refusal is told', async () => {
		await expect(
			play({
				declaration: findOrCreate,
				body: { name: 'Bouvet', trade_number: '123' },
				lists: [[], []],
				answers: [refusal('400', 'trade_number')],
			}),
		).rejects.toThrow('Refused with 400');
	});

	test('without any words it is told as it is', async () => {
		const silent = refusal('400');
		silent.context.data = undefined;
		await expect(
			play({ declaration: findOrCreate, body: { name: 'Bouvet' }, lists: [[]], answers: [silent] }),
		).rejects.toBe(silent);
	});
});

describe('items that speak of one object', () => {
	test('share the keys that they give, whatever their case and blanks', () => {
		expect(keysOf(findOrCreate, { name: ' Transport  BOUVET', trade_number: '', remote_id: null })).toEqual([
			'name=transport bouvet',
		]);
		expect(keysOf(findOrCreate, bouvet)).toEqual(['remote_id=c1', 'name=transport bouvet']);
	});
});
