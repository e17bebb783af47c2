import fc from 'fast-check';
import { faultsOf } from '../../nodes/Dashdoc/client/faults';
import { faultSentence } from '../../nodes/Dashdoc/client/faultText';

/** All texts of a body that are words for people: not the codes, not the names of fields. */
function wordsOf(value: unknown, name = ''): string[] {
	if (name === 'code') return [];
	if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
	if (Array.isArray(value)) return value.flatMap((part) => wordsOf(part));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, part]) => wordsOf(part, key));
}

const name = fc.constantFrom(
	'remote_id',
	'segments',
	'origin',
	'detail',
	'non_field_errors',
	'error',
	'x',
	'0',
	'__proto__',
);

const words = fc.oneof(fc.string(), fc.constantFrom('This field is required.', 'a.b: Enter a date', ' '));

/** Bodies as Dashdoc may send them, and many that it will not. */
const body = fc.letrec<{ node: unknown }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 5, depthSize: 'small' },
		words,
		fc.constantFrom(null, 0, 1.5, true),
		fc.array(tie('node'), { maxLength: 3 }),
		fc.dictionary(name, tie('node'), { maxKeys: 3, noNullPrototype: true }),
		fc.record({ detail: tie('node'), code: fc.oneof(fc.string(), fc.array(fc.string()), tie('node')) }),
	),
})).node;

describe('whatever Dashdoc sends with a refusal', () => {
	test('is understood without a fall, and all its words are kept', () => {
		fc.assert(
			fc.property(body, (value) => {
				const faults = faultsOf(value);
				const details = faults.map(({ path, detail }) => `${path.join('.')}: ${detail}`).join('\n');
				for (const text of wordsOf(value)) {
					// Words such as "a.b: Enter a date" may have become a path and the rest.
					expect(details.includes(text) || details.includes(text.replace(/^.*?: /s, ''))).toBe(true);
				}
			}),
			{ numRuns: 2000 },
		);
	});

	test('becomes a sentence of bearable length, even any JSON', () => {
		fc.assert(
			fc.property(
				fc.jsonValue(),
				fc.constantFrom(
					undefined,
					() => 'Label',
					() => undefined,
				),
				(value, label) => {
					const sentence = faultSentence(faultsOf(value), label);
					expect(sentence.length).toBeLessThan(8 * 300 + 50);
				},
			),
			{ numRuns: 1000 },
		);
	});
});
