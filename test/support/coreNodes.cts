/**
 * Stand-ins for the nodes of n8n-nodes-base that our workflows use. That package is too big to install for tests;
 * each of these answers like the real node for the settings named in its docstring and refuses any other setting.
 */
import { isDeepStrictEqual } from 'node:util';
import {
	deepCopy,
	jsonParse,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';
import type { NodeTypesByName } from './n8n.cts';

type Field = Pick<INodeProperties, 'name' | 'type' | 'default'> & Partial<INodeProperties>;

const describe = (
	displayName: string,
	version: number | number[],
	fields: Field[],
	more: Partial<INodeTypeDescription> = {},
): INodeTypeDescription => ({
	displayName,
	name: displayName,
	group: ['transform'],
	version,
	description: `Stand-in for n8n's ${displayName}`,
	defaults: { name: displayName },
	inputs: ['main'],
	outputs: ['main'],
	properties: fields.map((field) => ({ displayName: field.name, ...field })),
	...more,
});

/** Throws where a workflow uses a setting that a stand-in does not imitate. */
function demand(context: IExecuteFunctions, holds: boolean, setting: string): asserts holds {
	if (!holds) throw new NodeOperationError(context.getNode(), `The stand-in does not imitate ${setting}`);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

const trigger = { group: ['trigger' as const], inputs: [] };

/** Starts with one empty item when a user runs the workflow by hand. */
class ManualTrigger implements INodeType {
	description = describe('manualTrigger', 1, [], trigger);

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return { manualTriggerFunction: async () => this.emit([[{ json: {} }]]) };
	}
}

/** Starts with one item that tells the time, as when a user runs the workflow by hand; it never waits. */
class ScheduleTrigger implements INodeType {
	description = describe(
		'scheduleTrigger',
		[1, 1.1, 1.2, 1.3],
		[{ name: 'rule', type: 'json', default: '{}' }],
		trigger,
	);

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const json = { timestamp: new Date().toISOString(), Timezone: this.getTimezone() };
		return { manualTriggerFunction: async () => this.emit([[{ json }]]) };
	}
}

/** Hands everything on. */
class NoOp implements INodeType {
	description = describe('noOp', 1, []);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

const EXPRESSION = /\{\{[\s\S]*?\}\}/g;

/** The text of a JSON field with its expressions filled in; objects and lists are written out as JSON. */
function fillIn(context: IExecuteFunctions, template: string, itemIndex: number): string {
	if (!template.startsWith('=')) return template;
	return template.replace(/^=+/, '').replace(EXPRESSION, (expression) => {
		const value: unknown = context.evaluateExpression(expression, itemIndex);
		return isRecord(value) ? JSON.stringify(value) : String(value);
	});
}

/** Edit Fields 3.4: mode JSON; mode Manual Mapping without type conversion; other fields all, with files, or none. */
class EditFields implements INodeType {
	description = describe(
		'set',
		[3.4],
		[
			{ name: 'mode', type: 'string', default: 'manual' },
			{ name: 'duplicateItem', type: 'boolean', default: false },
			{ name: 'jsonOutput', type: 'json', default: '{}', displayOptions: { show: { mode: ['raw'] } } },
			{ name: 'assignments', type: 'json', default: {}, displayOptions: { show: { mode: ['manual'] } } },
			{ name: 'includeOtherFields', type: 'boolean', default: false },
			{ name: 'options', type: 'json', default: {} },
		],
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData().map((input, item): INodeExecutionData => {
			demand(this, this.getNodeParameter('duplicateItem', item) === false, "Edit Fields' 'Duplicate Item'");
			const fields = EditFields.fields(this, item);
			const isAll = this.getNodeParameter('includeOtherFields', item) === true;
			const { stripBinary } = this.getNodeParameter('options', item);
			const files = isAll && stripBinary !== true && input.binary ? { binary: { ...input.binary } } : {};
			const others = isAll ? deepCopy(input.json) : {};
			return { json: { ...others, ...fields }, ...files, pairedItem: { item } };
		});
		return [items];
	}

	private static fields(context: IExecuteFunctions, item: number): IDataObject {
		if (context.getNodeParameter('mode', item) === 'manual') {
			const value = context.getNodeParameter('assignments', item) as {
				assignments?: Array<{ name: string; value: IDataObject[string] }>;
			};
			return Object.fromEntries((value.assignments ?? []).map((field) => [field.name, field.value]));
		}
		const template = context.getNodeParameter('jsonOutput', item, '', { rawExpressions: true }) as string;
		const text = fillIn(context, template, item);
		const fields = jsonParse<unknown>(text, {
			errorMessage: `The 'JSON Output' in item ${item} contains invalid JSON`,
		});
		if (isRecord(fields) && !Array.isArray(fields)) return fields as IDataObject;
		const message = `The 'JSON Output' in item ${item} does not contain a valid JSON object`;
		throw new NodeOperationError(context.getNode(), message, { itemIndex: item });
	}
}

/** Split Out 1: one field, by dotted name; other fields none or all; no options. */
class SplitOut implements INodeType {
	description = describe('splitOut', 1, [
		{ name: 'fieldToSplitOut', type: 'string', default: '', required: true },
		{ name: 'include', type: 'string', default: 'noOtherFields' },
		{ name: 'options', type: 'json', default: {} },
	]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData().flatMap((input, item) => SplitOut.split(this, input, item))];
	}

	private static split(
		context: IExecuteFunctions,
		input: INodeExecutionData,
		item: number,
	): INodeExecutionData[] {
		const field = (context.getNodeParameter('fieldToSplitOut', item) as string)
			.trim()
			.replace(/^\$json\./, '');
		const include = context.getNodeParameter('include', item) as string;
		demand(context, !/[,$]/.test(field), "Split Out's several fields or binaries");
		demand(context, include !== 'selectedOtherFields', "Split Out's 'Selected Other Fields'");
		const list = field
			.split('.')
			.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], input.json);
		if (list === undefined) return [];
		const elements = Array.isArray(list) ? list : isRecord(list) ? Object.values(list) : [list];
		const others = include === 'allOtherFields' ? withoutField(input.json, field.split('.')) : undefined;
		return elements.map((element: unknown) => {
			const own = isRecord(element) && !others ? element : { [field]: element };
			return { json: { ...others, ...own } as IDataObject, pairedItem: { item } };
		});
	}
}

/** A copy of the object without the field at the path. */
function withoutField(object: IDataObject, path: string[]): IDataObject {
	const copy = deepCopy(object);
	const parent = path.slice(0, -1).reduce<IDataObject>((value, key) => value[key] as IDataObject, copy);
	delete parent[path.at(-1)!];
	return copy;
}

/** The conditions as the real Filter and If nodes declare them; n8n-core itself evaluates them. */
const conditions: Field[] = [
	{
		name: 'conditions',
		type: 'filter',
		default: {},
		typeOptions: {
			filter: {
				caseSensitive: '={{!$parameter.options.ignoreCase}}',
				typeValidation: '={{$parameter.options.looseTypeValidation ? "loose" : "strict"}}',
				version: 2,
			},
		},
	},
	{ name: 'options', type: 'json', default: {} },
];

const VERSIONS_OF_FILTER = [2, 2.1, 2.2, 2.3];

const holds = (context: IExecuteFunctions, item: number) =>
	context.getNodeParameter('conditions', item, false, { extractValue: true }) === true;

/** If 2.x: true branch first, then the false branch. */
class If implements INodeType {
	description = describe('if', VERSIONS_OF_FILTER, conditions, { outputs: ['main', 'main'] });

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const branches: INodeExecutionData[][] = [[], []];
		for (const [item, input] of this.getInputData().entries()) {
			branches[holds(this, item) ? 0 : 1].push({ ...input, pairedItem: { item } });
		}
		return branches;
	}
}

/** Filter 2.x: only the items that meet the conditions. */
class Filter implements INodeType {
	description = describe('filter', VERSIONS_OF_FILTER, conditions);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const kept = this.getInputData().flatMap((input, item) =>
			holds(this, item) ? [{ ...input, pairedItem: { item } }] : [],
		);
		return [kept];
	}
}

/** The inputs of a Merge node, as its own expression tells them. */
const numberedInputs = `={{ Array.from({ length: $parameter.numberInputs || 2 }, (_, index) => ({
	type: 'main',
	displayName: 'Input ' + (index + 1),
})) }}` as const;

const shownFor = (show: Record<string, Array<string | boolean>>): Partial<Field> => ({
	displayOptions: { show },
});
const byFields = { mode: ['combine'], combineBy: ['combineByFields'] };

/**
 * Merge 3.x: mode Append; mode Combine by Matching Fields that differ in their names, with Enrich Input 1, all matches
 * or the first one, where no two merged items have a nested field in common.
 */
class Merge implements INodeType {
	description = describe(
		'merge',
		[3, 3.1, 3.2],
		[
			{ name: 'mode', type: 'string', default: 'append' },
			{ name: 'combineBy', type: 'string', default: 'combineByFields', ...shownFor({ mode: ['combine'] }) },
			{ name: 'numberInputs', type: 'number', default: 2, ...shownFor({ mode: ['append'] }) },
			{ name: 'joinMode', type: 'string', default: 'keepMatches', ...shownFor(byFields) },
			{ name: 'advanced', type: 'boolean', default: false, ...shownFor(byFields) },
			{ name: 'mergeByFields', type: 'json', default: {}, ...shownFor({ ...byFields, advanced: [true] }) },
			{ name: 'options', type: 'json', default: {}, ...shownFor(byFields) },
		],
		// Data from any input suffices once nothing else is left to run.
		{ inputs: numberedInputs, requiredInputs: 1 },
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const inputs = this.getNodeInputs().map((_, index) => Merge.input(this, index));
		if (this.getNodeParameter('mode', 0) === 'append') return [inputs.flat()];
		const setting = (name: string) => this.getNodeParameter(name, 0);
		demand(this, setting('mode') === 'combine', "Merge's other modes");
		demand(this, setting('combineBy') === 'combineByFields', "Merge's 'Combine By'");
		demand(this, setting('joinMode') === 'enrichInput1', "Merge's other output types");
		demand(this, setting('advanced') === true, "Merge's matching of fields of one name");
		return [Merge.enrich(this, inputs)];
	}

	/** Nothing for an input that is not connected. */
	private static input(context: IExecuteFunctions, index: number): INodeExecutionData[] {
		try {
			return context.getInputData(index);
		} catch {
			return [];
		}
	}

	/** Merged items first, then those of input 1 without a match. */
	private static enrich(
		context: IExecuteFunctions,
		[input1, input2]: INodeExecutionData[][],
	): INodeExecutionData[] {
		const { multipleMatches = 'all', ...others } = context.getNodeParameter('options', 0);
		demand(context, Object.keys(others).length === 0, "Merge's options");
		const pairs = context.getNodeParameter('mergeByFields.values', 0, []) as Array<Record<string, string>>;
		const pairsUp = (one: INodeExecutionData, other: INodeExecutionData) =>
			pairs.every(({ field1, field2 }) => {
				const wanted = fieldAt(one.json, field1);
				return wanted !== undefined && isDeepStrictEqual(wanted, fieldAt(other.json, field2));
			});
		const found = input1.map((one) => {
			const all = input2.filter((other) => pairsUp(one, other));
			return { one, matches: multipleMatches === 'first' ? all.slice(0, 1) : all };
		});
		return [
			...found.flatMap(({ one, matches }) => matches.map((other) => Merge.joined(context, one, other))),
			...found.flatMap(({ one, matches }) => (matches.length === 0 ? [one] : [])),
		];
	}

	private static joined(
		context: IExecuteFunctions,
		one: INodeExecutionData,
		other: INodeExecutionData,
	): INodeExecutionData {
		const shared = Object.keys(other.json).filter((name) => Object.hasOwn(one.json, name));
		demand(context, !shared.some((name) => isRecord(other.json[name])), "Merge's merging of nested fields");
		const pairedItem = [one.pairedItem, other.pairedItem].flatMap((paired) =>
			typeof paired === 'number' ? [{ item: paired }] : (paired ?? []),
		);
		return {
			json: { ...one.json, ...other.json },
			binary: { ...one.binary, ...other.binary },
			pairedItem,
		};
	}
}

const fieldAt = (object: IDataObject, path: string): unknown =>
	path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), object);

/** Stop and Error 1: the run ends with the message. */
class StopAndError implements INodeType {
	description = describe(
		'stopAndError',
		1,
		[
			{ name: 'errorType', type: 'string', default: 'errorMessage' },
			{ name: 'errorMessage', type: 'string', default: '', required: true },
		],
		{ outputs: [] },
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		demand(this, this.getNodeParameter('errorType', 0) === 'errorMessage', "Stop and Error's error object");
		throw new NodeOperationError(this.getNode(), this.getNodeParameter('errorMessage', 0) as string);
	}
}

/** A note on the canvas; the engine never reaches it. */
class StickyNote implements INodeType {
	description = describe('stickyNote', 1, [], { inputs: [], outputs: [] });
}

/** The stand-ins by the type names that importable workflows carry. */
export const coreNodeTypes: NodeTypesByName = {
	'n8n-nodes-base.filter': new Filter(),
	'n8n-nodes-base.if': new If(),
	'n8n-nodes-base.manualTrigger': new ManualTrigger(),
	'n8n-nodes-base.merge': new Merge(),
	'n8n-nodes-base.noOp': new NoOp(),
	'n8n-nodes-base.scheduleTrigger': new ScheduleTrigger(),
	'n8n-nodes-base.set': new EditFields(),
	'n8n-nodes-base.splitOut': new SplitOut(),
	'n8n-nodes-base.stickyNote': new StickyNote(),
	'n8n-nodes-base.stopAndError': new StopAndError(),
};
