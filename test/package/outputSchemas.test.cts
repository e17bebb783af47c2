import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resources } from '../../nodes/Dashdoc/resources';
import { schemaFiles } from '../../scripts/reference/schemaFiles.cts';
import { triggerFields, triggerSchemaFiles } from '../../scripts/reference/triggerSchemas.cts';
import { root } from '../support/command.cts';
import { filesIn } from '../support/files.cts';

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
