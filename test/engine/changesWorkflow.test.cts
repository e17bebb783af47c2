import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { DashdocApi } from '../../credentials/DashdocApi.credentials';
import { DashdocPollingTrigger } from '../../nodes/DashdocPollingTrigger/DashdocPollingTrigger.node';
import type { Sandbox } from '../../sandbox/index.cts';
import { recordActivity } from '../../sandbox/resources/transports/status.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { PolledTrigger } from '../support/polledTrigger.cts';
import { credentialFor, startQuickSandbox } from '../support/sandboxed.cts';
import { runWorkflow, type WorkflowExport } from '../support/workflow.cts';
import { transportsOf } from './data.cts';

const file = join(__dirname, '..', '..', 'workflows', 'transport-changes-to-table.json');
const exported = JSON.parse(readFileSync(file, 'utf8')) as WorkflowExport;
const [first] = exported.nodes;

let sandbox: Sandbox;
let trigger: PolledTrigger;

beforeAll(async () => {
	sandbox = await startQuickSandbox();
});
beforeEach(async () => {
	sandbox.reset();
	trigger = new PolledTrigger(sandbox, first.parameters);
	expect(await trigger.publish()).toEqual([]);
});
afterEach(() => expect(sandbox.violations()).toEqual([]));
afterAll(() => sandbox.close());

/** The table after the polls that find something: its lines by their key. */
async function table(): Promise<Map<unknown, IDataObject>> {
	const lines = new Map<unknown, IDataObject>();
	for (const items of await trigger.pollAll()) {
		const { status, nodes } = await runWorkflow(exported, {
			nodeTypes: { [first.type]: new DashdocPollingTrigger() },
			credentials: [{ type: new DashdocApi(), data: credentialFor(sandbox) }],
			startNode: first.name,
			pinData: { [first.name]: items.map((json) => ({ json })) },
		});
		expect(status).toBe('success');
		for (const { json } of nodes['Write Row'].outputs[0]) lines.set(json.transport_id, json);
	}
	return lines;
}

const planned = (): StoredTransport =>
	transportsOf(sandbox).find(
		({ global_status, segments }) => global_status === 'accepted' && segments[0].trucker,
	)!;

const arrive = ({ uid }: StoredTransport): void => {
	const [tenant] = sandbox.state.tenants;
	const transport = transportsOf(sandbox).find((one) => one.uid === uid)!;
	const site = transport.deliveries[0].origin;
	recordActivity({ transport, site }, 'on_loading_site', tenant.world.clock.now(), tenant);
};

test('a transport that moves on has a line with its newest status, places, local times and a link', async () => {
	const transport = planned();
	transport.remote_id = 'CMD-É-17';
	transport.deliveries[0].origin.slots = [{ start: '2026-03-17T07:30:00Z', end: '2026-03-17T09:00:00Z' }];
	arrive(transport);
	const [delivery] = transport.deliveries;
	const lines = await table();
	expect([...lines.keys()]).toEqual([transport.uid]);
	expect(lines.get(transport.uid)).toEqual({
		transport_id: transport.uid,
		transport: 'CMD-É-17',
		status: 'on loading site',
		carrier: transport.carrier_address?.company?.name,
		shipper: delivery.shipper_address?.company?.name,
		origin: delivery.origin.address?.city,
		destination: delivery.destination.address?.city,
		loading: '2026-03-17 08:30',
		unloading: expect.stringMatching(/^2026-\d\d-\d\d \d\d:\d\d$/) as string,
		link: `https://www.dashdoc.eu/app/transports/${transport.uid}/`,
	});
});

test('a transport without External ID, dates and carrier has a line all the same', async () => {
	const transport = planned();
	Object.assign(transport, { remote_id: '', carrier_address: null });
	transport.deliveries[0].origin.slots = [];
	arrive(transport);
	expect((await table()).get(transport.uid)).toMatchObject({
		transport: String(transport.sequential_id),
		carrier: '',
		loading: '',
	});
});

test('many changes make one line per transport', async () => {
	sandbox.change({ list: 'listTransports', do: 'insert', count: 30 });
	const inserted = transportsOf(sandbox)
		.slice(0, 30)
		.map(({ uid }) => uid);
	arrive(planned());
	const lines = await table();
	expect([...lines.keys()].filter((uid) => inserted.includes(uid as string))).toHaveLength(30);
	expect(lines.size).toBeLessThanOrEqual(31);
});
