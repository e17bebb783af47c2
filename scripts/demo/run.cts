import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { runWorkflow, type WorkflowExport, type WorkflowOutcome } from '../../test/support/workflow.cts';

/** The workflow of the demo, as it is imported into n8n. */
export const demoWorkflow = JSON.parse(
	readFileSync(join(__dirname, '..', '..', 'workflows', 'crm-lead-to-invited-contact.json'), 'utf8'),
) as WorkflowExport;

/** The node and credential that the workflow is run with. */
export interface DemoSubject {
	node: INodeType;
	credential: ICredentialType;
}

/** Runs the workflow against a sandbox, with a custom base URL in the credential. */
export async function runDemo(
	{ node, credential }: DemoSubject,
	{ token, url }: Sandbox,
	{
		onNodeStart,
		workflow = demoWorkflow,
	}: { onNodeStart?: (name: string) => void; workflow?: WorkflowExport } = {},
): Promise<WorkflowOutcome> {
	return await runWorkflow(workflow, {
		nodeTypes: { 'n8n-nodes-dashdoc.dashdoc': node },
		credentials: [{ type: credential, data: { apiToken: token, environment: 'custom', baseUrl: url } }],
		onNodeStart,
	});
}
