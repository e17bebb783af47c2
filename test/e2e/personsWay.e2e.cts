/** A person's first hour, by mouse and keyboard: a credential, an invitation, a transport. */
import type { Editor } from '../../scripts/editor/editor.cts';
import type { NodePanel } from '../../scripts/editor/nodePanel.cts';
import { readUntil } from '../../scripts/host/until.cts';
import type { Host } from '../../scripts/host/host.cts';
import { isFirstGeneration } from '../../scripts/host/versions.cts';
import { contactsOf, transportsOf } from '../engine/data.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { useHost } from './hosted.cts';
import { useEditor } from './inBrowser.cts';

let host: Host;
let editor: Editor;
useHost({ sandbox: { transports: 20 } }, (started) => {
	host = started;
});
useEditor(
	() => host,
	(opened) => {
		editor = opened;
	},
);
afterEach(() => {
	expect(editor.problems).toMatchObject({ console: [], requests: [] });
	editor.problems.clear();
	expectNoViolations(host.sandbox);
});

/** Adds an operation of the node behind another node, and opens it. */
async function addOperation(after: string, operation: string): Promise<NodePanel> {
	const creator = await editor.add({ after });
	await creator.search('dashdoc');
	await creator.take('Dashdoc');
	await creator.take(operation);
	await editor.panel.ready();
	return editor.panel;
}

/** Finds a thing by a part of its name, and picks it. */
async function pick(panel: NodePanel, path: string, text: string): Promise<string> {
	const { locator } = panel.parameter(path);
	await locator.open();
	await locator.search(text);
	const [name] = await locator.entries();
	expect(name).toContain(text);
	await locator.pick(name);
	return name;
}

/** As n8n names the first node of a workflow that is started by hand. */
const start = 'When clicking ‘Execute workflow’';

beforeAll(async () => {
	await editor.newWorkflow();
	const creator = await editor.add();
	await creator.take('Trigger manually');
	await editor.node(start).waitFor();
});

/** n8n 1 says in words of its own what the status of Dashdoc's answer means. */
const wrongToken = isFirstGeneration()
	? 'Authorization failed - please check your credentials'
	: 'Dashdoc does not know this API token. Copy it again';

test('a wrong token is answered with the reason, the right one is taken', async () => {
	const panel = await addOperation(start, 'Create contact');
	const dialog = await panel.newCredential();
	await dialog.field('environment').choose('Custom');
	await dialog.field('baseUrl').fill(host.sandbox.url);
	await dialog.field('apiToken').fill('wrong');
	const first = await dialog.save();
	expect(first.succeeded).toBe(false);
	expect(first.shown).toContain(wrongToken);
	await dialog.field('apiToken').fill(host.sandbox.token);
	expect(await dialog.save()).toMatchObject({ succeeded: true });
	await dialog.close();
	expect(await panel.credential()).toBe('Dashdoc account 2');
	await panel.close();
});

test('before anything has run, the next node is offered the fields of the one before it', async () => {
	const panel = await addOperation('Create contact', 'Invite contact');
	const expected = ['uid', 'first_name', 'last_name', 'email', 'company', 'company_pk', 'has_pending_invite'];
	const offered = await readUntil(
		() => panel.input.schema(),
		(names) => expected.every((name) => names.includes(name)),
	);
	expect(offered).toEqual(expect.arrayContaining(expected));
	expect(await panel.input.isPreview()).toBe(true);
	await panel.close();
});

test('a contact is created in a company that is picked from the searched list', async () => {
	const panel = await editor.openNode('Create contact');
	const company = await pick(panel, 'company', 'Messagerie');
	await panel.parameter('lastName').fill('Verveine');
	await panel.addField('additionalFields', 'Email');
	await panel.parameter('additionalFields.email').fill('adele.verveine@example.org');
	await panel.run();
	expect(await panel.output.error()).toBe('');
	const [row] = await panel.output.table();
	expect(row).toMatchObject({ last_name: 'Verveine', email: 'adele.verveine@example.org' });
	expect(company).toContain(row.company);
	await panel.close();
});

test('the contact is found by its name, and invited', async () => {
	const panel = await editor.openNode('Invite contact');
	expect(await panel.input.isPreview()).toBe(false);
	await pick(panel, 'contact', 'Verveine');
	await panel.run();
	expect(await panel.output.error()).toBe('');
	expect(await panel.output.count()).toBe('1 item');
	expect(await panel.output.table()).toEqual([
		expect.objectContaining({ last_name: 'Verveine', has_pending_invite: 'true', outcome: 'invited' }),
	]);
	expect(contactsOf(host.sandbox)).toContainEqual(
		expect.objectContaining({ last_name: 'Verveine', has_pending_invite: true }),
	);
	await panel.close();
});

test('a transport of two loads is filled in by hand', async () => {
	const before = transportsOf(host.sandbox).length;
	const panel = await addOperation('Invite contact', 'Create transport');
	await pick(panel, 'carrier', 'Transports');
	await pick(panel, 'loadingAddress', 'Messagerie');
	await panel.parameter('loadingSlotStart').fill('2026-12-01 08:00:00');
	await panel.parameter('loadingSlotEnd').fill('2026-12-01 10:00:00');
	await pick(panel, 'unloadingAddress', 'Brasserie');
	for (let row = 0; row < 2; row++) await panel.addRow('loads');
	await panel.parameter('loads.load[0].description').fill('Carrelage');
	await panel.parameter('loads.load[0].quantity').fill('33');
	await panel.parameter('loads.load[1].category').choose('Bulk');
	await panel.parameter('loads.load[1].description').fill('Gravier');
	await panel.parameter('loads.load[1].weight').fill('12000');
	await panel.run();
	expect(await panel.output.error()).toBe('');
	const [{ uid }, ...others] = await panel.output.table();
	expect(others).toEqual([]);
	const transports = transportsOf(host.sandbox);
	expect(transports).toHaveLength(before + 1);
	expect(transports.find((transport) => transport.uid === uid)).toMatchObject({
		deliveries: [
			{
				origin: { address: { name: expect.stringContaining('Messagerie') as string } },
				destination: { address: { name: expect.stringContaining('Brasserie') as string } },
				planned_loads: [
					{ category: 'pallets', description: 'Carrelage', quantity: 33 },
					{ category: 'bulk', description: 'Gravier', weight: 12000 },
				],
			},
		],
	});
	await panel.close();
});
