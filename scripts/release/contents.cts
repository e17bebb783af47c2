/** What a user downloads: everything that n8n reads, nothing else, and not too much of it. */
import { posix } from 'node:path';
import type { Finding } from './check.cts';
import { bytesBelow, filesBelow, jsonOf, textOf, type PublishedManifest } from './packageFiles.cts';

/** CHANGELOG.md is for npm versions that add it by themselves. */
const ALLOWED_AT_TOP = ['CHANGELOG.md', 'LICENSE', 'README.md', 'index.js', 'package.json'];
const NEEDED_AT_TOP = ['LICENSE', 'README.md', 'index.js', 'package.json'];
const ALLOWED_BELOW =
	/^dist\/(nodes|credentials)\/.+(\.js|\.svg|\.png|\.node\.json|\/properties\.json|\/__schema__\/.+\.json)$/;
/** Inside of what the pattern above lets through. */
const NEVER = /(^|\/)(tests?|__tests__|node_modules)\/|\.(test|spec|bench)\.js$/;

const MOST_BYTES = 2_000_000;

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;

/** Icons that a compiled node or credential names, as paths from the top of the package. */
function iconsOf(file: string, code: string): string[] {
	const names = [...code.matchAll(/['"]file:([^'"]+\.(?:svg|png))['"]/g)].map(([, name]) => name);
	return names.map((name) => posix.join(posix.dirname(file), name));
}

/** Paths that must be there for these nodes and credentials to be shown by n8n. */
function needed(folder: string, { n8n }: PublishedManifest): string[] {
	const registered = [...n8n.nodes, ...n8n.credentials];
	const codex = n8n.nodes.map((file) => file.replace(/\.js$/, '.json'));
	const icons = registered.flatMap((file) => iconsOf(file, textOf(folder, file)));
	return [...new Set([...NEEDED_AT_TOP, ...registered, ...codex, ...icons])];
}

/** Looks at an unpacked `npm pack`. */
export function contents(folder: string): Finding {
	const files = filesBelow(folder);
	const manifest = jsonOf<PublishedManifest>(folder, 'package.json');
	const isAllowed = (file: string) =>
		ALLOWED_AT_TOP.includes(file) || (ALLOWED_BELOW.test(file) && !NEVER.test(file));
	const schemaless = manifest.n8n.nodes.filter(
		(node) => !files.some((file) => file.startsWith(`${posix.dirname(node)}/__schema__/`)),
	);
	const iconless = [...manifest.n8n.nodes, ...manifest.n8n.credentials].filter(
		(file) => iconsOf(file, textOf(folder, file)).length === 0,
	);
	const bytes = bytesBelow(folder);
	return {
		problems: [
			...files.filter((file) => !isAllowed(file)).map((file) => `${file} does not belong into the package.`),
			...needed(folder, manifest)
				.filter((file) => !files.includes(file))
				.map((file) => `${file} is missing.`),
			...schemaless.map((node) => `${node} has no output schema beside it.`),
			...iconless.map((file) => `${file} names no icon.`),
			...(bytes > MOST_BYTES ? [`${kilobytes(bytes)} are more than ${kilobytes(MOST_BYTES)}.`] : []),
		],
		remark: `${files.length} files, ${kilobytes(bytes)}`,
	};
}
