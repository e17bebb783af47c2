import type { Resource } from '../../nodes/Dashdoc/declaration/operation';
import { apiOperations, evidenceMeanings, type ApiOperation } from './apiDescription.cts';
import { endpointList } from './endpointList.cts';
import { coveredBy, endpointListSection } from './endpointListSection.cts';
import { anchor, code, generatedMark, page, table } from './markdown.cts';
import { isOwned, usesByRoute } from './uses.cts';

/** Every endpoint of the API description, and every entry of Dashdoc's list, with the operations that call it. */
export function coveragePage(resources: readonly Resource[]): string {
	const uses = usesByRoute(resources);
	const list = endpointList();
	const all = apiOperations();
	const tags = [...new Set(all.map(({ tag }) => tag))];
	const counts = (some: readonly ApiOperation[]) => {
		const own = some.filter(({ route }) => isOwned(uses, route)).length;
		const covered = some.filter(({ route }) => uses.has(route)).length;
		const leftOut = some.filter(({ route }) => list.leftOut.has(route) && !uses.has(route)).length;
		return [some.length, own, covered - own, leftOut, some.length - covered - leftOut].map(String);
	};
	const isOfTag = (tag: string) => all.filter((operation) => operation.tag === tag);
	return page(
		generatedMark,
		'# Coverage of the Dashdoc API',
		`All ${all.length} operations of ${code('api/openapi.yaml')}, and what in the node calls them. Whatever has no operation can be called with [API Request](resources/apiRequest.md), which has the same credential, pace, paging, retries and messages.`,
		'**Own** means that an operation of the node stands for the endpoint, **used** that another one calls it on its way (written in brackets below).',
		table(
			['Group', 'Endpoints', 'Own', 'Used', 'Left out', 'Not yet'],
			[
				...tags.map((tag) => [`[${tag}](#${anchor(tag)})`, ...counts(isOfTag(tag))]),
				['**All**', ...counts(all).map((count) => `**${count}**`)],
			],
		),
		'How well an endpoint is known:',
		table(
			['Evidence', 'Meaning', 'Endpoints'],
			Object.entries(evidenceMeanings).map(([evidence, meaning]) => [
				evidence,
				meaning,
				String(all.filter((operation) => operation.evidence === evidence).length),
			]),
		),
		endpointListSection(list, uses),
		...tags.map((tag) => tagSection(tag, isOfTag(tag), (route) => coveredBy(route, list, uses))),
	);
}

function tagSection(tag: string, operations: ApiOperation[], covered: (route: string) => string): string {
	const rows = operations.map(({ route, summary, evidence }) => [
		code(route),
		summary,
		evidence,
		covered(route),
	]);
	return `## ${tag}\n\n${table(['Endpoint', 'What it does', 'Evidence', 'Operation'], rows)}`;
}
