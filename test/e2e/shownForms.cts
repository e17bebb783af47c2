/** Forms as the editor shows them, and as they should be. */
import type { INode } from 'n8n-workflow';
import type { Editor } from '../../scripts/editor/editor.cts';
import type { NodePanel } from '../../scripts/editor/nodePanel.cts';
import { readUntil } from '../../scripts/host/until.cts';
import type { Host } from '../../scripts/host/host.cts';
import { useHost } from './hosted.cts';
import { useEditor } from './inBrowser.cts';
import { formsOf, nodeOf, servedNodes, shortName, type Field, type Form } from './served.cts';

/** On a busy machine; a quiet one takes some minutes. */
export const MILLISECONDS_FOR_ALL = 15 * 60_000;

/** A fault that all forms have would take long to be looked at in each. */
export const MOST_FAULTS = 5;

/** Where forms are looked at. */
export interface Place {
	editor: Editor;
	host: Host;
}

/** The forms of a node, by its name without the package. */
export type FormsOf = (node: string) => Form[];

/**
 * One n8n and one editor for all tests of a file, with the forms that n8n serves; after each test, that nothing went wrong
 * in the browser.
 * @param take gets them before the first test
 */
export function useForms(take: (place: Place, formsOfNode: FormsOf) => void): void {
	const place = {} as Place;
	useHost({ sandbox: { transports: 20 } }, (started) => {
		place.host = started;
	});
	useEditor(
		() => place.host,
		(started) => {
			place.editor = started;
		},
	);
	beforeAll(async () => {
		const forms = (await servedNodes(place.host)).flatMap(formsOf);
		take(place, (node) => forms.filter(({ description }) => shortName(description) === node));
	});
	afterEach(() => expect(place.editor.problems).toMatchObject({ console: [], requests: [] }));
}

/** Types of which n8n marks a required field that is empty; of JSON it does not. */
const markedTypes = ['string', 'dateTime', 'options', 'resourceLocator'];

/** Whether a field is left empty for people to fill in: n8n then says that it is required, and that is right. */
export const isAwaited = ({ property }: Field): boolean => {
	const { default: value, required, type } = property;
	const given = type === 'resourceLocator' ? (value as { value: unknown }).value : value;
	return required === true && given === '' && markedTypes.includes(type);
};

/** A field as a line: its label, and a sign where n8n marks it red. */
const line = (label: string, isRed: boolean) => (isRed ? `${label} (!)` : label);

/** A notice has a text and no label; nothing else may be without one. */
export const lineOf = (field: Field) => {
	const { displayName, name, type } = field.property;
	return line(type === 'notice' ? '' : displayName.trim() || `a label for ${name}`, isAwaited(field));
};

/** What the panel shows. */
const linesIn = async (panel: NodePanel): Promise<string[]> =>
	(await panel.parameters()).map(({ hasIssues, label }) => line(label, hasIssues));

export const isSame = (one: string[], other: string[]) => one.join('\n') === other.join('\n');

/** Where a form is not shown as it should be: what was expected, and what is shown. */
export async function differenceIn(panel: NodePanel, expected: string[]): Promise<object | undefined> {
	const shown = await readUntil(
		() => linesIn(panel),
		(seen) => isSame(seen, expected),
	);
	return isSame(shown, expected) ? undefined : { expected, shown };
}

/** Opens a workflow with a node for each form; their names. */
export async function openWorkflow({ editor, host }: Place, some: Form[]): Promise<string[]> {
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
