/** Runs operations on n8n's real engine against the sandbox until one filling works, and keeps what came out. */
import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import type { Operation, Resource } from '../../../nodes/Dashdoc/declaration/operation';
import type { Sandbox } from '../../../sandbox/index.cts';
import { scenes, type Scene } from '../../../test/contract/scenes.cts';
import { builtNodes } from '../../../test/support/builtPackage.cts';
import { run } from '../../../test/support/engine.cts';
import { leavesOf, type Leaf } from '../../../test/support/leaves.cts';
import { isSame, mendingOf } from '../../../test/support/mending.cts';
import { credentialFor, withoutPace } from '../../../test/support/sandboxed.cts';
import { startOver } from '../../../test/support/startOver.cts';
import type { Example } from './example.cts';
import { filesFor } from './exampleFile.cts';
import { existingThings, partsFor, placedIds, searchesOf, type ExistingThings } from './existingThings.cts';
import { otherKey, type KnownIds } from './exampleValues.cts';
import { filling, operationBefore, operationsOf, type Subject } from './filling.cts';
import { withoutChance } from './legible.cts';
import { placeLeaves, requiredLeaves, startingLeaves, tellingLeaves } from './tellingLeaves.cts';

/** So many existing things are tried with the telling parameters at once. */
const quickCandidates = 4;
/** Telling parameters in an example, and how many are tried for it. */
const shown = 3;
const tried = 10;
/** How often a refused form is mended at most. */
const patience = 12;

/** How an operation that is refused is tried again. */
interface Way {
	/** Whether a form that the node refuses is mended as the refusal says. */
	mends: boolean;
	/** What has happened before; left out for nothing. */
	scene?: Scene;
}

/** The simplest one first, which tells a reader most. */
const ways: readonly Way[] = [
	{ mends: false },
	{ mends: true },
	...scenes.map((scene) => ({ mends: true, scene })),
];

interface Attempt extends Subject, Way {
	/** Parameters filled in beside the required ones. */
	leaves: readonly Leaf[];
	/** Position of the things that locators point at, among those that exist. */
	candidate: number;
}

type Tried = readonly [Example, Attempt];

/** Makes examples; each starts from the sandbox as it is after a reset. */
export class ExampleRunner {
	private constructor(
		private readonly sandbox: Sandbox,
		private readonly nodeType: INodeType,
		private readonly things: ExistingThings,
	) {}

	/** Gets ready for the operations of these resources. */
	static async on(sandbox: Sandbox, resources: readonly Resource[]): Promise<ExampleRunner> {
		const [{ instance: nodeType }] = builtNodes();
		const operations = resources.flatMap((resource) => resource.operations);
		return new ExampleRunner(sandbox, nodeType, await existingThings(sandbox, nodeType, operations));
	}

	/**
	 * The example of an operation, or what the first try with its required parameters was refused with.
	 * @param runs on so many things the operation is run, one after the other, for its `furtherItems`
	 */
	async exampleOf(resource: Resource, operation: Operation, runs = 1): Promise<Example> {
		const [example, { candidate, ...attempt }] = await this.working({ resource, operation });
		if ('problem' in example) return example;
		const furtherItems: IDataObject[] = [];
		const count = Math.min(candidate + runs, this.candidatesFor(attempt));
		for (let next = candidate + 1; next < count; next++) {
			const another = await this.attempted({ ...attempt, candidate: next });
			if ('items' in another) furtherItems.push(...another.items);
		}
		return { ...example, furtherItems };
	}

	/** The first filling that works and what came of it; else what came of the simplest way. */
	private async working(subject: Subject): Promise<Tried> {
		const failed: Tried[] = [];
		for (const way of ways) {
			const done = await this.workingIn({ ...subject, ...way });
			if ('items' in done[0]) return done;
			failed.push(done);
		}
		return failed[0];
	}

	private async workingIn(subject: Subject & Way): Promise<Tried> {
		const telling = tellingLeaves(subject.operation).slice(0, tried);
		const leaves = subject.mends ? startingLeaves(subject.operation, shown) : telling.slice(0, shown);
		const full = await this.firstWorking({ ...subject, leaves }, quickCandidates);
		if ('items' in full[0]) return full;
		const bare = await this.firstWorking({ ...subject, leaves: [] });
		if ('items' in bare[0]) return await this.enriched(bare, telling);
		// Where one field at least must be chosen, as in an update.
		for (const leaf of [...placeLeaves(subject.operation), ...telling]) {
			const single = await this.firstWorking({ ...subject, leaves: [leaf] }, quickCandidates);
			if ('items' in single[0]) return single;
		}
		return bare;
	}

	/** Adds telling parameters one by one, as far as something still comes out. */
	private async enriched(bare: Tried, telling: readonly Leaf[]): Promise<Tried> {
		let best = bare;
		for (const leaf of telling) {
			const [, attempt] = best;
			if (attempt.leaves.length === shown) break;
			const more = { ...attempt, leaves: [...attempt.leaves, leaf] };
			const example = await this.attempted(more);
			if ('items' in example) best = [example, more];
		}
		return best;
	}

	/** The example with the first things that do not refuse; else the first refusal. */
	private async firstWorking(filled: Omit<Attempt, 'candidate'>, limit = Infinity): Promise<Tried> {
		const attempt = { ...filled, candidate: 0 };
		const first = await this.attempted(attempt);
		if ('items' in first) return [first, attempt];
		const count = Math.min(limit, this.candidatesFor(attempt));
		for (let candidate = 1; candidate < count; candidate++) {
			const example = await this.attempted({ ...attempt, candidate });
			if ('items' in example) return [example, { ...attempt, candidate }];
		}
		return [first, attempt];
	}

	/** One attempt; mended until the node lets it through to Dashdoc, where that is its way. */
	private async attempted(attempt: Attempt): Promise<Example> {
		const first = await this.begun(attempt);
		let [example, current] = [first, attempt];
		for (let round = 0; attempt.mends && round < patience && 'problem' in example; round++) {
			const leaves = this.hasWritten() ? undefined : mended(current, example.problem);
			if (!leaves) break;
			current = { ...current, leaves };
			example = await this.begun(current);
		}
		return 'items' in example ? example : first;
	}

	private hasWritten(): boolean {
		return this.sandbox.requests().some(({ method }) => method !== 'GET');
	}

	private async begun(attempt: Attempt): Promise<Example> {
		if (attempt.scene) {
			this.sandbox.reset();
			attempt.scene.set(this.sandbox);
		} else startOver(this.sandbox);
		const ids = this.knownIds(attempt);
		const example = await this.followed(attempt, ids);
		return 'items' in example && attempt.scene ? { ...example, given: attempt.scene.given } : example;
	}

	/** Plays an attempt after the operation that has to come before it, if there is one. */
	private async followed(attempt: Attempt, ids: Map<string, string | number>): Promise<Example> {
		const before = operationBefore(attempt);
		if (!before) return await this.played(attempt, ids);
		const made = await this.played({ ...attempt, ...before, leaves: [] }, ids);
		if ('problem' in made) return made;
		const { id, pk, uid } = made.items[0] as Record<string, string | number | undefined>;
		ids.set(before.target, uid ?? pk ?? id ?? '');
		const example = await this.played(attempt, ids);
		return 'items' in example ? { ...example, after: before.operation.name } : example;
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
		if (problem !== false) return withoutChance({ problem }, this.sandbox.url);
		const itemFiles = items[0].binary;
		const example = { parameters, files, items: items.map(({ json }) => json), itemFiles };
		return withoutChance(example, this.sandbox.url);
	}

	/** What the sandbox found wrong, be it with the request or with its own answer. */
	private fault(): string | undefined {
		const faults = [...this.sandbox.violations(), ...this.sandbox.answerViolations()];
		return faults.length > 0 ? JSON.stringify(faults[0]) : undefined;
	}

	/** How many things there are to choose from, of the kind of which there are most. */
	private candidatesFor(subject: Subject): number {
		const counts = this.thingsFor(subject).map(([, ids]) => ids.length);
		return Math.max(1, ...counts, partsFor(this.sandbox, this.things, subject).length);
	}

	/** The first company is the user's own, which is the last one to be an example of others. */
	private knownIds({ candidate, ...subject }: Attempt): Map<string, string | number> {
		const known = this.thingsFor(subject).filter(([, ids]) => ids.length > 0);
		const parts = partsFor(this.sandbox, this.things, subject);
		return new Map([
			...placedIds(this.sandbox, subject),
			...known.map(([search, ids]) => [search, ids[(candidate + 1) % ids.length]] as const),
			...known.map(([search, ids]) => [otherKey(search), ids[(candidate + 2) % ids.length]] as const),
			...(parts[candidate % parts.length] ?? []),
		]);
	}

	private thingsFor(subject: Subject): Array<[string, ReadonlyArray<string | number>]> {
		return searchesOf(operationsOf(subject)).map((search) => [search, this.things.get(search) ?? []]);
	}
}

/** The optional fields of a form with what its refusal asks for; undefined when there is nothing that could be done. */
function mended({ leaves, operation }: Attempt, refusal: string): readonly Leaf[] | undefined {
	const mending = mendingOf(leavesOf(operation), [...requiredLeaves(operation), ...leaves], refusal);
	if (!mending) return undefined;
	if ('missing' in mending) return [...leaves, mending.missing];
	return leaves.filter((leaf) => !isSame(leaf, mending.superfluous));
}
