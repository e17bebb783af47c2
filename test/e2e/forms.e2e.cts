/** Every operation's form as the editor shows it: labels, red signs, lists of what can be added. */
import { NodeHelpers } from 'n8n-workflow';
import { choose, closeList, namesIn } from '../../scripts/editor/list.cts';
import type { NodePanel } from '../../scripts/editor/nodePanel.cts';
import { parameter } from '../../scripts/editor/selectors.cts';
import { readUntil } from '../../scripts/host/until.cts';
import { fieldsOf, nodeOf, valuesOf, type Field, type Form } from './served.cts';
import {
	differenceIn,
	isAwaited,
	isSame,
	lineOf,
	MILLISECONDS_FOR_ALL,
	MOST_FAULTS,
	openWorkflow,
	useForms,
	type FormsOf,
	type Place,
} from './shownForms.cts';

let place: Place;
let formsOfNode: FormsOf;
useForms((opened, forms) => {
	place = opened;
	formsOfNode = forms;
});

const nodes = ['dashdoc', 'dashdocTool', 'dashdocTrigger', 'dashdocPollingTrigger'];

test('all forms are looked at', () => {
	expect(formsOfNode('dashdoc').length).toBeGreaterThan(170);
	expect(formsOfNode('dashdocTrigger').length).toBeGreaterThan(3);
	expect(formsOfNode('dashdocPollingTrigger').length).toBeGreaterThan(5);
});

test('nothing but an empty required field is an issue of a form with its defaults', () => {
	const issues = nodes.flatMap(formsOfNode).flatMap((form) => {
		const { description } = form;
		// n8n fills in the defaults before it judges.
		const node = { ...nodeOf(form), parameters: valuesOf(form) };
		const found = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
		const awaited = fieldsOf(form)
			.filter(isAwaited)
			.map(({ property }) => `Parameter "${property.displayName}" is required.`);
		return Object.values(found?.parameters ?? {})
			.flat()
			.filter((issue) => !awaited.includes(issue))
			.map((issue) => `${form.name}: ${issue}`);
	});
	expect(issues).toEqual([]);
});

describe('in one panel, as people change resource and operation', () => {
	/** Names of the collections' fields that were looked at already; most operations share theirs. */
	const opened = new Set<string>();
	let panel: NodePanel;
	beforeAll(async () => {
		const [name] = await openWorkflow(place, formsOfNode('dashdoc').slice(0, 1));
		panel = await place.editor.openNode(name);
	});

	const chosenNames = async (): Promise<string> => {
		const names = ['resource', 'operation'].map((path) =>
			panel.parameter(path).input.locator('input').first().inputValue(),
		);
		return (await Promise.all(names)).join(': ');
	};

	/** What is wrong with the list of what can be added to a collection, or with the button for another row. */
	async function additionFault({ members, path, property, rows }: Field): Promise<object | undefined> {
		const collection = panel.collection(path);
		if (rows !== undefined) {
			const button = (await collection.locator(parameter.addRow).innerText()).trim();
			return button === property.placeholder ? undefined : { expected: property.placeholder, shown: button };
		}
		const expected = members.map((member) => member.property.displayName);
		const key = [path, ...expected].join('\n');
		if (opened.has(key)) return undefined;
		opened.add(key);
		const list = collection.locator(parameter.addToCollection);
		const shown = await namesIn(list);
		await closeList(list);
		return isSame(shown, expected) ? undefined : { expected, shown };
	}

	/** What is wrong with the form that is chosen. */
	async function faultsOf(form: Form): Promise<object[]> {
		const fields = fieldsOf(form);
		await readUntil(chosenNames, (names) => names === form.name);
		const faults = [await differenceIn(panel, fields.map(lineOf))];
		if (faults[0] === undefined) {
			for (const field of fields.filter(({ members }) => members.length > 0)) {
				faults.push(await additionFault(field));
			}
		}
		const { console, requests } = place.editor.problems;
		if (console.length + requests.length > 0) faults.push({ console: [...console], requests: [...requests] });
		place.editor.problems.clear();
		return faults.filter((fault) => fault !== undefined);
	}

	/** Chooses the operation of a form, as soon as the list is that of its resource. */
	async function chooseOperation({ name }: Form, some: Form[]): Promise<void> {
		const [wanted, ...others] = [name, ...some.map((form) => form.name)].map((one) => one.split(': ')[1]);
		// The list that is opened before would be that of the former resource, and a choice in it be shown by its value.
		await readUntil(chosenNames, (shown) => some.some((form) => form.name === shown));
		const { input } = panel.parameter('operation');
		await readUntil(
			() => namesIn(input),
			(names) => others.every((one) => names.includes(one)),
		);
		await choose(input, wanted);
	}

	test(
		'every operation shows its fields with their labels, and only empty required ones red',
		async () => {
			const faults: Record<string, object[]> = {};
			const all = formsOfNode('dashdoc');
			for (const resource of new Set(all.map(({ name }) => name.split(': ')[0]))) {
				const some = all.filter(({ name }) => name.startsWith(`${resource}: `));
				await choose(panel.parameter('resource').input, resource);
				for (const form of some) {
					await chooseOperation(form, some);
					const found = await faultsOf(form);
					if (found.length > 0) faults[form.name] = found;
					if (Object.keys(faults).length === MOST_FAULTS) return expect(faults).toEqual({});
				}
			}
			expect(faults).toEqual({});
		},
		MILLISECONDS_FOR_ALL,
	);
});
