import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { INodeTypeBaseDescription } from 'n8n-workflow';
import { builtCredentials, builtNodes, manifest, unpackedTarball } from '../support/builtPackage.cts';

jest.setTimeout(180_000); // programs are started, on machines that may be busy

let folder: string;
let loader: PackageDirectoryLoader;
beforeAll(async () => {
	folder = await unpackedTarball();
	loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
});
afterAll(() => rmSync(dirname(folder), { recursive: true }));

/** The file behind an address like `icons/n8n-nodes-dashdoc/dist/nodes/Dashdoc/dashdoc.svg`. */
const iconFile = (url: string) => join(folder, url.replace(`icons/${manifest.name}/`, ''));

describe('the installed package in n8n', () => {
	test('brings every node and credential of the manifest', () => {
		expect(loader.packageName).toBe(manifest.name);
		expect(Object.values(loader.known.nodes).map(({ sourcePath }) => sourcePath)).toEqual(manifest.n8n.nodes);
		expect(Object.values(loader.known.credentials).map(({ sourcePath }) => sourcePath)).toEqual(
			manifest.n8n.credentials,
		);
		expect(loader.types.nodes.map(({ name }) => name)).toEqual(
			builtNodes().map(({ instance }) => instance.description.name),
		);
	});

	test('knows which node uses which credential', () => {
		for (const { instance } of builtCredentials()) {
			const users = builtNodes().filter(({ instance: node }) =>
				node.description.credentials?.some(({ name }) => name === instance.name),
			);
			expect(users.length).toBeGreaterThan(0);
			expect(loader.known.credentials[instance.name].supportedNodes).toEqual(
				users.map(({ instance: node }) => node.description.name),
			);
		}
	});

	test('offers its actions to AI agents', () => {
		for (const { instance } of builtNodes()) {
			expect(instance.description.usableAsTool ?? false).toBe(instance.execute !== undefined);
		}
	});

	test('shows an icon of its own for light and for dark screens, on nodes and credentials', () => {
		const types: Array<Pick<INodeTypeBaseDescription, 'name' | 'iconUrl'>> = [
			...loader.types.nodes,
			...loader.types.credentials,
		];
		for (const { name, iconUrl } of types) {
			if (typeof iconUrl !== 'object') throw new Error(`${name} has no icons for light and dark`);
			const icons = [iconUrl.light, iconUrl.dark].map(iconFile);
			expect(icons.map((file) => [file, existsSync(file)])).toEqual(icons.map((file) => [file, true]));
			const [light, dark] = icons.map((file) => readFileSync(file, 'utf8'));
			expect(light).toContain('<svg');
			expect(dark).not.toBe(light);
		}
	});

	test('is found in the nodes panel by category and search words, with links to its documentation', () => {
		for (const [index, file] of manifest.n8n.nodes.entries()) {
			const { codex, name } = loader.types.nodes[index];
			expect(codex?.categories?.length).toBeGreaterThan(0);
			expect(codex?.alias?.length).toBeGreaterThan(0);
			expect(codex?.resources?.primaryDocumentation?.[0].url).toMatch(/^https:\/\//);
			const text = readFileSync(join(folder, dirname(file), `${basename(file, '.js')}.json`), 'utf8');
			expect(JSON.parse(text)).toMatchObject({
				node: `${manifest.name}.${name}`,
				nodeVersion: '1.0',
				codexVersion: '1.0',
				resources: {},
			});
		}
	});
});
