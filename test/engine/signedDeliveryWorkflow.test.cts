import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DashdocApi } from '../../credentials/DashdocApi.credentials';
import type { Sandbox } from '../../sandbox/index.cts';
import { recordActivity } from '../../sandbox/resources/transports/status.cts';
import type { StatusUpdate, StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { startQuickSandbox } from '../support/sandboxed.cts';
import { startWebhookEndpoint, type WebhookEndpoint } from '../support/webhookEndpoint.cts';
import { runWorkflow, type WorkflowExport } from '../support/workflow.cts';
import { authorization, plannedTransport, report, trigger, triggerFor } from './webhookTriggers.cts';

const file = join(__dirname, '..', '..', 'workflows', 'signed-delivery-to-chat.json');
const exported = JSON.parse(readFileSync(file, 'utf8')) as WorkflowExport;
const [first] = exported.nodes;

let sandbox: Sandbox;
let endpoint: WebhookEndpoint;
let transport: StoredTransport;

beforeAll(async () => {
	sandbox = await startQuickSandbox();
});
beforeEach(async () => {
	sandbox.reset();
	endpoint = await startWebhookEndpoint(triggerFor(sandbox, first.parameters));
	sandbox.addWebhook({ name: 'n8n', url: endpoint.webhookUrl, authorization });
	transport = plannedTransport(sandbox);
	Object.assign(transport, { remote_id: 'CMD-É-17' });
});
afterEach(async () => {
	await endpoint.close();
	expect(endpoint.crashes).toEqual([]);
	expect(sandbox.violations()).toEqual([]);
});
afterAll(async () => await sandbox.close());

/** The trucker unloads everything; `changed` is what the phone sends along. */
function unload(changed: Partial<StatusUpdate> = {}): void {
	const [tenant] = sandbox.state.tenants;
	const site = transport.deliveries[0].destination;
	recordActivity({ transport, site }, 'unloading_complete', tenant.world.clock.now(), tenant);
	const update = transport.status_updates.filter(({ category }) => category === 'unloading_complete').at(-1)!;
	Object.assign(update, changed);
}

const signed = (changed: object = {}) => ({
	signature: {
		signature_method: 'sign_on_glass',
		signatory_name: 'Mme Guérin',
		signatory_signed_at: '2026-03-16T13:05:00Z',
		...changed,
	},
});

/** What arrives at the chat, after a round of Dashdoc's job. */
async function messages(): Promise<string[]> {
	await sandbox.sendWebhooks();
	const texts: string[] = [];
	for (const items of endpoint.executions) {
		const { status, nodes } = await runWorkflow(exported, {
			nodeTypes: { [first.type]: trigger },
			credentials: [{ type: new DashdocApi(), data: triggerFor(sandbox).credential }],
			startNode: first.name,
			pinData: { [first.name]: items.map((json) => ({ json })) },
		});
		expect(status).toBe('success');
		texts.push(...(nodes['Send to Chat']?.outputs[0] ?? []).map(({ json }) => json.text as string));
	}
	return texts;
}

test('a signed delivery is told with place, signatory, time, trucker and link', async () => {
	report(sandbox, 'on_loading_site', transport);
	unload(signed());
	const [{ destination }] = transport.deliveries;
	expect(await messages()).toEqual([
		[
			`✅ CMD-É-17 is delivered to ${destination.address!.name}, ${destination.address!.city}`,
			`Signed by Mme Guérin at 14:05, handed over by ${transport.segments[0].trucker!.display_name}`,
			`https://www.dashdoc.eu/app/transports/${transport.uid}/`,
		].join('\n'),
	]);
});

test("the receiver's remarks are told too, and the number where there is no External ID", async () => {
	Object.assign(transport, { remote_id: '' });
	unload({ ...signed({ signatory_name: '' }), content_signatory: '2 colis abîmés' });
	const [text] = await messages();
	expect(text).toContain(`✅ ${transport.sequential_id} is delivered`);
	expect(text).toContain('Signed by the receiver at');
	expect(text).toContain('\n⚠️ 2 colis abîmés\n');
});

test.each([
	['on paper', signed({ signature_method: 'sign_on_paper' })],
	['by nobody', signed({ signature_method: 'no_signatory', signatory_signed_at: null })],
	['in no way that is known', { signature: null }],
])('a delivery that was signed %s is not told', async (_, changed) => {
	unload(changed);
	expect(await messages()).toEqual([]);
	expect(endpoint.executions).toHaveLength(1);
});

test('a delivery is told once, though Dashdoc sends it twice', async () => {
	sandbox.settings({ webhookRepetitions: 1 });
	unload(signed());
	expect(await messages()).toHaveLength(1);
});

test('a delivery whose transport cannot be read just now is told without signature', async () => {
	unload(signed());
	sandbox.setFaults({ kind: 'status', status: 500, times: 0, match: { operationId: 'getTransport' } });
	const [text] = await messages();
	sandbox.setFaults();
	expect(text).toContain('✅ CMD-É-17 is delivered');
	expect(text).toContain('The signature could not be looked up');
});
