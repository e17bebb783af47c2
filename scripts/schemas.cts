/**
 * Writes the output schema of every operation and trigger beside the built node, where n8n's editor looks for it: fields can then
 * be mapped before the first run. Part of `npm run build`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resources } from '../nodes/Dashdoc/resources';
import { schemaFiles } from './reference/schemaFiles.cts';
import { triggerFields, triggerSchemaFiles } from './reference/triggerSchemas.cts';

const nodes = join(__dirname, '..', 'dist', 'nodes');
const folders = new Map([
	['Dashdoc', schemaFiles(resources)],
	...Object.entries(triggerFields).map(([node, fields]) => [node, triggerSchemaFiles(fields)] as const),
]);
let count = 0;
for (const [node, files] of folders) {
	for (const [path, text] of files) {
		const file = join(nodes, node, '__schema__', path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
		count += 1;
	}
}
console.log(`${count} output schemas written`);
