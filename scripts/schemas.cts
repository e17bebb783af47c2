/**
 * Writes the output schema of every operation beside the built node, where n8n's editor looks for it: fields can then
 * be mapped before the first run. Part of `npm run build`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resources } from '../nodes/Dashdoc/resources';
import { schemaFiles } from './reference/schemaFiles.cts';

const folder = join(__dirname, '..', 'dist', 'nodes', 'Dashdoc', '__schema__');
const files = schemaFiles(resources);
for (const [path, text] of files) {
	const file = join(folder, path);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
}
console.log(`${files.size} output schemas written`);
