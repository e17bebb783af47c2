/** Tells whether dist/ is what these sources build: by their content and its own, so that nothing else is taken for it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './command.cts';
import { filesIn } from './files.cts';

/** All that decides on what is built: sources, scripts that write files, the compiler and its settings. */
const folders = ['api', 'credentials', 'nodes', 'scripts/reference', 'sandbox/description'];
const files = [
	'scripts/properties.cts',
	'scripts/schemas.cts',
	'gulpfile.js',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
];

/** Belongs to the modules it was built with, and goes with them. */
const mark = join(root, 'node_modules', '.cache', 'n8n-nodes-dashdoc', 'build');

function stateNow(): string {
	const hash = createHash('sha256');
	for (const file of [...filesIn(...folders, 'dist'), ...files]) {
		const content = readFileSync(join(root, file));
		hash.update(`${file}\n${content.length}\n`).update(content);
	}
	return hash.digest('hex');
}

/** Whether nothing has changed since the last build, in the sources or in dist/. */
export const isBuilt = (): boolean =>
	existsSync(join(root, 'dist')) && existsSync(mark) && readFileSync(mark, 'utf8') === stateNow();

/** To be called when dist/ has just been built. */
export function rememberBuild(): void {
	mkdirSync(dirname(mark), { recursive: true });
	writeFileSync(mark, stateNow());
}
