import type { Operation, Resource } from '../../nodes/Dashdoc/declaration/operation';
import { apiOperations, evidenceMeanings, type ApiOperation } from './apiDescription.cts';
import { anchor, code, generatedMark, page, table } from './markdown.cts';

/** An operation of the node and how it uses an endpoint. */
interface Use {
	resource: Resource;
	operation: Operation;
	isOwn: boolean;
}

/** Every endpoint of the API description with the operations that call it. */
export function coveragePage(resources: readonly Resource[]): string {
	const uses = usesByRoute(resources);
	const all = apiOperations();
	const tags = [...new Set(all.map(({ tag }) => tag))];
	const counts = (some: readonly ApiOperation[]) => {
		const own = some.filter(({ route }) => uses.get(route)?.some(({ isOwn }) => isOwn)).length;
		const covered = some.filter(({ route }) => uses.has(route)).length;
		return [some.length, own, covered - own, some.length - covered].map(String);
	};
	const isOfTag = (tag: string) => all.filter((operation) => operation.tag === tag);
	return page(
		generatedMark,
		'# Coverage of the Dashdoc API',
		`All ${all.length} operations of ${code('api/openapi.yaml')}, and what in the node calls them. Whatever has no operation yet can be called with [API Request](resources/apiRequest.md), which has the same credential, pace, paging, retries and messages.`,
		'**Own** means that an operation of the node stands for the endpoint, **used** that another one calls it on its way (written in brackets below).',
		table(
			['Group', 'Endpoints', 'Own', 'Used', 'Not yet'],
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
		...tags.map((tag) => tagSection(tag, isOfTag(tag), uses)),
	);
}

function tagSection(tag: string, operations: ApiOperation[], uses: ReadonlyMap<string, Use[]>): string {
	const rows = operations.map(({ route, summary, evidence }) => [
		code(route),
		summary,
		evidence,
		(uses.get(route) ?? []).map(linkTo).join(', ') || 'not yet',
	]);
	return `## ${tag}\n\n${table(['Endpoint', 'What it does', 'Evidence', 'Operation'], rows)}`;
}

function linkTo({ resource, operation, isOwn }: Use): string {
	const link = `[${resource.name}: ${operation.name}](resources/${resource.value}.md#${anchor(operation.name)})`;
	return isOwn ? link : `(${link})`;
}

function usesByRoute(resources: readonly Resource[]): Map<string, Use[]> {
	const uses = new Map<string, Use[]>();
	const add = (route: string, use: Use) => {
		const earlier = uses.get(route) ?? [];
		// An operation that names its own route a second time says nothing new.
		if (earlier.some(({ operation }) => operation === use.operation)) return;
		uses.set(
			route,
			[...earlier, use].sort((a, b) => Number(b.isOwn) - Number(a.isOwn)),
		);
	};
	for (const resource of resources) {
		for (const operation of resource.operations) {
			if (operation.route) add(operation.route, { resource, operation, isOwn: true });
			for (const route of operation.alsoCalls ?? []) add(route, { resource, operation, isOwn: false });
		}
	}
	return uses;
}
