/** Every form of the nodes as the editor shows it: labels, red signs, lists of what can be added. */
import { NodeHelpers, type INode } from 'n8n-workflow';
import { choose, closeList, namesIn } from '../../scripts/editor/list.cts';
import type { Editor } from '../../scripts/editor/editor.cts';
import type { NodePanel } from '../../scripts/editor/nodePanel.cts';
import { parameter } from '../../scripts/editor/selectors.cts';
import type { Host } from '../../scripts/host/host.cts';
import { useHost } from './hosted.cts';
import { readUntil, useEditor } from './inBrowser.cts';
import {
	allOf,
	fieldsOf,
	formsOf,
	full,
	nodeOf,
	servedNodes,
	shortName,
	valuesOf,
	type Field,
	type Form,
} from './served.cts';

let host: Host;
useHost({ sandbox: { transports: 20 } }, (started) => {
	host = started;
});
let editor: Editor;
useEditor(
	() => host,
	(started) => {
		editor = started;
	},
);

let forms: Form[];
beforeAll(async () => {
	forms = (await servedNodes(host)).flatMap(formsOf);
});
const formsOfNode = (name: string) => forms.filter(({ description }) => shortName(description) === name);

afterEach(() => expect(editor.problems).toMatchObject({ console: [], requests: [] }));

/** Types of which n8n marks a required field that is empty; of JSON it does not. */
const markedTypes = ['string', 'dateTime', 'options', 'resourceLocator'];

/** Whether a field is left empty for people to fill in: n8n then says that it is required, and that is right. */
const isAwaited = ({ property }: Field): boolean => {
	const { default: value, required, type } = property;
	const given = type === 'resourceLocator' ? (value as { value: unknown }).value : value;
	return required === true && given === '' && markedTypes.includes(type);
};

/** A field as a line: its label, and a sign where n8n marks it red. */
const line = (label: string, isRed: boolean) => (isRed ? `${label} (!)` : label);

/** A notice has a text and no label. */
const lineOf = (field: Field) =>
	line(field.property.type === 'notice' ? '' : field.property.displayName, isAwaited(field));

/** What the panel shows. */
const linesIn = async (panel: NodePanel): Promise<string[]> =>
	(await panel.parameters()).map(({ hasIssues, label }) => line(label, hasIssues));

const isSame = (one: string[], other: string[]) => one.join('\n') === other.join('\n');

/** Where a form is not shown as it should be: what was expected, and what is shown. */
async function differenceIn(panel: NodePanel, expected: string[]): Promise<object | undefined> {
	const shown = await readUntil(
		() => linesIn(panel),
		(seen) => isSame(seen, expected),
	);
	return isSame(shown, expected) ? undefined : { expected, shown };
}

/** On a busy machine; a quiet one takes a minute. */
const MILLISECONDS_FOR_ALL = 15 * 60_000;

/** A fault that all forms have would take long to be looked at in each. */
const MOST_FAULTS = 5;

/** A canvas gets slow with its nodes. */
const NODES_AT_ONCE = 24;

/** Opens a workflow with a node for each form; their names. */
async function openWorkflow(some: Form[]): Promise<string[]> {
	const nodes = some.map(
		(form, index): INode => ({
			...nodeOf(form),
			id: `form-${index}`,
			name: `Form ${index}`,
			position: [(index % 6) * 220, Math.floor(index / 6) * 200],
			credentials: { dashdocApi: host.credential },
		}),
	);
	const { id } = await host.rest.createWorkflow({ name: 'Forms', nodes, connections: {} });
	await editor.openWorkflow(id);
	return nodes.map(({ name }) => name);
}

test('all forms are looked at', () => {
	expect(formsOfNode('dashdoc').length).toBeGreaterThan(170);
	expect(formsOfNode('dashdocTrigger').length).toBeGreaterThan(3);
	expect(formsOfNode('dashdocPollingTrigger').length).toBeGreaterThan(5);
});

test('nothing but an empty required field is an issue of a form with its defaults', () => {
	const issues = forms.flatMap((form) => {
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
		const [name] = await openWorkflow(formsOfNode('dashdoc').slice(0, 1));
		panel = await editor.openNode(name);
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
		const { console, requests } = editor.problems;
		if (console.length + requests.length > 0) faults.push({ console: [...console], requests: [...requests] });
		editor.problems.clear();
		return faults.filter((fault) => fault !== undefined);
	}

	/** Chooses the operation of a form, as soon as the list is that of its resource. */
	async function chooseOperation({ name }: Form, some: Form[]): Promise<void> {
		const [wanted, ...others] = [name, ...some.map((form) => form.name)].map((one) => one.split(': ')[1]);
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

describe('in a panel of its own', () => {
	/** What is wrong with these forms, each opened once. */
	async function faultsOf(some: Form[], linesOf: (form: Form) => string[]): Promise<Record<string, object>> {
		const faults: Record<string, object> = {};
		const names = await openWorkflow(some);
		for (const [place, form] of some.entries()) {
			const panel = await editor.openNode(names[place]);
			const fault = await differenceIn(panel, linesOf(form));
			await panel.close();
			if (fault) faults[form.name] = fault;
			if (Object.keys(faults).length === MOST_FAULTS) break;
		}
		return faults;
	}

	test.each([
		{ name: 'dashdocTrigger', fromN8n: [] },
		{ name: 'dashdocPollingTrigger', fromN8n: ['Poll Times', 'Mode'] },
	])('every choice of $name shows its fields with their labels', async ({ name, fromN8n }) => {
		const linesOf = (form: Form) => [...fromN8n, ...fieldsOf(form).map(lineOf)];
		expect(await faultsOf(formsOfNode(name), linesOf)).toEqual({});
	});

	/** Few forms that together have all that can be added anywhere. */
	function coveringForms(): Form[] {
		const additions = (form: Form) =>
			allOf(fieldsOf(form).flatMap(({ members }) => members)).map(({ property }) => property);
		const seen = new Set<object>();
		return formsOfNode('dashdoc')
			.map((form) => ({ form, added: additions(form) }))
			.sort((one, other) => other.added.length - one.added.length)
			.filter(({ added }) => {
				const before = seen.size;
				for (const one of added) seen.add(one);
				return seen.size > before;
			})
			.map(({ form }) => form);
	}

	test(
		'fields that are added show their labels, and only empty required ones red',
		async () => {
			const some = coveringForms().map(full);
			const linesOf = (form: Form) => allOf(fieldsOf(form)).map(lineOf);
			for (let start = 0; start < some.length; start += NODES_AT_ONCE) {
				expect(await faultsOf(some.slice(start, start + NODES_AT_ONCE), linesOf)).toEqual({});
			}
		},
		MILLISECONDS_FOR_ALL,
	);
});
