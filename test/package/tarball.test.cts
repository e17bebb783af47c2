import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesIn, manifest, unpackedTarball } from '../support/builtPackage.cts';
import { root, runTool } from '../support/command.cts';
import { mentions, requiredModules } from '../support/syntax.cts';

jest.setTimeout(180_000); // programs are started, on machines that may be busy

let folder: string;
let files: string[];
beforeAll(async () => {
	folder = await unpackedTarball();
	files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.sort();
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
	test('holds README, licence, manifest and the built code, and nothing else', () => {
		const top = ['LICENSE', 'README.md', 'index.js', 'package.json'];
		expect(files.filter((file) => !file.startsWith('dist/'))).toEqual(top);
		const wanted =
			/^dist\/(nodes|credentials)\/.+(\.js|\.svg|\.png|\.node\.json|\/properties\.json|\/__schema__\/.+\.json)$/;
		expect(files.filter((file) => !top.includes(file) && !wanted.test(file))).toEqual([]);
		expect(files).toEqual(expect.arrayContaining([...manifest.n8n.nodes, ...manifest.n8n.credentials]));
	});

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

	test('is small enough to install in a blink (less than 2 MB unpacked)', () => {
		const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
		expect(bytes).toBeLessThan(2_000_000);
	});

	test("passes n8n's verification scanner", async () => {
		const { stdout, stderr } = await runTool('tsx/dist/cli.mjs', ['scripts/scan.mts', folder, 'tarball']);
		expect(stdout.trim() || stderr).toBe('passed');
	});
});

describe('the checkout', () => {
	test("passes n8n's verification scanner", async () => {
		const { stdout, stderr } = await runTool('tsx/dist/cli.mjs', ['scripts/scan.mts', root]);
		expect(stdout.trim() || stderr).toBe('passed');
	});
});
