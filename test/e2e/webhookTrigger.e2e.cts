/** Dashdoc calls a published workflow, and one that is listening in the editor. */
import { webhookAuthorization, type Host } from '../../scripts/host/host.cts';
import type { StoredExecution, StoredWorkflow } from '../../scripts/host/rest.cts';
import { readyWorkflow } from '../../scripts/host/workflows.cts';
import { recordActivity } from '../../sandbox/resources/transports/status.cts';
import { plannedTransport, report } from '../engine/webhookTriggers.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { event, post } from './dashdocCalls.cts';
import { eventTrigger, ownNode, rowsOf, startedBy, useHost } from './hosted.cts';

const webhookId = '3f0e6a52-9f0c-4c83-8f3a-3f1d7f2b8a11';

let host: Host;
let workflow: StoredWorkflow;
useHost({ sandbox: { transports: 60, requestsPerSecond: 0 } }, (started) => {
	host = started;
});
beforeAll(async () => {
	workflow = await host.rest.createWorkflow(startedBy(eventTrigger(host, webhookId)));
});
afterEach(() => expectNoViolations(host.sandbox));

const urlOf = (kind: 'webhook' | 'webhook-test', id = webhookId) => `${host.url}/${kind}/${id}/webhook`;

/** The executions of a workflow that have ended, as soon as there are so many. */
async function executionsOf(id: string, count: number): Promise<StoredExecution[]> {
	for (;;) {
		const executions = await host.rest.executions(id);
		if (executions.length < count) {
			await new Promise((resolve) => setTimeout(resolve, 200));
			continue;
		}
		return await Promise.all(executions.map((one) => host.rest.finished(one.id)));
	}
}

const eventsOf = (executions: StoredExecution[]) =>
	executions.flatMap((execution) => rowsOf(execution, 'End').map(({ event_uid }) => event_uid));

test('before it is published, nobody is at home', async () => {
	expect(await post(urlOf('webhook'), event('too-early'))).toBe(404);
});

test('published, it takes events with the authorization of the credential alone, each once', async () => {
	expect(await host.rest.publish(workflow)).toMatchObject({ status: 'published' });
	expect(await post(urlOf('webhook'), event('one'))).toBe(200);
	expect(await post(urlOf('webhook'), event('wrong'), 'another text')).toBe(401);
	expect(await post(urlOf('webhook'), event('wrong'), '')).toBe(401);
	expect(await post(urlOf('webhook'), event('one'))).toBe(200);
	expect(await post(urlOf('webhook'), event('two'))).toBe(200);
	const executions = await executionsOf(workflow.id, 2);
	expect(executions.map(({ mode, status }) => [mode, status])).toEqual([
		['webhook', 'success'],
		['webhook', 'success'],
	]);
	expect(eventsOf(executions)).toEqual(['one', 'two']);
});

test('after a restart of n8n it still knows what it has taken', async () => {
	await host.server.stop();
	await host.server.start();
	await host.rest.signIn(host.owner);
	expect(await post(urlOf('webhook'), event('one'))).toBe(200);
	expect(await post(urlOf('webhook'), event('two'))).toBe(200);
	expect(await post(urlOf('webhook'), event('three'))).toBe(200);
	expect(eventsOf(await executionsOf(workflow.id, 3))).toEqual(['one', 'two', 'three']);
});

test('an event is tried out in the editor at the test URL, also one that was taken before', async () => {
	expect(await post(urlOf('webhook-test'), event('one'))).toBe(404);
	const listening = await host.rest.call('POST', `/workflows/${workflow.id}/run`, {
		workflowData: workflow,
		triggerToStartFrom: { name: 'Event' },
	});
	expect(listening).toEqual({ waitingForWebhook: true });
	expect(await post(urlOf('webhook-test'), event('one'))).toBe(200);
	const executions = await executionsOf(workflow.id, 4);
	expect(executions.at(-1)).toMatchObject({ mode: 'manual', status: 'success' });
	expect(eventsOf(executions).at(-1)).toBe('one');
});

test('unpublished, nobody is at home', async () => {
	await host.rest.unpublish(workflow);
	expect(await post(urlOf('webhook'), event('late'))).toBe(404);
});

test('without authorization in the credential, publishing says what is missing', async () => {
	const data = { apiToken: host.sandbox.token, environment: 'custom', baseUrl: host.sandbox.url };
	const credential = await host.rest.createCredential('Without authorization', 'dashdocApi', data);
	const trigger = eventTrigger({ credential }, 'a2b7a7a6-6f3c-4b5c-9c80-0b6b6f6f7f10', 'Open');
	const open = await host.rest.createWorkflow(startedBy(trigger));
	const { status, triggers } = await host.rest.publish(open);
	expect(status).toBe('failed');
	expect(triggers[0].errorMessage).toContain('Webhook Authorization');
});

test('Automatically, publishing enters the webhook in Dashdoc, events come, unpublishing removes it', async () => {
	const id = 'c0f7c3c5-3d86-4a6a-9a1d-2b1b0f4c9d22';
	const trigger = ownNode(
		host,
		{ name: 'Arrival', type: 'dashdocTrigger', webhookId: id },
		{
			connect: 'automatic',
			events: 'chosen',
			loadingEvents: ['on_loading_site'],
			output: 'fetchTransport',
			options: {},
		},
	);
	const automatic = await host.rest.createWorkflow(startedBy(trigger));
	expect(await host.rest.publish(automatic)).toMatchObject({ status: 'published' });
	const transport = report(host.sandbox, 'on_loading_site');
	expect(await host.sandbox.sendWebhooks()).toHaveLength(1);
	const [execution] = await executionsOf(automatic.id, 1);
	expect(rowsOf(execution, 'End')).toEqual([
		expect.objectContaining({
			event: 'on_loading_site',
			transport_uid: transport.uid,
			transport_state: 'read',
			transport: expect.objectContaining({ uid: transport.uid }) as object,
		}),
	]);
	await host.rest.unpublish(automatic);
	report(host.sandbox, 'on_loading_site');
	expect(await host.sandbox.sendWebhooks()).toEqual([]);
});

test('workflows/signed-delivery-to-chat.json tells a delivery that Dashdoc reports', async () => {
	const ready = readyWorkflow('signed-delivery-to-chat.json', host.credential);
	const chat = await host.rest.createWorkflow(ready);
	expect(await host.rest.publish(chat)).toMatchObject({ status: 'published' });
	const url = urlOf('webhook', ready.nodes.find(({ webhookId: id }) => id !== undefined)!.webhookId);
	host.sandbox.addWebhook({ name: 'Chat', url, authorization: webhookAuthorization });
	const [tenant] = host.sandbox.state.tenants;
	const transport = plannedTransport(host.sandbox);
	const site = transport.deliveries[0].destination;
	recordActivity({ transport, site }, 'unloading_complete', tenant.world.clock.now(), tenant);
	const update = transport.status_updates.filter(({ category }) => category === 'unloading_complete').at(-1)!;
	Object.assign(update, {
		signature: {
			signature_method: 'sign_on_glass',
			signatory_name: 'Mme Guérin',
			signatory_signed_at: '2026-03-16T13:05:00Z',
		},
	});
	await host.sandbox.sendWebhooks();
	const [execution] = await executionsOf(chat.id, 1);
	expect(execution.status).toBe('success');
	expect(JSON.stringify(rowsOf(execution, 'Send to Chat'))).toContain('Mme Guérin');
});
