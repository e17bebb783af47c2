/** The lists that stand in place of an ID: all that the served nodes name, over REST and in panels of the editor. */
import type { INode, INodeListSearchItems, INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import type { Editor } from '../../scripts/editor/editor.cts';
import { readUntil } from '../../scripts/host/until.cts';
import { credentialData, type Host } from '../../scripts/host/host.cts';
import type { CredentialReference } from '../../scripts/host/rest.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { useHost } from './hosted.cts';
import { useEditor } from './inBrowser.cts';
import {
	allOf,
	fieldsOf,
	formsOf,
	full,
	nodeOf,
	offeredLists,
	servedNodes,
	shortName,
	valuesOf,
	type Form,
	type OfferedList,
} from './served.cts';

let host: Host;
useHost({ sandbox: { transports: 60, contacts: 40 } }, (started) => {
	host = started;
});

/** Lists of the node, and of its variant for AI agents, which n8n makes of it. */
let lists: OfferedList[];
let listsOfTool: OfferedList[];
let forms: Form[];
/** Its list must fill before the list of a part can: what is chosen there, by the name of the parameter. */
let wholes: INodeParameters;
let wrong: CredentialReference;
/** Of another account: when Dashdoc asks for a pause, all that uses the same token pauses. */
let other: CredentialReference;

beforeAll(async () => {
	const nodes = await servedNodes(host);
	const listsOf = (wanted: string) =>
		nodes.filter((node) => shortName(node) === wanted).flatMap(offeredLists);
	forms = nodes.flatMap(formsOf);
	lists = listsOf('dashdoc');
	listsOfTool = listsOf('dashdocTool');
	const wasteForms = lists.find(({ method }) => method === 'searchWasteForms')!;
	const [{ name, value }] = (await ask(wasteForms)).results;
	wholes = { wasteForm: { __rl: true, mode: 'list', value, cachedResultName: name } };
	const create = (name: string, apiToken: string) =>
		host.rest.createCredential(name, 'dashdocApi', { ...credentialData(host.sandbox), apiToken });
	wrong = await create('Wrong token', 'wrong');
	other = await create('Other account', host.sandbox.otherToken);
});

afterEach(() => {
	host.sandbox.setFaults();
	host.sandbox.settings({ pageSize: null });
	expectNoViolations(host.sandbox);
});

interface Asked {
	filter?: string;
	paginationToken?: unknown;
	credential?: CredentialReference;
}

/** What the editor gets when somebody opens a list, searches it or scrolls on. */
async function ask({ form, method, path }: OfferedList, { credential, ...asked }: Asked = {}) {
	return await host.rest.call<INodeListSearchResult>(
		'POST',
		'/dynamic-node-parameters/resource-locator-results',
		{
			path: `parameters.${path}`,
			methodName: method,
			nodeTypeAndVersion: { name: form.description.name, version: form.description.version },
			currentNodeParameters: { ...valuesOf(form), ...wholes },
			credentials: { dashdocApi: credential ?? host.credential },
			...asked,
		},
	);
}

/** All rows of a list, page by page. */
async function pagesOf(list: OfferedList): Promise<INodeListSearchItems[][]> {
	const pages: INodeListSearchItems[][] = [];
	for (let paginationToken: unknown; pages.length === 0 || paginationToken; ) {
		const page = await ask(list, { paginationToken });
		pages.push(page.results);
		paginationToken = page.paginationToken;
	}
	return pages;
}

/** Looks at lists one after the other: what comes out for those where it is not as it should be, by their methods. */
async function strange<T>(
	some: OfferedList[],
	look: (list: OfferedList) => Promise<T>,
	isRight: (seen: T) => boolean,
): Promise<Record<string, T>> {
	const found: Record<string, T> = {};
	for (const list of some) {
		const seen = await look(list);
		if (!isRight(seen)) found[list.method] = seen;
	}
	return found;
}

const isReadable = ({ name, value }: INodeListSearchItems) =>
	name !== '' && value !== '' && !/undefined|null|NaN|\[object/.test(`${name} ${value}`);

/** The longest word of a row's name, without what stands in brackets. */
const wordOf = ({ name }: INodeListSearchItems): string =>
	name
		.replace(/ \(.*/, '')
		.split(' ')
		.reduce((longest, word) => (word.length > longest.length ? word : longest));

const valuesIn = (rows: INodeListSearchItems[]) => rows.map(({ value }) => value).sort();

const failureOf = async (asking: Promise<unknown>): Promise<string> =>
	await asking.then(
		() => 'nothing was refused',
		(error: Error) => error.message,
	);

const refusal = 'You do not have permission to perform this action.';
const forbid = () =>
	host.sandbox.setFaults({
		kind: 'status',
		status: 403,
		body: { detail: refusal, code: 'permission_denied' },
		times: 0,
	});

test('there are lists to look at, and all of them are searched', () => {
	expect(lists.length).toBeGreaterThan(15);
	expect(listsOfTool.map(({ method }) => method)).toEqual(lists.map(({ method }) => method));
	const loaded = forms.flatMap(fieldsOf).filter(({ property }) => property.typeOptions?.loadOptionsMethod);
	expect(allOf(loaded)).toEqual([]);
});

test('every list fills with rows that have a name and a value', async () => {
	const readable = (rows: INodeListSearchItems[]) => rows.length > 0 && rows.every(isReadable);
	const rowsOf = async (list: OfferedList) => (await ask(list)).results;
	expect(await strange(lists, rowsOf, readable)).toEqual({});
	expect(await strange(listsOfTool, rowsOf, readable)).toEqual({});
});

test('every list finds a row by a word of its name, and nothing by a word that is nowhere', async () => {
	const search = async (list: OfferedList) => {
		const row = (await ask(list)).results.at(-1)!;
		const found = await ask(list, { filter: wordOf(row) });
		const nowhere = await ask(list, { filter: 'zqxwv' });
		return { row, found: found.results, nowhere: nowhere.results };
	};
	const isRight = ({ found, nowhere, row }: Awaited<ReturnType<typeof search>>) =>
		found.some(({ value }) => value === row.value) && nowhere.length === 0;
	expect(await strange(lists, search, isRight)).toEqual({});
});

test('every list goes on by scrolling, until all is there once', async () => {
	const scroll = async (list: OfferedList) => {
		host.sandbox.settings({ pageSize: null });
		const all = (await pagesOf(list)).flat();
		host.sandbox.settings({ pageSize: Math.ceil(all.length / 2) });
		const pages = await pagesOf(list);
		return { sizes: pages.map(({ length }) => length), all: valuesIn(all), paged: valuesIn(pages.flat()) };
	};
	const isRight = ({ all, paged, sizes }: Awaited<ReturnType<typeof scroll>>) =>
		sizes.length === Math.min(all.length, 2) &&
		new Set(all).size === all.length &&
		JSON.stringify(paged) === JSON.stringify(all);
	expect(await strange(lists, scroll, isRight)).toEqual({});
});

test('every list says what Dashdoc thinks of a wrong token', async () => {
	const refused = (list: OfferedList) => failureOf(ask(list, { credential: wrong }));
	expect(await strange(lists, refused, (words) => words.includes('API token (Invalid token)'))).toEqual({});
});

test('every list says why Dashdoc does not give it', async () => {
	forbid();
	const refused = (list: OfferedList) => failureOf(ask(list));
	expect(await strange(lists, refused, (words) => words.includes(refusal))).toEqual({});
});

test.each([
	['is out of order', { kind: 'status', status: 500, body: 'x' }, /could not handle the request \(500\)/],
	['breaks off', { kind: 'reset-before' }, /was lost before the answer was complete/],
	['sends a web page', { kind: 'html' }, /sent a web page instead of Dashdoc's answer/],
	['asks to wait long', { kind: 'too-many-requests', retryAfter: '60' }, /\(429\).*\. Try again later/],
] as const)('a list says so when Dashdoc %s', async (_, fault, words) => {
	host.sandbox.setFaults({ ...fault, times: 0 });
	expect(await failureOf(ask(lists[0], { credential: other }))).toMatch(words);
});

describe('in the editor', () => {
	let editor: Editor;
	useEditor(
		() => host,
		(started) => {
			editor = started;
		},
	);

	interface Opened {
		path: string;
		form: Form;
		/** What is chosen beside the locator. */
		chosen?: INodeParameters;
		credential?: CredentialReference;
	}

	/** Opens a workflow with a node for each of these locators, all in sight; the names of the nodes. */
	async function openWorkflow(some: Opened[]): Promise<string[]> {
		const nodes = some.map(({ chosen, credential = host.credential, form, path }, index): INode => {
			const node = nodeOf(path.includes('.') ? full(form) : form);
			return {
				...node,
				id: `list-${index}`,
				name: `List ${index}`,
				position: [(index % 5) * 220, Math.floor(index / 5) * 200],
				parameters: { ...node.parameters, ...chosen },
				credentials: { dashdocApi: credential },
			};
		});
		const { id } = await host.rest.createWorkflow({ name: 'Lists', nodes, connections: {} });
		await editor.openWorkflow(id);
		return nodes.map(({ name }) => name);
	}

	/** What is chosen for the list of a part; a list of wholes is left to be chosen from. */
	const wholesOf = ({ form, path }: OfferedList): INodeParameters =>
		Object.fromEntries(Object.entries(wholes).filter(([name]) => name !== path && name in valuesOf(form)));

	test('every list opens, is searched, and a row of it is picked', async () => {
		const names = await openWorkflow(lists.map((list) => ({ ...list, chosen: wholesOf(list) })));
		editor.problems.clear();
		const pick = async ({ path }: OfferedList) => {
			const panel = await editor.openNode(names.shift()!);
			const field = panel.parameter(path);
			await field.locator.open();
			const row = (await field.locator.entries()).at(-1) ?? '';
			await field.locator.search(wordOf({ name: row, value: '' }));
			await field.locator.pick(row);
			const picked = await readUntil(
				() => field.value(),
				(value) => value === row,
			);
			await panel.close();
			return { row, picked };
		};
		expect(await strange(lists, pick, ({ picked, row }) => row !== '' && picked === row)).toEqual({});
		expect(editor.problems).toMatchObject({ console: [], requests: [] });
	});

	test('a list that is refused says why in its place', async () => {
		const contacts = lists.find(({ method }) => method === 'searchContacts')!;
		const loads = lists.find(({ method }) => method === 'searchWasteLoads')!;
		const [token, right, whole] = await openWorkflow([{ ...contacts, credential: wrong }, contacts, loads]);
		const said = async (name: string, { path }: OfferedList) => {
			const panel = await editor.openNode(name);
			const { locator } = panel.parameter(path);
			await locator.open();
			const words = await locator.error();
			await panel.close();
			return words;
		};
		expect(await said(token, contacts)).toContain('Dashdoc does not accept the API token (Invalid token)');
		forbid();
		expect(await said(right, contacts)).toContain(refusal);
		expect(await said(whole, loads)).toContain('Choose the waste form first');
		expect(editor.problems.console).toEqual([]);
	});
});
