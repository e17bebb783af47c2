/**
 * Writes descriptions that exist only at run time out as literal TypeScript. n8n's rules read inline literals, and
 * ours are assembled from declarations, so on our own sources most of those rules have nothing to look at.
 */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import type { ICredentialType, INodeType, INodeTypeDescription } from 'n8n-workflow';
import type { Built } from './builtPackage.cts';
import { root } from './command.cts';

/** Plain data as a literal in the style of hand-written nodes: bare keys, single quotes. */
function literal(value: unknown): string {
	const plain: unknown = JSON.parse(JSON.stringify(value));
	return inspect(plain, {
		depth: Infinity,
		maxArrayLength: null,
		maxStringLength: null,
		breakLength: Infinity,
		compact: false,
	});
}

/** The methods that a node of this kind has, empty: the rules look at their presence, not at what they do. */
function methodsOf(node: INodeType): string {
	const has = (name: 'execute' | 'poll' | 'webhook') => typeof node[name] === 'function';
	const lifecycle = ['checkExists', 'create', 'delete'].map(
		(name) => `\t\t\tasync ${name}(this: IHookFunctions): Promise<boolean> {\n\t\t\t\treturn true;\n\t\t\t},`,
	);
	const parts = [
		has('execute') &&
			'async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {\n\t\treturn [this.getInputData()];\n\t}',
		has('poll') &&
			'async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {\n\t\treturn null;\n\t}',
		has('webhook') && `webhookMethods = {\n\t\tdefault: {\n${lifecycle.join('\n')}\n\t\t},\n\t};`,
		has('webhook') &&
			'async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {\n\t\treturn {};\n\t}',
	];
	return parts
		.filter(Boolean)
		.map((part) => `\n\t${part}\n`)
		.join('');
}

const NODE_IMPORTS = [
	'NodeConnectionTypes',
	...['IExecuteFunctions', 'IHookFunctions', 'INodeExecutionData', 'INodeType', 'INodeTypeDescription'],
	...['IPollFunctions', 'IWebhookFunctions', 'IWebhookResponseData'],
];

/** Imports of the names that the code uses. */
function importsFor(code: string, names: string[]): string {
	const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
	const types = used.map((name) => (name.startsWith('I') ? `type ${name}` : name));
	return `import { ${types.join(', ')} } from 'n8n-workflow';\n`;
}

function nodeSource(className: string, instance: INodeType, description: INodeTypeDescription): string {
	// Hand-written nodes name n8n's connections by their constant, whose value is all that is left at run time.
	const text = literal(description).replace(/^( {2}(?:inputs|outputs): \[[^\]]*\])/gm, (list) =>
		list.replaceAll("'main'", 'NodeConnectionTypes.Main'),
	);
	const members = `\tdescription: INodeTypeDescription = ${text};\n${methodsOf(instance)}`;
	const code = `export class ${className} implements INodeType {\n${members}}\n`;
	return `${importsFor(code, NODE_IMPORTS)}\n${code}`;
}

const CREDENTIAL_TYPES: Partial<Record<keyof ICredentialType, string>> = {
	authenticate: 'IAuthenticateGeneric',
	test: 'ICredentialTestRequest',
	properties: 'INodeProperties[]',
};

function credentialSource(className: string, instance: ICredentialType): string {
	const members = Object.entries(instance).map(([name, value]) => {
		const type = CREDENTIAL_TYPES[name as keyof ICredentialType];
		return `\t${name}${type ? `: ${type}` : ''} = ${literal(value)};\n`;
	});
	const code = `export class ${className} implements ICredentialType {\n${members.join('\n')}}\n`;
	const names = ['IAuthenticateGeneric', 'ICredentialTestRequest', 'ICredentialType', 'INodeProperties'];
	return `${importsFor(code, names)}\n${code}`;
}

const sourceOf = (file: string) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts');

/**
 * Writes a package into a new temporary folder: our manifest, lint and compiler settings, icons, and each class with
 * its data spelled out. `change` may alter a node's description first. Returns the folder; the caller removes it.
 */
export function writePackage(
	nodes: Array<Built<INodeType>>,
	credentials: Array<Built<ICredentialType>>,
	change: (description: INodeTypeDescription) => INodeTypeDescription = (description) => description,
): string {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-dashdoc-written-'));
	for (const file of ['package.json', 'tsconfig.json', 'eslint.config.mjs'])
		copyFileSync(join(root, file), join(folder, file));
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	const write = (file: string, text: string) => {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	};
	for (const { file, className, instance } of nodes) {
		write(sourceOf(file), nodeSource(className, instance, change(instance.description)));
		cpSync(join(root, dirname(file)), join(folder, dirname(sourceOf(file))), {
			recursive: true,
			filter: (path) => !/\.[jt]s$/.test(path),
		});
	}
	for (const { file, className, instance } of credentials) {
		write(sourceOf(file), credentialSource(className, instance));
	}
	return folder;
}
