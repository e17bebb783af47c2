import type { Resource } from '../../../nodes/Dashdoc/declaration/operation';
import { select, shape, simplify } from '../../../nodes/Dashdoc/engine/shape';

const transport = {
	uid: 'a1',
	status: 'created',
	carrier_address: { company: { name: 'Bouvet', pk: 7 } },
	deliveries: [
		{ origin: { address: { city: 'Nantes' } }, loads: [{ weight: 3 }, { weight: 4 }] },
		{ origin: { address: { city: 'Angers' } }, loads: [] },
	],
	tags: [1, 2],
	shipper: null,
};

const resource: Resource = {
	value: 'transport',
	name: 'Transport',
	identifier: 'uid',
	simplified: { uid: 'uid', carrier: 'carrier_address.company.name' },
	operations: [],
};

describe('the simplified form', () => {
	test('flattens nested values, first and last elements of lists too', () => {
		const simplified = simplify(transport, {
			carrier: 'carrier_address.company.name',
			first: 'deliveries.0.origin.address.city',
			last: 'deliveries.-1.origin.address.city',
		});
		expect(simplified).toEqual({ carrier: 'Bouvet', first: 'Nantes', last: 'Angers' });
	});

	test('what Dashdoc does not tell becomes null, so that every item has the same fields', () => {
		const simplified = simplify(transport, {
			absent: 'absent',
			below: 'absent.name',
			ofNull: 'shipper.name',
			ofText: 'status.length',
			beyond: 'deliveries.5.origin',
		});
		expect(Object.values(simplified)).toEqual([null, null, null, null, null]);
	});

	test('zero, false and empty text stay what they are', () => {
		expect(simplify({ a: 0, b: false, c: '' }, { a: 'a', b: 'b', c: 'c' })).toEqual({
			a: 0,
			b: false,
			c: '',
		});
	});
});

describe('selected fields', () => {
	test('keep whole objects, or only the named fields inside', () => {
		expect(select(transport, ['carrier_address'])).toEqual({ carrier_address: transport.carrier_address });
		expect(select(transport, ['carrier_address.company.pk'])).toEqual({
			carrier_address: { company: { pk: 7 } },
		});
	});

	test('reach into every element of a list', () => {
		expect(select(transport, ['deliveries.loads.weight'])).toEqual({
			deliveries: [{ loads: [{ weight: 3 }, { weight: 4 }] }, { loads: [] }],
		});
	});

	test('a field wanted whole and in part is given whole', () => {
		expect(select(transport, ['carrier_address.company.pk', 'carrier_address'])).toEqual({
			carrier_address: transport.carrier_address,
		});
	});

	test('unknown names and names below plain values do no harm', () => {
		expect(select(transport, ['nothing', 'status.x', 'tags.y', 'shipper.name', 'toString'])).toEqual({
			status: 'created',
			tags: [1, 2],
			shipper: null,
		});
	});
});

describe('the output mode', () => {
	const asked = (output: 'simplified' | 'raw' | 'selected', fields: string[] = []) =>
		shape(transport, resource, { output, fields });

	test('raw gives everything', () => {
		expect(asked('raw')).toEqual(transport);
	});

	test('simplified gives the flat form', () => {
		expect(asked('simplified')).toEqual({ uid: 'a1', carrier: 'Bouvet' });
	});

	test('selected always keeps the identifier', () => {
		expect(asked('selected', ['status'])).toEqual({ uid: 'a1', status: 'created' });
	});

	test('small objects without a simplified form are given out whole', () => {
		expect(
			shape(transport, { ...resource, simplified: undefined }, { output: 'simplified', fields: [] }),
		).toBe(transport);
	});

	test('never changes the object itself', () => {
		const before = structuredClone(transport);
		asked('simplified');
		asked('selected', ['deliveries.loads.weight']);
		expect(transport).toEqual(before);
	});
});
