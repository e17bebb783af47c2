/** The ready workflows on their canvas, after a run: the counts on the connections tell what became of the sample rows. */
import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../../sandbox/index.cts';
import { transportCollection } from '../../sandbox/resources/transports/records.cts';
import { recordActivity } from '../../sandbox/resources/transports/status.cts';
import type { WorkflowExport } from '../../test/support/workflow.cts';
import { webhookAuthorization } from '../host/host.cts';
import { readyWorkflow, workflowFiles } from '../host/workflows.cts';
import type { Frame, Picture, Size, Stage } from './picture.cts';

const noteType = 'n8n-nodes-base.stickyNote';
const webhookTriggerType = 'n8n-nodes-dashdoc.dashdocTrigger';

/** Orders name truckers and vehicles that the fleet brings. */
const first = 'nightly-fleet-sync.json';
const filesInOrder = [first, ...workflowFiles.filter((file) => file !== first)];

/** The notes on the canvas would halve the size of all the rest; what they say is in the README. */
function withoutNotes({ credential }: Stage['host'], file: string): WorkflowExport {
	const workflow = readyWorkflow(file, credential);
	return { ...workflow, nodes: workflow.nodes.filter(({ type }) => type !== noteType) };
}

/** So large that n8n shows the canvas in its full size, or nearly so. */
function windowFor({ nodes }: WorkflowExport): Size {
	const span = (axis: 0 | 1) => {
		const places = nodes.filter(({ type }) => type !== noteType).map(({ position }) => position[axis]);
		return Math.max(...places) - Math.min(...places);
	};
	return { width: Math.min(span(0) + 600, 1500), height: Math.max(span(1) + 500, 700) };
}

const everythingOnTheCanvas: Frame = {
	around: ['.vue-flow__node *', '.vue-flow__edge-path', '.vue-flow__edge-label'],
	margin: 20,
};

/** A receiver signs: Dashdoc calls the workflow that listens in the editor. */
async function signDelivery(sandbox: Sandbox, url: string): Promise<void> {
	const [tenant] = sandbox.state.tenants;
	const time = tenant.world.clock.now();
	const transport = tenant
		.of(transportCollection)
		.all()
		.find(
			({ deleted, global_status, segments }) =>
				deleted === null && global_status === 'accepted' && segments.every(({ trucker }) => trucker !== null),
		);
	if (!transport) throw new Error('The sandbox has no transport that is planned');
	sandbox.addWebhook({ name: 'n8n', url, authorization: webhookAuthorization });
	recordActivity(
		{ transport, site: transport.deliveries[0].destination },
		'unloading_complete',
		time,
		tenant,
	);
	Object.assign(transport.status_updates.find(({ category }) => category === 'unloading_complete') ?? {}, {
		signature: {
			signature_method: 'sign_on_glass',
			signatory_name: 'Mme Guérin',
			signatory_signed_at: time,
		},
	});
	await sandbox.sendWebhooks();
}

async function run({ editor, host }: Stage, { nodes }: WorkflowExport): Promise<void> {
	const trigger = nodes.find(({ type }) => type === webhookTriggerType);
	if (!trigger) return await editor.run();
	const listening = editor.page.waitForResponse((response) => response.url().endsWith('/run'));
	const ended = editor.run();
	await listening;
	await signDelivery(host.sandbox, `${host.url}/webhook-test/${trigger.webhookId ?? ''}/webhook`);
	await ended;
}

function workflowPicture(file: string): Picture {
	return {
		name: `workflow-${file.replace(/\.json$/, '')}`,
		window: windowFor(readyWorkflow(file, { id: randomUUID(), name: '' })),
		open: async (stage) => {
			const workflow = withoutNotes(stage.host, file);
			const { id } = await stage.host.rest.createWorkflow(workflow);
			await stage.editor.openWorkflow(id);
			await run(stage, workflow);
			await stage.editor.zoomToFit();
		},
		frames: [everythingOnTheCanvas],
	};
}

export const workflowPictures: Picture[] = filesInOrder.map(workflowPicture);
