/** Runs operations on n8n's real engine against the sandbox until one filling works, and keeps what came out. */
import type { INodeExecutionData, INodeParameters, NodeParameterValueType } from 'n8n-workflow';
// With its ending, since Node alone would take Dashdoc.node.json for it.
import { Dashdoc } from '../../../nodes/Dashdoc/Dashdoc.node.ts';
import type { Operation, Resource } from '../../../nodes/Dashdoc/declaration/operation';
import type { Sandbox } from '../../../sandbox/index.cts';
import { fillIn, leavesOf, type Leaf } from '../../../test/support/leaves.cts';
import { run, searchList } from '../../../test/support/engine.cts';
import { credentialFor, withoutPace } from '../../../test/support/sandboxed.cts';
import type { Example, WorkedExample } from './example.cts';
import { exampleFile, exampleValue, isFileField, searchOf, type KnownIds } from './exampleValues.cts';
import { withoutAddress } from './legible.cts';
import { requiredLeaves, tellingLeaves } from './tellingLeaves.cts';

/** So many existing things are tried, since some refuse: a contact without address cannot be invited. */
const candidates = 30;
/** So many of them are tried with the telling parameters at once. */
const quickCandidates = 4;
/** Telling parameters in an example, and how many are tried for it. */
const shown = 3;
const tried = 10;

interface Attempt {
	resource: Resource;
	operation: Operation;
	leaves: readonly Leaf[];
	/** Position of the things that locators point at, among those that exist. */
	candidate: number;
}

/** Makes examples; each starts from the sandbox as it is after a reset. */
export class ExampleRunner {
	/** Every example starts from the same data, so that one search per list is enough. */
	private readonly existing = new Map<string, ReadonlyArray<string | number>>();

	private readonly nodeType = new Dashdoc();

	constructor(private readonly sandbox: Sandbox) {}

	/** The example of an operation, or what the last try was refused with. */
	async exampleOf(resource: Resource, operation: Operation): Promise<Example> {
		const telling = tellingLeaves(operation);
		const quick = telling.slice(0, shown);
		const first = await this.firstWorking({ resource, operation, leaves: quick }, quickCandidates);
		if ('item' in first) return first;
		const bare = await this.firstWorking({ resource, operation, leaves: [] }, candidates);
		if ('item' in bare)
			return await this.enriched({ resource, operation, leaves: [], candidate: bare.candidate }, bare);
		// Where one field at least must be chosen, as in an update.
		let last: Example = bare;
		for (const leaf of telling.slice(0, tried)) {
			last = await this.firstWorking({ resource, operation, leaves: [leaf] }, quickCandidates);
			if ('item' in last) return last;
		}
		return bare;
	}

	/** Adds telling parameters one by one, as far as something still comes out. */
	private async enriched(attempt: Attempt, bare: WorkedExample): Promise<WorkedExample> {
		let best = bare;
		let leaves: readonly Leaf[] = [];
		for (const leaf of tellingLeaves(attempt.operation).slice(0, tried)) {
			if (leaves.length === shown) break;
			const more = await this.attempted({ ...attempt, leaves: [...leaves, leaf] });
			if (!('item' in more)) continue;
			best = more;
			leaves = [...leaves, leaf];
		}
		return best;
	}

	private async firstWorking(
		attempt: Omit<Attempt, 'candidate'>,
		limit: number,
	): Promise<(WorkedExample & { candidate: number }) | { problem: string }> {
		let first: { problem: string } | undefined;
		const count = Math.max(1, Math.min(limit, await this.candidatesFor(attempt.operation)));
		for (let candidate = 0; candidate < count; candidate++) {
			const example = await this.attempted({ ...attempt, candidate });
			if ('item' in example) return { ...example, candidate };
			first ??= example;
		}
		return first ?? { problem: 'nothing was tried' };
	}

	private async attempted(attempt: Attempt): Promise<Example> {
		this.sandbox.reset();
		const ids = new Map(await this.knownIds(attempt));
		const before = operationBefore(attempt);
		let after: string | undefined;
		if (before) {
			const made = await this.played({ ...attempt, ...before, leaves: [] }, ids);
			if ('problem' in made) return made;
			after = before.operation.name;
			const { id, pk, uid } = made.item as Record<string, string | number | undefined>;
			ids.set(before.target, uid ?? pk ?? id ?? '');
		}
		const example = await this.played(attempt, ids);
		return 'item' in example && after ? { ...example, after } : example;
	}

	private async played({ resource, operation, leaves }: Attempt, ids: KnownIds): Promise<Example> {
		const filled = leavesOf(operation).filter((leaf) =>
			[...requiredLeaves(operation), ...leaves].some(({ path }) => path.join() === leaf.path.join()),
		);
		const parameters: INodeParameters = {
			resource: resource.value,
			operation: operation.value,
			...listed(operation),
		};
		for (const leaf of filled) {
			const value = exampleValue(leaf, operation, ids);
			if (value !== undefined) fillIn(parameters, leaf.path, value as NodeParameterValueType);
		}
		const files = filesFor(operation);
		const outcome = await run({
			nodeType: this.nodeType,
			credential: credentialFor(this.sandbox),
			parameters: { ...parameters, options: withoutPace },
			items: [{ json: {}, ...(files && { binary: files }) }],
		}).catch((error: Error) => ({ error, outputs: [] as INodeExecutionData[][] }));
		const [items = []] = outcome.outputs;
		const problem =
			outcome.error?.message ?? this.fault() ?? (items.length === 0 ? 'nothing came out' : undefined);
		if (problem !== undefined) return { problem: withoutAddress(problem, this.sandbox.url) };
		return withoutAddress(
			{
				parameters,
				...(files && { files }),
				count: items.length,
				item: items[0].json,
				...(items[0].binary && { itemFiles: items[0].binary }),
			},
			this.sandbox.url,
		);
	}

	/** What the sandbox found wrong, be it with the request or with its own answer. */
	private fault(): string | undefined {
		const faults = [...this.sandbox.violations(), ...this.sandbox.answerViolations()];
		return faults.length > 0 ? JSON.stringify(faults[0]) : undefined;
	}

	private async candidatesFor({ parameters }: Operation): Promise<number> {
		const lists = await Promise.all(
			leavesOf({ parameters })
				.map(({ parameter }) => searchOf(parameter.property))
				.filter((search) => search !== undefined)
				.map((search) => this.search(search)),
		);
		return Math.max(1, ...lists.map(({ length }) => length));
	}

	private async knownIds({ candidate, operation }: Attempt): Promise<KnownIds> {
		const ids = new Map<string, string | number>();
		for (const { parameter } of leavesOf(operation)) {
			const search = searchOf(parameter.property);
			const values = search === undefined ? [] : await this.search(search);
			if (search !== undefined && values.length > 0) ids.set(search, values[candidate % values.length]);
		}
		return ids;
	}

	private async search(method: string): Promise<ReadonlyArray<string | number>> {
		const known = this.existing.get(method);
		if (known) return known;
		this.sandbox.reset();
		// A list that depends on other fields finds nothing here; what it offers is made by the operation before.
		const subject = { nodeType: this.nodeType, credential: credentialFor(this.sandbox) };
		const { results } = await searchList(subject, method).catch(() => ({ results: [] }));
		const values = results.slice(0, candidates).map(({ value }) => value as string | number);
		this.existing.set(method, values);
		return values;
	}
}

/** Lists are asked for little, so that Limit is seen. */
function listed({ answer, parameters }: Operation): INodeParameters {
	const hasLimit = answer === 'list' && parameters.some(({ property }) => property.name === 'limit');
	return hasLimit ? { returnAll: false, limit: 5 } : {};
}

function filesFor(operation: Operation): WorkedExample['files'] {
	const fields = leavesOf(operation).filter(({ parameter }) => isFileField(parameter.property));
	if (fields.length === 0) return undefined;
	return Object.fromEntries(
		fields.map(({ parameter }) => [parameter.property.default as string, exampleFile()]),
	);
}

/** The operation that makes the inner thing of a path such as `/vehicles/{pk}/unavailability/{pk_unavailability}/`. */
function operationBefore({
	operation,
	resource,
}: Attempt): { operation: Operation; target: string } | undefined {
	const [, path, placeholder] = /^\S+ (.*\{.*)\{(\w+)\}\/$/.exec(operation.route ?? '') ?? [];
	const maker = resource.operations.find(({ route }) => route === `POST ${path}`);
	return maker && { operation: maker, target: `path.${placeholder}` };
}
