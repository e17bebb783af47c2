import { InvalidValue, type Parameter } from '../../../nodes/Dashdoc/declaration/parameter';
import { endOfDays, startOfDays } from '../../../nodes/Dashdoc/fields/halfDays';

const [startDate, starts] = startOfDays('body.start_date', { required: true });
const [endDate, ends] = endOfDays('body.end_date', { required: false });

/** What the fields write when the editor holds these values. */
function written(fields: readonly Parameter[], siblings: Record<string, unknown>, timezone = 'Europe/Paris') {
	const placements = fields
		.filter(({ property }) => (siblings[property.name] ?? '') !== '')
		.map(({ place, property }) => place?.(siblings[property.name], { siblings, timezone }));
	return Object.assign({}, ...placements) as Record<string, unknown>;
}
const start = (siblings: Record<string, unknown>, timezone?: string) =>
	written([startDate, starts], siblings, timezone)['body.start_date'];
const end = (siblings: Record<string, unknown>, timezone?: string) =>
	written([endDate, ends], siblings, timezone)['body.end_date'];

describe('what the editor shows', () => {
	test('a date, and beside it when on that day', () => {
		const shown = [startDate, starts, endDate, ends].map(({ property }) => [
			property.displayName,
			property.name,
			property.default,
		]);
		expect(shown).toEqual([
			['Start Date', 'startDate', ''],
			['Starts', 'starts', 'morning'],
			['End Date', 'endDate', ''],
			['Ends', 'ends', 'evening'],
		]);
	});

	test('the choices are alphabetical and told in words', () => {
		const offered = [starts, ends].map(({ property }) =>
			property.options?.map((option) => (option as { name: string }).name),
		);
		expect(offered).toEqual([
			['Exact Time', 'Morning', 'Noon'],
			['Evening', 'Exact Time', 'Noon'],
		]);
	});

	test('only the date may be required, and it cannot be cleared', () => {
		expect([startDate, starts, endDate, ends].map(({ property }) => property.required ?? false)).toEqual([
			true,
			false,
			false,
			false,
		]);
		expect([startDate.cleared, endDate.cleared]).toEqual([undefined, undefined]);
	});
});

describe('whole and half days', () => {
	test.each([
		[
			'a day from its beginning',
			start({ startDate: '2026-07-01', starts: 'morning' }),
			'2026-06-30T22:00:00Z',
		],
		['a day from noon', start({ startDate: '2026-07-01', starts: 'noon' }), '2026-07-01T10:00:00Z'],
		['a day until its end', end({ endDate: '2026-07-01', ends: 'evening' }), '2026-07-01T21:59:00Z'],
		['a day until noon', end({ endDate: '2026-07-01', ends: 'noon' }), '2026-07-01T10:00:00Z'],
		['a day in winter', end({ endDate: '2026-01-10', ends: 'noon' }), '2026-01-10T11:00:00Z'],
		[
			'the day on which clocks go back',
			end({ endDate: '2026-10-25', ends: 'evening' }),
			'2026-10-25T22:59:00Z',
		],
		[
			'a day that starts at one, as midnight is jumped over',
			start({ startDate: '2026-09-06', starts: 'morning' }, 'America/Santiago'),
			'2026-09-06T04:00:00Z',
		],
	])('%s', (_, sent, wanted) => {
		expect(sent).toBe(wanted);
	});

	test('the time of the date does not count, but its day in the time zone of the workflow does', () => {
		expect(start({ startDate: '2026-07-01T17:30', starts: 'morning' })).toBe('2026-06-30T22:00:00Z');
		expect(start({ startDate: '2026-06-30T22:30:00Z', starts: 'morning' })).toBe('2026-06-30T22:00:00Z');
		expect(end({ endDate: new Date('2026-07-01T23:00:00Z'), ends: 'noon' })).toBe('2026-07-02T10:00:00Z');
	});

	test('an exact time is the one that was given', () => {
		expect(start({ startDate: '2026-07-01T17:30', starts: 'exact' })).toBe('2026-07-01T15:30:00Z');
		expect(end({ endDate: '2026-07-01T17:30+02:00', ends: 'exact' })).toBe('2026-07-01T15:30:00Z');
	});

	test.each([undefined, null, ''])('without a choice (%j) whole days are meant', (nothing) => {
		expect(start({ startDate: '2026-07-01T17:30', starts: nothing })).toBe('2026-06-30T22:00:00Z');
		expect(end({ endDate: '2026-07-01T17:30', ends: nothing })).toBe('2026-07-01T21:59:00Z');
	});

	test('a choice by its label, as an AI agent writes it, means the same as by its value', () => {
		expect(start({ startDate: '2026-07-01', starts: 'Noon' })).toBe('2026-07-01T10:00:00Z');
		expect(end({ endDate: '2026-07-01', ends: 'Evening' })).toBe('2026-07-01T21:59:00Z');
	});
});

describe('what is refused with a reason', () => {
	test('a choice without the date that it belongs to', () => {
		const refused = () => written([starts], { starts: 'noon', startDate: '' });
		expect(refused).toThrow(InvalidValue);
		expect(refused).toThrow("it says when on a day, but 'Start Date' is not given");
	});

	test('a choice that there is not is told under its own name', () => {
		const siblings = { endDate: '2026-07-01', ends: 'morning' };
		expect(() => written([endDate], siblings)).not.toThrow();
		expect(() => written([ends], siblings)).toThrow('"morning" is not one of evening, exact, noon');
	});

	test('what is no date, and a day that the zone left out', () => {
		expect(() => start({ startDate: 'Monday', starts: 'noon' })).toThrow('"Monday" is not a date');
		expect(() => start({ startDate: '2011-12-30', starts: 'noon' }, 'Pacific/Apia')).toThrow(InvalidValue);
	});
});
