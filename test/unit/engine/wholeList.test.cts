import type { IDataObject } from 'n8n-workflow';
import type { RunContext } from '../../../nodes/Dashdoc/declaration/operation';
import { forgetWholeLists, rememberInWholeLists, wholeList } from '../../../nodes/Dashdoc/engine/wholeList';

const companies = { route: 'GET /companies/', query: {}, identifier: 'pk' } as const;

/** An execution against a Dashdoc with these lists, in the order in which they are read. */
function execution(...answers: Array<IDataObject[] | Error>) {
	const reads: string[] = [];
	const context = {
		memory: new Map<string, unknown>(),
		list: async (route: string, query: object) => {
			reads.push(`${route} ${JSON.stringify(query)}`);
			const answer = answers.shift();
			if (!answer || answer instanceof Error) throw answer ?? new Error('Unexpected reading');
			return answer;
		},
	} as unknown as RunContext;
	return { context, reads };
}

const bouvet = { pk: 1, name: 'Bouvet' };
const leroy = { pk: 2, name: 'Leroy' };

test('a list is read once for all items, also for those that ask at the same time', async () => {
	const { context, reads } = execution([bouvet, leroy]);
	const lists = await Promise.all([wholeList(context, companies), wholeList(context, companies)]);
	expect(lists).toEqual([
		[bouvet, leroy],
		[bouvet, leroy],
	]);
	expect(await wholeList(context, companies)).toEqual([bouvet, leroy]);
	expect(reads).toEqual(['GET /companies/ {}']);
});

test('another list, and another part of one, is read for itself', async () => {
	const { context, reads } = execution([bouvet], [leroy], []);
	expect(await wholeList(context, companies)).toEqual([bouvet]);
	expect(await wholeList(context, { ...companies, query: { text: 'L' } })).toEqual([leroy]);
	expect(await wholeList(context, { ...companies, route: 'GET /addresses/' })).toEqual([]);
	expect(reads).toEqual(['GET /companies/ {}', 'GET /companies/ {"text":"L"}', 'GET /addresses/ {}']);
});

test('what an item made or changed is what later items find', async () => {
	const { context } = execution([bouvet]);
	await wholeList(context, companies);
	const renamed = { ...bouvet, name: 'Bouvet Frères' };
	await rememberInWholeLists(context, 'pk', leroy);
	await rememberInWholeLists(context, 'pk', renamed);
	expect(await wholeList(context, companies)).toEqual([renamed, leroy]);
});

test('what was made while the list was on its way is in it as well', async () => {
	const { context } = execution([bouvet]);
	const reading = wholeList(context, companies);
	await rememberInWholeLists(context, 'pk', leroy);
	await reading;
	expect(await wholeList(context, companies)).toEqual([bouvet, leroy]);
});

test('an item that got no object, and one before any reading, changes nothing', async () => {
	const { context, reads } = execution([bouvet]);
	await rememberInWholeLists(context, 'pk', leroy);
	expect(reads).toEqual([]);
	await wholeList(context, companies);
	await rememberInWholeLists(context, 'pk', undefined);
	expect(await wholeList(context, companies)).toEqual([bouvet]);
});

test('what an item gets is its own: no other item sees what it does with it', async () => {
	const { context } = execution([bouvet]);
	(await wholeList(context, companies)).pop();
	expect(await wholeList(context, companies)).toEqual([bouvet]);
});

test('a reading that failed is told to those who asked, and is tried anew by those who come later', async () => {
	const { context, reads } = execution(new Error('lost'), [bouvet]);
	const asking = [wholeList(context, companies), wholeList(context, companies)];
	const outcomes = await Promise.allSettled(asking);
	expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	expect(await wholeList(context, companies)).toEqual([bouvet]);
	expect(reads).toHaveLength(2);
});

test('a reading that fails does not fail an item that only tells what it made', async () => {
	const { context } = execution(new Error('lost'));
	const reading = wholeList(context, companies);
	await expect(rememberInWholeLists(context, 'pk', leroy)).resolves.toBeUndefined();
	await expect(reading).rejects.toThrow('lost');
});

test('a forgotten list is read again, and nothing else is forgotten', async () => {
	const { context, reads } = execution([bouvet], [bouvet, leroy]);
	context.memory.set('search_in_contacts', 'kept');
	await wholeList(context, companies);
	forgetWholeLists(context);
	expect(await wholeList(context, companies)).toEqual([bouvet, leroy]);
	expect(reads).toHaveLength(2);
	expect(context.memory.get('search_in_contacts')).toBe('kept');
});
