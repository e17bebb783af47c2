import { readFileSync, rmSync } from 'node:fs';
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { builtCredentials, builtNodes } from '../support/builtPackage.cts';
import { runTool } from '../support/command.cts';
import { writePackage } from '../support/writtenPackage.cts';

jest.setTimeout(180_000); // programs are started, on machines that may be busy

interface LintResult {
	filePath: string;
	messages: Array<{ ruleId: string | null; message: string; line: number }>;
}

/** What n8n's linter says about a folder, each finding with the line it is about. */
async function findings(folder: string): Promise<string[]> {
	const { stdout, stderr } = await runTool('eslint/bin/eslint.js', ['--format', 'json', '.'], folder);
	if (!stdout.startsWith('[')) throw new Error(stderr || stdout);
	const results = JSON.parse(stdout) as LintResult[];
	if (!results.some(({ filePath }) => filePath.endsWith('.node.ts'))) throw new Error('No node was linted');
	return results.flatMap(({ filePath, messages }) => {
		const lines = readFileSync(filePath, 'utf8').split('\n');
		return messages.map(({ ruleId, message, line }) => {
			const around = lines.slice(Math.max(line - 4, 0), line + 3).map((text) => text.trim());
			return `${ruleId}: ${message}\n${around.join('\n')}`;
		});
	});
}

async function lintWritten(
	change?: (description: INodeTypeDescription) => INodeTypeDescription,
): Promise<string[]> {
	const folder = writePackage(builtNodes(), builtCredentials(), change);
	try {
		return await findings(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** A wrong default that n8n's rules know of, planted into a description that is right otherwise. */
const plantWrongLimit = (description: INodeTypeDescription): INodeTypeDescription => ({
	...description,
	properties: description.properties.map((property: INodeProperties) =>
		property.name === 'limit' ? { ...property, default: 51 } : property,
	),
});

/** The one warning that is wrong: the text by which Dashdoc's webhooks are known is a secret. */
const maskedWithReason = /credential-unnecessary-password: Field 'webhookAuthorization'/;

describe('the description that the editor gets', () => {
	test("breaks none of n8n's rules, as if it were written by hand", async () => {
		const found = await lintWritten();
		expect(found.filter((text) => !maskedWithReason.test(text))).toEqual([]);
	});

	test('tells of the actions too where the editor shows the words of the trigger for both nodes', () => {
		const described = new Map(
			builtNodes().map(({ instance: { description } }) => [description.name, description]),
		);
		const words = described.get('dashdocTrigger')?.description;
		expect(words).toMatch(/^Work with .*, or start when /);
	});

	test('would be found out if a Limit had another default than 50', async () => {
		const found = await lintWritten(plantWrongLimit);
		const limits = builtNodes().flatMap(({ instance }) =>
			instance.description.properties.filter(({ name }) => name === 'limit'),
		);
		expect(limits.length).toBeGreaterThan(0);
		expect(
			found.filter((text) => text.includes('n8n-nodes-base/node-param-default-wrong-for-limit')),
		).toHaveLength(limits.length);
	});

	test('has notices that n8n shows as they are meant: it strips all tags but links and lists', () => {
		const notices = builtNodes()
			.flatMap(({ instance }) => instance.description.properties)
			.filter(({ type }) => type === 'notice')
			.map(({ displayName }) => displayName);
		expect(notices.length).toBeGreaterThan(0);
		const tags = notices.flatMap((text) => [...text.matchAll(/<\/?([a-z]\w*)/g)].map(([, tag]) => tag));
		expect(tags.filter((tag) => !['a', 'ul', 'li'].includes(tag))).toEqual([]);
	});
});
