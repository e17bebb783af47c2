import type { Operation } from '../../../nodes/Dashdoc/declaration/operation';
import type { Parameter } from '../../../nodes/Dashdoc/declaration/parameter';
import { buildRequest } from '../../../nodes/Dashdoc/engine/request';
import { wordingOf } from '../../../nodes/Dashdoc/engine/wording';
import { additionalFields, updateFields } from '../../../nodes/Dashdoc/fields/collections';
import { byId } from '../../../nodes/Dashdoc/fields/locators';
import { number, text, toggle } from '../../../nodes/Dashdoc/fields/plain';
import { rowsOf } from '../../../nodes/Dashdoc/fields/rows';
import { company } from '../../../nodes/Dashdoc/fields/things';

interface Load {
	weight?: number;
	description?: string;
	dangerous?: boolean;
	owner?: { pk: number };
}
interface Stop {
	name?: string;
	loads?: Load[];
}

const described = { description: 'A field of the test' };
const loads = rowsOf<Load>()('loads', 'Loads', { singular: 'Load', description: 'What is carried' }, [
	number('weight', 'Weight', described),
	text('description', 'Description', described),
	toggle('dangerous', 'Dangerous', described),
	byId('owner.pk', company, { ...described, name: 'owner' }, 'Owner'),
]);
const words = { singular: 'Stop', description: 'Where it goes' };
const stops = rowsOf<Stop>()('body.stops', 'Stops', words, [text('name', 'Name', described), loads]);

const operationWith = (...parameters: Parameter[]): Operation => ({
	value: 'create',
	name: 'Create',
	action: 'Create tour',
	description: 'Create a tour',
	route: 'POST /transports/',
	parameters,
});
const bodyOf = (values: Record<string, unknown>, ...parameters: Parameter[]) =>
	buildRequest(operationWith(...parameters), values, { timezone: 'Europe/Paris' }).body;

describe('a form that can be added several times', () => {
	test('is one of n8n, with a button that says what it adds', () => {
		expect(stops.property).toMatchObject({
			displayName: 'Stops',
			name: 'stops',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Stop',
			description: 'Where it goes',
			default: {},
		});
		expect(stops.property.options).toEqual([
			expect.objectContaining({ displayName: 'Stop', name: 'stop' }) as unknown,
		]);
		expect(stops.property).not.toHaveProperty('required');
		const needed = rowsOf<Stop>()('body.stops', 'Stops', { ...words, required: true }, []);
		expect(needed.property.required).toBe(true);
	});

	test('makes one element of a list from each row, in the order of the rows', () => {
		const stop = [
			{ name: 'Nantes', loads: { load: [{ weight: 12 }, { description: 'Palettes', dangerous: false }] } },
			{ name: 'Angers', loads: {} },
		];
		expect(bodyOf({ stops: { stop } }, stops)).toEqual({
			stops: [
				{ name: 'Nantes', loads: [{ weight: 12 }, { description: 'Palettes', dangerous: false }] },
				{ name: 'Angers' },
			],
		});
	});

	test('may be filled by an expression with a list of objects, or with a single one', () => {
		const wanted = { stops: [{ name: 'Nantes' }] };
		expect(bodyOf({ stops: [{ name: 'Nantes' }] }, stops)).toEqual(wanted);
		expect(bodyOf({ stops: { stop: { name: 'Nantes' } } }, stops)).toEqual(wanted);
		expect(bodyOf({ stops: { name: 'Nantes' } }, stops)).toEqual(wanted);
	});

	test('fills objects inside an element', () => {
		const { stops: sent } = bodyOf({ stops: [{ loads: [{ owner: 928, weight: 3 }] }] }, stops);
		expect(sent).toEqual([{ loads: [{ owner: { pk: 928 }, weight: 3 }] }]);
	});

	test('leaves out what is empty in a row, in updates too', () => {
		const values = { stops: { stop: [{ name: '', loads: { load: [{ weight: 1, description: '' }] } }] } };
		const wanted = { stops: [{ loads: [{ weight: 1 }] }] };
		expect(bodyOf({ additionalFields: values }, additionalFields([stops]))).toEqual(wanted);
		expect(bodyOf({ updateFields: values }, updateFields([stops]))).toEqual(wanted);
	});

	describe.each([undefined, null, '', [], {}, { stop: [] }])('without rows (%j)', (nothing) => {
		test('sends nothing in a creation', () => {
			expect(bodyOf({ stops: nothing }, stops)).toEqual({});
			expect(bodyOf({ additionalFields: { stops: nothing } }, additionalFields([stops]))).toEqual({});
		});

		test('empties the list in an update', () => {
			expect(bodyOf({ updateFields: { stops: nothing } }, updateFields([stops]))).toEqual({ stops: [] });
		});

		test('is refused where Dashdoc needs some', () => {
			const needed = rowsOf<Stop>()('body.stops', 'Stops', { ...words, required: true }, []);
			expect(() => bodyOf({ stops: nothing }, needed)).toThrow('Stops: it is empty, but Dashdoc needs it');
		});
	});

	test.each(['text', 7, ['Nantes'], [{ name: 'Nantes' }, null], { stop: 'Nantes' }])(
		'%j is no row and is refused, not left out',
		(value) => {
			expect(() => bodyOf({ stops: value }, stops)).toThrow('Stops: it must be a list of objects');
		},
	);
});

describe('what is wrong in a row is told with its number', () => {
	test('before anything is sent', () => {
		const load = [{ weight: 1 }, { weight: 'heavy' }];
		const stop = [{ name: 'Nantes' }, { loads: { load } }];
		expect(() => bodyOf({ stops: { stop } }, stops)).toThrow('Stop 2 Load 2 Weight: "heavy" is not a number');
	});

	test('in what Dashdoc answers', () => {
		const built = { path: {}, query: {}, body: {} };
		const label = (field: string) => wordingOf(operationWith(stops), built).label?.(field);
		expect(label('stops')).toBe('Stops');
		expect(label('stops.0.name')).toBe('Stop 1 Name');
		expect(label('stops.11.loads.0.weight')).toBe('Stop 12 Load 1 Weight');
		expect(label('stops.1.loads')).toBe('Stop 2 Loads');
		expect(label('stops.1.loads.2.owner')).toBe('Stop 2 Load 3 Owner');
		expect(label('stops.1.unknown')).toBeUndefined();
		expect(label('others.1.name')).toBeUndefined();
	});
});
