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
