/** Writes the generated pages of docs/ anew: one per resource, and the coverage of the API; and the table in README.md. */
import '../test/support/setup.cts';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resources } from '../nodes/Dashdoc/resources';
import { documentationFiles } from './reference/documentationFiles.cts';
import { allExamples } from './reference/examples/allExamples.cts';
import { withOperationsTable } from './reference/readmeTable.cts';

const folder = join(__dirname, '..', 'docs');

async function main(): Promise<void> {
	const pages = documentationFiles(resources, await allExamples(resources));
	// Nothing in there is written by hand, and the page of a resource that is gone should go with it.
	rmSync(join(folder, 'resources'), { recursive: true, force: true });
	for (const [path, text] of pages) {
		const file = join(folder, path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
		console.log(`docs/${path}`);
	}
	const readme = join(folder, '..', 'README.md');
	writeFileSync(readme, withOperationsTable(readFileSync(readme, 'utf8'), resources));
	console.log('README.md');
}

void main();
