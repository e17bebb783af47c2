/** The rules of a version's number, and who must say the same one. */
import { isDeepStrictEqual } from 'node:util';
import type { Finding } from './check.cts';
import { jsonOf, textOf, type Lock, type PublishedManifest } from './packageFiles.cts';

/** Semantic Versioning without pre-releases, which npm would not publish as the latest. */
const NUMBER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** Fields of package.json that package-lock.json repeats. */
const REPEATED = ['name', 'version', 'license', 'engines', 'devDependencies', 'peerDependencies'];

interface Entry {
	version: string;
	/** What stands behind the dash: a date or "Unreleased"; empty where nothing does. */
	when: string;
	text: string;
}

/** The entries of a changelog as Keep a Changelog writes them, newest first: `## [1.2.3] - 2026-11-23`. */
function entriesOf(changelog: string): Entry[] {
	return changelog
		.split(/^## /m)
		.slice(1)
		.map((part) => {
			const [title, ...lines] = part.split('\n');
			const [, version, when = ''] = /^\[?([^\]\s]+)\]?(?:\s+-\s+(.+?))?\s*$/.exec(title) ?? [];
			return { version: version ?? title, when, text: lines.join('\n').trim() };
		});
}

function isDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const date = new Date(text);
	return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}

function changelogProblems(version: string, changelog: string, isPublished: boolean): string[] {
	const numbered = entriesOf(changelog).filter((one) => one.version !== 'Unreleased');
	const entry = numbered.find((one) => one.version === version);
	if (!entry) return [`CHANGELOG.md has no entry of ${version}.`];
	const dated = isDate(entry.when) || (entry.when === 'Unreleased' && !isPublished);
	return [
		...(numbered[0] === entry ? [] : [`CHANGELOG.md has ${numbered[0].version} before ${version}.`]),
		...(entry.text === '' ? [`CHANGELOG.md says nothing of ${version}.`] : []),
		...(dated
			? []
			: [
					`CHANGELOG.md must say "## [${version}] - " and its date${isPublished ? '' : ' or "Unreleased"'}, ` +
						`not "${entry.when}".`,
				]),
	];
}

function lockProblems(manifest: PublishedManifest, lock: Lock): string[] {
	const own = lock.packages?.[''] ?? {};
	return [
		...(lock.version === manifest.version ? [] : ['version']),
		...REPEATED.filter((field) => !isDeepStrictEqual(own[field], manifest[field])),
	].map((field) => `package-lock.json says another ${field} than package.json: run npm install.`);
}

/**
 * Looks at a checkout. With a tag, the version is about to be published: the tag must name it and the changelog must
 * have its date; without one, "Unreleased" is as good.
 */
export function version(checkout: string, tag?: string): Finding {
	const manifest = jsonOf<PublishedManifest>(checkout, 'package.json');
	const isNumber = NUMBER.test(manifest.version) && manifest.version !== '0.0.0';
	return {
		problems: [
			...(isNumber ? [] : [`"${manifest.version}" is no version to be published, such as 1.2.3.`]),
			...(tag === undefined || tag === `v${manifest.version}`
				? []
				: [`The tag is "${tag}", the version of package.json ${manifest.version}.`]),
			...changelogProblems(manifest.version, textOf(checkout, 'CHANGELOG.md'), tag !== undefined),
			...new Set(lockProblems(manifest, jsonOf<Lock>(checkout, 'package-lock.json'))),
		],
		remark: manifest.version,
	};
}
