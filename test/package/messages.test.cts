/** What README.md and docs/errors.md quote of the node's messages, held against the texts of the shipped code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/command.cts';
import { filesIn } from '../support/files.cts';
import { textsOf } from '../support/syntax.cts';

const pages = ['README.md', 'docs/errors.md'];

/** Stands for what differs, in a quoted message and in the text of a template alike. */
const gap = '…';

const texts = filesIn('nodes', 'credentials')
	.filter((file) => file.endsWith('.ts'))
	.flatMap((file) => textsOf(file, readFileSync(join(root, file), 'utf8'), gap));

/** The first cell of each row of the tables whose first column is called Message. */
function quotedMessages(page: string): string[] {
	const tables = readFileSync(join(root, page), 'utf8').matchAll(
		/^\| Message \|.*\n\|[-|]+\n((?:\|.*\n)+)/gm,
	);
	return [...tables]
		.flatMap(([, rows]) => rows.trim().split('\n'))
		.map((row) => /^\| `([^`]+)` \|/.exec(row)?.[1] ?? row);
}

/** Whether one text of the code says all fixed words of a message, in their order. */
function isSaid(message: string, said: readonly string[]): boolean {
	const words = message
		.split(gap)
		.map((part) => part.trim())
		.filter((part) => /\p{L}{2}/u.test(part));
	return words.length > 0 && said.some((text) => holdsInOrder(text, words));
}

function holdsInOrder(text: string, words: readonly string[]): boolean {
	let from = 0;
	return words.every((word) => {
		const place = text.indexOf(word, from);
		from = place + word.length;
		return place >= 0;
	});
}

describe.each(pages)('%s', (page) => {
	test('tells what to do about messages', () => {
		expect(quotedMessages(page).length).toBeGreaterThan(5);
	});

	test('quotes messages as the node says them', () => {
		expect(quotedMessages(page).filter((message) => !isSaid(message, texts))).toEqual([]);
	});

	test('quotes no message twice', () => {
		const messages = quotedMessages(page);
		expect(messages.filter((message, index) => messages.indexOf(message) !== index)).toEqual([]);
	});
});

describe('a quoted message would be found out', () => {
	test.each([
		['that the node does not say', 'Dashdoc is on holiday'],
		['of which a word was changed', 'Dashdoc found nothing … Check the name'],
		['whose words stand in another order', 'Check the identifier … Dashdoc found nothing'],
		['that is put together from two messages', 'Dashdoc found nothing … Run it again later'],
		['without any words', '… (…)'],
	])('%s', (_, message) => {
		expect(isSaid(message, texts)).toBe(false);
	});
});
