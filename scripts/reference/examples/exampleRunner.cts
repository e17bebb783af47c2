/** Runs operations on n8n's real engine against the sandbox until one filling works, and keeps what came out. */
import type { INodeExecutionData } from 'n8n-workflow';
// With its ending, since Node alone would take Dashdoc.node.json for it.
import { Dashdoc } from '../../../nodes/Dashdoc/Dashdoc.node.ts';
import type { Operation, Resource } from '../../../nodes/Dashdoc/declaration/operation';
import type { Sandbox } from '../../../sandbox/index.cts';
import { run, searchList } from '../../../test/support/engine.cts';
import type { Leaf } from '../../../test/support/leaves.cts';
import { credentialFor, withoutPace } from '../../../test/support/sandboxed.cts';
import type { Example, WorkedExample } from './example.cts';
import { filesFor } from './exampleFile.cts';
import type { KnownIds } from './exampleValues.cts';
import { filling, operationBefore, searchesOf, type Subject } from './filling.cts';
import { withoutAddress } from './legible.cts';
import { tellingLeaves } from './tellingLeaves.cts';

/** So many existing things are tried, since some refuse: a contact without address cannot be invited. */
const candidates = 30;
/** So many of them are tried with the telling parameters at once. */
const quickCandidates = 4;
/** Telling parameters in an example, and how many are tried for it. */
const shown = 3;
const tried = 10;

interface Attempt extends Subject {
	/** Parameters filled in beside the required ones. */
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

	/** The example of an operation, or what the first try with its required parameters was refused with. */
	async exampleOf(resource: Resource, operation: Operation): Promise<Example> {
		const telling = tellingLeaves(operation).slice(0, tried);
		const subject = { resource, operation };
		const [full] = await this.firstWorking({ ...subject, leaves: telling.slice(0, shown) }, quickCandidates);
		if ('item' in full) return full;
		const [bare, candidate] = await this.firstWorking({ ...subject, leaves: [] }, candidates);
		if ('item' in bare) return await this.enriched({ ...subject, leaves: [], candidate }, bare, telling);
		// Where one field at least must be chosen, as in an update.
		for (const leaf of telling) {
			const [single] = await this.firstWorking({ ...subject, leaves: [leaf] }, quickCandidates);
			if ('item' in single) return single;
		}
		return bare;
	}

	/** Adds telling parameters one by one, as far as something still comes out. */
	private async enriched(
		attempt: Attempt,
		bare: WorkedExample,
		telling: readonly Leaf[],
	): Promise<WorkedExample> {
		let best = bare;
		let leaves: readonly Leaf[] = [];
		for (const leaf of telling) {
			if (leaves.length === shown) break;
			const more = await this.attempted({ ...attempt, leaves: [...leaves, leaf] });
			if (!('item' in more)) continue;
			best = more;
			leaves = [...leaves, leaf];
		}
		return best;
	}

	/** The example with the first things that do not refuse, and their position; else the first refusal. */
	private async firstWorking(
		attempt: Omit<Attempt, 'candidate'>,
		limit: number,
	): Promise<readonly [Example, number]> {
		const first = await this.attempted({ ...attempt, candidate: 0 });
		if ('item' in first) return [first, 0];
		const count = Math.min(limit, await this.candidatesFor(attempt));
		for (let candidate = 1; candidate < count; candidate++) {
			const example = await this.attempted({ ...attempt, candidate });
			if ('item' in example) return [example, candidate];
		}
		return [first, 0];
	}

	private async attempted(attempt: Attempt): Promise<Example> {
		const ids = new Map(await this.knownIds(attempt));
		this.sandbox.reset();
		const before = operationBefore(attempt);
		if (!before) return await this.played(attempt, ids);
		const made = await this.played({ ...attempt, ...before, leaves: [] }, ids);
		if ('problem' in made) return made;
		const { id, pk, uid } = made.item as Record<string, string | number | undefined>;
		ids.set(before.target, uid ?? pk ?? id ?? '');
		const example = await this.played(attempt, ids);
		return 'item' in example ? { ...example, after: before.operation.name } : example;
	}

	private async played(attempt: Attempt, ids: KnownIds): Promise<Example> {
		const { leaves, parameters } = filling(attempt, attempt.leaves, ids);
		const files = filesFor(leaves);
		const { error, outputs } = await run({
			nodeType: this.nodeType,
			credential: credentialFor(this.sandbox),
			parameters: { ...parameters, options: withoutPace },
			items: [{ json: {}, ...(files && { binary: files }) }],
		}).catch((failure: Error) => ({ error: failure, outputs: [] as INodeExecutionData[][] }));
		const [items = []] = outputs;
		const problem = error?.message ?? this.fault() ?? (items.length === 0 && 'nothing came out');
		if (problem !== false) return withoutAddress({ problem }, this.sandbox.url);
		const [{ binary: itemFiles, json: item }] = items;
		const example = { parameters, files, count: items.length, item, itemFiles };
		return withoutAddress(example, this.sandbox.url);
	}

	/** What the sandbox found wrong, be it with the request or with its own answer. */
	private fault(): string | undefined {
		const faults = [...this.sandbox.violations(), ...this.sandbox.answerViolations()];
		return faults.length > 0 ? JSON.stringify(faults[0]) : undefined;
	}

	/** How many things there are to choose from, of the kind of which there are most. */
	private async candidatesFor(subject: Subject): Promise<number> {
		let most = 1;
		for (const search of searchesOf(subject)) most = Math.max(most, (await this.found(search)).length);
		return most;
	}

	private async knownIds({ candidate, ...subject }: Attempt): Promise<KnownIds> {
		const ids = new Map<string, string | number>();
		for (const search of searchesOf(subject)) {
			const values = await this.found(search);
			// The first company is the user's own, which is the last one to be an example of others.
			if (values.length > 0) ids.set(search, values[(candidate + 1) % values.length]);
		}
		return ids;
	}

	private async found(search: string): Promise<ReadonlyArray<string | number>> {
		const known = this.existing.get(search);
		if (known) return known;
		this.sandbox.reset();
		const subject = { nodeType: this.nodeType, credential: credentialFor(this.sandbox) };
		// A list that depends on other fields finds nothing here; what it offers is made by the operation before.
		const { results } = await searchList(subject, search).catch(() => ({ results: [] }));
		const values = results.slice(0, candidates).map(({ value }) => value as string | number);
		this.existing.set(search, values);
		return values;
	}
}
