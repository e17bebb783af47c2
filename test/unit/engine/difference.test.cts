import fc from 'fast-check';
import { differingFields } from '../../../nodes/Dashdoc/engine/difference';

/** Names of the fields that would be sent. */
const changed = (wanted: object, found: object) =>
	Object.keys(differingFields(wanted as never, found as never));

describe('nothing is sent for values that mean the same', () => {
	test.each([
		['equal text', 'Nantes', 'Nantes'],
		['no text and null', '', null],
		['null and no text', null, ''],
		['no text and a missing field', '', undefined],
		['a number and its decimal text', 149, '149.000'],
		['decimal text and a number', '149.000', 149],
		['two writings of one instant', '2026-07-01T06:00:00Z', '2026-07-01T06:00:00.000000Z'],
		['instants in two zones', '2026-07-01T06:00:00Z', '2026-07-01T08:00:00+02:00'],
		['lists of plain values in another order', ['biller', 'dispatcher'], ['dispatcher', 'biller']],
		['empty lists', [], []],
		['an object read with more fields', { city: 'Nantes' }, { city: 'Nantes', pk: 7, country: 'FR' }],
		['nested objects', { a: { b: '' } }, { a: { b: null, c: 1 } }],
		['a reference by ID and the object', { pk: 7 }, { pk: 7, name: 'Bouvet' }],
		['a bare ID and the object', 7, { pk: 7, name: 'Bouvet' }],
		['a bare ID as text and the object', '7', { pk: 7 }],
		[
			'references in another order',
			[{ pk: 1 }, { pk: 2 }],
			[
				{ pk: 2, name: 'ADR' },
				{ pk: 1, name: 'Benne' },
			],
		],
		['lists of objects in the same order', [{ pk: 1 }, { pk: 2 }], [{ pk: 1, a: 1 }, { pk: 2 }]],
	])('%s', (_, wanted, found) => {
		expect(changed({ field: wanted }, { field: found })).toEqual([]);
	});
});

describe('what differs is sent', () => {
	test.each([
		['other text', 'Nantes', 'Angers'],
		['text in another case', 'nantes', 'Nantes'],
		['a value where there was none', 'Nantes', null],
		['an emptied value', '', 'Nantes'],
		['false where there was none', false, undefined],
		['zero where there was none', 0, null],
		['zero and no text', 0, ''],
		['another number', 149, '149.001'],
		['another instant', '2026-07-01T06:00:00Z', '2026-07-01T06:00:01Z'],
		['a longer list', ['a', 'b'], ['a']],
		['a list with a double', ['a', 'a'], ['a', 'b']],
		['a list where there was none', ['a'], undefined],
		['an emptied list', [], ['a']],
		['a plain value and a list', 'a', ['a']],
		['lists of objects in another order', [{ pk: 1, a: 1 }, { pk: 2 }], [{ pk: 2 }, { pk: 1, a: 1 }]],
		['one reference more', [{ pk: 1 }, { pk: 2 }], [{ pk: 2 }]],
		['an object where there was none', { city: 'Nantes' }, null],
		['one field of a nested object', { a: { b: 1 } }, { a: { b: 2 } }],
		['another reference', { pk: 7 }, { pk: 8 }],
		['a bare ID and another object', 7, { pk: 8 }],
		['one of several objects', [{ pk: 1 }, { pk: 2 }], [{ pk: 1 }, { pk: 3 }]],
		['an object among plain values', ['a', { pk: 2, a: 1 }], [{ pk: 2, a: 1 }, 'a']],
		['text that only looks like the start of a date', '2026-01', '2026-01-01'],
		['a bare ID and an object without one', 7, { name: 'Bouvet' }],
	])('%s', (_, wanted, found) => {
		expect(changed({ field: wanted }, { field: found })).toEqual(['field']);
	});
});

describe('what Dashdoc shows under another name', () => {
	const shownAs = { flow_site_slug: 'flow_site.slug', carrier_id: 'carrier' };
	const differing = (wanted: object, found: object) =>
		Object.keys(differingFields(wanted as never, found as never, shownAs));

	test.each([
		['text inside an object', { flow_site_slug: 'nantes' }, { flow_site: { slug: 'nantes' } }],
		['no text and no object', { flow_site_slug: '' }, { flow_site: null }],
		['null and no text inside an object', { flow_site_slug: null }, { flow_site: { slug: '' } }],
		['a bare ID and the object', { carrier_id: 7 }, { carrier: { pk: 7, name: 'Bouvet' } }],
		['a bare ID and a bare ID', { carrier_id: 7 }, { carrier: 7 }],
		['null and no object', { carrier_id: null }, { carrier: null }],
		['a value under its own name after all', { carrier_id: 7 }, { carrier_id: 7 }],
	])('is not sent when it means the same: %s', (_, wanted, found) => {
		expect(differing(wanted, found)).toEqual([]);
	});

	test.each([
		['other text inside an object', { flow_site_slug: 'nantes' }, { flow_site: { slug: 'angers' } }],
		['text and no object', { flow_site_slug: 'nantes' }, { flow_site: null }],
		['text and something else than an object', { flow_site_slug: 'nantes' }, { flow_site: 'nantes' }],
		['an emptied text', { flow_site_slug: '' }, { flow_site: { slug: 'nantes' } }],
		['another object', { carrier_id: 7 }, { carrier: { pk: 8 } }],
		['an emptied reference', { carrier_id: null }, { carrier: { pk: 8 } }],
	])('is sent when it differs: %s', (_, wanted, found) => {
		expect(differing(wanted, found)).toEqual(Object.keys(wanted));
	});
});

test('references by any key are compared without order, but objects that say more are not', () => {
	const tags = [{ uid: 'a' }, { uid: 'b' }];
	expect(changed({ tags }, { tags: [{ uid: 'b', name: 'ADR' }, { uid: 'a' }] })).toEqual([]);
	expect(changed({ tags: [{ remote_id: 'x' }] }, { tags: [{ pk: 1, remote_id: 'x' }] })).toEqual([]);
	expect(changed({ tags: [{ pk: 1 }, { pk: 1 }] }, { tags: [{ pk: 1 }, { pk: 2 }] })).toEqual(['tags']);
	const loads = [{ weight: 1 }, { weight: 2 }];
	expect(changed({ loads }, { loads: [...loads].reverse() })).toEqual(['loads']);
	expect(changed({ loads }, { loads })).toEqual([]);
});

test('a field whose name every object has, such as constructor, is compared like any other', () => {
	const wanted = JSON.parse('{ "constructor": "a", "toString": "b", "__proto__": { "x": 1 } }') as object;
	expect(changed(wanted, {})).toEqual(['constructor', 'toString', '__proto__']);
	expect(changed(wanted, wanted)).toEqual([]);
});

test('nothing has to be sent to what has just been read', () => {
	const value = fc.jsonValue() as fc.Arbitrary<never>;
	const object = fc.dictionary(fc.string(), value);
	fc.assert(
		fc.property(object, (read) => {
			expect(changed(read, structuredClone(read))).toEqual([]);
			const withMore = { pk: 7, updated: '2026-07-01T06:00:00Z', ...structuredClone(read) };
			expect(changed(read, withMore)).toEqual([]);
		}),
	);
});

test('only the differing fields are sent, with their whole new value', () => {
	const found = { name: 'Bouvet', notes: 'Quai 3', primary_address: { city: 'Nantes', postcode: '44000' } };
	const wanted = { name: 'Bouvet', notes: '', primary_address: { city: 'Angers', postcode: '44000' } };
	expect(differingFields(wanted, found)).toEqual({
		notes: '',
		primary_address: { city: 'Angers', postcode: '44000' },
	});
});

test('neither side is changed', () => {
	const wanted = { jobs: ['a', 'b'] };
	const found = { jobs: ['b', 'a', 'c'] };
	differingFields(wanted, found);
	expect([wanted, found]).toEqual([{ jobs: ['a', 'b'] }, { jobs: ['b', 'a', 'c'] }]);
});
