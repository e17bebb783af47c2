/** Runs whole workflows, as exported from n8n, on n8n's real engine; it knows no node of ours. */
import 'reflect-metadata'; // before n8n-core
import { WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type ExecutionStatus,
	type IConnections,
	type INode,
	type INodeExecutionData,
	type IPinData,
	type IRun,
	type ITaskData,
	type IWorkflowSettings,
} from 'n8n-workflow';
import { coreNodeTypes } from './coreNodes.cts';
import { nodeTypeRegistry, serverData, type NodeTypesByName, type StoredCredential } from './n8n.cts';

/** The part of n8n's export format that matters for a run. */
export interface WorkflowExport {
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

export interface WorkflowSurroundings {
	/** Our node types by name, e.g. `n8n-nodes-dashdoc.dashdoc`; stand-ins for n8n's own come by themselves. */
	nodeTypes: NodeTypesByName;
	/** Given to every node that asks for their type, as a user picks a credential after the import. */
	credentials: readonly StoredCredential[];
	/** Trigger to start from; left out: the one n8n finds itself (needed for webhook triggers). */
	startNode?: string;
	/** Output of nodes by name that are not run, e.g. of the trigger; on top of what the workflow itself pins. */
	pinData?: IPinData;
	/** Told the name of every node that starts. */
	onNodeStart?: (name: string) => void;
}

export interface NodeOutcome {
	/** Items per output of the node, those of all its runs together. */
	outputs: INodeExecutionData[][];
	error?: ITaskData['error'];
	runs: ITaskData[];
}

export interface WorkflowOutcome {
	status: ExecutionStatus;
	/** What stopped the run. */
	error?: IRun['data']['resultData']['error'];
	/** By node name; a node that was never reached is missing. */
	nodes: Record<string, NodeOutcome>;
}

/** A run under way; `cancel()` acts like the Stop button. */
export type WorkflowExecution = Promise<WorkflowOutcome> & { cancel(): void };

const outcomeOf = (runs: ITaskData[]): NodeOutcome => {
	const outputs: INodeExecutionData[][] = [];
	for (const run of runs) {
		for (const [index, items] of (run.data?.main ?? []).entries()) {
			outputs[index] = [...(outputs[index] ?? []), ...(items ?? [])];
		}
	}
	return { outputs, runs, error: runs.at(-1)?.error };
};

function build({ name, nodes, connections, settings }: WorkflowExport, surroundings: WorkflowSurroundings) {
	const nodeTypes = nodeTypeRegistry({ ...coreNodeTypes, ...surroundings.nodeTypes });
	const picked = (node: INode): INode => {
		const wanted = nodeTypes.getByNameAndVersion(node.type, node.typeVersion).description.credentials ?? [];
		const credentials = { ...node.credentials };
		for (const { type } of surroundings.credentials) {
			if (wanted.some((credential) => credential.name === type.name)) {
				credentials[type.name] = { id: type.name, name: type.displayName };
			}
		}
		return { ...node, credentials };
	};
	return new Workflow({
		id: 'wf',
		name: name ?? 'Workflow',
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', timezone: 'Europe/Paris', ...settings },
		nodes: structuredClone(nodes).map(picked),
		connections,
	});
}

/**
 * Runs an exported workflow as if by hand and tells what every node gave. The promise is rejected only when n8n
 * refuses to start: an unknown node type, a missing required parameter, no trigger.
 */
export function runWorkflow(exported: WorkflowExport, surroundings: WorkflowSurroundings): WorkflowExecution {
	let execution: ReturnType<WorkflowExecute['run']> | undefined;
	const finish = async (): Promise<WorkflowOutcome> => {
		const workflow = build(exported, surroundings);
		const { onNodeStart, startNode } = surroundings;
		const server = serverData(workflow, surroundings.credentials, 'manual');
		if (onNodeStart) server.hooks?.addHandler('nodeExecuteBefore', (name) => onNodeStart(name));
		execution = new WorkflowExecute(server, 'manual').run({
			workflow,
			startNode: startNode === undefined ? undefined : (workflow.getNode(startNode) ?? undefined),
			pinData: { ...exported.pinData, ...surroundings.pinData },
		});
		const { status, data } = await execution;
		const nodes = Object.entries(data.resultData.runData).map(([name, runs]) => [name, outcomeOf(runs)]);
		return {
			status,
			error: data.resultData.error,
			nodes: Object.fromEntries(nodes) as WorkflowOutcome['nodes'],
		};
	};
	return Object.assign(finish(), { cancel: () => execution?.cancel() });
}
