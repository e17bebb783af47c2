/** Forms with all that can be added to them, and the forms of both triggers, as the editor shows them. */
import { allOf, fieldsOf, full, type Field, type Form } from './served.cts';
import {
	differenceIn,
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

/** A canvas gets slow with its nodes. */
const NODES_AT_ONCE = 24;

/** What is wrong with these forms, each opened once. */
async function faultsOf(some: Form[], linesOf: (form: Form) => string[]): Promise<Record<string, object>> {
	const faults: Record<string, object> = {};
	const names = await openWorkflow(place, some);
	for (const [index, form] of some.entries()) {
		const panel = await place.editor.openNode(names[index]);
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

/** Its forms follow from those of the node, so some of them tell of all. */
const ONE_TOOL_IN = 20;

test('as a tool of an agent, the node shows its fields with their labels, and those that n8n adds', async () => {
	const some = formsOfNode('dashdocTool').filter((_, index) => index % ONE_TOOL_IN === 0);
	expect(some.length).toBeGreaterThan(5);
	const linesOf = (form: Form) => fieldsOf(form).map(lineOf);
	expect(new Set(some.map((form) => linesOf(form)[0]))).toEqual(new Set(['Tool Description']));
	expect(await faultsOf(some, linesOf)).toEqual({});
});

/** A field as the editor shows it, wherever that is. */
const looksOf = ({ property }: Field) => JSON.stringify({ ...property, displayOptions: undefined });

/** Few forms that together have all that can be added anywhere; fields that are alike count as one. */
function coveringForms(): Form[] {
	const additions = (form: Form) => allOf(fieldsOf(form).flatMap(({ members }) => members)).map(looksOf);
	const seen = new Set<string>();
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
