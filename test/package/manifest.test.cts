import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { manifest } from '../support/builtPackage.cts';
import { root } from '../support/command.cts';
import { filesIn } from '../support/files.cts';

const compiled = (source: string) => join('dist', source.replace(/\.ts$/, '.js'));

describe('package.json', () => {
	test('runs nothing on the computer of who installs it', () => {
		const scripts = Object.keys(manifest.scripts);
		expect(
			scripts.filter((name) => /^(pre|post)?(prepare|install|publish|pack)$|^prepublish$/.test(name)),
		).toEqual([]);
	});

	test('registers every node and credential there is, and no other', () => {
		const sources = filesIn('nodes', 'credentials');
		expect([...manifest.n8n.nodes].sort()).toEqual(
			sources
				.filter((file) => file.endsWith('.node.ts'))
				.map(compiled)
				.sort(),
		);
		expect([...manifest.n8n.credentials].sort()).toEqual(
			sources
				.filter((file) => file.endsWith('.credentials.ts'))
				.map(compiled)
				.sort(),
		);
	});

	test('asks for verification by n8n with the unchanged default rules', () => {
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
		const template = '@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs';
		const plain = (file: string) => readFileSync(join(root, file), 'utf8').replace(/\s+/g, ' ').trim();
		expect(plain('eslint.config.mjs')).toBe(plain(join('node_modules', template)));
	});

	test('pins every development package, so that a gate never changes by itself', () => {
		const loose = Object.entries(manifest.devDependencies).filter(
			([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
		);
		expect(loose).toEqual([]);
	});

	test('lets tests see the same n8n-workflow as the engine, since errors are told apart by their class', () => {
		const engine = createRequire(join(root, 'node_modules/n8n-core/package.json'));
		expect(engine.resolve('n8n-workflow')).toBe(require.resolve('n8n-workflow'));
	});
});

describe('the shipped sources', () => {
	test('switch no rule of any checker off', () => {
		const comment =
			/eslint-disable|@ts-ignore|@ts-nocheck|@ts-expect-error|prettier-ignore|istanbul ignore|c8 ignore/;
		const found = filesIn('nodes', 'credentials').filter((file) =>
			comment.test(readFileSync(join(root, file), 'utf8')),
		);
		expect(found).toEqual([]);
	});
});
