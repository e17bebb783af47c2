/** Nodes that do one thing in the plainest way, for the node to be measured against. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import type { createClient as CreateClient } from '../../nodes/Dashdoc/client/createClient';
import type { ClientOptions } from '../../nodes/Dashdoc/client/types';
import { root } from '../../test/support/command.cts';

/** As the node loads its files, so that both share one registry of paces. */
const loadBuilt = createRequire(__filename);

const describe = (displayName: string, properties: INodeProperties[]): INodeTypeDescription => ({
	displayName,
	name: displayName,
	group: ['input'],
	version: 1,
	description: displayName,
	defaults: { name: displayName },
	inputs: ['main'],
	outputs: ['main'],
	credentials: [{ name: 'dashdocApi', required: true }],
	properties,
});

/**
 * For lists: one page after the other until there is no next one, with the node's own client and so with the same
 * pace, the same parsing and the same engine around it.
 */
export function sequentialReader(options: ClientOptions): INodeType {
	const { createClient } = loadBuilt(join(root, 'dist/nodes/Dashdoc/client/createClient.js')) as {
		createClient: typeof CreateClient;
	};
	async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const dashdoc = createClient(this, options);
		const items: INodeExecutionData[] = [];
		for (let page = 1, hasNext = true; hasNext; page++) {
			const read = await dashdoc.page({ route: 'GET /transports/' }, page);
			for (const json of read.objects) items.push({ json, pairedItem: { item: 0 } });
			hasNext = read.hasNext;
		}
		return [items];
	}
	return { description: describe('Sequential Reader', []), execute };
}

/** For invitations: a request per item through n8n's request helper, all at once. */
export const allAtOnce: INodeType = {
	description: describe('All at Once', [{ displayName: 'URL', name: 'url', type: 'string', default: '' }]),
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const post = async (item: number): Promise<INodeExecutionData> => ({
			json: (await this.helpers.httpRequestWithAuthentication.call(this, 'dashdocApi', {
				method: 'POST',
				url: this.getNodeParameter('url', item) as string,
			})) as IDataObject,
			pairedItem: { item },
		});
		return [await Promise.all(this.getInputData().map(async (_, item) => await post(item)))];
	},
};
