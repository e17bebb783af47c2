import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runChecks, type Finding } from '../../scripts/release/check.cts';
import { releaseChecks } from '../../scripts/release/checks.cts';
import { contents } from '../../scripts/release/contents.cts';
import { dependencies, licence } from '../../scripts/release/licence.cts';
import { readme } from '../../scripts/release/readme.cts';
import { scanner } from '../../scripts/release/scanner.cts';
import { version } from '../../scripts/release/version.cts';
import { unpackedTarball } from '../support/builtPackage.cts';
import { root } from '../support/command.cts';

describe('this version, before it is published', () => {
	let unpacked: string;
	beforeAll(async () => (unpacked = await unpackedTarball()));
	afterAll(() => rmSync(dirname(unpacked), { recursive: true }));

	test.each(releaseChecks({ checkout: '', unpacked: '' }).map(({ name }) => name))('%s', async (name) => {
		const check = releaseChecks({ checkout: root, unpacked }).find((one) => one.name === name);
		expect((await check?.look())?.problems).toEqual([]);
	});
});

/** A package in which nothing is wrong, as a checkout and as what npm packs in one. */
const manifest = {
	name: 'n8n-nodes-fret',
	version: '1.2.3',
	license: 'MIT',
	author: { name: 'Équipe Fret' },
	homepage: 'https://github.com/fret/n8n-nodes-fret#readme',
	repository: { type: 'git', url: 'git+https://github.com/fret/n8n-nodes-fret.git' },
	engines: { node: '>=20' },
	devDependencies: { jest: '1.0.0' },
	peerDependencies: { 'n8n-workflow': '*' },
	n8n: { nodes: ['dist/nodes/Fret/Fret.node.js'], credentials: ['dist/credentials/FretApi.credentials.js'] },
};

const json = (...parts: object[]) => JSON.stringify(Object.assign({}, ...parts));

const lockOf = (own: object) => json({ version: '1.2.3', packages: { '': own } });

const mit = readFileSync(join(root, 'LICENSE'), 'utf8').replace(/(Copyright \(c\) \d+) .+/, '$1 Équipe Fret');

const readmeText = [
	'# Fret',
	'[Usage](#how-to-use-it) [guide](docs/guide.md#dates) ![carte](docs/carte.png) [npm](https://npmjs.com)',
	'<img src="docs/carte.png"> `[not](a-link.md)`',
	'## How to use it',
].join('\n\n');

const good: Record<string, string> = {
	'package.json': json(manifest),
	'package-lock.json': lockOf(manifest),
	'CHANGELOG.md':
		'# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-11-23\n\n- Palettes\n\n## [1.2.2] - 2026-11-01\n\n- Quais\n',
	LICENSE: mit,
	'README.md': readmeText,
	'docs/guide.md': '# Guide',
	'docs/carte.png': '',
	'index.js': '',
	'dist/nodes/Fret/Fret.node.js':
		"exports.Fret = { icon: { light: 'file:fret.svg', dark: 'file:fret.dark.svg' } };",
	'dist/nodes/Fret/Fret.node.json': '{}',
	'dist/nodes/Fret/fret.svg': '<svg/>',
	'dist/nodes/Fret/fret.dark.svg': '<svg/>',
	'dist/nodes/Fret/__schema__/v1.0.0/load/get.json': '{}',
	'dist/credentials/FretApi.credentials.js': "exports.FretApi = { icon: 'file:../nodes/Fret/fret.svg' };",
};

/** Files that are written, or with `undefined` left out. */
type Change = Record<string, string | undefined>;

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function folderWith(change: Change): string {
	const top = mkdtempSync(join(tmpdir(), 'n8n-nodes-dashdoc-release-'));
	folders.push(top);
	symlinkSync(join(root, 'node_modules'), join(top, 'node_modules'));
	const folder = join(top, 'package');
	for (const [file, text] of Object.entries({ ...good, ...change })) {
		if (text === undefined) continue;
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	}
	return folder;
}

/** What npm packs has no docs and no lock. */
const packed = (change: Change) => ({
	...{ 'docs/guide.md': undefined, 'docs/carte.png': undefined, 'package-lock.json': undefined },
	...change,
});

const changed = (part: object): Change => ({
	'package.json': json(manifest, part),
	'package-lock.json': lockOf({ ...manifest, ...part }),
});

describe('a package in which nothing is wrong', () => {
	test.each<[string, (folder: string) => Finding, Change]>([
		['version', (folder) => version(folder), {}],
		['version with its tag', (folder) => version(folder, 'v1.2.3'), {}],
		[
			'version to come',
			(folder) => version(folder),
			{ 'CHANGELOG.md': '## [1.2.3] - Unreleased\n\n- Palettes' },
		],
		['licence', licence, {}],
		['dependencies', dependencies, {}],
		['contents', contents, packed({})],
		['contents with a changelog that npm adds', contents, packed({ 'CHANGELOG.md': '' })],
		['README', readme, {}],
	])('%s: passes', (_, look, change) => {
		expect(look(folderWith(change)).problems).toEqual([]);
	});
});

describe('a version is not published when', () => {
	const inChangelog = (text: string): Change => ({ 'CHANGELOG.md': text });

	test.each<[string, Change, string]>([
		['it is 0.0.0', changed({ version: '0.0.0' }), '"0.0.0" is no version'],
		['it is a pre-release', changed({ version: '1.2.3-beta.1' }), '"1.2.3-beta.1" is no version'],
		['its number is none', changed({ version: '01.2' }), '"01.2" is no version'],
		['the changelog is silent', inChangelog('## [1.2.2] - 2026-11-01\n\n- Quais'), 'no entry of 1.2.3'],
		['its entry is empty', inChangelog('## [1.2.3] - 2026-11-23\n'), 'says nothing of 1.2.3'],
		['its entry has no date', inChangelog('## 1.2.3\n\n- Palettes'), 'and its date or "Unreleased", not ""'],
		['its date is none', inChangelog('## [1.2.3] - 2026-02-30\n\n- Palettes'), 'not "2026-02-30"'],
		[
			'the changelog has a newer one',
			inChangelog('## [1.3.0] - 2026-11-24\n\n- Quais\n\n## [1.2.3] - 2026-11-23\n\n- Palettes'),
			'has 1.3.0 before 1.2.3',
		],
		[
			'the lock names another version',
			{ 'package-lock.json': lockOf({ ...manifest, version: '1.2.2' }) },
			'another version',
		],
		[
			'the lock has other packages',
			{ 'package-lock.json': lockOf({ ...manifest, devDependencies: {} }) },
			'another devDependencies',
		],
	])('%s', (_, change, problem) => {
		expect(version(folderWith(change)).problems.join('\n')).toContain(problem);
	});

	test.each<[string, string, Change, string]>([
		['the tag names another one', 'v1.2.4', {}, 'The tag is "v1.2.4"'],
		['the tag is without v', '1.2.3', {}, 'The tag is "1.2.3"'],
		[
			'it is tagged without a date',
			'v1.2.3',
			inChangelog('## [1.2.3] - Unreleased\n\n- Palettes'),
			'and its date, not "Unreleased"',
		],
	])('%s', (_, tag, change, problem) => {
		expect(version(folderWith(change), tag).problems.join('\n')).toContain(problem);
	});
});

describe('a package is not published when', () => {
	test.each<[string, (folder: string) => Finding, Change, string]>([
		[
			'package.json says another licence',
			licence,
			changed({ license: 'Apache-2.0' }),
			'"Apache-2.0" instead of "MIT"',
		],
		['LICENSE is another text', licence, { LICENSE: 'All rights reserved' }, 'LICENSE lacks'],
		['LICENSE is missing', licence, { LICENSE: undefined }, 'LICENSE lacks'],
		[
			'LICENSE is by somebody else',
			licence,
			{ LICENSE: mit.replace('Équipe', 'Maison') },
			'LICENSE is by "Maison Fret"',
		],
		[
			'it brings a package',
			dependencies,
			changed({ dependencies: { axios: '1.0.0' } }),
			'has "dependencies"',
		],
		['it overrides packages', dependencies, changed({ overrides: {} }), 'has "overrides"'],
		[
			'it wants a version of n8n-workflow',
			dependencies,
			changed({ peerDependencies: { 'n8n-workflow': '2' } }),
			'"2"',
		],
		[
			'a test is in it',
			contents,
			packed({ 'dist/nodes/Fret/test/a.js': '' }),
			'dist/nodes/Fret/test/a.js does not',
		],
		['a map is in it', contents, packed({ 'dist/nodes/Fret/a.js.map': '' }), 'a.js.map does not belong'],
		[
			'build information is in it',
			contents,
			packed({ 'dist/a.tsbuildinfo': '' }),
			'dist/a.tsbuildinfo does not',
		],
		[
			'sources are in it',
			contents,
			packed({ 'nodes/Fret/Fret.node.ts': '' }),
			'Fret.node.ts does not belong',
		],
		[
			'a node is missing',
			contents,
			packed({ 'dist/nodes/Fret/Fret.node.js': undefined }),
			'Fret.node.js is missing',
		],
		[
			'a credential is missing',
			contents,
			packed({ [manifest.n8n.credentials[0]]: undefined }),
			'credentials.js is missing',
		],
		[
			'a codex is missing',
			contents,
			packed({ 'dist/nodes/Fret/Fret.node.json': undefined }),
			'Fret.node.json is missing',
		],
		[
			'an icon is missing',
			contents,
			packed({ 'dist/nodes/Fret/fret.dark.svg': undefined }),
			'fret.dark.svg is missing',
		],
		[
			'a node has no icon',
			contents,
			packed({ 'dist/nodes/Fret/Fret.node.js': '' }),
			'Fret.node.js names no icon',
		],
		[
			'the output schemas are missing',
			contents,
			packed({ 'dist/nodes/Fret/__schema__/v1.0.0/load/get.json': undefined }),
			'has no output schema',
		],
		[
			'it is too big',
			contents,
			packed({ 'dist/nodes/Fret/big.js': '0'.repeat(2_000_000) }),
			'kB are more than 2000 kB',
		],
		['README.md is missing', readme, { 'README.md': undefined }, 'There is no README.md'],
		['a picture is missing', readme, { 'docs/carte.png': undefined }, 'docs/carte.png is not there'],
		['a link leads out of the repository', readme, { 'README.md': '[a](../b.md)' }, '../b.md leads out'],
		['a link is not encrypted', readme, { 'README.md': '<img src="http://e.org/a.png">' }, 'only https'],
		['a heading is gone', readme, { 'README.md': '[a](#gone)' }, '#gone: there is no such heading'],
		['the repository is not told', readme, changed({ repository: undefined }), 'repository.url'],
		[
			'the homepage is elsewhere',
			readme,
			changed({ homepage: 'https://fret.example' }),
			'homepage of package.json',
		],
	])('%s', (_, look, change, problem) => {
		expect(look(folderWith(change)).problems.join('\n')).toContain(problem);
	});

	test("n8n's scanner finds something, such as a timer", async () => {
		const folder = folderWith(packed({ 'dist/nodes/Fret/wait.js': 'setTimeout(() => {}, 1);' }));
		const { problems } = await scanner(folder, 'tarball');
		expect(problems.join('\n')).toMatch(/wait\.js[\s\S]*setTimeout/);
	});
});

test('each check is told by a line, and the last line says whether all passed', async () => {
	const lines: string[] = [];
	const passing = { name: 'the sky is up', look: () => ({ problems: [], remark: '12 km' }) };
	const failing = {
		name: 'the sea is down',
		look: async () => ({ problems: ['It is not.', 'Two\nlines.'] }),
	};

	expect(await runChecks([passing, failing], (line) => lines.push(line))).toBe(false);
	expect(await runChecks([passing], (line) => lines.push(line))).toBe(true);

	expect(lines).toEqual([
		...['✓ the sky is up (12 km)', '✗ the sea is down', '  It is not.', '  Two\n  lines.'],
		...['Not to be published: 1 of 2 failed.', '✓ the sky is up (12 km)', 'Ready to be published.'],
	]);
});
