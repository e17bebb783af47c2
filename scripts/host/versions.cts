/** What the host installs. Both are exact, so that everybody runs the same. */
export interface Versions {
	n8n: string;
	/** Of the Node.js that n8n runs on, whichever runs the script. */
	node: string;
	/** Packages that npm is to take in another version than n8n asks for. */
	overrides?: Record<string, string>;
}

/**
 * The versions that are tried (docs/compatibility.md says why these). The oldest is the end of n8n's first generation, on
 * the oldest Node.js for which its engine of expressions comes ready-made.
 */
export const supported = {
	current: { n8n: '2.41.1', node: '24.21.0' },
	newest: { n8n: '2.41.1', node: '24.21.0' },
	// n8n 1 has its spreadsheet library from a server that not every network reaches; npm's own is read by Spreadsheet File.
	oldest: { n8n: '1.123.81', node: '22.23.3', overrides: { xlsx: '0.18.5' } },
} satisfies Record<string, Versions>;

export type SupportedName = keyof typeof supported;

const isSupportedName = (name: string): name is SupportedName => Object.hasOwn(supported, name);

/** One of the supported versions by its name. Throws, saying which there are, where the name is another one. */
export function supportedVersions(name: string): Versions {
	if (isSupportedName(name)) return supported[name];
	throw new Error(`There is no n8n "${name}" here; choose ${Object.keys(supported).join(', ')}.`);
}

/** Environment variable by which a script tells the tests that it starts which n8n to run. */
export const choice = 'DASHDOC_HOST_N8N';

/** What was chosen by `--n8n`, else the current one. */
export const chosenVersions = ({ [choice]: name = 'current' } = process.env): Versions =>
	supportedVersions(name);

/** Whether it is n8n 1, which does some things in ways of its own. */
export const isFirstGeneration = ({ n8n }: Versions = chosenVersions()): boolean => n8n.startsWith('1.');

/** The npm package that holds the program of Node.js for this machine, as the package `node` chooses it. */
export function nodePackage({ arch, platform }: Pick<NodeJS.Process, 'arch' | 'platform'> = process): string {
	const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
	return [prefix, platform === 'win32' ? 'win' : platform, arch].join('-');
}
