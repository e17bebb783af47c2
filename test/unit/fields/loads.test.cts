/** What is sent of the loads that a user fills in. */
import type { Operation } from '../../../nodes/Dashdoc/declaration/operation';
import { buildRequest } from '../../../nodes/Dashdoc/engine/request';
import { below, nestedFields } from '../../../nodes/Dashdoc/fields/collections';
import { loadRows, replacingLoadRows, reportedLoad } from '../../../nodes/Dashdoc/fields/loads';

const operationWith = (parameters: Operation['parameters']): Operation => ({
	value: 'create',
	name: 'Create',
	action: 'Create goods',
	description: 'Create goods',
	route: 'POST /transports/',
	parameters,
});
const loadsOf = (rows: unknown, form = loadRows('body.loads')) =>
	buildRequest(operationWith([form]), { [form.property.name]: rows }, { timezone: 'Europe/Paris' }).body
		.loads;

test('each load is sent with what is known of it', () => {
	const load = [
		{
			description: 'Carrelage',
			category: 'pallets',
			quantity: 33,
			weight: 12500.5,
			volume: 0,
			linearMeters: '',
		},
		{ category: 'Fûts de bière', more: { temperature: '2 à 4 °C', refrigerated: true, tareWeight: 0 } },
	];
	expect(loadsOf({ load })).toEqual([
		{ description: 'Carrelage', category: 'pallets', quantity: 33, weight: 12500.5 },
		{ category: 'Fûts de bière', temperature: '2 à 4 °C', refrigerated: true },
	]);
});

test('loads may come from an expression, amounts as texts too', () => {
	expect(loadsOf([{ category: 'bulk', quantity: '12.5', weight: '0' }])).toEqual([
		{ category: 'bulk', quantity: 12.5 },
	]);
});

test('identifiers of the pieces are a list', () => {
	expect(loadsOf([{ more: { identifiers: 'PAL-001, PAL-002' } }])).toEqual([
		{ identifiers: ['PAL-001', 'PAL-002'] },
	]);
});

test.each([
	[{ weight: -1 }, 'Load 1 Weight: -1 is less than 0'],
	[{ quantity: 'beaucoup' }, 'Load 1 Quantity: "beaucoup" is not a number'],
	[{ more: { height: -2 } }, 'Load 1 More Height: -2 is less than 0'],
])('%j is told with its load', (load, message) => {
	expect(() => loadsOf([load])).toThrow(message);
});

test('what replaces the loads of a delivery may keep some by their ID', () => {
	const form = replacingLoadRows('body.loads');
	expect(loadsOf([{ loadId: 'l-1', quantity: 2 }], form)).toEqual([{ uid: 'l-1', quantity: 2 }]);
});

test('nothing is an amount that a trucker may report', () => {
	const form = nestedFields('Loaded', 'What was loaded', below('body.load', reportedLoad), { clears: false });
	const loaded = { quantity: 0, weight: '0', tareWeight: 0, volume: 1.5 };
	const { body } = buildRequest(operationWith([form]), { loaded }, { timezone: 'Europe/Paris' });
	expect(body).toEqual({ load: { quantity: 0, weight: 0, tare_weight: 0, volume: 1.5 } });
});

test('what a trucker reports has no field twice', () => {
	const names = reportedLoad.map(({ property }) => property.name);
	expect(new Set(names).size).toBe(names.length);
});
