/** What n8n makes of the package before anything runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeListSearchResult, INodeTypeDescription, Themed } from 'n8n-workflow';
import { credentialData, type Host } from '../../scripts/host/host.cts';
import { isFirstGeneration } from '../../scripts/host/versions.cts';
import { root } from '../support/command.cts';
import { filesIn } from '../support/files.cts';
import { useHost } from './hosted.cts';

let host: Host;
useHost({ sandbox: { transports: 20 } }, (started) => {
	host = started;
});

type Iconic = { name: string; displayName: string; iconUrl?: Themed<string> };

const own = 'n8n-nodes-dashdoc.';

async function ownTypes(): Promise<Array<INodeTypeDescription & Iconic>> {
	const all = await host.rest.nodeTypes();
	return all.filter(({ name }) => name.startsWith(own)) as Array<INodeTypeDescription & Iconic>;
}

test('the node, its variant for AI agents and both triggers are offered', async () => {
	const names = (await ownTypes()).map(({ displayName, name }) => [name.slice(own.length), displayName]);
	expect(Object.fromEntries(names)).toEqual({
		dashdoc: 'Dashdoc',
		dashdocTool: 'Dashdoc Tool',
		dashdocTrigger: 'Dashdoc Trigger',
		dashdocPollingTrigger: 'Dashdoc Polling Trigger',
	});
});

test.each(['dashdoc', 'transport', 'CMR', 'fret', 'freight'])(
	'the node is found by "%s", as the search of the editor has its words',
	async (word) => {
		const node = (await ownTypes()).find(({ name }) => name === `${own}dashdoc`)!;
		const words = [node.displayName, ...(node.codex?.alias ?? [])].map((one) => one.toLowerCase());
		expect(words).toContain(word.toLowerCase());
	},
);

test('nodes and credential have icons that n8n serves, one for light and one for dark', async () => {
	const credentials = await host.rest.file<Iconic[]>('/types/credentials.json');
	const credential = credentials.filter(({ name }) => name === 'dashdocApi');
	expect(credential).toHaveLength(1);
	for (const { iconUrl } of [...(await ownTypes()), ...credential]) {
		const { dark, light } = iconUrl as { dark: string; light: string };
		expect(dark).not.toBe(light);
		for (const url of [dark, light]) {
			const answer = await host.rest.fetch('GET', `/${url}`);
			expect(answer.status).toBe(200);
			expect(await answer.text()).toContain('<svg');
		}
	}
});

test('the editor is given the output schema of every operation and of both triggers', async () => {
	const schemas = filesIn('dist').filter((file) => /__schema__\/.*\.json$/.test(file));
	expect(schemas.length).toBeGreaterThan(150);
	const served = /^dist\/nodes\/(\w+)\/__schema__\/v([\d.]+\d)(.*)\.json$/;
	const wrong: string[] = [];
	for (const file of schemas.filter((one) => !one.endsWith('/output.json'))) {
		const [, node, version, operation] = served.exec(file)!;
		const type = `${node[0].toLowerCase()}${node.slice(1)}`;
		const answer = await host.rest.fetch('GET', `/schemas/${own}${type}/${version}${operation}.json`);
		const expected: unknown = JSON.parse(readFileSync(join(root, file), 'utf8'));
		const text = await answer.text();
		if (answer.status !== 200 || JSON.stringify(JSON.parse(text)) !== JSON.stringify(expected)) {
			wrong.push(`${file}: ${answer.status}`);
		}
	}
	expect(wrong).toEqual([]);
});

describe('the test of the credential', () => {
	// n8n 1 says in its own words what an answer's status means.
	const words = isFirstGeneration()
		? { wrongToken: /^Authorization failed/, wrongAddress: /^The resource .* could not be found/ }
		: {
				wrongToken: /^Dashdoc does not know this API token\./,
				wrongAddress: /^This address is not the API of Dashdoc\./,
			};
	const test = (changed: object) =>
		host.rest.testCredential(host.credential, 'dashdocApi', { ...credentialData(host.sandbox), ...changed });

	it('succeeds with the right token', async () => {
		expect(await test({})).toMatchObject({ status: 'OK' });
	});

	it('says what Dashdoc thinks of a wrong one, and what to do', async () => {
		expect(await test({ apiToken: 'wrong' })).toEqual({
			status: 'Error',
			message: expect.stringMatching(words.wrongToken) as string,
		});
	});

	it('tells an address that is not Dashdoc', async () => {
		expect(await test({ baseUrl: `${host.sandbox.url}/elsewhere` })).toEqual({
			status: 'Error',
			message: expect.stringMatching(words.wrongAddress) as string,
		});
	});
});

const search = (credential: Host['credential'], filter?: string) =>
	host.rest.call<INodeListSearchResult>('POST', '/dynamic-node-parameters/resource-locator-results', {
		path: 'parameters.contact',
		methodName: 'searchContacts',
		nodeTypeAndVersion: { name: `${own}dashdoc`, version: 1 },
		currentNodeParameters: { resource: 'contact', operation: 'get' },
		credentials: { dashdocApi: credential },
		filter,
	});

test('a list of the editor opens and is searched in Dashdoc', async () => {
	const { results } = await search(host.credential);
	expect(results.length).toBeGreaterThan(5);
	const [{ name, value }] = results;
	const [lastName] = name
		.replace(/[^\p{L}\s-].*$/u, '')
		.trim()
		.split(' ')
		.slice(-1);
	expect((await search(host.credential, lastName)).results).toContainEqual(
		expect.objectContaining({ value }),
	);
});

test('a list that Dashdoc refuses shows why', async () => {
	const wrong = await host.rest.createCredential('Wrong', 'dashdocApi', {
		...credentialData(host.sandbox),
		apiToken: 'wrong',
	});
	await expect(search(wrong)).rejects.toThrow(/token/i);
});
