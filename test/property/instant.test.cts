import fc from 'fast-check';
import { DateTime } from 'luxon';
import { InvalidValue } from '../../nodes/Dashdoc/declaration/parameter';
import { dayOf, toUtc } from '../../nodes/Dashdoc/fields/instant';

const zones = Intl.supportedValuesOf('timeZone');
const zone = fc.constantFrom(...zones);

/** From the year 1980 to 2100; Monrovia was half a minute off until 1972, which no ISO text can say. */
const instant = fc.integer({ min: 315_532_800, max: 4_102_444_800 }).map((seconds) => seconds * 1000);

const utcText = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
const refused = (value: unknown, timezone = 'Europe/Paris') => {
	expect(() => toUtc(value, timezone)).toThrow(InvalidValue);
};

describe('every instant arrives as the same instant', () => {
	test('written with Z, with an offset, as Date and as Luxon object', () => {
		fc.assert(
			fc.property(instant, zone, zone, (milliseconds, own, workflow) => {
				const luxon = DateTime.fromMillis(milliseconds, { zone: own });
				const wanted = utcText(milliseconds);
				const forms = [luxon, luxon.toJSDate(), luxon.toISO(), luxon.toUTC().toISO(), wanted];
				for (const form of forms) expect(toUtc(form, workflow)).toBe(wanted);
			}),
			{ numRuns: 300 },
		);
	});

	test('written without zone in any time zone, daylight saving included', () => {
		fc.assert(
			fc.property(instant, zone, (milliseconds, own) => {
				const luxon = DateTime.fromMillis(milliseconds, { zone: own });
				const text = luxon.toFormat("yyyy-MM-dd'T'HH:mm:ss");
				const read = DateTime.fromISO(toUtc(text, own), { zone: own });
				// In a repeated hour the text stands for two instants; it must be one that shows this text.
				expect(read.toFormat("yyyy-MM-dd'T'HH:mm:ss")).toBe(text);
				expect(read.toMillis()).toBeLessThanOrEqual(milliseconds);
			}),
			{ numRuns: 500 },
		);
	});

	test('a day is its first moment in the zone, also where midnight is jumped over', () => {
		fc.assert(
			fc.property(instant, zone, (milliseconds, own) => {
				const start = DateTime.fromMillis(milliseconds, { zone: own }).startOf('day');
				const read = Date.parse(toUtc(start.toISODate(), own));
				expect(DateTime.fromMillis(read, { zone: own }).toISODate()).toBe(start.toISODate());
				expect(DateTime.fromMillis(read - 1000, { zone: own }).toISODate()).not.toBe(start.toISODate());
			}),
			{ numRuns: 500 },
		);
	});

	test('the result is always the only form that Dashdoc documents', () => {
		fc.assert(
			fc.property(instant, zone, (milliseconds, own) => {
				expect(toUtc(new Date(milliseconds), own)).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
			}),
		);
	});
});

describe('the day on which an instant falls', () => {
	test('is the one that clocks of the zone show, whatever the workflow is told', () => {
		fc.assert(
			fc.property(instant, zone, zone, (milliseconds, own, other) => {
				const luxon = DateTime.fromMillis(milliseconds, { zone: own });
				const forms = [luxon, luxon.setZone(other), luxon.toJSDate(), luxon.toISO(), utcText(milliseconds)];
				for (const form of forms) expect(dayOf(form, own)).toBe(luxon.toISODate());
			}),
			{ numRuns: 300 },
		);
	});

	test('of a day is that day in every zone, unless the zone left it out', () => {
		fc.assert(
			fc.property(instant, zone, (milliseconds, own) => {
				const day = DateTime.fromMillis(milliseconds, { zone: own }).toISODate();
				expect(dayOf(day, own)).toBe(day);
			}),
			{ numRuns: 300 },
		);
	});

	test.each([
		['2026-07-01T18:29:59Z', 'Asia/Kolkata', '2026-07-01'],
		['2026-07-01T18:30:00Z', 'Asia/Kolkata', '2026-07-02'],
		['2026-07-01T18:15:00Z', 'Asia/Kathmandu', '2026-07-02'],
		['2026-07-01T13:29:59Z', 'Australia/Lord_Howe', '2026-07-01'],
		['2026-07-02T02:29:59Z', 'America/St_Johns', '2026-07-01'],
		['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
		['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
		['1994-12-31T10:00:00Z', 'Pacific/Kiritimati', '1995-01-01'],
		['2026-07-01T23:30', 'Europe/Paris', '2026-07-01'],
	])('%s in %s is %s', (text, own, wanted) => {
		expect(dayOf(text, own)).toBe(wanted);
	});

	test.each(['soon', '2011-12-30', {}, undefined, Number.NaN])(
		'%p is refused where it is no day',
		(value) => {
			expect(() => dayOf(value, 'Pacific/Apia')).toThrow(InvalidValue);
		},
	);

	test('next to the years that can be written, is a day or refused, never a cut-off text', () => {
		for (const [text, own] of [
			['9999-12-31T23:30:00Z', 'Asia/Tokyo'],
			['1000-01-01T00:30:00Z', 'America/New_York'],
		]) {
			expect(() => dayOf(text, own)).toThrow(InvalidValue);
		}
	});
});

describe('when clocks change', () => {
	test.each([
		['2026-03-29T01:59', 'Europe/Paris', '2026-03-29T00:59:00Z'],
		['2026-03-29T03:00', 'Europe/Paris', '2026-03-29T01:00:00Z'],
		['2026-10-25T02:30', 'Europe/Paris', '2026-10-25T00:30:00Z'],
		['2026-10-25T03:00', 'Europe/Paris', '2026-10-25T02:00:00Z'],
		['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z'],
		['2026-04-05T02:00', 'Australia/Lord_Howe', '2026-04-04T15:30:00Z'],
	])('%s in %s is %s', (text, own, wanted) => {
		expect(toUtc(text, own)).toBe(wanted);
	});

	test('a time that clocks jump over is the one after the jump, as in the rest of n8n', () => {
		const text = '2026-03-29T02:30';
		const luxon = DateTime.fromISO(text, { zone: 'Europe/Paris' });
		expect(toUtc(text, 'Europe/Paris')).toBe(utcText(luxon.toMillis()));
	});

	test('a day that a zone left out is refused', () => {
		refused('2011-12-30', 'Pacific/Apia');
		refused('2011-12-30T12:00', 'Pacific/Apia');
		expect(toUtc('2011-12-31', 'Pacific/Apia')).toBe('2011-12-30T10:00:00Z');
	});
});

describe('what people write', () => {
	test.each([
		['2026-11-22', '2026-11-21T23:00:00Z'],
		['2026-11-22T14:30', '2026-11-22T13:30:00Z'],
		['2026-11-22 14:30:05', '2026-11-22T13:30:05Z'],
		[' 2026-11-22T14:30:05.999Z ', '2026-11-22T14:30:05Z'],
		['2026-11-22T14:30:05,5z', '2026-11-22T14:30:05Z'],
		['2026-11-22T14:30+0100', '2026-11-22T13:30:00Z'],
		['2026-11-22T14:30 +01', '2026-11-22T13:30:00Z'],
		['2026-11-22T14:30-03:30', '2026-11-22T18:00:00Z'],
		['1000-01-01T00:00Z', '1000-01-01T00:00:00Z'],
		['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
	])('%s is understood', (text, wanted) => {
		expect(toUtc(text, 'Europe/Paris')).toBe(wanted);
	});

	test.each([
		'22/11/2026',
		'2026-11-22T',
		'2026-1-2',
		'14:30:00',
		'tomorrow',
		'2026-02-30',
		'2026-02-29',
		'2026-13-01',
		'2026-00-10',
		'2026-11-00',
		'2026-11-22T24:00',
		'2026-11-22T12:60',
		'2026-11-22T12:00:60',
		'2026-11-22T12:00+25:00',
		'2026-11-22T12:00+01:99',
		'0026-11-22',
		'0999-12-31',
		'0000-01-01',
		'9999-12-31T23:00-02:00',
		'',
		1_795_000_000_000,
		true,
		null,
		undefined,
		{},
		[],
		['2026-11-22'],
		{ toMillis: 'no function' },
		{ toMillis: () => Number.NaN },
		new Date(Number.NaN),
		new Date(Date.UTC(10_000, 0, 1)),
		DateTime.invalid('no date'),
	])('%p is refused', (value) => {
		refused(value);
	});

	test('no day that does not exist is moved to another one', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1970, max: 2100 }),
				fc.integer({ min: 1, max: 12 }),
				fc.integer({ min: 1, max: 31 }),
				(year, month, day) => {
					const text = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
					if (DateTime.fromISO(text, { zone: 'utc' }).isValid) {
						expect(toUtc(text, 'UTC')).toBe(`${text}T00:00:00Z`);
					} else refused(text);
				},
			),
			{ numRuns: 500 },
		);
	});

	test('any text is either a date of the documented form or refused', () => {
		fc.assert(
			fc.property(fc.anything(), zone, (value, own) => {
				try {
					expect(toUtc(value, own)).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
				} catch (error) {
					expect(error).toBeInstanceOf(InvalidValue);
				}
			}),
		);
	});
});
