/** Forms with all that can be added to them, and the forms of both triggers, as the editor shows them. */
import type { Editor } from '../../scripts/editor/editor.cts';
import type { Host } from '../../scripts/host/host.cts';
import { useHost } from './hosted.cts';
import { useEditor } from './inBrowser.cts';
import { allOf, fieldsOf, formsOf, full, servedNodes, shortName, type Form } from './served.cts';
import { differenceIn, lineOf, MILLISECONDS_FOR_ALL, MOST_FAULTS, openWorkflow } from './shownForms.cts';

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

/** A canvas gets slow with its nodes. */
const NODES_AT_ONCE = 24;

/** What is wrong with these forms, each opened once. */
async function faultsOf(some: Form[], linesOf: (form: Form) => string[]): Promise<Record<string, object>> {
	const faults: Record<string, object> = {};
	const names = await openWorkflow({ editor, host }, some);
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
