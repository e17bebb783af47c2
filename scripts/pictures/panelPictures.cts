/** Panels of nodes. */
import type { INode, INodeParameters } from 'n8n-workflow';
import type { NodePanel } from '../editor/nodePanel.cts';
import { locator, panel, parameter } from '../editor/selectors.cts';
import type { Frame, Picture, Size, Stage } from './picture.cts';

const usual: Size = { width: 1280, height: 800 };

/** So that the output is not narrower than its heading. */
const wide: Size = { width: 1400, height: 800 };

/** The middle of a panel: the parameters, with the tabs above them. */
const settings = '.node-settings';

const lastCollection = `${settings} ${parameter.addToCollection}`;

const parametersUntil = (until: string): Frame => ({ around: [settings], until });

const parametersAndOutputUntil = (until: string): Frame => ({ around: [settings, panel.output], until });

/** What surrounds the entries of an open list. */
const openedList = `div:has(> div > ${locator.entry})`;

/** A thing that has not been picked yet. */
const toBePicked = { __rl: true, mode: 'list', value: '' };

const manually: INode = {
	id: 'start',
	name: 'When clicking ‘Execute workflow’',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Opens the panel of a node of this package; an action stands behind a manual trigger. */
async function openNode(
	{ editor, host }: Stage,
	node: Pick<INode, 'name' | 'webhookId'> & { type: string; parameters: INodeParameters },
): Promise<NodePanel> {
	const own: INode = {
		...node,
		id: 'node',
		type: `n8n-nodes-dashdoc.${node.type}`,
		typeVersion: 1,
		position: [220, 0],
		credentials: { dashdocApi: host.credential },
	};
	const isAction = node.type === 'dashdoc';
	const { id } = await host.rest.createWorkflow({
		name: 'First workflow',
		nodes: isAction ? [manually, own] : [own],
		connections: isAction
			? { [manually.name]: { main: [[{ node: own.name, type: 'main', index: 0 }]] } }
			: {},
	});
	return await editor.openPanel(id, own.id);
}

async function pick(node: NodePanel, path: string, search: string, name = search): Promise<void> {
	const field = node.parameter(path).locator;
	await field.open();
	await field.search(search);
	await field.pick(name);
}

async function openInvitation(stage: Stage): Promise<NodePanel> {
	const node = await openNode(stage, {
		name: 'Invite Contact',
		type: 'dashdoc',
		parameters: {
			resource: 'contact',
			operation: 'invite',
			contact: toBePicked,
			skipInvited: true,
			options: {},
		},
	});
	await pick(node, 'contact', 'Yann Noël');
	return node;
}

const invitation: Picture = {
	name: 'contact-invite',
	window: usual,
	open: async (stage) => {
		const { locator: field } = (await openInvitation(stage)).parameter('contact');
		await field.open();
		await field.search('noël');
	},
	frames: [parametersUntil(openedList)],
};

const output: Picture = {
	name: 'output',
	window: wide,
	open: async (stage) => {
		const node = await openInvitation(stage);
		await node.run();
		await node.output.show('schema');
	},
	frames: [parametersAndOutputUntil(lastCollection)],
};

const refusal: Picture = {
	name: 'error-message',
	window: usual,
	open: async (stage) => {
		const node = await openNode(stage, {
			name: 'Create Company',
			type: 'dashdoc',
			parameters: {
				resource: 'company',
				operation: 'create',
				name: 'Messagerie de Dunkerque',
				country: 'FR',
				additionalFields: { externalId: 'CLI-0001' },
				options: {},
			},
		});
		await node.run();
	},
	frames: [parametersAndOutputUntil(lastCollection)],
};

const transport: Picture = {
	name: 'transport-create',
	window: { width: 1280, height: 2400 },
	open: async (stage) => {
		const node = await openNode(stage, {
			name: 'Create Transport',
			type: 'dashdoc',
			parameters: {
				resource: 'transport',
				operation: 'create',
				shipper: toBePicked,
				loadingAddress: toBePicked,
				loadingSlotStart: '2026-12-07T08:00:00',
				loadingSlotEnd: '2026-12-07T10:00:00',
				unloadingAddress: toBePicked,
				unloadingSlotStart: '2026-12-07T15:00:00',
				unloadingSlotEnd: '2026-12-07T17:00:00',
				loads: {
					load: [
						{ description: 'Bière en fûts', category: 'pallets', quantity: 12, weight: 8400 },
						{ description: 'Verres', category: 'packages', quantity: 40, weight: 320 },
					],
				},
				options: {},
			},
		});
		await pick(node, 'shipper', 'Brasserie de Nantes');
		await pick(node, 'loadingAddress', 'Brasserie de Nantes');
		await pick(node, 'unloadingAddress', 'Citernes Noël');
	},
	frames: [
		parametersUntil(parameter.byPath('unloadingSlotEnd')),
		{ ...parametersUntil(parameter.byPath('loads.load[1].weight')), from: parameter.labelOf('loads') },
	],
};

const webhookTrigger: Picture = {
	name: 'trigger',
	window: { width: 1280, height: 1100 },
	open: async (stage) => {
		await openNode(stage, {
			name: 'Delivery Complete',
			type: 'dashdocTrigger',
			webhookId: 'e8ca085a-3b72-5685-a2e6-961ec1952425',
			parameters: { connect: 'settings', events: 'any', output: 'fetchTransport', options: {} },
		});
		await stage.editor.page.getByText('Webhook URLs').click();
		await stage.editor.page.getByRole('radio', { name: 'Production URL' }).click();
	},
	frames: [parametersUntil(lastCollection)],
};

const pollingTrigger: Picture = {
	name: 'polling-trigger',
	window: usual,
	open: async (stage) => {
		await openNode(stage, {
			name: 'Transport Changes',
			type: 'dashdocPollingTrigger',
			parameters: { event: 'transportUpdated', output: 'simplified', options: {} },
		});
	},
	frames: [parametersUntil(lastCollection)],
};

export const panelPictures: Picture[] = [
	invitation,
	output,
	refusal,
	transport,
	webhookTrigger,
	pollingTrigger,
];
