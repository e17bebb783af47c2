import { InvalidValue, type Parameter } from '../../../nodes/Dashdoc/declaration/parameter';
import { inPath, inPathOrExternalId, byId, reference } from '../../../nodes/Dashdoc/fields/locators';
import { company, contact, transport } from '../../../nodes/Dashdoc/fields/things';

const described = { description: 'A field of the test' };
const place = (parameter: Parameter, value: unknown) =>
	parameter.place?.(value, { timezone: 'Europe/Paris', siblings: {} });
const chosen = (mode: string, value: unknown) => ({ __rl: true, mode, value });
const modesOf = ({ property }: Parameter) => property.modes?.map(({ name }) => name);

const transportInPath = inPathOrExternalId('path.uid', transport, described);
const companyInPath = inPathOrExternalId('path.pk', company, described);
const contactInPath = inPath('path.uid', contact, described);
const companyOfContact = reference('body.company', company, described);
const carrier = byId('query.carrier__in', company, { ...described, name: 'carrier' }, 'Carrier');

const uid = '447521b0-e165-11ea-a488-0242ac110007';

describe('ways to pick a thing', () => {
	test('are those that Dashdoc has for it', () => {
		expect(modesOf(transportInPath)).toEqual(['list', 'id', 'externalId', 'url']);
		expect(modesOf(companyInPath)).toEqual(['list', 'id', 'externalId']);
		expect(modesOf(contactInPath)).toEqual(['list', 'id']);
		expect(modesOf(companyOfContact)).toEqual(['list', 'id', 'externalId']);
		expect(modesOf(carrier)).toEqual(['list', 'id']);
	});

	test('the list is searched on the server', () => {
		expect(companyInPath.property.modes?.[0].typeOptions).toEqual({
			searchListMethod: 'searchCompanies',
			searchable: true,
		});
	});

	test('a thing that the path names is required, a filter is not', () => {
		expect([transportInPath, contactInPath].map(({ property }) => property.required)).toEqual([true, true]);
		expect(carrier.property.required).toBeUndefined();
	});

	test('label and name can be other than those of the thing', () => {
		expect([carrier.property.displayName, carrier.property.name]).toEqual(['Carrier', 'carrier']);
		expect([companyInPath.property.displayName, companyInPath.property.name]).toEqual(['Company', 'company']);
	});
});

describe('a chosen thing', () => {
	test.each([
		['from the list', companyInPath, chosen('list', 928), { 'path.pk': 928 }],
		['by ID as text', companyInPath, chosen('id', ' 928 '), { 'path.pk': 928 }],
		['as the plain value of an expression', companyInPath, 928, { 'path.pk': 928 }],
		['as plain text of an AI agent', transportInPath, uid, { 'path.uid': uid }],
		[
			'by an ID that a phone made',
			transportInPath,
			chosen('id', '1700000000000abc_X'),
			{ 'path.uid': '1700000000000abc_X' },
		],
		[
			'by External ID',
			companyInPath,
			chosen('externalId', ' COMP 12% '),
			{ 'path.pk': 'COMP 12%', 'query.lookup_field': 'remote_id' },
		],
		[
			'by a number as External ID',
			companyInPath,
			chosen('externalId', 42),
			{ 'path.pk': '42', 'query.lookup_field': 'remote_id' },
		],
		[
			'by the address of its page',
			transportInPath,
			chosen('url', ` https://www.dashdoc.eu/app/transports/${uid}/?tab=x`),
			{ 'path.uid': uid },
		],
		['as a reference by ID', companyOfContact, chosen('list', '928'), { 'body.company.pk': 928 }],
		[
			'as a reference by External ID',
			companyOfContact,
			chosen('externalId', 'A/B'),
			{ 'body.company.remote_id': 'A/B' },
		],
		['in a filter', carrier, chosen('id', '7'), { 'query.carrier__in': 7 }],
	] as Array<[string, Parameter, unknown, object]>)('%s', (_, parameter, value, placement) => {
		expect(place(parameter, value)).toEqual(placement);
	});
});

describe('what cannot name a thing is refused before it is sent', () => {
	const notWhole = /is not the ID of a Company, which is a whole number$/;
	const notText = /is not the ID of a Contact; it must not hold blanks or/;
	test.each([
		['a name as ID', companyInPath, 'Bouvet', notWhole],
		['a negative number', companyInPath, -5, notWhole],
		['a decimal', companyInPath, 1.5, notWhole],
		['a number beyond all IDs', companyInPath, '1234567890123456', notWhole],
		['blanks', companyInPath, chosen('id', '  '), notWhole],
		['a path', contactInPath, 'a/b', notText],
		['a parent folder', contactInPath, '..', notText],
		['a dot', contactInPath, '.', notText],
		['a query', contactInPath, 'a?b', notText],
		['a fragment', contactInPath, 'a#b', notText],
		['an encoded slash', contactInPath, 'a%2Fb', notText],
		['a backslash', contactInPath, 'a\\b', notText],
		['a line break', contactInPath, 'a\nb', notText],
		['blanks inside', contactInPath, 'a b', notText],
		['a list', contactInPath, ['a'], /^it must be a text/],
		['an object', contactInPath, { uid: 'a' }, /^it must be a text/],
		[
			'an External ID with a slash',
			companyInPath,
			chosen('externalId', 'A/B'),
			/cannot be looked up as External ID/,
		],
		[
			'an External ID of dots',
			companyInPath,
			chosen('externalId', '..'),
			/cannot be looked up as External ID/,
		],
		[
			'an External ID with a line break',
			companyInPath,
			chosen('externalId', 'A\nB'),
			/cannot be looked up as External ID/,
		],
		['an External ID of blanks', companyInPath, chosen('externalId', ' '), /^the External ID is empty$/],
		[
			'a reference by an External ID of blanks',
			companyOfContact,
			chosen('externalId', ' '),
			/^the External ID is empty$/,
		],
		[
			'the address of another page',
			transportInPath,
			chosen('url', 'https://www.dashdoc.eu/app/invoices/1/'),
			/is not the address of a Transport page in Dashdoc/,
		],
		[
			'an address without protocol',
			transportInPath,
			chosen('url', 'www.dashdoc.eu/app/transports/1/'),
			/is not the address of a Transport page in Dashdoc/,
		],
		[
			'an address where there are no pages',
			companyInPath,
			chosen('url', 'https://www.dashdoc.eu/app/companies/1/'),
			/is not the address of a Company page in Dashdoc/,
		],
	] as Array<[string, Parameter, unknown, RegExp]>)('%s', (_, parameter, value, message) => {
		expect(() => place(parameter, value)).toThrow(InvalidValue);
		expect(() => place(parameter, value)).toThrow(message);
	});
});
