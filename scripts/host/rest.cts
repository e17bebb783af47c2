/** n8n's own REST API, as its editor uses it. It is not documented: what is known of it was measured on n8n 2.41 and 1.123. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type {
	IDataObject,
	INodeCredentialTestResult,
	INodeTypeDescription,
	IRunExecutionData,
} from 'n8n-workflow';
import type { WorkflowExport } from '../../test/support/workflow.cts';
import type { Installation } from './installation.cts';
import { publishingOf, type Publication, type Publishing } from './publishing.cts';
import { Refusal } from './refusal.cts';

export interface Owner {
	email: string;
	password: string;
}

/** A credential as nodes refer to it. */
export interface CredentialReference {
	id: string;
	name: string;
}

export interface StoredWorkflow extends WorkflowExport {
	id: string;
	name: string;
	versionId: string;
}

export interface StoredExecution {
	id: string;
	status: string;
	mode: string;
	workflowId: string;
	data: IRunExecutionData;
}

const unfinished = ['new', 'running', 'waiting', 'unknown'];

/** One session with n8n: whoever signed in last. */
export class N8nRest {
	private cookie = '';

	private readonly flatted: { parse(text: string): unknown };

	private readonly publishing: Publishing;

	constructor(
		readonly url: string,
		installation: Installation,
	) {
		// n8n writes the data of executions with its own copy of this package.
		const ofN8n = createRequire(join(installation.folder, 'node_modules', 'n8n', 'package.json'));
		this.flatted = ofN8n('flatted') as { parse(text: string): unknown };
		this.publishing = publishingOf(installation.versions);
	}

	/** Any request; the answer as it is. */
	async fetch(method: string, path: string, body?: unknown): Promise<Response> {
		const headers: Record<string, string> = {
			'browser-id': 'n8n-nodes-dashdoc-host',
			cookie: this.cookie,
			// n8n closes connections that rest for 5 seconds; one that is taken up just then breaks.
			connection: 'close',
		};
		if (body !== undefined) headers['content-type'] = 'application/json';
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers,
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const [cookie] = response.headers.getSetCookie().filter((one) => one.startsWith('n8n-auth='));
		if (cookie) [this.cookie] = cookie.split(';');
		return response;
	}

	/** A request below /rest; what its answer holds. Rejects with a Refusal. */
	async call<T = IDataObject>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.fetch(method, `/rest${path}`, body);
		const text = await response.text();
		if (!response.ok) throw new Refusal(`${method} /rest${path}`, response.status, text);
		return (JSON.parse(text) as { data: T }).data;
	}

	/** A file that the editor reads, as JSON. Rejects with a Refusal. */
	async file<T>(path: string): Promise<T> {
		const response = await this.fetch('GET', path);
		const text = await response.text();
		if (!response.ok) throw new Refusal(`GET ${path}`, response.status, text);
		return JSON.parse(text) as T;
	}

	/** Makes the account of the owner, once after the first start, and signs in. */
	async setUpOwner({ email, password }: Owner): Promise<void> {
		await this.call('POST', '/owner/setup', { email, password, firstName: 'Camille', lastName: 'Exemple' });
	}

	async signIn({ email, password }: Owner): Promise<void> {
		await this.call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return await this.file('/types/nodes.json');
	}

	async createCredential(name: string, type: string, data: IDataObject): Promise<CredentialReference> {
		const { id } = await this.call<{ id: string }>('POST', '/credentials', { name, type, data });
		return { id, name };
	}

	/** n8n's test of a credential, as the editor shows it after saving. */
	async testCredential(
		{ id, name }: CredentialReference,
		type: string,
		data: IDataObject,
	): Promise<INodeCredentialTestResult> {
		return await this.call('POST', '/credentials/test', { credentials: { id, name, type, data } });
	}

	async createWorkflow(exported: WorkflowExport): Promise<StoredWorkflow> {
		const { connections, name, nodes, pinData, settings } = exported;
		const workflow = { name, nodes, connections, pinData, settings: { executionOrder: 'v1', ...settings } };
		return await this.call('POST', '/workflows', { ...workflow, active: false });
	}

	/** Starts a workflow by hand from one of its triggers; ID of the execution. */
	async start(workflowData: StoredWorkflow, trigger: string): Promise<string> {
		const { executionId } = await this.call<{ executionId: string }>(
			'POST',
			`/workflows/${workflowData.id}/run`,
			{ workflowData, triggerToStartFrom: { name: trigger } },
		);
		return executionId;
	}

	/** Runs a workflow by hand from one of its triggers, and waits for its end. */
	async run(workflowData: StoredWorkflow, trigger: string): Promise<StoredExecution> {
		return await this.finished(await this.start(workflowData, trigger));
	}

	/** Stops an execution, as the button of the editor does. */
	async stop(executionId: string): Promise<void> {
		await this.call('POST', `/executions/${executionId}/stop`, {});
	}

	/** Waits for the end of an execution. */
	async finished(id: string): Promise<StoredExecution> {
		for (;;) {
			const execution = await this.execution(id);
			if (!unfinished.includes(execution.status)) return execution;
			await wait(200);
		}
	}

	async execution(id: string): Promise<StoredExecution> {
		const execution = await this.call<StoredExecution & { data: string }>('GET', `/executions/${id}`);
		return { ...execution, data: this.flatted.parse(execution.data) as IRunExecutionData };
	}

	/** The newest executions of a workflow, the oldest of them first, without their data. */
	async executions(workflowId: string): Promise<Array<Omit<StoredExecution, 'data'>>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call<{ results: Array<Omit<StoredExecution, 'data'>> }>(
			'GET',
			`/executions?filter=${filter}&limit=100`,
		);
		// n8n asks for those under way and those that have ended one after the other: one that ends meanwhile is in both.
		return [...new Map(results.reverse().map((one) => [one.id, one])).values()];
	}

	/** Publishes a workflow, and waits until its triggers are on or have failed. */
	async publish(workflow: StoredWorkflow): Promise<Publication> {
		return await this.publishing.publish(this, workflow);
	}

	/** Unpublishes a workflow, and waits until its triggers are off. */
	async unpublish(workflow: StoredWorkflow): Promise<void> {
		await this.publishing.unpublish(this, workflow);
	}
}
