import { join } from 'node:path';
import { filesBelow } from '../../scripts/release/packageFiles.cts';
import { root } from './command.cts';

/** Files below folders of the checkout, as paths from the top with slashes, those of each folder in order. */
export const filesIn = (...folders: string[]): string[] =>
	folders.flatMap((folder) => filesBelow(join(root, folder)).map((file) => `${folder}/${file}`));
