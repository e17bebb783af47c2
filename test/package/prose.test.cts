/** What people read here by hand: links that lead somewhere, examples that stand in the code. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifest } from '../support/builtPackage.cts';
import { root } from '../support/command.cts';
import { filesIn } from '../support/files.cts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

const pages = [
	...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
	...filesIn('docs').filter((file) => file.endsWith('.md')),
];

const withoutCode = (text: string) => text.replace(/^( *)```[\s\S]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '');

/** What a page links to and shows, in Markdown and in HTML; addresses of the web apart. */
function targetsOf(page: string): string[] {
	const text = withoutCode(read(page));
	const found = [/\]\(([^)\s]+)\)/g, /\b(?:src|srcset|href)="([^"]+)"/g].flatMap((pattern) =>
		[...text.matchAll(pattern)].map(([, target]) => target),
	);
	return found.filter((target) => !/^(https?|mailto):/.test(target));
}

/** Anchors of the headings, as GitHub makes them. */
const anchorsOf = (page: string): string[] =>
	[...withoutCode(read(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);

function isThere(page: string, target: string): boolean {
	const [path, anchor] = target.split('#');
	const file = path === '' ? page : join(dirname(page), path);
	if (!existsSync(join(root, file))) return false;
	return anchor === undefined || !file.endsWith('.md') || anchorsOf(file).includes(anchor);
}

test.each(pages)('every link and picture of %s is there', (page) => {
	expect(targetsOf(page).filter((target) => !isThere(page, target))).toEqual([]);
});

test('a link into nowhere, or to a heading that is gone, would be found out', () => {
	expect(isThere('README.md', 'docs/errors.md#messages')).toBe(true);
	expect(isThere('README.md', 'docs/nowhere.md')).toBe(false);
	expect(isThere('README.md', 'docs/errors.md#nowhere')).toBe(false);
	expect(isThere('docs/errors.md', 'docs/errors.md')).toBe(false);
});

test.each(pages)('every script that %s names is in package.json', (page) => {
	const named = [...read(page).matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script]) => script);
	expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
});

test('the pages to which the node, the credential and the issue forms lead are there', () => {
	const repository = 'https://github.com/n8n-nodes-dashdoc/n8n-nodes-dashdoc';
	const texts = filesIn('nodes', 'credentials', '.github').map(read).join('\n');
	const leads = [...texts.matchAll(new RegExp(`${repository}(?:/blob/main/)?([\\w./-]*(?:#[\\w-]+)?)`, 'g'))]
		.map(([, target]) => target.replace(/^#readme$/, ''))
		.filter((target) => target !== '' && !target.startsWith('/'));
	expect(leads.length).toBeGreaterThan(3);
	expect([...new Set(leads)].filter((target) => !isThere('README.md', target))).toEqual([]);
});

test('the operation that CONTRIBUTING.md shows stands in the code like this', () => {
	const [, example] = /```ts\n([\s\S]+?)```/.exec(read('CONTRIBUTING.md')) ?? [];
	const [, file] = /such as this one in `([^`]+)`/.exec(read('CONTRIBUTING.md')) ?? [];
	const flat = (text: string) => text.replace(/\s+/g, ' ').trim();
	expect(example.trim().split('\n')).toHaveLength(10);
	expect(flat(read(file))).toContain(flat(example));
});

test('every ready workflow has its part in docs/workflows.md', () => {
	const names = filesIn('workflows').map((file) => file.replace(/^workflows\/|\.json$/g, ''));
	const parts = [...read('docs/workflows.md').matchAll(/^## (.+)$/gm)].map(([, name]) => name);
	expect(parts.sort()).toEqual(names.sort());
});

test('docs/README.md leads to every page of docs/', () => {
	const linked = targetsOf('docs/README.md').map((target) => join('docs', target.split('#')[0]));
	const unlinked = pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
	expect(unlinked.filter((page) => !linked.includes(page))).toEqual([]);
});
