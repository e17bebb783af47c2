import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, Workflow, type INode, type INodeParameters, type INodeType } from 'n8n-workflow';
import { Dashdoc } from '../../nodes/Dashdoc/Dashdoc.node';
import { DashdocPollingTrigger } from '../../nodes/DashdocPollingTrigger/DashdocPollingTrigger.node';
import { DashdocTrigger } from '../../nodes/DashdocTrigger/DashdocTrigger.node';
import { coreNodeTypes } from '../support/coreNodes.cts';
import { nodeTypeRegistry } from '../support/n8n.cts';
import { parameterFaults } from '../support/parameterFaults.cts';
import type { WorkflowExport } from '../support/workflow.cts';

const folder = join(__dirname, '..', '..', 'workflows');
const files = readdirSync(folder);
const readme = readFileSync(join(folder, '..', 'README.md'), 'utf8');

const dashdoc = 'n8n-nodes-dashdoc.dashdoc';
/** Our nodes by type. */
const own: Readonly<Record<string, INodeType>> = {
	[dashdoc]: new Dashdoc(),
	[`${dashdoc}PollingTrigger`]: new DashdocPollingTrigger(),
	[`${dashdoc}Trigger`]: new DashdocTrigger(),
};
const nodeTypes = nodeTypeRegistry({ ...coreNodeTypes, ...own });

/** What n8n writes into a workflow that is downloaded, without what belongs to one installation. */
type Download = WorkflowExport & Record<string, unknown>;

const read = (file: string): Download => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Download;

const ours = ({ nodes }: WorkflowExport) => nodes.filter(({ type }) => type in own);

/** Node that splits sample rows and the one that holds them: a user replaces both. */
function samples({ nodes, connections }: WorkflowExport): Array<{ source: INode; split: INode }> {
	return nodes
		.filter(({ type, parameters }) => type === 'n8n-nodes-base.set' && parameters.mode === 'raw')
		.flatMap((source) => {
			const behind = (connections[source.name]?.main[0] ?? []).map(({ node }) => node);
			const splits = nodes.filter(
				({ type, name }) => type === 'n8n-nodes-base.splitOut' && behind.includes(name),
			);
			return splits.map((split) => ({ source, split }));
		});
}

/** Fields of a download that name the installation or the people it came from, or switch the workflow on. */
const foreign = ['id', 'versionId', 'shared', 'staticData', 'createdAt', 'updatedAt', 'triggerCount'];

/** Domains that nobody owns (RFC 2606). */
const madeUpDomain = /(^|\.)(example|example\.(com|org|net))$/;

function connectionFaults({ nodes, connections }: WorkflowExport): string[] {
	// A Workflow fills in the parameters of the nodes that it is given, and drops those that are not known.
	const workflow = new Workflow({ nodes: structuredClone(nodes), connections, nodeTypes, active: false });
	const portsOf = (name: string, side: 'getNodeInputs' | 'getNodeOutputs') => {
		const node = workflow.getNode(name);
		if (!node) return 0;
		const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		return NodeHelpers[side](workflow, node, description).length;
	};
	return Object.entries(connections).flatMap(([source, { main }]) =>
		main.flatMap((ends, output) => [
			...(output < portsOf(source, 'getNodeOutputs') ? [] : [`${source} has no output ${output}`]),
			...(ends ?? [])
				.filter(({ index, node }) => index >= portsOf(node, 'getNodeInputs'))
				.map(({ index, node }) => `${source} leads to input ${index} of ${node}, which is not there`),
		]),
	);
}

test('there are workflows, and nothing else beside them', () => {
	expect(files.length).toBeGreaterThan(1);
	expect(files.filter((file) => !/^[a-z-]+\.json$/.test(file))).toEqual([]);
});

describe.each(files)('workflows/%s', (file) => {
	const workflow = read(file);

	test('is what n8n downloads: nodes with id, name and place, switched off, with its order of execution', () => {
		const { nodes } = workflow;
		expect(workflow.name).toEqual(expect.stringMatching(/\w+ \w+/));
		for (const { id, position, typeVersion } of nodes) {
			expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
			expect(position).toEqual([expect.any(Number), expect.any(Number)]);
			expect(typeVersion).toBeGreaterThan(0);
		}
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		expect(new Set(nodes.map(({ name }) => name)).size).toBe(nodes.length);
		expect(workflow.active).toBe(false);
		expect(workflow.settings?.executionOrder).toBe('v1');
	});

	test('uses node types that exist, in a version that exists', () => {
		for (const { type, typeVersion } of workflow.nodes) {
			const { version } = nodeTypes.getByNameAndVersion(type, typeVersion).description;
			expect([version].flat()).toContain(typeVersion);
		}
	});

	test('connects nodes that exist, at inputs and outputs that they have', () => {
		expect(connectionFaults(workflow)).toEqual([]);
	});

	test('holds only what the Dashdoc nodes offer: resources, operations, parameters and values', () => {
		expect(ours(workflow)).not.toEqual([]);
		const faults = ours(workflow).flatMap((node) => parameterFaults(node, own[node.type].description));
		expect(faults).toEqual([]);
	});

	test('asks for a credential by name, and brings none', () => {
		for (const { credentials } of workflow.nodes.filter(({ credentials }) => credentials !== undefined)) {
			expect(credentials).toEqual({ dashdocApi: { id: null, name: 'Dashdoc account' } });
		}
		expect(ours(workflow).filter(({ credentials }) => !credentials)).toEqual([]);
		expect(JSON.stringify(workflow)).not.toMatch(/token|password|secret|bearer/i);
	});

	test('holds nothing of the installation and the people it came from', () => {
		expect(Object.keys(workflow).filter((name) => foreign.includes(name))).toEqual([]);
		expect(workflow.meta).not.toHaveProperty('instanceId');
		expect(workflow.pinData ?? {}).toEqual({});
		const domains = [...JSON.stringify(workflow).matchAll(/[\w.+-]@([\w-]+(?:\.[\w-]+)+)/g)].map(
			([, one]) => one,
		);
		expect(domains.filter((domain) => !madeUpDomain.test(domain))).toEqual([]);
	});

	test('says on its canvas what it does and what to change, and is named in the README', () => {
		const notes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.map(({ parameters }) => parameters.content)).toEqual([
			expect.stringMatching(/^## [^]*Before the first run: pick your credential/),
		]);
		expect(readme).toContain(`(workflows/${file})`);
	});

	test('says truly what to replace: sample rows with the node that splits them, by a name where others ask for it', () => {
		const note = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
		const content = note?.parameters.content as string;
		for (const { source, split } of samples(workflow)) {
			expect(content).toContain(`**${source.name}**`);
			expect(content).toContain(`**${split.name}**`);
			const isAsked = JSON.stringify(workflow).includes(`$('${split.name}')`);
			expect(content.includes(`call it **${split.name}**`)).toBe(isAsked);
			expect(content.includes('switch on *Execute Once*')).toBe(source.executeOnce === true);
			expect(JSON.stringify(workflow)).not.toContain(`$('${source.name}')`);
		}
	});
});

describe('a workflow of another version of the node would be found out by', () => {
	const { description } = own[dashdoc];
	const right: INodeParameters = {
		resource: 'vehicle',
		operation: 'upsertUnavailability',
		vehicle: { __rl: true, mode: 'id', value: '={{ $json.pk }}' },
		externalId: 'AB-101',
		reason: 'maintenance',
		startDate: '2026-04-08',
		endDate: '2026-04-08',
		ends: 'noon',
		additionalFields: { note: 'Contrôle technique' },
		options: {},
	};
	const faultsWith = (changed: INodeParameters) => {
		const node: INode = {
			id: '1',
			name: 'Block',
			type: dashdoc,
			typeVersion: 1,
			position: [0, 0],
			parameters: { ...right, ...changed },
		};
		return parameterFaults(node, description);
	};

	test('nothing, as long as it is right', () => expect(faultsWith({})).toEqual([]));

	test.each<[string, INodeParameters, string]>([
		['a resource', { resource: 'lorry' }, 'Block › resource: "lorry" is not offered'],
		['an operation', { operation: 'block' }, 'Block › operation: "block" is not offered'],
		['a parameter', { licensePlate: 'AB-123-CD' }, 'Block › licensePlate: the node shows no such parameter'],
		['a value', { ends: 'midnight' }, 'Block › ends: "midnight" is not offered'],
		[
			'a field of a collection',
			{ additionalFields: { fleetNumber: '42' } },
			'Block › additionalFields › fleetNumber: the node shows no such parameter',
		],
		[
			'a way to pick a thing',
			{ vehicle: { __rl: true, mode: 'externalId', value: 'VH-01' } },
			'Block › vehicle: has no mode "externalId"',
		],
		['a text in place of another type', { externalId: 12 }, 'Block › externalId: is no string'],
		['a required value', { externalId: '' }, 'Block: Parameter "External ID" is required.'],
	])('%s that it does not have', (_what, changed, fault) => {
		expect(faultsWith(changed)).toContain(fault);
	});
});
