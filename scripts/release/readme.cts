/** README.md as npm shows it: links and pictures that are relative lead to the repository that package.json names. */
import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { Finding } from './check.cts';
import { jsonOf, textOf, type PublishedManifest } from './packageFiles.cts';

const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** What a text in Markdown, with HTML in it, leads to. */
function targetsOf(text: string): string[] {
	const markdown = [...text.matchAll(/\]\(\s*<?([^)>\s]+)>?(?:\s+"[^"]*")?\s*\)/g)];
	const references = [...text.matchAll(/^\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)/gm)];
	const html = [...text.matchAll(/\b(?:src|href|srcset)\s*=\s*"([^"\s]+)[^"]*"/g)];
	return [...new Set([...markdown, ...references, ...html].map(([, target]) => target))];
}

/** Anchors of the headings, as GitHub and npm make them. */
function anchorsOf(text: string): Set<string> {
	const headings = [...text.matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading]) => heading);
	return new Set(
		headings.map((heading) =>
			heading
				.toLowerCase()
				.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
				.replace(/[^\p{L}\p{N}\s_-]/gu, '')
				.replace(/\s/g, '-'),
		),
	);
}

function targetProblem(checkout: string, target: string, anchors: Set<string>): string | undefined {
	if (/^(https:|mailto:)/.test(target)) return undefined;
	if (/^[a-z]+:|^\/\//i.test(target)) return `${target}: only https is shown.`;
	const [path, anchor] = target.split('#');
	if (path === '') return anchors.has(anchor) ? undefined : `#${anchor}: there is no such heading.`;
	if (path.startsWith('/') || normalize(path).startsWith('..')) {
		return `${target} leads out of the repository.`;
	}
	return existsSync(join(checkout, decodeURI(path))) ? undefined : `${target} is not there.`;
}

/** Looks at README.md, and at the repository from which its relative links are followed. */
export function readme(checkout: string): Finding {
	const { homepage = '', repository } = jsonOf<PublishedManifest>(checkout, 'package.json');
	const text = textOf(checkout, 'README.md');
	const [, page] = /^git\+(https:\/\/github\.com\/[\w.-]+\/[\w.-]+?)\.git$/.exec(repository?.url ?? '') ?? [];
	const prose = withoutCode(text);
	const anchors = anchorsOf(text);
	const targets = targetsOf(prose);
	return {
		problems: [
			...(text === '' ? ['There is no README.md.'] : []),
			...(page ? [] : ['repository.url of package.json must be git+https://github.com/…/….git.']),
			...(page && !homepage.startsWith(page) ? [`homepage of package.json is not below ${page}.`] : []),
			...targets.map((target) => targetProblem(checkout, target, anchors)).filter((one) => one !== undefined),
		],
		remark: `${targets.length} links and pictures`,
	};
}
