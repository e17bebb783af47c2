import { readBody, type RawAnswer } from '../../../nodes/Dashdoc/client/answer';
import type { FailureKind } from '../../../nodes/Dashdoc/client/networkFailure';
import {
	backOff,
	decide,
	effortAfter,
	noEffort,
	retryAfter,
	type Effort,
	type Outcome,
} from '../../../nodes/Dashdoc/client/retry';

const answer = (statusCode: number, body: unknown = {}, headers: RawAnswer['headers'] = {}): Outcome => ({
	answer: { statusCode, headers, body: readBody(body) },
});

const failure = (kind: FailureKind): Outcome => ({ failure: { kind, code: 'X', text: 'x' } });

const get = { method: 'GET', repeatable: true, maximumWait: 60_000 };
const create = { method: 'POST', repeatable: false, maximumWait: 60_000 };
const half = { random: () => 0.5, today: () => Date.parse('2026-01-01T00:00:00Z') };

/** The decision after so many attempts that all ended the same way. */
function decisionAfter(outcome: Outcome, attempts: number, rules = get, effort: Partial<Effort> = {}) {
	let done: Effort = { ...noEffort, ...effort };
	for (let count = 0; count < attempts; count++) done = effortAfter(outcome, done);
	return decide(outcome, rules, done, half);
}

describe('a request is sent again', () => {
	test.each<[string, Outcome, boolean, boolean]>([
		['429', answer(429), true, true],
		['refused connection', failure('unreachable'), true, true],
		['lost connection', failure('lost'), true, false],
		['time-out', failure('timeout'), true, false],
		['502', answer(502), true, false],
		['503', answer(503), true, false],
		['504', answer(504), true, false],
		['500', answer(500), false, false],
		['400', answer(400), false, false],
		['404', answer(404), false, false],
		['200', answer(200), false, false],
		['302', answer(302), false, false],
		['cut-off JSON', answer(200, '{"a":'), true, false],
		['empty answer', answer(200, ''), true, false],
		['web page', answer(200, '<html>'), false, false],
		['no content', answer(204, ''), false, false],
		['bad certificate', failure('certificate'), false, false],
		['stopped execution', failure('cancelled'), false, false],
		['unknown failure', failure('other'), false, false],
	])('after %s: %p, read: %p, creation: %p', (_, outcome, again, againCreate) => {
		expect(decisionAfter(outcome, 1).again).toBe(again);
		expect(decisionAfter(outcome, 1, create).again).toBe(againCreate);
	});

	test('six times in all, three times for an unreadable answer', () => {
		expect(decisionAfter(answer(503), 5).again).toBe(true);
		expect(decisionAfter(answer(503), 6)).toEqual({ again: false, delay: 0 });
		expect(decisionAfter(answer(200, '['), 2).again).toBe(true);
		expect(decisionAfter(answer(200, '['), 3).again).toBe(false);
	});

	test('three times where nobody knows the host, more where only the resolver is out of order', () => {
		const unresolved = (code: string): Outcome => ({ failure: { kind: 'unreachable', code, text: 'x' } });
		expect(decisionAfter(unresolved('ENOTFOUND'), 2, create).again).toBe(true);
		expect(decisionAfter(unresolved('ENOTFOUND'), 3, create)).toEqual({ again: false, delay: 0 });
		expect(decisionAfter(unresolved('EAI_AGAIN'), 5, create).again).toBe(true);
	});

	test('as long as the time allows after 429, which counts for no other reason', () => {
		expect(decisionAfter(answer(429), 50).again).toBe(true);
		expect(decide(answer(503), get, { ...noEffort, throttled: 50, attempts: 1 }, half).again).toBe(true);
	});
});

describe('the wait before another attempt', () => {
	test('grows exponentially up to ten seconds, by chance from nothing to all of it', () => {
		expect([0, 1, 2, 3, 4, 5, 9].map((round) => backOff(round, () => 1))).toEqual([
			500, 1000, 2000, 4000, 8000, 10_000, 10_000,
		]);
		expect(backOff(3, () => 0)).toBe(0);
		expect(decisionAfter(failure('lost'), 3)).toEqual({ again: true, delay: 1000 });
	});

	test('is at least a second after 429 without advice, and what Dashdoc asks with it', () => {
		expect(decisionAfter(answer(429), 1)).toEqual({ again: true, delay: 1250 });
		expect(decisionAfter(answer(429), 2)).toEqual({ again: true, delay: 1500 });
		expect(decisionAfter(answer(429, {}, { 'retry-after': '7' }), 5)).toEqual({ again: true, delay: 7000 });
		expect(decisionAfter(answer(429, {}, { 'retry-after': '0' }), 1)).toEqual({ again: true, delay: 250 });
		expect(decisionAfter(answer(503, {}, { 'retry-after': '7' }), 1)).toEqual({ again: true, delay: 7000 });
		expect(decisionAfter(answer(502, {}, { 'retry-after': '0' }), 1)).toEqual({ again: true, delay: 0 });
	});

	test('is refused when it exceeds what is left of the maximum wait', () => {
		const asks = (seconds: number) => answer(429, {}, { 'retry-after': String(seconds) });
		expect(decisionAfter(asks(60), 1)).toEqual({ again: true, delay: 60_000 });
		expect(decisionAfter(asks(61), 1)).toEqual({ again: false, delay: 61_000 });
		expect(decisionAfter(asks(30), 1, get, { waited: 31_000 })).toEqual({ again: false, delay: 30_000 });
		expect(decisionAfter(failure('lost'), 1, { ...get, maximumWait: 0 })).toEqual({
			again: false,
			delay: 250,
		});
	});
});

describe('Retry-After', () => {
	const today = Date.parse('2026-03-01T12:00:00Z');

	test.each<[string, RawAnswer['headers'], number | undefined]>([
		['is missing', {}, undefined],
		['is seconds', { 'retry-after': ' 12 ' }, 12_000],
		['is a part of a second', { 'retry-after': '0.5' }, 500],
		['is a number', { 'retry-after': 3 }, 3000],
		['is nonsense', { 'retry-after': 'soon' }, undefined],
		['is a list', { 'retry-after': ['3'] }, undefined],
		['is a date, seen from here', { 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' }, 30_000],
		['is a date gone by', { 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
		[
			"is a date, seen from the server's clock",
			{ 'retry-after': 'Sun, 01 Mar 2026 15:00:10 GMT', date: 'Sun, 01 Mar 2026 15:00:00 GMT' },
			10_000,
		],
		['is a date beside a bad one', { 'retry-after': 'Sun, 01 Mar 2026 12:00:05 GMT', date: 'x' }, 5000],
	])('%s', (_, headers, milliseconds) => {
		expect(retryAfter(headers, today)).toBe(milliseconds);
	});
});

test.each<[string, Outcome, boolean]>([
	['lost', failure('lost'), true],
	['timeout', failure('timeout'), true],
	['503', answer(503), true],
	['unreachable', failure('unreachable'), false],
	['404', answer(404), false],
	['429', answer(429), false],
])('after %s a request may have been carried out: %p', (_, outcome, perhaps) => {
	expect(effortAfter(outcome, noEffort).perhapsDone).toBe(perhaps);
	expect(effortAfter(outcome, { ...noEffort, perhapsDone: true }).perhapsDone).toBe(true);
});
