/** The workflows of this package as a user imports them, with the credential chosen in every node that asks for one. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../test/support/command.cts';
import type { WorkflowExport } from '../../test/support/workflow.cts';
import type { CredentialReference } from './rest.cts';

const folder = join(root, 'workflows');

/** Names of the files in workflows/. */
export const workflowFiles = readdirSync(folder).sort();

export function readyWorkflow(file: string, dashdocApi: CredentialReference): WorkflowExport {
	const workflow = JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkflowExport;
	for (const node of workflow.nodes) {
		if (node.credentials?.dashdocApi) node.credentials = { dashdocApi };
		// The editor gives one to each trigger that is called by URL.
		if (node.type === 'n8n-nodes-dashdoc.dashdocTrigger') node.webhookId = randomUUID();
	}
	return workflow;
}
