/** What the checks of a release read of a package: its manifest, its texts and the list of its files. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The part of package.json that the checks look at. */
export interface PublishedManifest {
	name: string;
	version: string;
	license?: string;
	author?: { name?: string };
	homepage?: string;
	repository?: { url?: string };
	n8n: { nodes: string[]; credentials: string[] };
	[other: string]: unknown;
}

/** The part of package-lock.json that package.json says too. */
export interface Lock {
	version?: string;
	packages?: Record<string, Record<string, unknown> | undefined>;
}

/** Text of a file; empty where there is none, so that a check says what is missing. */
export function textOf(folder: string, file: string): string {
	const path = join(folder, file);
	return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** A JSON file; throws where there is none, since nothing could be checked then. */
export function jsonOf<T>(folder: string, file: string): T {
	return JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
}

/** Paths of all files below a folder, with slashes, in order. */
export function filesBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.map((path) => path.replaceAll('\\', '/'))
		.sort();
}

/** Bytes of all files below a folder. */
export const bytesBelow = (folder: string): number =>
	filesBelow(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
