import type { IBinaryData } from 'n8n-workflow';
import { cell, code } from '../markdown.cts';
import type { Example, WorkedExample } from './example.cts';
import { firstElements, withoutMarks } from './legible.cts';

/** Lines up to which an example is shown unfolded. */
const shortExample = 24;

/** What the page says once about all its examples. */
export const exampleNote =
	'The examples are real: each operation ran on n8n\'s engine, with the pace lifted, against the [sandbox](../sandbox.md), whose data are made up. Parameters are written as a workflow holds them, without the mark `"__rl": true` of resource locators; what is not named has its default.';

/** An example of an operation: the parameters of the node and the first item that came out. */
export function exampleSection(example: Example): string {
	if ('problem' in example) return `**Example**\n\nNone: ${cell(example.problem).replace(/\.$/, '')}.`;
	const { files, itemFiles, items, parameters } = example;
	const { lists, value } = firstElements(items[0]);
	const input = json(withoutMarks(parameters));
	const output = json(value);
	const text = [
		inputTitle(example),
		input,
		filesText('The input item has', files),
		outputTitle(items.length, lists),
		output,
		filesText('It has', itemFiles),
	]
		.filter((part) => part !== '')
		.join('\n\n');
	if (`${input}\n${output}`.split('\n').length <= shortExample) return `**Example**\n\n${text}`;
	return `<details>\n<summary><b>Example</b></summary>\n\n${text}\n\n</details>`;
}

function inputTitle({ after, given }: WorkedExample): string {
	const circumstances = [
		...(given ? [`given ${given}`] : []),
		...(after ? [`after ${code(after)} on the same data`] : []),
	];
	return `${['Parameters', ...circumstances].join(', ')}:`;
}

function outputTitle(count: number, lists: ReadonlyMap<string, number>): string {
	const which = count === 1 ? 'The output item' : `The first of ${count} output items`;
	if (lists.size === 0) return `${which}:`;
	const names = [...lists].map(([name, length]) => `${code(name)} (${length})`);
	return `${which}, with these lists cut to their first element: ${names.join(', ')}:`;
}

function filesText(start: string, files: WorkedExample['files'] = {}): string {
	const described = Object.entries(files).map(
		([name, file]) => `the file ${fileText(file)} in the binary field ${code(name)}`,
	);
	return described.length > 0 ? `${start} ${described.join(' and ')}.` : '';
}

function fileText({ fileName = 'file', fileSize, mimeType }: IBinaryData): string {
	return `${code(fileName)} (${[mimeType, fileSize].filter(Boolean).join(', ')})`;
}

function json(value: unknown): string {
	return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}
