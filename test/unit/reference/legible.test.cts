import { firstElements, withoutChance, withoutMarks } from '../../../scripts/reference/examples/legible.cts';

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
	expect(withoutChance(example, 'http://127.0.0.1:4321')).toEqual({
		item: { document: 'https://dashdoc.example/media/1/bon.pdf' },
		count: 1,
	});
});

test('what the node names at random is named alike in every example', () => {
	const namedAnew = (uuid: string) => withoutChance({ uid: uuid, remote_id: `${uuid}-stop-1` }, 'http://x');
	const [one, other] = [
		namedAnew('0b7e6c52-6d1f-4a57-8c0e-2f6f0a3d9e11'),
		namedAnew('f3a1c2d4-9b8e-4c7d-a6f5-e4d3c2b1a098'),
	];
	expect(one.remote_id).toBe(other.remote_id);
	expect(one.uid).not.toBe(other.uid);
});

test('resource locators are written without their mark, wherever they stand', () => {
	const company = { __rl: true, mode: 'id', value: 928 };
	expect(withoutMarks({ company, updateFields: { rows: [{ company }] } })).toEqual({
		company: { mode: 'id', value: 928 },
		updateFields: { rows: [{ company: { mode: 'id', value: 928 } }] },
	});
});
