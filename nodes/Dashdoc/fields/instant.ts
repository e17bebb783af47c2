import { InvalidValue } from '../declaration/parameter';

/** Date, optional time, optional zone; a space is taken for the `T`, as spreadsheets write it. */
const isoPattern =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|[+-](?:0\d|1[0-8])(?::?[0-5]\d)?)?$/i;

/**
 * Turns what people have into the only form that Dashdoc documents, `yyyy-mm-ddThh:mm:ssZ` in UTC.
 * Takes ISO text, a JavaScript date and a Luxon object; text without zone is read in the given IANA time zone,
 * a date without time as its first moment there. Fractions of a second are dropped.
 * @throws InvalidValue when it is no date, or a day or time that does not exist.
 */
export function toUtc(value: unknown, timezone: string): string {
	const instant = new Date(readInstant(value, timezone));
	const year = instant.getUTCFullYear();
	// Other years are a slip of the pen (0026) or have another written form; NaN fails too.
	if (!(year >= 1000 && year <= 9999)) throw new InvalidValue(notADate(value));
	return `${instant.toISOString().slice(0, 19)}Z`;
}

/**
 * The day on which an instant falls in a time zone, as `yyyy-mm-dd`; takes what `toUtc` takes.
 * @throws InvalidValue as `toUtc` does.
 */
export function dayOf(value: unknown, timezone: string): string {
	const instant = Date.parse(toUtc(value, timezone));
	const wallClock = new Date(instant + offsetAt(instant, timezone));
	return toUtc(wallClock, 'UTC').slice(0, 10);
}

function readInstant(value: unknown, timezone: string): number {
	if (value instanceof Date) return value.getTime();
	// A Luxon object of n8n's copy of Luxon: recognised by what it can do, since shipped code imports none.
	if (
		typeof value === 'object' &&
		value !== null &&
		'toMillis' in value &&
		typeof value.toMillis === 'function'
	) {
		return Number(value.toMillis());
	}
	return typeof value === 'string' ? readIsoText(value.trim(), timezone) : Number.NaN;
}

function readIsoText(text: string, timezone: string): number {
	const match = isoPattern.exec(text);
	if (!match) return Number.NaN;
	const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
	const wallClock = Date.UTC(year, month - 1, day, hour, minute, second);
	// Date.UTC rolls 2026-02-30 over to March, 25:00 to the next day and the year 26 to 1926; nothing is moved silently.
	const written = new Date(wallClock).toISOString().split(/[-T:.]/);
	const sameClock = [year, month, day, hour, minute, second].every(
		(part, index) => part === Number(written[index]),
	);
	return sameClock ? wallClock - offsetOf(match[7], wallClock, timezone) : Number.NaN;
}

function offsetOf(zone: string | undefined, wallClock: number, timezone: string): number {
	if (zone === undefined) return zoneOffset(wallClock, timezone);
	if (zone.toUpperCase() === 'Z') return 0;
	const sign = zone.startsWith('-') ? -1 : 1;
	const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
	return sign * minutes * 60_000;
}

/**
 * Milliseconds that a zone is ahead of UTC when its clocks show `wallClock`. In a repeated hour, the first one; a time
 * that clocks jump over becomes the one after the jump, as Luxon has it. NaN for a day that a zone left out altogether.
 */
function zoneOffset(wallClock: number, timezone: string): number {
	const before = offsetAt(wallClock - dayLength, timezone);
	const after = offsetAt(wallClock + dayLength, timezone);
	if (offsetAt(wallClock - before, timezone) === before) return before;
	if (offsetAt(wallClock - after, timezone) === after) return after;
	return after - before < dayLength ? before : Number.NaN;
}

/** In milliseconds. */
const dayLength = 86_400_000;

/** Milliseconds that a zone is ahead of UTC at an instant. */
function offsetAt(instant: number, timezone: string): number {
	const parts = clockOf(timezone).formatToParts(instant);
	const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
	const shown = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return shown - Math.floor(instant / 1000) * 1000;
}

/** Making one costs far more than asking it; a process knows few zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timezone: string): Intl.DateTimeFormat {
	const clock =
		clocks.get(timezone) ??
		new Intl.DateTimeFormat('en-US', {
			timeZone: timezone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
	clocks.set(timezone, clock);
	return clock;
}

function notADate(value: unknown): string {
	const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return `"${shown}" is not a date; write it like 2026-11-22 or 2026-11-22T14:30`;
}
