import fc from 'fast-check';
import {
	FileReference,
	InvalidValue,
	isEmpty,
	type Parameter,
} from '../../../nodes/Dashdoc/declaration/parameter';
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
	choiceOrNone,
	choices,
	country,
	demanded,
	email,
	file,
	identifier,
	identifiers,
	inWords,
	lasting,
	notWriting,
	number,
	parseJson,
	secret,
	tags,
	text,
	toggle,
	writing,
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
const latitude = number('body.latitude', 'Latitude', { ...described, minimum: -90, maximum: 90 });
const minutes = number('body.minutes', 'Minutes', { ...described, minimum: 0, decimals: 0 });
const entry = identifier('path.pk', 'Entry ID', described);
const password = secret('body.password', 'Password', described);
const labels = tags('body.tags');
const document = file('body.document', described);
const fuel = choiceOrNone('body.fuel', 'Fuel', inWords(['petrol', 'diesel']), { ...described, unset: '' });
const grade = choiceOrNone('body.grade', 'Grade', options, { ...described, unset: null });

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

	test('a number has the limits that it was given, and no others', () => {
		expect([radius, latitude, minutes].map(({ property }) => property.typeOptions)).toEqual([
			undefined,
			{ minValue: -90, maxValue: 90 },
			{ minValue: 0, numberPrecision: 0 },
		]);
	});

	test('a secret is hidden', () => {
		expect(password.property.typeOptions).toEqual({ password: true });
	});

	test('an ID is required, tags are not', () => {
		expect([entry, labels].map(({ property }) => property.required)).toEqual([true, undefined]);
	});

	test('a file is named by the binary field of the item, as everywhere in n8n', () => {
		expect(document.property).toMatchObject({
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			default: 'data',
		});
	});

	test('None stands among the choices in the order of the alphabet', () => {
		const names = (parameter: Parameter) =>
			parameter.property.options?.map((option) => (option as { name: string }).name);
		expect([fuel, grade].map(names)).toEqual([
			['Diesel', 'None', 'Petrol'],
			['Biller', 'Company Manager', 'None'],
		]);
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
		['the least number', latitude, -90, -90],
		['the greatest number', latitude, '90', 90],
		['a decimal between limits', latitude, 47.2184, 47.2184],
		['a whole number', minutes, '45', 45],
		['a whole number as decimal text', minutes, '45.0', 45],
		['an ID', entry, 928, 928],
		['an ID as text', entry, ' 928 ', 928],
		['a secret with the blanks that belong to it', password, ' Sésame 1 ', ' Sésame 1 '],
		['a secret of digits', password, 123456, '123456'],
		['tags as text', labels, '12, 15,', [{ pk: 12 }, { pk: 15 }]],
		['tags as a list', labels, [12, '15'], [{ pk: 12 }, { pk: 15 }]],
		['a single tag', labels, 12, [{ pk: 12 }]],
		['the binary field of a file', document, ' data ', new FileReference('data')],
		['a choice where there may be none', fuel, 'diesel', 'diesel'],
		['None by its name, where Dashdoc takes empty text', fuel, 'None', ''],
		['None by its name, where Dashdoc takes null', grade, 'None', null],
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
		['a number below the least', latitude, -90.1, '-90.1 is less than -90'],
		['a number above the greatest', latitude, '91', '91 is more than 90'],
		['a decimal where only whole numbers are', minutes, 1.5, '1.5 is not a whole number'],
		['less than nothing', minutes, -1, '-1 is less than 0'],
		['nought as ID', entry, 0, '0 is less than 1'],
		['a decimal as ID', entry, 1.5, '1.5 is not a whole number'],
		['a name as ID', entry, 'leave', '"leave" is not a number'],
		['an ID that no number can hold', entry, '12345678901234567890', 'is more than 9007199254740991'],
		['a list as secret', password, ['a'], 'it must be a text, not a list or an object'],
		['a name as tag', labels, '12, ADR', '"ADR" is not a number'],
		['nought as tag', labels, [0], '0 is less than 1'],
		['tags as objects', labels, [{ pk: 12 }], 'it must be a text, not a list or an object'],
		['only commas as tags', labels, ',', 'it holds no identifier between its commas'],
		['a file itself', document, { data: 'JVBERi0=' }, 'it must be a text, not a list or an object'],
		['a choice that there is not', fuel, 'coal', '"coal" is not one of diesel, petrol'],
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
		['tags', labels, []],
		['a choice that is unset as empty text', fuel, ''],
		['a choice that is unset as null', grade, null],
	] as Array<[string, Parameter, unknown]>)('%s', (_, { cleared }, value) => {
		expect(Object.values(cleared ?? {})).toEqual([value]);
	});

	test.each([
		['a country', land],
		['a toggle', wanted],
		['a choice', job],
		['an ID', entry],
		['a secret', password],
		['a file', document],
		['a lasting text', lasting(name)],
	] as Array<[string, Parameter]>)('%s cannot be cleared', (_, { cleared }) => {
		expect(cleared).toBeUndefined();
	});
});

describe('fields in another role', () => {
	test('a demanded one is the same, but required', () => {
		expect(demanded(name)).toEqual({ ...name, property: { ...name.property, required: true } });
		expect(name.property.required).toBeUndefined();
	});

	test('a lasting one is the same, but cannot be cleared', () => {
		expect(lasting(name)).toEqual({ ...name, cleared: undefined });
		expect(name.cleared).toEqual({ 'body.name': '' });
	});

	test('those that write to some members, and all others', () => {
		const city = text('body.primary_address.city', 'City', described);
		const fields = [name, city, radius, job];
		expect(writing(fields, ['city', 'job', 'unknown'])).toEqual([city, job]);
		expect(notWriting(fields, ['city', 'job', 'unknown'])).toEqual([name, radius]);
		expect([writing(fields, []), notWriting(fields, [])]).toEqual([[], fields]);
	});
});

test('values are told in words, in the order of the alphabet', () => {
	expect(inWords(['sent_to_trucker', 'done', 'cancelled_or_declined', 'paid_by_carrier'])).toEqual([
		{ name: 'Cancelled or Declined', value: 'cancelled_or_declined' },
		{ name: 'Done', value: 'done' },
		{ name: 'Paid by Carrier', value: 'paid_by_carrier' },
		{ name: 'Sent to Trucker', value: 'sent_to_trucker' },
	]);
});

test('a number between limits arrives as it is, any other one nowhere', () => {
	fc.assert(
		fc.property(fc.double({ noNaN: true }), fc.boolean(), (value, asText) => {
			const given = asText ? String(value) : value;
			if (value >= -90 && value <= 90) expect(sent(latitude, given)).toBe(asText ? Number(given) : value);
			else expect(() => sent(latitude, given)).toThrow(InvalidValue);
		}),
	);
});

test('an ID arrives as the very same one or not at all', () => {
	fc.assert(
		fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), (id) => {
			if (id <= BigInt(Number.MAX_SAFE_INTEGER)) expect(String(sent(entry, String(id)))).toBe(String(id));
			else expect(() => sent(entry, String(id))).toThrow(InvalidValue);
		}),
	);
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
