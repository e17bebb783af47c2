/** What the host installs. Both are exact, so that everybody runs the same. */
export interface Versions {
	n8n: string;
	/** Of the Node.js that n8n runs on, whichever runs the script. */
	node: string;
}

export const versions: Versions = { n8n: '2.41.1', node: '24.21.0' };

/** The npm package that holds the program of Node.js for this machine, as the package `node` chooses it. */
export function nodePackage({ arch, platform }: Pick<NodeJS.Process, 'arch' | 'platform'> = process): string {
	const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
	return [prefix, platform === 'win32' ? 'win' : platform, arch].join('-');
}
