import { apiOperation } from './apiDescription.cts';
import type { EndpointList, ListedRoute, ListEntry } from './endpointList.cts';
import { code, table } from './markdown.cts';
import { isOwned, linksTo, type UsesByRoute } from './uses.cts';

/** The list of endpoints in Dashdoc's documentation, with what in the node covers each of its operations. */
export function endpointListSection(list: EndpointList, uses: UsesByRoute): string {
	const { entries, leftOut } = list;
	const all = entries.flatMap(({ routes }) => routes);
	return [
		"## Dashdoc's list of endpoints",
		`The ${entries.length} entries of the list in the navigation of Dashdoc's documentation (${code('api/endpoint-list.yaml')}), each with its operations. Two degrees of evidence tell that the API description judges the whole shape of an operation (first) otherwise than its entry (second).`,
		table(
			['Entry', 'Operations', 'Own'],
			[
				...entries.map((entry) => entryRow(entry, list, uses)),
				[`**${entries.length} entries**`, `**${all.length} operations**`, `**${share(all, uses)}**`],
			],
		),
		leftOut.size === 0
			? ''
			: [
					'Left out on purpose:\n',
					...[...leftOut].map(([route, reason]) => `- ${code(route)}: ${reason}`),
				].join('\n'),
	]
		.filter((text) => text !== '')
		.join('\n\n');
}

/** What the table says of an endpoint: the operations of the node, or why there is none. */
export function coveredBy(route: string, { leftOut }: EndpointList, uses: UsesByRoute): string {
	return linksTo(uses, route) || (leftOut.has(route) ? 'left out on purpose' : 'not yet');
}

function entryRow({ note, path, routes }: ListEntry, list: EndpointList, uses: UsesByRoute): string[] {
	const operations = routes.map(
		(listed) => `${code(listed.route)} *${evidenceOf(listed)}*: ${coveredBy(listed.route, list, uses)}`,
	);
	const lines = [...(operations.length > 0 ? operations : ['group only']), ...(note === '' ? [] : [note])];
	return [path.join(' › '), lines.join('<br>'), operations.length > 0 ? share(routes, uses) : ''];
}

function evidenceOf({ evidence, route }: ListedRoute): string {
	const described = apiOperation(route).evidence;
	return described === evidence ? described : `${described}, ${evidence}`;
}

function share(routes: readonly ListedRoute[], uses: UsesByRoute): string {
	const own = routes.filter(({ route }) => isOwned(uses, route)).length;
	return `${own} of ${routes.length}`;
}
