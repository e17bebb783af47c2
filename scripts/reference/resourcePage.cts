import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Operation, Resource } from '../../nodes/Dashdoc/declaration/operation';
import type { Parameter } from '../../nodes/Dashdoc/declaration/parameter';
import { options, output } from '../../nodes/Dashdoc/fields/standard';
import { apiOperation, evidenceMeanings, type Evidence } from './apiDescription.cts';
import { exampleKey, type Example, type Examples } from './examples/example.cts';
import { exampleNote, exampleSection } from './examples/exampleSection.cts';
import { anchor, code, generatedMark, page, table } from './markdown.cts';
import {
	besideFields,
	givesObjects,
	mayHoldMore,
	outputFields,
	type OutputField,
	type OutputSchema,
} from './outputSchema.cts';

/** The page of one resource: its operations with endpoint, evidence, parameters, output and an example. */
export function resourcePage(resource: Resource, examples: Examples): string {
	const operations = [...resource.operations].sort((a, b) => a.name.localeCompare(b.name, 'en'));
	return page(
		generatedMark,
		`# ${resource.name}`,
		`Operations of the resource **${resource.name}** of the Dashdoc node. Paths are relative to ${code('/api/v4')}.`,
		table(
			['Operation', 'What it does', 'Endpoint', 'Evidence'],
			operations.map((operation) => [
				`[${operation.name}](#${anchor(operation.name)})`,
				operation.description,
				operation.route ? code(operation.route) : 'named by the user',
				operation.route ? apiOperation(operation.route).evidence : '',
			]),
		),
		legend(operations),
		exampleNote,
		...operations.map((operation) =>
			operationSection(resource, operation, examples.get(exampleKey(resource, operation))),
		),
		simplifiedSection(resource),
		commonSection(resource),
	);
}

function legend(operations: readonly Operation[]): string {
	const used = new Set(operations.flatMap(({ route }) => (route ? apiOperation(route).evidence : [])));
	const meanings = Object.entries(evidenceMeanings).filter(([evidence]) => used.has(evidence as Evidence));
	if (meanings.length === 0) return '';
	const words = meanings.map(([evidence, meaning]) => `*${evidence}*: ${meaning}`);
	return `Evidence says how well an endpoint is known (see [coverage](../coverage.md)). ${words.join('; ')}.`;
}

function operationSection(resource: Resource, operation: Operation, example: Example | undefined): string {
	const parameters = operation.parameters.filter((parameter) => !isCommon(parameter));
	return blocks(
		`## ${operation.name}`,
		`${operation.description.replace(/\.$/, '')}.`,
		endpoints(operation),
		'**Parameters**',
		table(
			['Parameter', 'Required', 'Description', 'Goes to'],
			parameters.flatMap((parameter) => parameterRows(parameter)),
		),
		commonLink(operation),
		'**Output**',
		...outputBlocks(resource, operation),
		example ? exampleSection(example) : '',
	);
}

function endpoints({ alsoCalls = [], route }: Operation): string {
	if (!route) return 'Calls the endpoint that the parameters name.';
	const { evidence, summary } = apiOperation(route);
	const others = alsoCalls.map((other) => `${code(other)} (${apiOperation(other).evidence})`);
	const also = others.length > 0 ? ` May also call ${others.join(', ')}.` : '';
	return `Endpoint: ${code(route)}, *${evidence}*: ${summary.replace(/\.$/, '')}.${also}`;
}

/** A parameter and those inside it, each in words of its own. */
function parameterRows({ members = [], property, targets }: Parameter, around = ''): string[][] {
	const label = `${around}${property.displayName}`;
	const description = describe(property);
	const inner = members.flatMap((member) => parameterRows(member, `${label} › `));
	const nested = members.length > 0 ? inner : nestedRows(property, `${label} › `);
	// A collection that says nothing of itself is told by what is in it.
	if (nested.length > 0 && description === '') return nested;
	const places = members.length > 0 ? [] : targets.map(code);
	return [[label, property.required ? 'yes' : '', description, places.join(', ')], ...nested];
}

/** Fields of a collection that has no targets of its own, such as the query parameters of API Request. */
function nestedRows({ options: nested = [], type }: INodeProperties, around: string): string[][] {
	if (type !== 'collection' && type !== 'fixedCollection') return [];
	const fields = nested.flatMap((option) =>
		'values' in option ? option.values : 'type' in option ? [option] : [],
	);
	return fields.map((field) => [
		`${around}${field.displayName}`,
		field.required ? 'yes' : '',
		describe(field),
		'',
	]);
}

function describe(property: INodeProperties): string {
	const { description = '', displayOptions, modes = [], placeholder, type } = property;
	const isCollection = type === 'collection' || type === 'fixedCollection';
	const sentences = [
		description,
		choicesOf(property),
		modes.map(({ displayName }) => displayName).join(', '),
		isCollection ? '' : example(placeholder),
		condition(displayOptions),
	];
	return sentences
		.filter((sentence) => sentence !== '')
		.map((sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`))
		.join(' ');
}

const isChoice = (option: NonNullable<INodeProperties['options']>[number]): option is INodePropertyOptions =>
	'value' in option;

function choicesOf({ options: offered = [], type }: INodeProperties): string {
	if (type !== 'options' && type !== 'multiOptions') return '';
	const names = offered
		.filter(isChoice)
		.map(({ description, name, value }) =>
			[value === '' ? name : `${name} (${code(String(value))})`, description].filter(Boolean).join(': '),
		);
	return names.length > 0 ? `Choices: ${names.join('; ')}` : '';
}

function example(placeholder = ''): string {
	const shown = placeholder.replace(/^e\.g\. /, '');
	return shown === placeholder ? '' : `For example ${code(shown)}`;
}

function condition(displayOptions: INodeProperties['displayOptions']): string {
	const shown = Object.entries(displayOptions?.show ?? {}).map(
		([name, values]) =>
			`${code(name)} is ${(values ?? []).map((value) => code(JSON.stringify(value))).join(' or ')}`,
	);
	return shown.length > 0 ? `Shown when ${shown.join(' and ')}` : '';
}

function outputBlocks(resource: Resource, operation: Operation): string[] {
	if (!operation.route) {
		return [
			'One item per object of the answer, with the fields that Dashdoc gives; `{ "success": true }` for an empty answer.',
		];
	}
	if (operation.answer === 'rows') {
		return ['Items with these fields:', fieldTable(outputFields(resource, operation))];
	}
	if (!givesObjects(operation))
		return ['One item per input item.', fieldTable(outputFields(resource, operation))];
	const items = operation.answer === 'list' ? 'One item per object of the list' : 'One item per input item';
	if (!resource.simplified || operation.answer === 'part') {
		const more = mayHoldMore(resource, operation)
			? ', with these fields and whatever else Dashdoc tells'
			: '';
		return [`${items}${more}.`, fieldTable(outputFields(resource, operation))];
	}
	const beside = besideFields(operation);
	const more = beside.length > 0 ? ', and beside them' : '';
	return [
		`${items}, with the [${simplifiedHeading.toLowerCase()}](#${anchor(simplifiedHeading)}) unless **Output** says otherwise${more}${more ? ':' : '.'}`,
		fieldTable(beside),
	];
}

function fieldTable(fields: readonly OutputField[]): string {
	const isSourced = fields.some(({ source }) => source !== undefined);
	return table(
		['Field', 'Type', ...(isSourced ? ['Dashdoc field'] : []), 'Description'],
		fields.map(({ description = '', name, schema, source }) => [
			code(name),
			typeOf(schema),
			...(isSourced ? [source ? code(source) : ''] : []),
			description,
		]),
	);
}

function typeOf({ type = 'any' }: OutputSchema): string {
	return [type].flat().join(' or ');
}

const simplifiedHeading = 'Simplified fields';

function simplifiedSection(resource: Resource): string {
	const operation = resource.operations.find((one) => givesObjects(one) && one.answer !== 'part');
	if (!resource.simplified || !operation) return '';
	const fields = outputFields(resource, operation).filter(({ source }) => source !== undefined);
	return blocks(`## ${simplifiedHeading}`, fieldTable(fields));
}

/** Parameters that are the same on all resources are told once per page. */
const isCommon = (parameter: Parameter): boolean =>
	[...output, options].includes(parameter as Parameter<never>);

const commonHeading = 'Common parameters';

function commonLink({ parameters }: Operation): string {
	const names = parameters.filter(isCommon).map(({ property }) => property.displayName);
	return names.length > 0 ? `And [${names.join(', ')}](#${anchor(commonHeading)}).` : '';
}

function commonSection({ operations }: Resource): string {
	const common = new Set(operations.flatMap(({ parameters }) => parameters.filter(isCommon)));
	const rows = [...common].flatMap((parameter) => parameterRows(parameter));
	if (rows.length === 0) return '';
	return blocks(
		`## ${commonHeading}`,
		table(
			['Parameter', 'Description'],
			rows.map(([label, , description]) => [label, description]),
		),
	);
}

function blocks(...texts: string[]): string {
	return texts.filter((text) => text !== '').join('\n\n');
}
