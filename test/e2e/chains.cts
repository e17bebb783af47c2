/** Workflows of a few nodes in a row, as a user draws them. */
import type { IConnections, IDataObject, INode, IPairedItemData, NodeConnectionType } from 'n8n-workflow';
import type { StoredExecution } from '../../scripts/host/rest.cts';
import type { WorkflowExport } from '../support/workflow.cts';

/** The trigger of these workflows, and the node that has one item per row. */
export const byHand = 'When clicking ‘Execute workflow’';
export const rowsNode = 'Rows';

/** A node of n8n itself. */
export const coreNode = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: INode['parameters'] = {},
): INode => ({ id: name, name, type, typeVersion, position: [0, 0], parameters });

/** Connects an output of a node, the first one unless told otherwise, with other nodes. */
export function connect(
	connections: IConnections,
	{ from, output = 0, type = 'main' }: { from: string; output?: number; type?: NodeConnectionType },
	...nodes: string[]
): void {
	const outputs = ((connections[from] ??= {})[type] ??= []);
	while (outputs.length <= output) outputs.push([]);
	outputs[output] = nodes.map((node) => ({ node, type, index: 0 }));
}

/** A workflow that is started by hand, in which each node takes what the one before it gives. */
export function inARow(name: string, ...nodes: INode[]): WorkflowExport {
	const all = [coreNode(byHand, 'n8n-nodes-base.manualTrigger', 1), ...nodes];
	const connections: IConnections = {};
	for (const [place, { name: to }] of nodes.entries()) connect(connections, { from: all[place].name }, to);
	return { name, nodes: all, connections };
}

/** The nodes that give one item per row. */
export const rowsOfItems = (rows: IDataObject[]): INode[] => [
	coreNode('Given', 'n8n-nodes-base.set', 3.4, {
		mode: 'raw',
		jsonOutput: JSON.stringify({ rows }),
		options: {},
	}),
	coreNode(rowsNode, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'rows', options: {} }),
];

/** A node that looks up the note of the row behind each item, which n8n finds by the pairing of all nodes between. */
export const noteOfRow = (name: string): INode =>
	coreNode(name, 'n8n-nodes-base.set', 3.4, {
		mode: 'raw',
		jsonOutput: `={{ { note: $('${rowsNode}').item.json.note } }}`,
		options: {},
	});

/** What the items that a node gave on an output in its first run are paired with. */
export const pairsOf = ({ data }: StoredExecution, name: string, output = 0): unknown[] =>
	(data.resultData.runData[name]?.[0].data?.main[output] ?? []).map(
		({ pairedItem }) => (pairedItem as IPairedItemData | undefined)?.item,
	);
