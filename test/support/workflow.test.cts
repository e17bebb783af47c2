import type { IConnections, IExecuteFunctions, INode, INodeExecutionData, INodeType } from 'n8n-workflow';
import { runWorkflow, type WorkflowExport } from './workflow.cts';

/** A workflow whose nodes follow each other in a row. */
function row(...nodes: Array<Partial<INode> & { type: string }>): WorkflowExport {
	const named = nodes.map((node, index): INode => {
		const position: [number, number] = [index * 200, 0];
		return { id: `${index}`, name: node.type, typeVersion: 1, position, parameters: {}, ...node };
	});
	const connections: IConnections = {};
	for (const [index, { name }] of named.slice(0, -1).entries()) {
		connections[name] = { main: [[{ node: named[index + 1].name, type: 'main', index: 0 }]] };
	}
	return { nodes: named, connections };
}

const none = { nodeTypes: {}, credentials: [] };
const manual = { type: 'n8n-nodes-base.manualTrigger', name: 'Start' };
const json = (value: unknown) => ({
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	name: 'Data',
	parameters: {
		mode: 'raw',
		jsonOutput: typeof value === 'string' ? value : JSON.stringify(value),
		options: {},
	},
});
const splitOut = (parameters: INode['parameters']) => ({
	type: 'n8n-nodes-base.splitOut',
	name: 'Split',
	parameters,
});
const companies = { companies: [{ name: 'Transports Rémy' }, { name: 'Müller Spedition' }] };

describe('an exported workflow', () => {
	test('makes items out of a JSON list, each linked to the item it came from', async () => {
		const { status, nodes } = await runWorkflow(
			row(manual, json(companies), splitOut({ fieldToSplitOut: 'companies', options: {} })),
			none,
		);
		expect(status).toBe('success');
		expect(nodes.Split.outputs).toEqual([
			companies.companies.map((company) => ({ json: company, pairedItem: { item: 0 } })),
		]);
	});

	test('fills in the expressions of a JSON field, objects as JSON', async () => {
		const { nodes } = await runWorkflow(
			row(manual, json(companies), splitOut({ fieldToSplitOut: 'companies' }), {
				...json('={ "label": "{{ $json.name }}", "whole": {{ $json }} }'),
				name: 'Label',
			}),
			none,
		);
		expect(nodes.Label.outputs[0].map((item) => item.json)).toEqual(
			companies.companies.map((company) => ({ label: company.name, whole: company })),
		);
	});

	test('keeps the other fields when asked to', async () => {
		const { nodes } = await runWorkflow(
			row(
				manual,
				json({ city: 'Lyon', nested: { tags: ['a', 'b'], kept: 1 } }),
				splitOut({ fieldToSplitOut: 'nested.tags', include: 'allOtherFields' }),
				{
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					name: 'More',
					parameters: {
						assignments: {
							assignments: [{ id: '1', name: 'extra', value: '={{ $json.city }}!', type: 'string' }],
						},
						includeOtherFields: true,
					},
				},
			),
			none,
		);
		expect(nodes.More.outputs[0].map((item) => item.json)).toEqual(
			['a', 'b'].map((tag) => ({ city: 'Lyon', nested: { kept: 1 }, 'nested.tags': tag, extra: 'Lyon!' })),
		);
	});

	test('sends items down the branch whose condition they meet', async () => {
		const condition = {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
				combinator: 'and',
				conditions: [
					{
						id: '1',
						leftValue: '={{ $json.name }}',
						rightValue: 'Müller',
						operator: { type: 'string', operation: 'contains' },
					},
				],
			},
			options: {},
		};
		for (const [type, expected] of [
			['n8n-nodes-base.if', [['Müller Spedition'], ['Transports Rémy']]],
			['n8n-nodes-base.filter', [['Müller Spedition']]],
		] as const) {
			const { nodes } = await runWorkflow(
				row(
					manual,
					json(companies),
					splitOut({ fieldToSplitOut: 'companies' }),
					{ type, typeVersion: 2.2, name: 'Choice', parameters: condition },
					{ type: 'n8n-nodes-base.noOp', name: 'End' },
				),
				none,
			);
			expect(nodes.Choice.outputs.map((items) => items.map((item) => item.json.name))).toEqual(expected);
			expect(nodes.End.outputs[0].map((item) => item.json.name)).toEqual(['Müller Spedition']);
		}
	});

	test('starts from pinned data instead of its trigger', async () => {
		const { nodes } = await runWorkflow(
			row(
				{ type: 'n8n-nodes-base.scheduleTrigger', typeVersion: 1.2, name: 'Start' },
				{ type: 'n8n-nodes-base.noOp', name: 'End' },
			),
			{ ...none, pinData: { Start: [{ json: { pinned: true } }] } },
		);
		expect(nodes.End.outputs[0].map((item) => item.json)).toEqual([{ pinned: true }]);
	});

	test('shows which node stopped it', async () => {
		const { status, error, nodes } = await runWorkflow(row(manual, json('[1]')), none);
		expect({ status, message: error?.message }).toEqual({
			status: 'error',
			message: "The 'JSON Output' in item 0 does not contain a valid JSON object",
		});
		expect(nodes.Data.error?.message).toBe(error?.message);
	});

	test('refuses a node type that it does not have, and a setting that a stand-in does not imitate', async () => {
		await expect(runWorkflow(row(manual, { type: 'n8n-nodes-base.code' }), none)).rejects.toThrow(
			'n8n-nodes-base.code',
		);
		const { error } = await runWorkflow(
			row(manual, json(companies), splitOut({ fieldToSplitOut: 'a, b' })),
			none,
		);
		expect(error?.message).toContain('does not imitate');
	});

	test('gives every node the credential it asks for, with the defaults of its fields', async () => {
		const node: INodeType = {
			description: {
				displayName: 'Probe',
				name: 'probe',
				group: ['transform'],
				version: 1,
				description: 'Probe',
				defaults: { name: 'Probe' },
				inputs: ['main'],
				outputs: ['main'],
				credentials: [{ name: 'probeApi', required: true }],
				properties: [],
			},
			async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
				return [[{ json: { ...(await this.getCredentials('probeApi')) }, pairedItem: { item: 0 } }]];
			},
		};
		const type = {
			name: 'probeApi',
			displayName: 'Probe API',
			properties: [
				{ displayName: 'Token', name: 'token', type: 'string' as const, default: '' },
				{ displayName: 'Environment', name: 'environment', type: 'string' as const, default: 'production' },
			],
		};
		const { nodes } = await runWorkflow(row(manual, { type: 'test.probe', name: 'Probe' }), {
			nodeTypes: { 'test.probe': node },
			credentials: [{ type, data: { token: 'abc' } }],
		});
		expect(nodes.Probe.outputs[0][0].json).toEqual({ token: 'abc', environment: 'production' });
	});
});
