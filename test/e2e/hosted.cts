/** One n8n for all tests of a file. */
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { startHost, type Host, type HostOptions } from '../../scripts/host/host.cts';
import type { Tell } from '../../scripts/host/installation.cts';
import type { StoredExecution } from '../../scripts/host/rest.cts';
import type { WorkflowExport } from '../support/workflow.cts';

/** The first start on a machine installs n8n. */
const MINUTES_TO_START = 30;

/**
 * Starts a host before the first test of the file and stops it after the last.
 * @param take gets the host before the first test
 */
export function useHost(options: HostOptions, take: (host: Host) => void): void {
	useStarted((tell) => startHost({ tell, ...options }), take);
}

/** The same for any host. */
export function useStarted<T extends Pick<Host, 'stop'>>(
	start: (tell: Tell) => Promise<T>,
	take: (host: T) => void,
): void {
	let host: T | undefined;
	beforeAll(async () => {
		host = await start((line) => process.stderr.write(`${line}\n`));
		take(host);
	}, MINUTES_TO_START * 60_000);
	afterAll(async () => await host?.stop());
}

/** Data of the items that a node gave on an output, in all its runs. */
export const rowsOf = ({ data }: StoredExecution, name: string, output = 0): IDataObject[] =>
	(data.resultData.runData[name] ?? []).flatMap(({ data: given }) =>
		(given?.main[output] ?? []).map(({ json }) => json),
	);

/** A node of this package as the editor makes it. */
export function ownNode(
	{ credential }: Pick<Host, 'credential'>,
	{ name, type, ...rest }: Pick<INode, 'name' | 'type'> & Partial<INode>,
	parameters: INodeParameters,
): INode {
	return {
		id: name.toLowerCase(),
		name,
		type: `n8n-nodes-dashdoc.${type}`,
		typeVersion: 1,
		position: [0, 0],
		credentials: { dashdocApi: credential },
		parameters,
		...rest,
	};
}

/** The webhook trigger for all events, where the webhook is entered in Dashdoc's settings. */
export const eventTrigger = (host: Pick<Host, 'credential'>, webhookId: string, name = 'Event'): INode =>
	ownNode(
		host,
		{ name, type: 'dashdocTrigger', webhookId },
		{ connect: 'settings', events: 'any', output: 'simplified', options: {} },
	);

const end: INode = {
	id: 'end',
	name: 'End',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [220, 0],
	parameters: {},
};

/** A workflow of a trigger and a node that takes what it gives. */
export const startedBy = (trigger: INode, next = end): WorkflowExport => ({
	name: `Started by ${trigger.name}`,
	nodes: [trigger, next],
	connections: { [trigger.name]: { main: [[{ node: next.name, type: 'main', index: 0 }]] } },
});
