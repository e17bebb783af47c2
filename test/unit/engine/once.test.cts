import { once } from '../../../nodes/Dashdoc/engine/once';

/** An execution in which readings answer so, in this order. */
function execution(...answers: Array<string | Error>) {
	const memory = new Map<string, unknown>();
	let readings = 0;
	const read = async () => {
		const answer = answers[readings++];
		if (answer instanceof Error) throw answer;
		return answer;
	};
	return { ask: (key: string) => once(memory, key, read), readings: () => readings };
}

test('items that ask for one thing share one reading, also at the same time', async () => {
	const { ask, readings } = execution('Bouvet', 'Leroy');
	expect(await Promise.all([ask('company 1'), ask('company 1')])).toEqual(['Bouvet', 'Bouvet']);
	expect(await ask('company 1')).toBe('Bouvet');
	expect(await ask('company 2')).toBe('Leroy');
	expect(readings()).toBe(2);
});

test('a failure is told to those who asked, and the next item asks anew', async () => {
	const { ask, readings } = execution(new Error('lost'), 'Bouvet');
	const outcomes = await Promise.allSettled([ask('company 1'), ask('company 1')]);
	expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	expect(await ask('company 1')).toBe('Bouvet');
	expect(readings()).toBe(2);
});
