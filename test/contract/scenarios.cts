/** The ways in which each declared operation is tried, and what the sandbox saw of it. */
import type { INodeExecutionData, INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import type { Operation, Resource } from '../../nodes/Dashdoc/declaration/operation';
import type { Parameter } from '../../nodes/Dashdoc/declaration/parameter';
import { resources } from '../../nodes/Dashdoc/resources';
import type { RequestRecord, Sandbox, Violation } from '../../sandbox/index.cts';
import type { Outcome } from '../support/engine.cts';
import { fillIn, leavesOf, type Leaf } from '../support/leaves.cts';
import { mendingOf } from '../support/mending.cts';
import { runOn, withoutPace } from '../support/sandboxed.cts';
import { startOver } from '../support/startOver.cts';
import { nameParts } from './parts.cts';
import { charterOne, joinWasteChain } from './scenes.cts';
import { isFile, sampleOf, searchesOf, type LocatedBySearch, type Sample, type Variant } from './samples.cts';

/** One declared operation and its resource. */
export interface Declared {
	resource: Resource;
	operation: Operation & { route: NonNullable<Operation['route']> };
}

/** All operations with an endpoint of their own; API Request, whose user names the endpoint, has its own test. */
export const declaredOperations: readonly Declared[] = resources.flatMap((resource) =>
	resource.operations.flatMap(({ route, ...operation }) =>
		route ? [{ resource, operation: { ...operation, route } }] : [],
	),
);

/** `Contact: Create or Update`. */
export const titleOf = ({ resource, operation }: Declared) => `${resource.name}: ${operation.name}`;

/** One way of filling in an operation. */
export interface Scenario {
	title: string;
	/** Filled in, with the values that are expected to arrive. */
	filled: ReadonlyArray<{ leaf: Leaf; sample: Sample }>;
	/** Further values that are given without being looked for, such as emptied fields. */
	also?: ReadonlyArray<{ leaf: Leaf; given: NodeParameterValueType }>;
	/** The field that is tried; it is never left out. */
	subject?: Leaf;
	/** How things of one kind are named: the same thing is the same in all fields only when it is named in one way. */
	naming?: { mode: string; search: string | undefined };
	/** Values of a second run on the same data. */
	again?: ReadonlyArray<{ leaf: Leaf; sample: Sample }>;
}

/** Whether an operation makes an object only when it does not find it. */
export const looksFirst = (operation: Declared['operation']): boolean =>
	operation.findFirst !== undefined || (operation.route.startsWith('POST') && changesWhatItFinds(operation));

/** Whether it brings a found one up to date, and tells so. */
export const changesWhatItFinds = ({ alsoCalls = [], beside, findFirst }: Declared['operation']): boolean =>
	findFirst?.update !== undefined ||
	(beside?.outcome !== undefined && alsoCalls.some((route) => route.startsWith('PATCH')));

/** A JSON body comes last and would put back what is emptied. */
const isJson = ({ parameter }: Leaf) => parameter.property.type === 'json';

/** Makes the scenarios of one operation. */
export class Scenarios {
	private readonly leaves: readonly Leaf[];
	/** Optional fields of which Dashdoc needs one, by path. */
	private readonly needed = new Set<string>();

	constructor(
		private readonly operation: Declared['operation'],
		private readonly located: LocatedBySearch,
	) {
		this.leaves = leavesOf(operation).filter(({ parameter }) => parameter.property.name !== 'options');
	}

	/** Takes over which optional fields are needed as well, as the mended form of the required ones shows. */
	alsoNeeds({ filled }: Scenario): void {
		filled.forEach(({ leaf }) => this.needed.add(leaf.path.join('.')));
	}

	/**
	 * What a user does when a form is refused, as `mendingOf` has it; the field that is tried is never left out.
	 * @returns undefined when there is nothing that could be done
	 */
	mend(scenario: Scenario, message: string): Scenario | undefined {
		const filledIn = scenario.filled.map(({ leaf }) => leaf);
		const mending = mendingOf(this.leaves, filledIn, message);
		if (!mending) return undefined;
		if ('superfluous' in mending && mending.superfluous === scenario.subject) return undefined;
		const filled =
			'missing' in mending
				? [...scenario.filled, ...this.fill([mending.missing], undefined, scenario.naming)]
				: scenario.filled.filter(({ leaf }) => leaf !== mending.superfluous);
		return {
			...scenario,
			filled,
			again: scenario.again && this.otherwise(filled.map(({ leaf }) => leaf)),
		};
	}

	/** Other values for all but the keys, to see a change. */
	private otherwise(leaves: readonly Leaf[]): Scenario['filled'] {
		return this.fill(leaves, (leaf) => (this.isKey(leaf) ? 'first' : 'other'));
	}

	required(): Scenario {
		return { title: 'required parameters only', filled: this.fill(this.requiredLeaves) };
	}

	/** Everything at once; what looks for an object first is run again with other values. */
	everything(): Scenario {
		return {
			title: 'every parameter',
			filled: this.fill(this.leaves),
			again: looksFirst(this.operation) ? this.otherwise(this.leaves) : undefined,
		};
	}

	oneByOne(): Scenario[] {
		return this.leaves
			.filter((leaf) => !this.requiredLeaves.includes(leaf))
			.map((leaf) => ({
				title: `only ${leaf.path.join('.')}`,
				subject: leaf,
				filled: [...this.fill([...this.requiredLeaves, leaf]), ...this.companions(leaf)],
			}));
	}

	/** Every mode of every locator. */
	modes(): Scenario[] {
		return this.leaves.flatMap((leaf) =>
			(leaf.parameter.property.modes ?? []).map(({ name: mode }) => {
				const naming = { mode, search: searchOf(leaf) };
				return {
					title: `${leaf.path.join('.')} ${mode}`,
					subject: leaf,
					naming,
					filled: [
						...this.fill(
							this.requiredLeaves.filter((other) => other !== leaf),
							undefined,
							naming,
						),
						{ leaf, sample: this.sample(leaf, 'first', mode) },
						...this.companions(leaf),
					],
				};
			}),
		);
	}

	/** Every fixed choice that only the engine or `run` reads, such as the output modes. */
	choices(): Scenario[] {
		return this.leaves
			.filter(({ parameter: { property, targets } }) => property.type === 'options' && targets.length === 0)
			.flatMap((leaf) =>
				(leaf.parameter.property.options ?? []).map((option) => {
					const given = 'value' in option ? option.value : '';
					const others = this.leaves.filter((other) => other !== leaf && other.parameter.targets.length > 0);
					const fields = this.leaves.filter(({ path }) => path[0] === 'fields');
					return {
						title: `${leaf.path.join('.')} ${String(given)}`,
						filled: this.fill(others),
						also: [leaf, ...fields].map((one) => ({ leaf: one, given: one === leaf ? given : 'created' })),
					};
				}),
			);
	}

	/** Every field that can be cleared, emptied; and all of them together. */
	clearings(): Scenario[] {
		const clearable = this.leaves.filter(
			({ clears, parameter }) => clears && Object.keys(parameter.cleared ?? {}).length > 0,
		);
		const groups = [...clearable.map((leaf) => [leaf]), ...(clearable.length > 0 ? [clearable] : [])];
		return groups.map((group) => ({
			title: `emptied ${group.map(({ path }) => path.join('.')).join(', ')}`,
			filled: [
				...this.fill(this.requiredLeaves.filter((leaf) => !group.includes(leaf) && !isJson(leaf))),
				...group.map((leaf) => {
					const [value] = Object.values(leaf.parameter.cleared ?? {});
					const given = Array.isArray(value) ? [] : '';
					return { leaf, sample: { given, arrives: String(value) } };
				}),
			],
		}));
	}

	private get requiredLeaves(): Leaf[] {
		return this.leaves.filter(
			({ parameter: { property }, path }) => property.required || this.needed.has(path.join('.')),
		);
	}

	/** An update of nothing is refused, so what is no field of it is tried with one field changed. */
	private companions(leaf: Leaf): Scenario['filled'] {
		const beside = this.leaves[this.leaves.indexOf(leaf) - 1];
		// A field that goes nowhere by itself says how the one before it is read.
		if (leaf.parameter.place && leaf.parameter.targets.length === 0) return this.fill([beside]);
		const field = this.leaves.find(({ clears, parameter }) => clears && parameter.property.type === 'string');
		return field && !leaf.clears ? this.fill([field]) : [];
	}

	/** A JSON object with a field that the form has too, so that both agree when both are given. */
	private jsonSample({ route }: Leaf, variant: Variant): Sample {
		const fields = this.leaves.filter(
			({ parameter, route: other }) =>
				other === route &&
				parameter.property.type === 'string' &&
				!parameter.property.required &&
				!isFile(parameter) &&
				!Object.values(parameter.cleared ?? {}).some(Array.isArray) &&
				/^body\.\w+$/.test(parameter.targets[0] ?? ''),
		);
		const field = fields.find((leaf) => !this.isKey(leaf)) ?? fields[0];
		const name = field?.parameter.targets[0].replace('body.', '');
		const value = field && this.sample(field, variant).arrives;
		return { given: JSON.stringify(name === undefined ? {} : { [name]: value }) };
	}

	private isKey({ parameter }: Leaf): boolean {
		const keys = this.operation.findFirst?.keys ?? ['remote_id'];
		return keys.some((key) => parameter.targets.includes(`body.${key}`));
	}

	private fill(
		leaves: readonly Leaf[],
		variant: (leaf: Leaf) => Variant = () => 'first',
		naming?: Scenario['naming'],
	): Scenario['filled'] {
		return leaves.map((leaf) => {
			const modes = leaf.parameter.property.modes ?? [];
			const isAlike = naming?.search !== undefined && searchOf(leaf) === naming.search;
			const mode = isAlike ? modes.find(({ name }) => name === naming.mode)?.name : undefined;
			return { leaf, sample: this.sample(leaf, variant(leaf), mode) };
		});
	}

	private sample(leaf: Leaf, variant: Variant, mode?: string): Sample {
		const { parameter, route = this.operation.route } = leaf;
		const { placeholder = '', required, type } = parameter.property;
		const isShown = required || placeholder.startsWith('e.g. [');
		if (type === 'json' && isShown) return { given: placeholder.replace(/^e\.g\. /, '') };
		if (type === 'json') return this.jsonSample(leaf, variant);
		return sampleOf({ route, parameter, located: this.located, variant, mode });
	}
}

/** What came of one scenario. */
export interface Played {
	title: string;
	outcome: Outcome;
	again?: Outcome;
	requests: readonly RequestRecord[];
	violations: readonly Violation[];
	answerViolations: Sandbox['answerViolations'] extends () => infer V ? V : never;
	/** Parameters that were filled in, but seen in no request. */
	unseen: string[];
}

/** What a locator looks for in the editor. */
const searchOf = ({ parameter }: Leaf): string | undefined => searchesOf([parameter])[0];

/** How often a refused form is mended at most. */
const patience = 12;

/** Plays a scenario, mended until the node lets it through to Dashdoc. */
export async function playMended(
	sandbox: Sandbox,
	declared: Declared,
	scenarios: Scenarios,
	scenario: Scenario,
): Promise<{ scenario: Scenario; played: Played }> {
	let current = scenario;
	for (let round = 0; ; round++) {
		const played = await play(sandbox, declared, current);
		const { error } = played.outcome;
		const isRefusedHere = error && !played.requests.some(({ method }) => method !== 'GET');
		const mended = isRefusedHere && round < patience && scenarios.mend(current, error.message);
		if (!mended) return { scenario: current, played };
		current = mended;
	}
}

/** What some operations need besides the data of the start. */
function prepare(sandbox: Sandbox): void {
	nameParts(sandbox);
	charterOne(sandbox);
	joinWasteChain(sandbox);
}

/** Plays a scenario on data that no other one has changed. */
export async function play(sandbox: Sandbox, declared: Declared, scenario: Scenario): Promise<Played> {
	if (declared.operation.route.startsWith('GET')) sandbox.clearRequests();
	else startOver(sandbox, prepare);
	const also = (scenario.also ?? []).map(({ leaf, given }) => ({ leaf, sample: { given } }));
	const items = [itemFor(scenario)];
	const outcome = await runOn(sandbox, parametersOf(declared, [...scenario.filled, ...also]), { items });
	const again =
		scenario.again && !outcome.error
			? await runOn(sandbox, parametersOf(declared, scenario.again), { items })
			: undefined;
	const requests = sandbox.requests();
	return {
		title: scenario.title,
		outcome,
		again,
		requests,
		violations: [...sandbox.violations()],
		answerViolations: [...sandbox.answerViolations()],
		unseen: scenario.filled
			.filter(
				({ leaf: { parameter, route = declared.operation.route }, sample }) =>
					!isSeen(route, parameter, sample, requests),
			)
			.map(({ leaf }) => leaf.path.join('.')),
	};
}

/** An item with a small file: a PDF where a field asks for that and nothing else, else a picture. */
function itemFor({ filled }: Scenario): INodeExecutionData {
	const files = filled.filter(({ leaf: { parameter } }) => isFile(parameter));
	const described = files.map(({ leaf: { parameter } }) => parameter.property.description ?? '');
	const isPdf = described.some((text) => /\bPDF\b/.test(text) && !/\bpicture\b/i.test(text));
	return { json: {}, binary: { data: isPdf ? pdf : picture } };
}

const picture = {
	data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	fileName: 'plan-du-quai-nº2-été.png',
	mimeType: 'image/png',
};

const pdf = {
	data: Buffer.from('%PDF-1.4\n% Facture\n%%EOF\n').toString('base64'),
	fileName: 'facture-nº2-été.pdf',
	mimeType: 'application/pdf',
};

function parametersOf({ resource, operation }: Declared, filled: Scenario['filled']): INodeParameters {
	const parameters: INodeParameters = {
		resource: resource.value,
		operation: operation.value,
		options: withoutPace,
	};
	for (const { leaf, sample } of filled) fillIn(parameters, leaf.path, sample.given);
	return parameters;
}

function isSeen(
	route: string,
	{ targets, via }: Parameter,
	{ arrives, given }: Sample,
	requests: readonly RequestRecord[],
): boolean {
	if (targets.length === 0) return true;
	if (via && requests.some((request) => textOf(pathValue(via, request)) === textOf(arrives))) return true;
	return requests.some((request) =>
		targets.some((target) => {
			if (target === 'body') return hasFieldsOf(given, request.body);
			const value = valueAt(route, target, request);
			const texts = [value, ...valuesById(value)].map(textOf);
			return value !== undefined && (arrives === undefined || texts.includes(textOf(arrives)));
		}),
	);
}

/** The values of a field that holds one for each object, by its ID. */
const valuesById = (value: unknown): unknown[] =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : [];

/** Blanks after commas are not sent in lists, whether the description calls them lists or not. */
const textOf = (value: unknown) =>
	(Array.isArray(value) ? value.map(String).join() : String(value as string | null)).replace(/, /g, ',');

/** A list goes out in several bodies, of which this may be any. */
function hasFieldsOf(given: unknown, body: unknown): boolean {
	return [JSON.parse(String(given)) as unknown].flat().some((one) => isWithin(one, body));
}

/** Whether all that is wanted is there, whatever else is. */
function isWithin(wanted: unknown, found: unknown): boolean {
	if (typeof wanted !== 'object' || wanted === null) return wanted === found;
	return Object.entries(wanted).every(([name, value]) => isWithin(value, memberOf(found, name)));
}

const memberOf = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, name)
		? (value as Record<string, unknown>)[name]
		: undefined;

/** The value at a target in a request that arrived. */
function valueAt(route: string, target: string, { body, files = [], path, query }: RequestRecord): unknown {
	const [part, ...names] = target.split('.');
	const file = files.find(({ field }) => part === 'body' && field === names[0]);
	if (file) return file.filename;
	if (part === 'query') return query[names.join('.')];
	if (part === 'body') return names.reduce<unknown>(memberOf, body);
	return pathValue(route, { path }, names[0]);
}

/** The value of a placeholder in the path of a request; the first one unless named. */
function pathValue(route: string, { path }: Pick<RequestRecord, 'path'>, name?: string): string | undefined {
	const template = route.replace(/^\S+ /, '/api/v4').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
	const groups = new RegExp(`^${template}$`).exec(path)?.groups ?? {};
	const found = name === undefined ? Object.values(groups)[0] : groups[name];
	return found === undefined ? undefined : decodeURIComponent(found);
}
