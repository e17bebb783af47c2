import { InvalidValue, type Parameter } from '../../../nodes/Dashdoc/declaration/parameter';
import {
	byId,
	inPath,
	inPathOrExternalId,
	reference,
	referenceOrNone,
} from '../../../nodes/Dashdoc/fields/locators';
import {
	address,
	adrUnCode,
	company,
	contact,
	manager,
	transport,
	vehicleByPlate,
} from '../../../nodes/Dashdoc/fields/things';

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
const addressInPath = inPath('path.pk', address, described);
const unCodeInPath = inPathOrExternalId('path.pk', adrUnCode, described);
const ownerOrNone = referenceOrNone('body.company', company, described);
const plate = byId('query.license_plate__in', vehicleByPlate, described);

const uid = '447521b0-e165-11ea-a488-0242ac110007';

describe('ways to pick a thing', () => {
	test('are those that Dashdoc has for it', () => {
		expect(modesOf(transportInPath)).toEqual(['list', 'id', 'externalId', 'url']);
		expect(modesOf(companyInPath)).toEqual(['list', 'id', 'externalId']);
		expect(modesOf(contactInPath)).toEqual(['list', 'id']);
		expect(modesOf(companyOfContact)).toEqual(['list', 'id', 'externalId']);
		expect(modesOf(carrier)).toEqual(['list', 'id']);
		expect(modesOf(addressInPath)).toEqual(['list', 'id', 'externalId']);
		expect(modesOf(ownerOrNone)).toEqual(['list', 'id', 'externalId']);
		expect(modesOf(plate)).toEqual(['list', 'id']);
	});

	test('are called after the key that they take', () => {
		const namesOf = ({ property }: Parameter) => property.modes?.map(({ displayName }) => displayName);
		expect(namesOf(addressInPath)).toEqual(['From List', 'By ID', 'By External ID']);
		expect(namesOf(unCodeInPath)).toEqual(['From List', 'By ID', 'By UN Code']);
		expect(namesOf(plate)).toEqual(['From List', 'By License Plate']);
	});

	test('each shows an example of its key', () => {
		const examplesOf = ({ property }: Parameter) => property.modes?.map(({ placeholder }) => placeholder);
		expect(examplesOf(unCodeInPath)).toEqual(['Select an ADR UN Code…', 'e.g. 412', 'e.g. 1203']);
		expect(examplesOf(inPathOrExternalId('path.pk', manager, described))?.[2]).toBe('e.g. 928');
		expect(unCodeInPath.property.modes?.[2].hint).toBe('The four digits of the UN number');
		expect(addressInPath.property.modes?.[2].hint).toBeUndefined();
	});

	test('an External ID whose look-up is not documented is looked up before anything else', () => {
		expect([addressInPath, contactInPath, companyInPath].map(({ resolve }) => resolve)).toEqual([
			'GET /addresses/{pk}/',
			undefined,
			undefined,
		]);
		// The operation need not know the parameter of a look-up that is done before it.
		expect(addressInPath.targets).toEqual(['path.pk']);
	});

	test('only a reference that may be none can be cleared', () => {
		expect(ownerOrNone.cleared).toEqual({ 'body.company': null });
		expect(ownerOrNone.targets).toEqual(['body.company.pk', 'body.company.remote_id', 'body.company']);
		expect(companyOfContact.cleared).toBeUndefined();
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
		['as a reference that may be none', ownerOrNone, chosen('list', 928), { 'body.company.pk': 928 }],
		[
			'as a reference that may be none, by External ID',
			ownerOrNone,
			chosen('externalId', ' COMP_1 '),
			{ 'body.company.remote_id': 'COMP_1' },
		],
		[
			'by External ID that is resolved',
			addressInPath,
			chosen('externalId', 'ADR_1'),
			{ 'path.pk': 'ADR_1', 'query.lookup_field': 'remote_id' },
		],
		['by ID where an External ID is resolved', addressInPath, chosen('id', '7'), { 'path.pk': 7 }],
		[
			'by UN code, with its leading zeros',
			unCodeInPath,
			chosen('externalId', '0004'),
			{ 'path.pk': '0004', 'query.lookup_field': 'code' },
		],
		['by ID of the UN code', unCodeInPath, chosen('id', '412'), { 'path.pk': 412 }],
		['by license plate', plate, chosen('id', ' AB-123-CD '), { 'query.license_plate__in': 'AB-123-CD' }],
		['by a foreign plate', plate, chosen('list', 'ŁÓ 12/3'), { 'query.license_plate__in': 'ŁÓ 12/3' }],
		['by the plate that an expression gives', plate, 'AB 123', { 'query.license_plate__in': 'AB 123' }],
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
		['two plates', plate, 'AB-123,CD-456', /^"AB-123,CD-456" is not the license plate of a Vehicle$/],
		['a plate of blanks', plate, ' ', /^"" is not the license plate of a Vehicle$/],
		['a name where an External ID is resolved', addressInPath, 'Quai 3', /is not the ID of an Address/],
		[
			'a slash where an External ID is resolved',
			addressInPath,
			chosen('externalId', 'A/B'),
			/cannot be looked up as External ID/,
		],
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
		[
			'an External ID of blanks',
			companyInPath,
			chosen('externalId', ' '),
			/^the (External ID|identifier) is empty$/,
		],
		[
			'a reference by an External ID of blanks',
			companyOfContact,
			chosen('externalId', ' '),
			/^the (External ID|identifier) is empty$/,
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
