import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './command.cts';

/** Files below a folder of the checkout, as paths from the top. */
export function filesIn(...folders: string[]): string[] {
	return folders.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
	);
}
