import 'reflect-metadata'; // before n8n-core
import { ExecuteContext, HookContext, LoadOptionsContext, PollContext } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IAuthenticateGeneric,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IExecuteFunctions,
	type INode,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';
import type { ClientContext } from '../../../nodes/Dashdoc/client/types';
import { nodeTypeRegistry, serverData } from '../../support/n8n.cts';

/** Token of the tests. It is nobody's. */
export const token = '0123456789abcdef0123456789abcdef01234567';

/** The credential type as Dashdoc needs it: three fields, one header. */
class Credential implements ICredentialType {
	name = 'dashdocApi';

	displayName = 'Dashdoc API';

	properties: INodeProperties[] = ['apiToken', 'environment', 'baseUrl'].map((name) => ({
		displayName: name,
		name,
		type: 'string',
		default: '',
	}));

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Token {{$credentials.apiToken}}' } },
	};
}

/** A node that has a credential and does nothing. */
class Bystander implements INodeType {
	description = {
		displayName: 'Bystander',
		name: 'bystander',
		group: ['transform' as const],
		version: 1,
		description: 'Has a credential',
		defaults: { name: 'Bystander' },
		inputs: ['main' as const],
		outputs: ['main' as const],
		credentials: [{ name: 'dashdocApi', required: true }],
		properties: [],
	};
}

const node: INode = {
	id: 'node',
	name: 'Dashdoc',
	type: 'test.bystander',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	credentials: { dashdocApi: { id: '1', name: 'Test' } },
};

function installation(credential: ICredentialDataDecryptedObject) {
	const workflow = new Workflow({
		id: 'workflow',
		name: 'Test',
		active: false,
		nodeTypes: nodeTypeRegistry({ 'test.bystander': new Bystander() }),
		nodes: [node],
		connections: {},
	});
	const stored = [{ type: new Credential(), data: credential }];
	return { workflow, additionalData: serverData(workflow, stored, 'manual') };
}

/** A credential for a server of the tests. */
export function credentialFor(url: string, apiToken = token): ICredentialDataDecryptedObject {
	return { apiToken, environment: 'custom', baseUrl: url };
}

/** n8n's own context of a running node. */
export function executeContext(
	credential: ICredentialDataDecryptedObject,
	signal?: AbortSignal,
): IExecuteFunctions {
	const { workflow, additionalData } = installation(credential);
	const items = [{ json: {} }];
	return new ExecuteContext(
		workflow,
		node,
		additionalData,
		'manual',
		createRunExecutionData({ resultData: { runData: {} } }),
		0,
		items,
		{ main: [items] },
		{ data: { main: [items] }, node, source: null },
		[],
		signal,
	);
}

/** n8n's own contexts that know no Stop button. */
export function otherContexts(credential: ICredentialDataDecryptedObject): Record<string, ClientContext> {
	const { workflow, additionalData } = installation(credential);
	return {
		poll: new PollContext(workflow, node, additionalData, 'trigger', 'activate'),
		hook: new HookContext(workflow, node, additionalData, 'trigger', 'activate'),
		editor: new LoadOptionsContext(workflow, node, additionalData, 'parameters.x'),
	};
}
