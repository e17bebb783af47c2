import { InvalidValue } from '../../../nodes/Dashdoc/declaration/parameter';
import { operation } from '../../../nodes/Dashdoc/declaration/operation';
import { buildRequest } from '../../../nodes/Dashdoc/engine/request';
import { filters } from '../../../nodes/Dashdoc/fields/collections';
import { instant, period } from '../../../nodes/Dashdoc/fields/dates';

const sides = period('query.time__range', 'Reported', 'Bounds the time of the traces');

const traces = operation({
	value: 'getTraces',
	name: 'Get Traces',
	action: 'Get traces',
	description: 'Retrieve traces',
	route: 'GET /telematics/traces/',
	parameters: [filters(sides)],
});

/** The filter as Dashdoc gets it. */
const asked = (chosen: Record<string, unknown>) =>
	buildRequest(traces, { filters: chosen }, { timezone: 'Europe/Paris' }).query.time__range as string;

describe('a period that one filter takes', () => {
	test('is two dates in the editor, each saying what it means when it is left out', () => {
		expect(sides.map(({ property }) => [property.displayName, property.name, property.description])).toEqual([
			['Reported From', 'reportedFrom', 'Bounds the time of the traces; left out, from the first one on'],
			['Reported Until', 'reportedUntil', 'Bounds the time of the traces; left out, until now'],
		]);
	});

	test('is sent as both ends with a comma, in UTC', () => {
		expect(asked({ reportedFrom: '2026-07-01', reportedUntil: '2026-07-02T08:00' })).toBe(
			'2026-06-30T22:00:00Z,2026-07-02T06:00:00Z',
		);
	});

	test('may be one moment', () => {
		expect(asked({ reportedFrom: '2026-07-01', reportedUntil: '2026-07-01' })).toBe(
			'2026-06-30T22:00:00Z,2026-06-30T22:00:00Z',
		);
	});

	test.each([undefined, null, ''])('without a start (%j) goes back before all there is', (nothing) => {
		expect(asked({ reportedFrom: nothing, reportedUntil: '2026-07-01' })).toBe(
			'2000-01-01T00:00:00Z,2026-06-30T22:00:00Z',
		);
	});

	test.each([undefined, null, ''])('without an end (%j) lasts until now', (nothing) => {
		const before = Math.floor(Date.now() / 1000) * 1000;
		const [start, end] = asked({ reportedFrom: '2020-07-01', reportedUntil: nothing }).split(',');
		expect(start).toBe('2020-06-30T22:00:00Z');
		expect(Date.parse(end)).toBeGreaterThanOrEqual(before);
		expect(Date.parse(end)).toBeLessThanOrEqual(Date.now());
	});

	test('is no filter when neither end is given', () => {
		expect(asked({ reportedFrom: '', reportedUntil: '' })).toBeUndefined();
		expect(asked({})).toBeUndefined();
	});

	test('that ends before it starts is refused', () => {
		expect(() => asked({ reportedFrom: '2026-07-02', reportedUntil: '2026-07-01' })).toThrow(
			'the period from 2026-07-01T22:00:00Z until 2026-06-30T22:00:00Z ends before it starts',
		);
	});

	test('is told under the name of the end that is wrong', () => {
		expect(() => asked({ reportedFrom: 'x', reportedUntil: '2026-07-01' })).toThrow(
			'Reported From: "x" is not a date',
		);
		expect(() => asked({ reportedFrom: '2026-07-01', reportedUntil: 'x' })).toThrow(
			'Reported Until: "x" is not a date',
		);
		expect(() => asked({ reportedFrom: '9000-01-01' })).toThrow(
			/^Reported From: the period from 8999-12-31T23/,
		);
	});
});

describe('a point in time', () => {
	const deadline = instant('body.technical_control_deadline', 'Deadline', { description: 'Of the test' });

	test('can be taken away in updates', () => {
		expect(deadline.cleared).toEqual({ 'body.technical_control_deadline': null });
	});

	test('that is no date is refused', () => {
		expect(() => deadline.place?.('soon', { siblings: {}, timezone: 'UTC' })).toThrow(InvalidValue);
	});
});
