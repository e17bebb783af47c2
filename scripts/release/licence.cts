/** What n8n demands of a community node's licence and dependencies. */
import type { Finding } from './check.cts';
import { jsonOf, textOf, type PublishedManifest } from './packageFiles.cts';

/** Sentences by which the text of the MIT licence is recognised, blanks aside. */
const MIT_SENTENCES = [
	'MIT License',
	'Permission is hereby granted, free of charge, to any person obtaining a copy of this software',
	'The above copyright notice and this permission notice shall be included in all copies',
	'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND',
];

/** package.json and LICENSE both say MIT, for the same author. */
export function licence(folder: string): Finding {
	const { author, license } = jsonOf<PublishedManifest>(folder, 'package.json');
	const text = textOf(folder, 'LICENSE').replace(/\s+/g, ' ');
	const holder = /Copyright \(c\) \d{4}(?:[-–]\d{4})? (.+?) Permission is/.exec(text)?.[1];
	return {
		problems: [
			...(license === 'MIT' ? [] : [`package.json says "${license ?? ''}" instead of "MIT".`]),
			...MIT_SENTENCES.filter((sentence) => !text.includes(sentence)).map(
				(sentence) => `LICENSE lacks "${sentence}".`,
			),
			...(holder !== undefined && holder === author?.name
				? []
				: [`LICENSE is by "${holder ?? ''}", package.json by "${author?.name ?? ''}".`]),
		],
	};
}

const RUNTIME_FIELDS = [
	...['dependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies'],
	...['overrides', 'resolutions'],
];

/** Nothing is installed with the package; n8n-workflow is the host's. */
export function dependencies(folder: string): Finding {
	const manifest = jsonOf<PublishedManifest>(folder, 'package.json');
	const peers = JSON.stringify(manifest.peerDependencies ?? {});
	return {
		problems: [
			...RUNTIME_FIELDS.filter((field) => field in manifest).map((field) => `package.json has "${field}".`),
			...(peers === '{"n8n-workflow":"*"}'
				? []
				: [`peerDependencies are ${peers} instead of n8n-workflow "*".`]),
		],
	};
}
