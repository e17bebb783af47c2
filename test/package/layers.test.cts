import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { builtNodes } from '../support/builtPackage.cts';
import { root, runTool } from '../support/command.cts';
import { filesIn } from '../support/files.cts';
import { mentions, type Mention } from '../support/syntax.cts';

jest.setTimeout(180_000); // programs are started, on machines that may be busy

interface Cruise {
	summary: { totalCruised: number; violations: Array<{ from: string; to: string; rule: { name: string } }> };
}

/** Broken arrows of the shipped code in a folder, as `file -> file: rule`. */
async function brokenArrows(folder: string): Promise<string[]> {
	const config = join(root, '.dependency-cruiser.cjs');
	const parameters = ['--config', config, '--output-type', 'json', 'nodes', 'credentials'];
	const { stdout, stderr } = await runTool(
		'dependency-cruiser/bin/dependency-cruise.mjs',
		parameters,
		folder,
	);
	if (!stdout.startsWith('{')) throw new Error(stderr || stdout);
	const { summary } = JSON.parse(stdout) as Cruise;
	if (summary.totalCruised === 0) throw new Error('No file was looked at');
	return summary.violations.map(({ from, to, rule }) => `${from} -> ${to}: ${rule.name}`);
}

/** A copy of the shipped sources with more lines at the end of some files. */
function spoiltCopy(lines: Record<string, string>): string {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-dashdoc-layers-'));
	for (const part of ['nodes', 'credentials', 'api', 'tsconfig.json', 'package.json']) {
		cpSync(join(root, part), join(folder, part), { recursive: true });
	}
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	for (const [file, line] of Object.entries(lines)) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), `${line}\n`, { flag: 'a' });
	}
	return folder;
}

describe('the layers of the shipped code', () => {
	test('import only what they may know', async () => {
		expect(await brokenArrows(root)).toEqual([]);
	});

	test('are guarded: wrong imports are found, types may cross', async () => {
		const folder = spoiltCopy({
			'nodes/Dashdoc/engine/spoilt.ts':
				"import { resources } from '../resources';\nexport const known = resources;",
			'nodes/Dashdoc/client/spoilt.ts':
				"import { known } from '../engine/spoilt';\nexport const twice = known;",
			'nodes/Dashdoc/client/typed.ts':
				"import type { Resource } from '../declaration/operation';\nexport type T = Resource;",
			'nodes/Dashdoc/lookups/spoilt.ts': "import axios from 'axios';\nexport const get = axios.get;",
			'nodes/Dashdoc/fields/one.ts': "import { two } from './two';\nexport const one = () => two;",
			'nodes/Dashdoc/fields/two.ts': "import { one } from './one';\nexport const two = () => one;",
			'nodes/Dashdoc/elsewhere/stray.ts': "import { one } from '../fields/one';\nexport const three = one;",
		});
		try {
			const found = await brokenArrows(folder);
			expect(found.map((text) => text.replace(/ -> \S+: /, ': ')).sort()).toEqual([
				'nodes/Dashdoc/client/spoilt.ts: client knows only itself',
				'nodes/Dashdoc/elsewhere/stray.ts: every file belongs to a layer',
				'nodes/Dashdoc/engine/spoilt.ts: engine knows only declaration, client',
				'nodes/Dashdoc/fields/one.ts: no cycles',
				'nodes/Dashdoc/lookups/spoilt.ts: nothing from outside the package but n8n-workflow and crypto',
			]);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});

interface ApiDescription {
	paths: Record<string, unknown>;
}

const singular = (word: string) =>
	word
		.replace(/ies$/, 'y')
		.replace(/(ss)es$/, '$1')
		.replace(/([^s])s$/, '$1');

/** The words for Dashdoc's things, from the API description and from what the nodes offer: `company`, `support type`. */
function resourceNames(): string[] {
	const api = parse(readFileSync(join(root, 'api/openapi.yaml'), 'utf8')) as ApiDescription;
	const ofPaths = Object.keys(api.paths).map((path) => path.split('/')[1].split('-').map(singular).join(' '));
	const ofNodes = builtNodes().flatMap(({ instance }) =>
		instance.description.properties
			.filter(({ name }) => name === 'resource')
			.flatMap(({ options = [] }) => options.map(({ name }) => name.toLowerCase())),
	);
	// "API Request" is what engine and client are about, and they speak of addresses on the network.
	const general = ['api request', 'address'];
	return [...new Set([...ofPaths, ...ofNodes])].filter((name) => !general.includes(name)).sort();
}

/** `getContactUid`, `contact_uid` and `/contacts/{uid}/` in single words: `get contact uid`. */
const words = (text: string) =>
	(text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => singular(word.toLowerCase())).join(' ');

/** What the shipped files in (or, with `outside`, not in) a folder mention and `wanted` picks, as `file:line text`. */
function found(folder: string, wanted: (mention: Mention) => boolean, outside = false): string[] {
	return filesIn('nodes', 'credentials')
		.filter((file) => file.endsWith('.ts') && file.startsWith(`${folder}/`) !== outside)
		.flatMap((file) =>
			mentions(file, readFileSync(join(root, file), 'utf8'))
				.filter(wanted)
				.map(({ text, line }) => `${file}:${line} ${text}`),
		);
}

describe('engine and client', () => {
	const names = resourceNames();
	const named = ({ text }: Mention) => names.some((name) => ` ${words(text)} `.includes(` ${name} `));

	test('are ignorant of the single resources', () => {
		expect(names).toEqual(expect.arrayContaining(['company', 'contact', 'manager trucker', 'transport']));
		expect(found('nodes/Dashdoc/engine', named)).toEqual([]);
		expect(found('nodes/Dashdoc/client', named)).toEqual([]);
		expect(found('nodes/Dashdoc/resources', named)).not.toEqual([]);
	});

	test('leave every request to the client', () => {
		const request = ({ text, kind }: Mention) =>
			kind === 'identifier' && /^(httpRequest|request(With|OAuth)|fetch$)/.test(text);
		expect(found('nodes/Dashdoc/client', request, true)).toEqual([]);
		expect(found('nodes/Dashdoc/client', request)).not.toEqual([]);
	});
});
