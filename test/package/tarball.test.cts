import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow } from '../../scripts/release/packageFiles.cts';
import { unpackedTarball } from '../support/builtPackage.cts';
import { filesIn } from '../support/files.cts';
import { mentions, requiredModules } from '../support/syntax.cts';

let folder: string;
let files: string[];
beforeAll(async () => {
	folder = await unpackedTarball();
	files = filesBelow(folder);
});
afterAll(() => rmSync(dirname(folder), { recursive: true }));

const compiled = () => files.filter((file) => file.endsWith('.js'));
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

/** Names that n8n forbids to community nodes, and `console`, whose lines end in the log of somebody else's server. */
const FORBIDDEN_GLOBALS = new Set([
	...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'],
	...['process', 'global', 'globalThis', '__dirname', '__filename', 'console', 'eval', 'Function', 'fetch'],
]);

describe('the published package', () => {
	test('holds the code of the sources that exist, and no left-over', () => {
		const sources = filesIn('nodes', 'credentials').filter(
			(file) => file.endsWith('.ts') && !file.endsWith('.d.ts'),
		);
		const built = compiled().filter((file) => file.startsWith('dist/'));
		expect(built).toEqual(sources.map((file) => join('dist', file.replace(/\.ts$/, '.js'))).sort());
	});

	test('asks for nothing at run time but n8n-workflow, its own files and crypto', () => {
		const foreign = compiled().flatMap((file) =>
			requiredModules(file, read(file))
				.filter((name) => !/^(n8n-workflow|(node:)?crypto|\.\.?\/.+)$/.test(name))
				.map((name) => `${file}: ${name}`),
		);
		expect(foreign).toEqual([]);
	});

	test('starts no timer and touches neither process, console nor the network by itself', () => {
		const found = compiled().flatMap((file) =>
			mentions(file, read(file))
				.filter(({ kind, member, text }) => kind === 'identifier' && !member && FORBIDDEN_GLOBALS.has(text))
				.map(({ text, line }) => `${file}:${line} ${text}`),
		);
		expect(found).toEqual([]);
	});
});
