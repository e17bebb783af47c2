import { InvalidValue, isEmpty, type Parameter } from '../../../nodes/Dashdoc/declaration/parameter';
import {
	additionalFields,
	filters,
	nestedFields,
	updateFields,
} from '../../../nodes/Dashdoc/fields/collections';
import { parameterName } from '../../../nodes/Dashdoc/fields/name';
import {
	bodyJson,
	choice,
	choices,
	country,
	email,
	identifiers,
	number,
	parseJson,
	text,
	toggle,
} from '../../../nodes/Dashdoc/fields/plain';

const described = { description: 'A field of the test' };
const options = [
	{ name: 'Biller', value: 'biller' },
	{ name: 'Company Manager', value: 'company_manager' },
];

/** What arrives in Dashdoc for a value of the editor. */
const sent = (parameter: Parameter, value: unknown) =>
	Object.values(parameter.place?.(value, { timezone: 'UTC', siblings: {} }) ?? {})[0];

const name = text('body.name', 'Name', described);
const address = email('body.email', 'Email', described);
const land = country('body.country', 'Country', described);
const radius = number('body.radius', 'Radius', described);
const wanted = toggle('body.wanted', 'Wanted', described);
const job = choice('body.job', 'Job', options, described);
const jobs = choices('body.jobs', 'Jobs', options, described);
const ids = identifiers('query.uid__in', 'IDs', described);
const json = bodyJson();

describe('what the editor shows', () => {
	test('name and default follow from label and kind', () => {
		const shown = [name, radius, wanted, jobs].map(({ property }) => [property.name, property.default]);
		expect(shown).toEqual([
			['name', ''],
			['radius', 0],
			['wanted', false],
			['jobs', []],
		]);
		expect('required' in name.property && name.property.required).toBeFalsy();
	});

	test('a declaration may say otherwise', () => {
		const { property } = country('body.country', 'Country', {
			...described,
			name: 'land',
			default: 'FR',
			required: true,
		});
		expect(property).toMatchObject({ name: 'land', default: 'FR', required: true });
	});
});

describe('what is understood', () => {
	test.each([
		['text without the blanks around it', name, ' Quai  3\n', 'Quai  3'],
		['a number as text', name, 44000, '44000'],
		['an email without the blanks around it', address, ' adele@example.com ', 'adele@example.com'],
		['a country in small letters', land, ' fr ', 'FR'],
		['a number', radius, 0, 0],
		['a number as text', radius, ' 1.5 ', 1.5],
		['a toggle', wanted, false, false],
		['a toggle as an AI agent writes it', wanted, 'true', true],
		['a toggle switched off as text', wanted, 'false', false],
		['a choice by its value', job, 'company_manager', 'company_manager'],
		['a choice by its name', job, 'Company Manager', 'company_manager'],
		['several choices', jobs, ['biller', 'Company Manager'], ['biller', 'company_manager']],
		['several choices as text', jobs, ' biller , company_manager ', ['biller', 'company_manager']],
		['identifiers as text', ids, 'a, b,,c ', ['a', 'b', 'c']],
		['identifiers as a list', ids, [' a ', 7], ['a', '7']],
		['a single number as identifier', ids, 7, ['7']],
		['a JSON object as text', json, '{ "a": 1 }', { a: 1 }],
		['a JSON object as such', json, { a: 1 }, { a: 1 }],
	] as Array<[string, Parameter, unknown, unknown]>)('%s', (_, parameter, value, arrives) => {
		expect(sent(parameter, value)).toEqual(arrives);
	});
});

describe('what is refused with a reason', () => {
	test.each([
		['an object as text', name, { a: 1 }, 'it must be a text, not a list or an object'],
		['a list as text', name, ['a'], 'it must be a text, not a list or an object'],
		['an email without @', address, 'adele', '"adele" is not an email address'],
		['two emails', address, 'a@example.com, b@example.com', 'is not an email address'],
		[
			'the name of a country',
			land,
			'France',
			'"France" is not a country code; it takes two letters of ISO 3166-1, such as FR',
		],
		['words as number', radius, 'far', '"far" is not a number'],
		['blanks as number', radius, ' ', '" " is not a number'],
		['an object as number', radius, { a: 1 }, '"{"a":1}" is not a number'],
		['endless', radius, Number.POSITIVE_INFINITY, '"Infinity" is not a number'],
		['a number as toggle', wanted, 1, '"1" is neither true nor false'],
		['an unknown choice', job, 'boss', '"boss" is not one of biller, company_manager'],
		['one unknown choice of several', jobs, ['biller', 'boss'], '"boss" is not one of biller'],
		['only commas as identifiers', ids, ' , ', 'it holds no identifier between its commas'],
		['objects as identifiers', ids, [{ uid: 'a' }], 'it must be a text, not a list or an object'],
		['a list as JSON object', json, '[1]', 'it must be a JSON object'],
		['nothing as JSON object', json, 'null', 'it must be a JSON object'],
		['a number as JSON object', json, 7, 'it must be a JSON object'],
		['broken JSON', json, '{ "a": ', 'it is not valid JSON ('],
	] as Array<[string, Parameter, unknown, string]>)('%s', (_, parameter, value, reason) => {
		expect(() => sent(parameter, value)).toThrow(InvalidValue);
		expect(() => sent(parameter, value)).toThrow(reason);
	});

	test('broken JSON is told where it breaks', () => {
		expect(() => parseJson('{ "a": x }')).toThrow(/position|line|token/i);
	});
});

describe('what clears a value on updates', () => {
	test.each([
		['text', name, ''],
		['an email', address, ''],
		['a number', radius, null],
		['several choices', jobs, []],
	] as Array<[string, Parameter, unknown]>)('%s', (_, { cleared }, value) => {
		expect(Object.values(cleared ?? {})).toEqual([value]);
	});

	test.each([
		['a country', land],
		['a toggle', wanted],
		['a choice', job],
	] as Array<[string, Parameter]>)('%s cannot be cleared', (_, { cleared }) => {
		expect(cleared).toBeUndefined();
	});
});

describe('what counts as empty', () => {
	test.each([
		undefined,
		null,
		'',
		[],
		{ __rl: true, mode: 'list', value: '' },
		{ __rl: true, mode: 'id', value: null },
	])('%j', (value) => {
		expect(isEmpty(value)).toBe(true);
	});

	test.each([0, false, ' ', {}, [''], { mode: 'id', value: '' }, { __rl: true, mode: 'id', value: 0 }])(
		'%j is a value',
		(value) => {
			expect(isEmpty(value)).toBe(false);
		},
	);
});

describe('collections', () => {
	test.each([
		['Additional Fields', additionalFields, false],
		['Update Fields', updateFields, true],
		['Filters', filters, false],
	] as const)('%s are alphabetical, whatever the order of declaration', (label, build, clears) => {
		const built = build([wanted, name, jobs]);
		expect(built.property.displayName).toBe(label);
		expect(built.property.options?.map((option) => (option as { displayName: string }).displayName)).toEqual([
			'Jobs',
			'Name',
			'Wanted',
		]);
		expect(built.clears).toBe(clears);
		expect(built.targets).toEqual(['body.jobs', 'body.name', 'body.wanted']);
	});

	test('a nested one has its own description', () => {
		const built = nestedFields('Primary Address', 'Where it is', [name], { clears: true });
		expect(built.property).toMatchObject({
			displayName: 'Primary Address',
			name: 'primaryAddress',
			type: 'collection',
			description: 'Where it is',
			default: {},
		});
		expect(built.clears).toBe(true);
	});
});

test.each([
	['External ID', 'externalId'],
	['Created After', 'createdAfter'],
	['Email', 'email'],
	['Body (JSON)', 'bodyJson'],
	['VAT Number', 'vatNumber'],
])('the label %s makes the internal name %s', (label, internal) => {
	expect(parameterName(label)).toBe(internal);
});
