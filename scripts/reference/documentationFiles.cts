import type { Resource } from '../../nodes/Dashdoc/declaration/operation';
import { coveragePage } from './coveragePage.cts';
import type { Examples } from './examples/example.cts';
import { resourcePage } from './resourcePage.cts';

/** Text of every generated page by its path within docs/. */
export function documentationFiles(resources: readonly Resource[], examples: Examples): Map<string, string> {
	return new Map([
		['coverage.md', coveragePage(resources)],
		...resources.map(
			(resource) => [`resources/${resource.value}.md`, resourcePage(resource, examples)] as const,
		),
	]);
}
