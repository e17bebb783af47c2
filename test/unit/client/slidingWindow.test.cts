import { SlidingWindow } from '../../../nodes/Dashdoc/client/slidingWindow';

/** Moment at which an eleventh request may start when ten started at 0 and were answered at these moments. */
function freeAfter(window: SlidingWindow, answers: readonly number[]): number {
	const answered = answers.map(() => window.start(0));
	answered.forEach((answer, index) => answer(answers[index]));
	return window.freeAt(10, 0);
}

const ten = (moment: number) => Array.from({ length: 10 }, () => moment);

describe('how long a request may have been on its way', () => {
	test('the first requests of a busy n8n may have left late, so they count from their answers', () => {
		expect(freeAfter(new SlidingWindow(), ten(3000))).toBe(4005);
	});

	test('an evenly slow Dashdoc does not slow the pace down', () => {
		const window = new SlidingWindow();
		window.start(-5000)(-4700);
		expect(freeAfter(window, ten(300))).toBe(1105);
	});

	test('an answer says when a request had arrived at the latest', () => {
		const window = new SlidingWindow();
		window.start(-5000)(-4980);
		expect(freeAfter(window, ten(20))).toBe(1025);
	});

	test('an upload may arrive as late as its answer, and nobody takes its place meanwhile', () => {
		const window = new SlidingWindow();
		window.start(-5000)(-4980);
		const answered = Array.from({ length: 10 }, () => window.start(0, true));
		window.forget(60_000, 0);
		expect(window.freeAt(10, 0)).toBe(Infinity);
		for (const answer of answered) answer(60_000);
		expect(window.freeAt(10, 0)).toBe(61_005);
	});
});
