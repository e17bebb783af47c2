import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { resources } from '../../nodes/Dashdoc/resources';
import type { Sandbox } from '../../sandbox/index.cts';
import { ExampleRunner } from '../../scripts/reference/examples/exampleRunner.cts';
import { mayHoldMore, outputSchema } from '../../scripts/reference/outputSchema.cts';
import { schemaFiles } from '../../scripts/reference/schemaFiles.cts';
import { triggerFields, triggerSchemaFiles } from '../../scripts/reference/triggerSchemas.cts';
import { filesIn } from '../support/builtPackage.cts';
import { root } from '../support/command.cts';
import { startQuickSandbox } from '../support/sandboxed.cts';

const folder = 'dist/nodes/Dashdoc/__schema__';

describe('the fields that the editor shows before the first run', () => {
	const generated = schemaFiles(resources);

	test.each([...generated])('%s is built as declared', (path, text) => {
		expect(readFileSync(join(root, folder, path), 'utf8')).toBe(text);
	});

	test('there is a schema for every operation and for nothing else', () => {
		const operations = resources.flatMap(({ operations, value }) =>
			operations.map((operation) => `v1.0.0/${value}/${operation.value}.json`),
		);
		expect(
			filesIn(folder)
				.map((file) => file.slice(folder.length + 1))
				.sort(),
		).toEqual(operations.sort());
	});
});

describe.each(Object.entries(triggerFields))('the fields of %s', (node, fields) => {
	const beside = `dist/nodes/${node}/__schema__`;
	const files = triggerSchemaFiles(fields);

	test.each([...files])('%s is built as declared', (path, text) => {
		expect(readFileSync(join(root, beside, path), 'utf8')).toBe(text);
	});

	test('stand where n8n looks for them and nowhere else', () => {
		expect(
			filesIn(beside)
				.map((file) => file.slice(beside.length + 1))
				.sort(),
		).toEqual([...files.keys()].sort());
	});

	test('are ten at most', () => {
		expect(Object.keys(fields).length).toBeLessThanOrEqual(10);
	});
});

/** So many existing things are tried, since what is not given for one may be given for another. */
const things = 4;

describe('what an operation gives out fits its schema', () => {
	let sandbox: Sandbox;
	let runner: ExampleRunner;
	beforeAll(async () => {
		sandbox = await startQuickSandbox();
		runner = await ExampleRunner.on(sandbox, resources);
	});
	afterAll(() => sandbox.close());

	const cases = resources.flatMap((resource) =>
		resource.operations.map(
			(operation) => [`${resource.name}: ${operation.name}`, resource, operation] as const,
		),
	);
	test.each(cases)('%s', async (_, resource, operation) => {
		const items = await runner.itemsOf(resource, operation, things);
		expect(items).not.toEqual([]);
		const schema = outputSchema(resource, operation);
		const validate = new Ajv({ strict: false, allErrors: true }).compile({
			...schema,
			additionalProperties: mayHoldMore(resource, operation),
		});
		for (const item of items) {
			validate(item);
			expect(validate.errors ?? []).toEqual([]);
		}
	});
});
