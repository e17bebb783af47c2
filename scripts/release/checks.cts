import type { ReleaseCheck } from './check.cts';
import { contents } from './contents.cts';
import { dependencies, licence } from './licence.cts';
import { readme } from './readme.cts';
import { scanner } from './scanner.cts';
import { version } from './version.cts';

export interface Subject {
	/** Top folder of the sources. */
	checkout: string;
	/** Folder of the unpacked `npm pack`, with a node_modules beside it. */
	unpacked: string;
	/** The tag that is about to publish it, e.g. `v1.2.3`. */
	tag?: string;
}

/** Everything that must hold before a version is published; nothing of it needs a network. */
export const releaseChecks = ({ checkout, tag, unpacked }: Subject): ReleaseCheck[] => [
	{ name: 'the version is said alike everywhere', look: () => version(checkout, tag) },
	{ name: 'the licence is MIT', look: () => licence(unpacked) },
	{ name: 'nothing is installed with the package', look: () => dependencies(unpacked) },
	{ name: 'the package holds what n8n reads and nothing else', look: () => contents(unpacked) },
	{ name: 'README.md leads somewhere from npm', look: () => readme(checkout) },
	{ name: "the sources pass n8n's scanner", look: () => scanner(checkout, 'checkout') },
	{ name: "the package passes n8n's scanner", look: () => scanner(unpacked, 'tarball') },
];
