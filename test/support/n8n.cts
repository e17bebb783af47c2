import 'reflect-metadata'; // before n8n-core
import { ExecutionLifecycleHooks } from 'n8n-core';
import {
	ICredentialsHelper,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialType,
	type IHttpRequestOptions,
	type INode,
	type INodeProperties,
	type INodeType,
	type INodeTypes,
	type IRequestOptionsSimplified,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

/** What an n8n installation knows about one credential: its type and the fields a user filled in. */
export interface StoredCredential {
	type: ICredentialType;
	data: ICredentialDataDecryptedObject;
}

/** Node types by the name that a workflow uses for them, e.g. `n8n-nodes-dashdoc.dashdoc`. */
export type NodeTypesByName = Readonly<Record<string, INodeType | IVersionedNodeType>>;

/** Hands out credentials as the n8n server does: defaults filled in, `authenticate` of the type applied. */
class CredentialStore extends ICredentialsHelper {
	constructor(private readonly stored: readonly StoredCredential[]) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Encrypted credentials exist only on an n8n server');
	}

	async getDecrypted(
		_additionalData: unknown,
		_nodeCredentials: unknown,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject> {
		const { type, data } = this.find(typeName);
		const filled = NodeHelpers.getNodeParameters(
			type.properties,
			structuredClone(data) as never,
			true,
			false,
			null,
			null,
		);
		return { ...(filled as ICredentialDataDecryptedObject), ...data };
	}

	async updateCredentials(): Promise<void> {
		throw new Error('Nothing here may change a credential');
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('Nothing here may change a credential');
	}

	getCredentialsProperties(typeName: string): INodeProperties[] {
		return this.find(typeName).type.properties;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.find(typeName).type;
		const request = requestOptions as IHttpRequestOptions;
		if (!authenticate || !workflow || !node) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		for (const part of ['headers', 'qs', 'body', 'auth'] as const) {
			for (const [key, template] of Object.entries(authenticate.properties[part] ?? {})) {
				const value = workflow.expression.getSimpleParameterValue(
					node,
					template as string,
					'internal',
					{ $credentials: credentials } as never,
					undefined,
					'',
				);
				request[part] = { ...(request[part] as object), [key]: value } as never;
			}
		}
		return request;
	}

	private find(typeName: string): StoredCredential {
		const found = this.stored.find(({ type }) => type.name === typeName);
		if (!found) throw new Error(`No credential of type "${typeName}" was given to this test`);
		return found;
	}
}

/** The registry in which the engine looks node types up. */
export function nodeTypeRegistry(nodeTypes: NodeTypesByName): INodeTypes {
	const find = (name: string) => {
		const found = nodeTypes[name];
		if (!found) throw new Error(`Unrecognized node type: ${name}`);
		return found;
	};
	return {
		getByName: find,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(find(name), version),
		getKnownTypes: () => ({}),
	};
}

/** What the n8n server tells the engine about itself; every URL is an address that nobody answers. */
export function serverData(
	workflow: Workflow,
	credentials: readonly StoredCredential[],
	mode: WorkflowExecuteMode,
): IWorkflowExecuteAdditionalData {
	const executionId = 'exec-1';
	const workflowData = {
		id: workflow.id,
		name: workflow.name ?? 'Test',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
	};
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: new CredentialStore(credentials),
		executionId,
		userId: 'user',
		hooks: new ExecutionLifecycleHooks(mode, executionId, workflowData),
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: 'http://n8n.test/rest',
		instanceBaseUrl: 'http://n8n.test/',
		webhookBaseUrl: 'http://n8n.test/webhook',
		webhookTestBaseUrl: 'http://n8n.test/webhook-test',
		webhookWaitingBaseUrl: 'http://n8n.test/webhook-waiting',
		formWaitingBaseUrl: 'http://n8n.test/form-waiting',
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
		logAiEvent: () => undefined,
		getRunExecutionData: async () => undefined,
	};
	// The parts left out belong to the server (sub-workflows, agents, task runners); no node of ours asks for them.
	return { ...data, externalSecretsProxy: {} } as unknown as IWorkflowExecuteAdditionalData;
}
