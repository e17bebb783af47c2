import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { resources } from '../../nodes/Dashdoc/resources';
import { apiOperations } from '../../scripts/reference/apiDescription.cts';
import { documentationFiles } from '../../scripts/reference/documentationFiles.cts';
import { allExamples } from '../../scripts/reference/examples/allExamples.cts';
import { exampleKey, type Examples } from '../../scripts/reference/examples/example.cts';
import { mayHoldMore, outputSchema } from '../../scripts/reference/outputSchema.cts';
import { withOperationsTable } from '../../scripts/reference/readmeTable.cts';
import { root } from '../support/command.cts';
import { filesIn } from '../support/files.cts';

const textOf = (path: string) => readFileSync(join(root, 'docs', path), 'utf8');
const paths = ['coverage.md', ...resources.map(({ value }) => `resources/${value}.md`)];
const operations = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({ resource, operation })),
);

/** On so many things each operation is run, since what is not given for one may be given for another. */
const runs = 4;

let examples: Examples;
let generated: ReadonlyMap<string, string>;
beforeAll(async () => {
	examples = await allExamples(resources, runs);
	generated = documentationFiles(resources, examples);
}, 900_000);

test.each(paths)('docs/%s tells of the node as it is (else: npm run docs)', (path) => {
	expect(textOf(path)).toBe(generated.get(path));
});

test.each(operations.map((one) => [`${one.resource.name}: ${one.operation.name}`, one] as const))(
	'%s has an example that really ran',
	(_, { operation, resource }) => {
		const example = examples.get(exampleKey(resource, operation));
		expect(example).toEqual(expect.objectContaining({ items: expect.any(Array) as unknown[] }));
	},
);

test.each(operations.map((one) => [`${one.resource.name}: ${one.operation.name}`, one] as const))(
	'what %s gives out fits the fields that the editor shows before the first run',
	(_, { operation, resource }) => {
		const validate = new Ajv({ strict: false, allErrors: true }).compile({
			...outputSchema(resource, operation),
			additionalProperties: mayHoldMore(resource, operation),
		});
		const example = examples.get(exampleKey(resource, operation));
		if (!example || 'problem' in example) throw new Error(`It never worked: ${example?.problem}`);
		for (const item of [...example.items, ...(example.furtherItems ?? [])]) {
			validate(item);
			expect(validate.errors ?? []).toEqual([]);
		}
	},
);

test('README.md lists the operations of the node as it is (else: npm run docs)', () => {
	const readme = readFileSync(join(root, 'README.md'), 'utf8');
	expect(readme).toBe(withOperationsTable(readme, resources));
});

test('no page names the address at which the examples ran', () => {
	const naming = [...generated].filter(([, text]) => /127\.0\.0\.1|localhost/.test(text));
	expect(naming.map(([path]) => path)).toEqual([]);
});

test('no page tells of a resource that is gone', () => {
	const pages = filesIn('docs/resources').map((file) => file.replace(/^docs\//, ''));
	expect(pages.filter((page) => !paths.includes(page))).toEqual([]);
});

test('the coverage table counts every endpoint of the API description once', () => {
	const rows = textOf('coverage.md').match(/^\| `(GET|POST|PUT|PATCH|DELETE) [^|]+\|/gm) ?? [];
	expect(rows).toHaveLength(apiOperations().length);
	expect(new Set(rows).size).toBe(rows.length);
});

test('every operation has a section of its own on the page of its resource', () => {
	const missing = resources.flatMap((resource) => {
		const text = textOf(`resources/${resource.value}.md`);
		return resource.operations
			.filter(({ name }) => !text.includes(`\n## ${name}\n`))
			.map(({ name }) => `${resource.name}: ${name}`);
	});
	expect(missing).toEqual([]);
});

test('links on the generated pages lead to a heading', () => {
	const anchors = (text: string) =>
		[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
			heading
				.toLowerCase()
				.replace(/[^a-z0-9 -]/g, '')
				.replaceAll(' ', '-'),
		);
	const dead = [...generated].flatMap(([path, text]) =>
		[...text.matchAll(/\]\(([^)#]*)#([^)]+)\)/g)]
			.map(([, file, anchor]) => ({ target: file === '' ? path : join(path, '..', file), anchor }))
			.filter(({ anchor, target }) => !anchors(generated.get(target) ?? '').includes(anchor))
			.map(({ anchor, target }) => `${path}: ${target}#${anchor}`),
	);
	expect(dead).toEqual([]);
});
