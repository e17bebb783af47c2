/** The package as `npm run build` left it in dist/, which is what users install. */
import { mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { isBuilt } from './buildState.cts';
import { root, runCommand } from './command.cts';

export interface Manifest {
	name: string;
	version: string;
	scripts: Record<string, string>;
	engines: { node: string };
	devDependencies: Record<string, string>;
	peerDependencies: Record<string, string>;
	n8n: { strict: boolean; n8nNodesApiVersion: number; nodes: string[]; credentials: string[] };
	[other: string]: unknown;
}

/** A node or credential class of the package and where it is built. */
export interface Built<T> {
	/** Path of the compiled file, e.g. `dist/nodes/Dashdoc/Dashdoc.node.js`. */
	file: string;
	className: string;
	instance: T;
}

export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** Throws when dist/ does not tell of the sources as they are now. */
function demandFreshBuild(): void {
	if (!isBuilt()) throw new Error('dist/ is not what these sources build: run "npm run build" first');
}

function load<T>(files: string[], ending: string): Array<Built<T>> {
	demandFreshBuild();
	return files.map((file) => {
		const className = basename(file, ending);
		// The classes are found by the names in package.json, as n8n finds them.
		// eslint-disable-next-line @typescript-eslint/no-require-imports
		const classes = require(join(root, file)) as Record<string, new () => T>;
		return { file, className, instance: new classes[className]() };
	});
}

export const builtNodes = () => load<INodeType>(manifest.n8n.nodes, '.node.js');
export const builtCredentials = () => load<ICredentialType>(manifest.n8n.credentials, '.credentials.js');

/** Packs the package and unpacks it into `package` of a folder. Returns that path. */
export async function packPackage(folder: string): Promise<string> {
	demandFreshBuild();
	const packed = await runCommand('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
	const tarball = join(folder, `${manifest.name}-${manifest.version}.tgz`);
	const unpacked = await runCommand('tar', ['-xzf', tarball, '-C', folder]);
	if (packed.code !== 0 || unpacked.code !== 0)
		throw new Error(`npm pack: ${packed.stderr}${unpacked.stderr}`);
	return join(folder, 'package');
}

/**
 * Packs the package and unpacks it into a new temporary folder, beside the modules of the checkout in the place of
 * those of n8n. Returns the folder; the caller removes it.
 */
export async function unpackedTarball(): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-dashdoc-tarball-'));
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	return await packPackage(folder);
}
