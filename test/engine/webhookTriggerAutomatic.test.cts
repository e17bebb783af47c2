/** The way without copying and pasting: the trigger enters its webhook in Dashdoc itself. */
import { inspect } from 'node:util';
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { webhookEvents } from '../../sandbox/webhooks/eventNames.cts';
import { connectorCollection, type StoredConnector } from '../../sandbox/webhooks/records.cts';
import { hookContext, prepare } from '../support/engine.cts';
import { startQuickSandbox } from '../support/sandboxed.cts';
import { startWebhookEndpoint, type WebhookEndpoint } from '../support/webhookEndpoint.cts';
import { authorization, report, trigger, triggerFor } from './webhookTriggers.cts';

let sandbox: Sandbox;
let endpoint: WebhookEndpoint;

const automatic = (parameters: INodeParameters = {}) =>
	triggerFor(sandbox, { connect: 'automatic', ...parameters });

beforeAll(async () => {
	sandbox = await startQuickSandbox();
});
beforeEach(async () => {
	sandbox.reset();
	sandbox.clearRequests();
	sandbox.setFaults();
	endpoint = await startWebhookEndpoint(automatic());
});
afterEach(async () => {
	await endpoint.close();
	expect(endpoint.crashes).toEqual([]);
	expect(sandbox.violations()).toEqual([]);
});
afterAll(async () => await sandbox.close());

/** The webhooks of the account. */
const webhooks = (): readonly StoredConnector[] => sandbox.state.tenants[0].of(connectorCollection).all();

const forms = () => webhooks().map(({ parameters }) => parameters);

const calls = () => sandbox.requests().map(({ operationId }) => operationId);

/** An answer of Dashdoc to one operation. */
interface FaultOf {
	operationId: string;
	status: number;
	body: object;
}

/** Webhooks of others, more than a page of them. */
function addOthers(): void {
	for (let number = 0; number < 25; number++) {
		sandbox.addWebhook({ name: `ERP ${number}`, url: `https://erp.example.com/${number}` });
	}
}

describe('publishing', () => {
	test('enters a webhook that works at once', async () => {
		await endpoint.publish();
		expect(forms()).toEqual([
			{
				name: 'n8n: Test',
				url: endpoint.webhookUrl,
				authorization,
				subscriptions: expect.arrayContaining([...webhookEvents]) as string[],
				version: 'v4',
				sending_on_hold: false,
			},
		]);
		report(sandbox, 'on_loading_site');
		await sandbox.sendWebhooks();
		expect(endpoint.answers[0]).toBe(200);
		expect(endpoint.executions[0]).toMatchObject([{ event: 'on_loading_site' }]);
	});

	test('subscribes to the chosen events only', async () => {
		endpoint.use(
			automatic({
				events: 'chosen',
				unloadingEvents: ['unloading_complete'],
				closingEvents: ['document.added'],
			}),
		);
		await endpoint.publish();
		expect(forms()).toMatchObject([{ subscriptions: ['unloading_complete', 'document.added'] }]);
	});

	test('a second time leaves the webhook as it is', async () => {
		await endpoint.publish();
		sandbox.clearRequests();
		await endpoint.publish();
		expect(calls()).toEqual(['listWebhookConnectors']);
		expect(webhooks()).toHaveLength(1);
	});

	test('with other events changes the webhook that is there', async () => {
		await endpoint.publish();
		const [{ pk }] = webhooks();
		endpoint.use(automatic({ events: 'chosen', closingEvents: ['paid'] }));
		await endpoint.publish();
		expect(webhooks()).toMatchObject([{ pk, parameters: { subscriptions: ['paid'] } }]);
	});

	test.each<[string, (webhook: StoredConnector) => void]>([
		['was switched off', (webhook) => (webhook.enabled = false)],
		['is on hold', ({ parameters }) => (parameters.sending_on_hold = true)],
		['has another authorization', ({ parameters }) => (parameters.authorization = 'older')],
	])('mends a webhook that %s', async (_, spoil) => {
		await endpoint.publish();
		spoil(webhooks()[0]);
		await endpoint.publish();
		expect(webhooks()).toMatchObject([
			{ enabled: true, parameters: { authorization, sending_on_hold: false } },
		]);
	});

	test('finds its webhook among many, and leaves those of others alone', async () => {
		addOthers();
		await endpoint.publish();
		await endpoint.publish();
		expect(webhooks()).toHaveLength(26);
		await endpoint.unpublish();
		expect(webhooks()).toHaveLength(25);
		expect(forms().every(({ name }) => name.startsWith('ERP'))).toBe(true);
	});

	test('again after the answer was lost makes no second webhook', async () => {
		sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'createWebhookConnector' } });
		await expect(endpoint.publish()).rejects.toThrow(/was lost before the answer was complete/);
		await endpoint.publish();
		expect(webhooks()).toHaveLength(1);
	});

	test.each([
		['forbidden', '403'],
		['missing', 'found nothing'],
	] as const)('where Dashdoc refuses (%s) says which way to take', async (unlistedRoutes, words) => {
		sandbox.settings({ unlistedRoutes });
		const failing = endpoint.publish();
		await expect(failing).rejects.toThrow(
			"Dashdoc does not let this API token manage webhooks. Set 'Connect' to In Dashdoc's Settings",
		);
		await expect(failing).rejects.toMatchObject({ description: expect.stringContaining(words) as string });
		expect(webhooks()).toEqual([]);
	});

	test("is told in Dashdoc's own words what else it does not like", async () => {
		endpoint.use(automatic({ events: 'chosen', closingEvents: '={{ "exploded" }}' }));
		await expect(endpoint.publish()).rejects.toThrow(/Not a valid choice/);
	});

	test.each<[string, FaultOf]>([
		[
			'a list in another form',
			{
				operationId: 'listWebhookConnectors',
				status: 200,
				body: { webhooks: [{ pk: 1, parameters: { authorization: 'Bearer of the ERP' } }] },
			},
		],
		[
			'a refusal that repeats ours',
			{
				operationId: 'createWebhookConnector',
				status: 400,
				body: {
					parameters: { authorization: [`"${authorization}" is too simple`] },
					sent: { authorization },
				},
			},
		],
		[
			'a ban that repeats ours',
			{ operationId: 'createWebhookConnector', status: 403, body: { detail: `No ${authorization}` } },
		],
	])('shows no authorization after %s', async (_, { operationId, status, body }) => {
		sandbox.setFaults({ kind: 'status', status, times: 0, body, match: { operationId } });
		const failure: unknown = await endpoint.publish().catch((error: unknown) => error);
		const shown = inspect(failure, { depth: null, showHidden: true });
		expect(shown).toContain('Dashdoc');
		expect(shown).not.toContain('Bearer');
	});

	test("with an outdated token says so in the client's own words", async () => {
		endpoint.use(triggerFor(sandbox, { connect: 'automatic' }, { apiToken: 'outdated' }));
		await expect(endpoint.publish()).rejects.toThrow(/^Dashdoc does not accept the API token/);
	});

	test('without any event chosen is refused before anything is sent', async () => {
		endpoint.use(automatic({ events: 'chosen' }));
		await expect(endpoint.publish()).rejects.toThrow(
			'No event is chosen, so nothing would start the workflow',
		);
		expect(calls()).toEqual([]);
	});

	test('on a machine that Dashdoc cannot reach says so before anything is sent', async () => {
		const prepared = prepare({
			...automatic(),
			credential: { apiToken: 'abc', environment: 'production', webhookAuthorization: authorization },
			node: { type: 'n8n-nodes-dashdoc.dashdocTrigger' },
		});
		prepared.additionalData.webhookBaseUrl = 'http://localhost:5678/webhook';
		const context = hookContext(prepared, trigger.description.webhooks![0]);
		await expect(trigger.webhookMethods.default.checkExists.call(context)).rejects.toThrow(
			'Dashdoc cannot reach this n8n at localhost:5678',
		);
	});
});

describe('unpublishing', () => {
	test('removes the webhook', async () => {
		await endpoint.publish();
		await endpoint.unpublish();
		expect(webhooks()).toEqual([]);
	});

	test('is content when somebody else has removed it, before or meanwhile', async () => {
		await endpoint.unpublish();
		await endpoint.publish();
		sandbox.setFaults({ kind: 'status', status: 404, match: { operationId: 'deleteWebhookConnector' } });
		await endpoint.unpublish();
		expect(calls().at(-1)).toBe('deleteWebhookConnector');
	});

	test('tells when Dashdoc keeps it', async () => {
		await endpoint.publish();
		sandbox.settings({ unlistedRoutes: 'forbidden' });
		await expect(endpoint.unpublish()).rejects.toThrow('Dashdoc does not let this API token manage webhooks');
		expect(webhooks()).toHaveLength(1);
	});
});

test('a test in the editor has a webhook of its own, and takes it away again', async () => {
	await endpoint.publish();
	const end = await endpoint.listen();
	expect(forms().map(({ url }) => url)).toEqual([
		endpoint.webhookUrl,
		endpoint.webhookUrl.replace('/webhook/', '/webhook-test/'),
	]);
	await end();
	expect(forms().map(({ url }) => url)).toEqual([endpoint.webhookUrl]);
});

test("the way through Dashdoc's settings sends no request at all", async () => {
	endpoint.use(triggerFor(sandbox));
	await endpoint.publish();
	await endpoint.unpublish();
	expect(calls()).toEqual([]);
});
