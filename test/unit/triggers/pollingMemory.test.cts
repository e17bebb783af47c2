import { advance, markOf, type Memory, type Told } from '../../../nodes/DashdocPollingTrigger/memory';

const start = Date.parse('2026-03-16T08:00:00Z');
const empty: Memory = {
	watched: 'transports',
	revision: 0,
	since: '2026-03-16T08:00:00Z',
	told: {},
	unsettled: 0,
};

/** So many happenings in each of some seconds. */
const happenings = (seconds: number, each: number): Told[] =>
	Array.from({ length: seconds * each }, (_, number) => ({
		mark: markOf(String(number), 'then'),
		moment: start + Math.floor(number / each) * 1000 + 500,
	}));

const marksIn = ({ told }: Memory) => Object.values(told).flat().length;

describe('what the polling trigger remembers', () => {
	test('goes back to what is not settled, and no further', () => {
		const memory = advance(empty, happenings(60, 2), start + 30_700);
		expect(memory.since).toBe('2026-03-16T08:00:30Z');
		expect(marksIn(memory)).toBe(60);
		expect(Object.keys(memory.told)[0]).toBe(memory.since);
	});

	test('never moves back, and counts its moves', () => {
		const memory = advance(advance(empty, [], start + 60_000), [], start);
		expect(memory).toMatchObject({ since: '2026-03-16T08:01:00Z', revision: 2 });
	});

	test('stays small when much happens at once: the newest is kept, and reading begins there', () => {
		const memory = advance(empty, happenings(120, 200), start);
		expect(marksIn(memory)).toBe(10_000);
		expect(memory.since).toBe('2026-03-16T08:01:10Z');
		expect(JSON.stringify(memory).length).toBeLessThan(170_000);
	});

	test('keeps what happened in one second together, however much it is', () => {
		const memory = advance(empty, happenings(1, 12_000), start);
		expect(marksIn(memory)).toBe(12_000);
		expect(memory.since).toBe('2026-03-16T08:00:00Z');
	});

	test('never moves past what waits to be told', () => {
		const memory = advance(empty, happenings(120, 200), start, start + 20_300);
		expect(memory.since).toBe('2026-03-16T08:00:20Z');
		expect(marksIn(memory)).toBe(20_000);
	});

	test('leaves the memory before as it was, for a poll that comes to nothing', () => {
		const before = JSON.stringify(empty);
		advance(empty, happenings(3, 3), start + 1000);
		expect(JSON.stringify(empty)).toBe(before);
	});
});
