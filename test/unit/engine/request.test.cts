import { FileReference, type Parameter } from '../../../nodes/Dashdoc/declaration/parameter';
import { operation, type Operation } from '../../../nodes/Dashdoc/declaration/operation';
import { buildRequest } from '../../../nodes/Dashdoc/engine/request';
import { ParameterProblem } from '../../../nodes/Dashdoc/engine/problem';
import {
	additionalFields,
	filters,
	nestedFields,
	updateFields,
} from '../../../nodes/Dashdoc/fields/collections';
import { instant, startBeforeEnd } from '../../../nodes/Dashdoc/fields/dates';
import { inPathOrExternalId, reference } from '../../../nodes/Dashdoc/fields/locators';
import { rowsOf } from '../../../nodes/Dashdoc/fields/rows';
import { company } from '../../../nodes/Dashdoc/fields/things';
import {
	bodyJson,
	choices,
	country,
	file,
	identifiers,
	number,
	readJsonObject,
	text,
	toggle,
} from '../../../nodes/Dashdoc/fields/plain';

const described = { description: 'A field of the test' };
const paris = { timezone: 'Europe/Paris' };

const address = (clears: boolean) =>
	nestedFields(
		'Primary Address',
		'Where it is',
		[
			text('body.primary_address.city', 'City', described),
			text('body.primary_address.postcode', 'Postcode', described),
			number('body.primary_address.radius', 'Radius', described),
		],
		{ clears },
	);

const creation: Operation = operation({
	value: 'create',
	name: 'Create',
	action: 'Create company',
	description: 'Create a new company',
	route: 'POST /companies/',
	parameters: [
		text('body.name', 'Name', { ...described, required: true }),
		country('body.country', 'Country', { ...described, required: true }),
		additionalFields([
			text('body.notes', 'Notes', described),
			toggle('body.primary_address.is_origin', 'Is Origin', described),
			address(false),
			bodyJson() as never,
		]),
	],
});

const change: Operation = operation({
	value: 'update',
	name: 'Update',
	action: 'Update contact',
	description: 'Update a contact',
	route: 'PATCH /contacts/{uid}/',
	parameters: [
		updateFields([
			reference('body.company', company, described),
			text('body.first_name', 'First Name', described),
			choices('body.jobs', 'Jobs', [{ name: 'Biller', value: 'biller' }], described),
			toggle('body.does_receive_share_emails', 'Receives Shared Invoices', described),
		]),
	],
});

const addressChange: Operation = operation({
	value: 'update',
	name: 'Update',
	action: 'Update company',
	description: 'Update a company',
	route: 'PATCH /companies/{pk}/',
	parameters: [inPathOrExternalId('path.pk', company, described), updateFields([address(true)])],
});

const search: Operation = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many companies',
	description: 'Retrieve a list of companies',
	route: 'GET /companies/',
	parameters: [
		filters([
			text('query.text', 'Name Contains', described),
			instant('query.updated__gte', 'Updated From', described),
			instant('query.updated__lte', 'Updated Until', described),
		]),
	],
	checks: [startBeforeEnd('query.updated__gte', 'query.updated__lte')],
});

const named = { name: 'Transport Bouvet', country: 'fr' };
const create = (values: Record<string, unknown>) => buildRequest(creation, { ...named, ...values }, paris);
const problemOf = (run: () => unknown): ParameterProblem => {
	try {
		run();
	} catch (error) {
		if (error instanceof ParameterProblem) return error;
		throw error;
	}
	throw new Error('Nothing was refused');
};

describe('what a creation sends', () => {
	test('each value goes to the field that Dashdoc knows it by', () => {
		expect(create({ additionalFields: { notes: 'Quai 3' } })).toEqual({
			path: {},
			query: {},
			body: { name: 'Transport Bouvet', country: 'FR', notes: 'Quai 3' },
		});
	});

	test('a chosen but empty field is left out', () => {
		expect(create({ additionalFields: { notes: '', primaryAddress: { city: '' } } }).body).toEqual({
			name: 'Transport Bouvet',
			country: 'FR',
		});
	});

	test('zero and false are values, not empty fields', () => {
		const { body } = create({ additionalFields: { isOrigin: false, primaryAddress: { radius: 0 } } });
		expect(body.primary_address).toEqual({ is_origin: false, radius: 0 });
	});

	test('a required field whose expression gives nothing is named', () => {
		for (const name of ['', null, undefined]) {
			const problem = problemOf(() => buildRequest(creation, { name, country: 'FR' }, paris));
			expect(problem.message).toBe('Name: it is empty, but Dashdoc needs it');
		}
	});

	test('an emptied field outside of any collection is left out too', () => {
		const withNotes = { ...creation, parameters: [text('body.notes', 'Notes', described)] };
		expect(buildRequest(withNotes, { notes: '' }, paris).body).toEqual({});
	});

	test('a required field that the editor hides is not asked for', () => {
		expect(buildRequest(creation, { country: 'FR' }, paris).body).toEqual({ country: 'FR' });
	});

	test('fields of one nested object meet in one object', () => {
		const { body } = create({
			additionalFields: { isOrigin: true, primaryAddress: { city: 'Nantes', postcode: '44000' } },
		});
		expect(body.primary_address).toEqual({ is_origin: true, city: 'Nantes', postcode: '44000' });
	});

	test('a problem inside a nested object is told with the name of the object', () => {
		const problem = problemOf(() => create({ additionalFields: { primaryAddress: { radius: 'far' } } }));
		expect(problem.message).toBe('Primary Address Radius: "far" is not a number');
	});

	test('a collection that an expression turned into nothing is like an empty one', () => {
		for (const additional of [undefined, null, '', 'text', 7]) {
			expect(create({ additionalFields: additional }).body).toEqual({
				name: 'Transport Bouvet',
				country: 'FR',
			});
		}
	});
});

describe('Additional Body Fields (JSON)', () => {
	const withJson = (json: unknown, more: object = {}) =>
		create({ additionalFields: { additionalBody: json, ...more } }).body;

	test('its fields are merged with those of the form', () => {
		const body = withJson('{ "siren": "123456789", "primary_address": { "city": "Angers" } }', {
			primaryAddress: { postcode: '49000' },
		});
		expect(body).toMatchObject({
			siren: '123456789',
			primary_address: { city: 'Angers', postcode: '49000' },
		});
	});

	test('where both say something, the JSON counts, wherever it stands in the form', () => {
		expect(withJson({ name: 'Bouvet', notes: 'JSON' }, { notes: 'form' })).toMatchObject({
			name: 'Bouvet',
			notes: 'JSON',
		});
	});

	test('in a row that is added several times, JSON counts too, though its label comes first', () => {
		const json: Parameter<never> = { ...bodyJson(), targets: [], place: readJsonObject };
		const rows = rowsOf<{ name: string; weight: number }>()(
			'body.loads',
			'Loads',
			{ singular: 'Load', ...described },
			[text('name', 'Name', described), number('weight', 'Weight', described), json],
		);
		const withRows = { ...creation, parameters: [rows] };
		const load = { additionalBody: { weight: 5 }, name: 'Carrelage', weight: 0 };
		expect(buildRequest(withRows, { loads: { load: [load] } }, paris).body).toEqual({
			loads: [{ name: 'Carrelage', weight: 5 }],
		});
	});

	test('lists replace lists', () => {
		const { body } = create({
			additionalFields: { additionalBody: { tags: [{ pk: 1 }] }, primaryAddress: { city: 'Angers' } },
		});
		expect(body.tags).toEqual([{ pk: 1 }]);
	});

	test.each(['{', '[1]', '"text"', '7', 'null', 'true'])('%s is no JSON object', (json) => {
		expect(problemOf(() => withJson(json)).message).toMatch(/^Additional Body Fields \(JSON\): it /);
	});

	test('an object that an expression takes from the input stays as it is', () => {
		const input = { primary_address: { city: 'Angers' }, tags: [1] };
		const before = structuredClone(input);
		const body = withJson(input, { primaryAddress: { postcode: '49000' } });
		expect(body.primary_address).toEqual({ city: 'Angers', postcode: '49000' });
		expect(input).toEqual(before);
	});

	test('the key __proto__ is sent like any other and touches no other object', () => {
		const json =
			'{ "__proto__": { "polluted": true }, "primary_address": { "__proto__": { "deep": true } } }';
		const body = withJson(json, { primaryAddress: { city: 'Angers' } });
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		expect(({} as Record<string, unknown>).deep).toBeUndefined();
		expect(JSON.parse(JSON.stringify(body))).toEqual(
			JSON.parse(
				'{ "__proto__": { "polluted": true }, "primary_address": { "__proto__": { "deep": true }, "city": "Angers" }, "name": "Transport Bouvet", "country": "FR" }',
			),
		);
	});
});

describe('what an update sends', () => {
	const update = (fields: object) => buildRequest(change, { updateFields: fields }, paris).body;

	test('only the chosen fields', () => {
		expect(update({ firstName: 'Adèle' })).toEqual({ first_name: 'Adèle' });
		expect(update({})).toEqual({});
	});

	test('a chosen empty field clears the value', () => {
		expect(update({ firstName: '', jobs: [] })).toEqual({ first_name: '', jobs: [] });
	});

	test('a chosen field whose expression gives nothing clears the value too', () => {
		expect(update({ firstName: null, jobs: undefined })).toEqual({ first_name: '', jobs: [] });
	});

	test('a chosen field that has no empty form is told', () => {
		const nobody = { __rl: true, mode: 'id', value: '' };
		const problem = problemOf(() => update({ company: nobody }));
		expect(problem.message).toBe('Company: it cannot be cleared; give it a value or remove the field');
		expect(problemOf(() => update({ receivesSharedInvoices: '' })).displayName).toBe(
			'Receives Shared Invoices',
		);
	});

	test('inside a nested object the chosen empty field clears the value, the others stay', () => {
		const values = { company: 928, updateFields: { primaryAddress: { city: '', radius: '' } } };
		expect(buildRequest(addressChange, values, paris)).toEqual({
			path: { pk: 928 },
			query: {},
			body: { primary_address: { city: '', radius: null } },
		});
	});
});

describe('filters', () => {
	const find = (chosen: object) => buildRequest(search, { filters: chosen }, paris).query;

	test('empty ones are left out', () => {
		expect(find({ nameContains: '', updatedFrom: '' })).toEqual({});
	});

	test('a moment without zone is read in the time zone of the workflow', () => {
		expect(find({ updatedFrom: '2026-07-01T08:00' })).toEqual({ updated__gte: '2026-07-01T06:00:00Z' });
	});

	test('an end before the start is refused under its label', () => {
		const problem = problemOf(() => find({ updatedFrom: '2026-07-02', updatedUntil: '2026-07-01' }));
		expect(problem.displayName).toBe('Updated Until');
		expect(problem.message).toContain('lies before the start of the period');
	});

	test('start and end may be the same moment', () => {
		expect(find({ updatedFrom: '2026-07-02', updatedUntil: '2026-07-02' })).toEqual({
			updated__gte: '2026-07-01T22:00:00Z',
			updated__lte: '2026-07-01T22:00:00Z',
		});
	});
});

describe('a value that depends on the fields beside it', () => {
	const seen: unknown[] = [];
	const curious: Parameter<'body.notes'> = {
		...text('body.notes', 'Notes', described),
		place: (value, { siblings, timezone }) => {
			seen.push({ siblings, timezone });
			return { 'body.notes': value };
		},
	};
	const parametersOf = (...parameters: Array<Parameter<'body.notes'>>): Operation => ({
		...creation,
		parameters,
	});

	beforeEach(() => seen.splice(0));

	test('knows those of the same form, not those of a collection or around it', () => {
		const inside = nestedFields('Place', 'Where it is', [curious], { clears: false });
		const values = { notes: 'a', name: 'Bouvet', additionalFields: { notes: 'b', place: { notes: 'c' } } };
		buildRequest(parametersOf(curious, additionalFields([curious, inside])), values, paris);
		expect(seen).toEqual([
			{ siblings: values, timezone: 'Europe/Paris' },
			{ siblings: { notes: 'b', place: { notes: 'c' } }, timezone: 'Europe/Paris' },
			{ siblings: { notes: 'c' }, timezone: 'Europe/Paris' },
		]);
	});

	test('is not asked for when it is empty', () => {
		buildRequest(parametersOf(curious), { notes: '' }, paris);
		expect(seen).toEqual([]);
	});
});

describe('files', () => {
	const upload: Operation = operation({
		value: 'create',
		name: 'Create',
		action: 'Create protocol',
		description: 'Create a protocol',
		route: 'POST /security-protocols/',
		parameters: [file('body.document', described), additionalFields([bodyJson()])],
	});

	test('stand in the body as they are, to be read when it is sent', () => {
		const { body } = buildRequest(upload, { binaryPropertyName: ' scan ' }, paris);
		expect(body.document).toEqual(new FileReference('scan'));
		expect(body.document).toBeInstanceOf(FileReference);
	});

	test('are never mixed with an object of the JSON', () => {
		const additionalBody = { document: { property: 'other' } };
		const values = { binaryPropertyName: 'scan', additionalFields: { additionalBody } };
		expect(buildRequest(upload, values, paris).body).toEqual({ document: { property: 'other' } });
		expect(additionalBody).toEqual({ document: { property: 'other' } });
	});
});

test('an empty list that would ask for everything is refused, not left out', () => {
	const ids = { ...search, parameters: [filters([identifiers('query.id__in', 'IDs', described)])] };
	expect(problemOf(() => buildRequest(ids, { filters: { ids: [] } }, paris)).message).toBe(
		'IDs: the list is empty, which would ask for everything; give one identifier or leave the filter out',
	);
	expect(buildRequest(ids, { filters: { ids: '' } }, paris).query).toEqual({});
});

test('a parameter that only the engine reads sends nothing', () => {
	const limit: Parameter = {
		property: { displayName: 'Limit', name: 'limit', type: 'number', default: 50 },
		targets: [],
	};
	expect(buildRequest({ ...search, parameters: [limit] }, { limit: 7 }, paris)).toEqual({
		path: {},
		query: {},
		body: {},
	});
});

test('a check whose target no parameter feeds names the target itself', () => {
	const checked: Operation = {
		...search,
		checks: [() => ({ target: 'Update Fields', text: 'no field is chosen' })],
	};
	expect(problemOf(() => buildRequest(checked, {}, paris)).message).toBe('Update Fields: no field is chosen');
});

test('what goes wrong inside a conversion without being a bad value is not dressed up as one', () => {
	const broken: Operation = {
		...search,
		parameters: [
			{
				...search.parameters[0],
				members: [
					{
						property: { displayName: 'X', name: 'x', type: 'string', default: '' },
						targets: [],
						place: () => {
							throw new TypeError('a slip of ours');
						},
					},
				],
			},
		],
	};
	expect(() => buildRequest(broken, { filters: { x: 'y' } }, paris)).toThrow(TypeError);
});
