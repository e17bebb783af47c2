import { firstElements, withoutAddress, withoutMarks } from '../../../scripts/reference/examples/legible.cts';

test('lists of an example are cut to their first element, those inside lists too, and counted', () => {
	const { lists, value } = firstElements({
		uid: 'a',
		stops: [{ loads: [1, 2, 3] }, { loads: [4] }],
		tags: ['only'],
		messages: [],
	});
	expect(value).toEqual({ uid: 'a', stops: [{ loads: [1] }], tags: ['only'], messages: [] });
	expect([...lists]).toEqual([
		['stops', 2],
		['stops.loads', 3],
	]);
});

test('an example names no address of the machine on which it ran', () => {
	const example = { item: { document: 'http://127.0.0.1:4321/media/1/bon.pdf' }, count: 1 };
	expect(withoutAddress(example, 'http://127.0.0.1:4321')).toEqual({
		item: { document: 'https://dashdoc.example/media/1/bon.pdf' },
		count: 1,
	});
});

test('resource locators are written without their mark, wherever they stand', () => {
	const company = { __rl: true, mode: 'id', value: 928 };
	expect(withoutMarks({ company, updateFields: { rows: [{ company }] } })).toEqual({
		company: { mode: 'id', value: 928 },
		updateFields: { rows: [{ company: { mode: 'id', value: 928 } }] },
	});
});
