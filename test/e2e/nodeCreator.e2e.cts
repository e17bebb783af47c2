/** The package in the list from which people add nodes: found by the words of the trade, with its icons. */
import type { Locator } from 'playwright-core';
import { startBrowser, type Browser } from '../../scripts/editor/browser.cts';
import type { Editor } from '../../scripts/editor/editor.cts';
import type { Host } from '../../scripts/host/host.cts';
import type { StoredWorkflow } from '../../scripts/host/rest.cts';
import { isFirstGeneration } from '../../scripts/host/versions.cts';
import { ownNode, useHost } from './hosted.cts';

const schemes = ['light', 'dark'] as const;

let host: Host;
let browser: Browser | undefined;
/** Each of its own: of two who have one open, n8n lets only the first change it. */
const workflows = {} as Record<(typeof schemes)[number], StoredWorkflow>;
const editors = {} as Record<(typeof schemes)[number], Editor>;
useHost({ sandbox: { transports: 20 } }, (started) => {
	host = started;
});
beforeAll(async () => {
	browser = await startBrowser((line) => process.stderr.write(`${line}\n`));
	const start = { id: 'start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
	const agent = { id: 'agent', type: '@n8n/n8n-nodes-langchain.agent', typeVersion: 1.7 };
	for (const scheme of schemes) {
		editors[scheme] = await browser.editor(host, { scheme });
		workflows[scheme] = await host.rest.createWorkflow({
			name: `Agent in the ${scheme}`,
			nodes: [
				// Without a trigger, n8n folds the operations of a node below its triggers.
				{ ...start, name: 'Start', position: [-200, 0], parameters: {} },
				ownNode(host, { name: 'Contact', type: 'dashdoc' }, { resource: 'contact', operation: 'invite' }),
				{ ...agent, name: 'Agent', position: [0, 300], parameters: {} },
			],
			connections: {},
		});
	}
});
afterAll(async () => await browser?.stop());
afterEach(() => {
	for (const scheme of schemes) {
		expect(editors[scheme].problems).toMatchObject({ console: [], requests: [] });
	}
});

const words = ['dashdoc', 'transport', 'CMR', 'fret', 'freight'];

/** n8n 1 makes tools without the further words of their nodes. */
const wordsOfTools = isFirstGeneration() ? words.slice(0, 1) : words;

/** What is found by each of the words. */
async function found({ creator }: Editor, sought = words): Promise<Record<string, string[]>> {
	const names: Record<string, string[]> = {};
	for (const word of sought) names[word] = await creator.search(word);
	return names;
}

const eachWith = (names: string[], sought = words) =>
	Object.fromEntries(sought.map((word) => [word, expect.arrayContaining(names) as string[]]));

/** What an icon looks like, as an address of its pixels; rejects where it is not shown. */
async function looksOf(icon: Locator): Promise<string> {
	await icon.waitFor();
	return await icon.evaluate(async (image) => {
		await (image as HTMLImageElement).decode();
		const canvas = document.createElement('canvas');
		canvas.width = canvas.height = 40;
		canvas.getContext('2d')!.drawImage(image as HTMLImageElement, 0, 0, 40, 40);
		return canvas.toDataURL();
	});
}

const nothing = async (): Promise<string> => {
	const { page } = editors.light;
	return await page.evaluate(() => {
		const canvas = document.createElement('canvas');
		canvas.width = canvas.height = 40;
		return canvas.toDataURL();
	});
};

/** Sees the icon in `place` in both editors, and that these are two pictures. */
async function expectTwoIcons(place: (editor: Editor) => Locator): Promise<void> {
	const icon = (editor: Editor) => looksOf(place(editor).locator('img').first());
	const looks = [await icon(editors.light), await icon(editors.dark), await nothing()];
	expect(new Set(looks).size).toBe(3);
}

describe('as the first step of a workflow', () => {
	beforeAll(async () => {
		for (const scheme of schemes) {
			await editors[scheme].newWorkflow();
			await editors[scheme].add();
		}
	});

	test('both triggers are found by the words of the trade', async () => {
		expect(await found(editors.light)).toEqual(eachWith(['Dashdoc', 'Dashdoc Polling']));
	});

	test.each(['Dashdoc', 'Dashdoc Polling'])(
		'%s has an icon for light, and another for dark',
		async (name) => {
			for (const scheme of schemes) await editors[scheme].creator.search('dashdoc');
			await expectTwoIcons(({ creator }) => creator.entry(name));
		},
	);

	test('below Dashdoc are the events of its trigger', async () => {
		const { creator } = editors.light;
		await creator.search('dashdoc');
		await creator.take('Dashdoc');
		await creator.entry('On any event').waitFor();
	});
});

describe('in a workflow', () => {
	beforeAll(async () => {
		for (const scheme of schemes) await editors[scheme].openWorkflow(workflows[scheme].id);
	});

	test('on the canvas the node has an icon for light, and another for dark', async () => {
		await expectTwoIcons((editor) => editor.node('Contact'));
	});

	test('behind a node it is found by the words of the trade, with its operations', async () => {
		const creator = await editors.light.add({ after: 'Contact' });
		expect(await found(editors.light)).toEqual(eachWith(['Dashdoc']));
		await creator.search('dashdoc');
		await creator.take('Dashdoc');
		await creator.entry('Invite contact').waitFor();
		await editors.light.openWorkflow(workflows.light.id);
	});

	test('as a tool of an agent it is found by the words of the trade', async () => {
		await editors.light.add({ below: 'Agent' });
		expect(await found(editors.light, wordsOfTools)).toEqual(eachWith(['Dashdoc Tool'], wordsOfTools));
	});

	test('as a tool it has an icon for light, and another for dark', async () => {
		await editors.dark.add({ below: 'Agent' });
		for (const scheme of schemes) await editors[scheme].creator.search('dashdoc');
		await expectTwoIcons(({ creator }) => creator.entry('Dashdoc Tool'));
	});
});
