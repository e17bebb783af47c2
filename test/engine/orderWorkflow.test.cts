import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { DashdocApi } from '../../credentials/DashdocApi.credentials';
import { Dashdoc } from '../../nodes/Dashdoc/Dashdoc.node';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { credentialFor, expectNoViolations, startQuickSandbox, withoutPace } from '../support/sandboxed.cts';
import { runWorkflow, type WorkflowExport, type WorkflowOutcome } from '../support/workflow.cts';
import { addTrucker, addVehicle, transportsOf, truckersOf, vehiclesOf, writesOf } from './data.cts';

const file = join(__dirname, '..', '..', 'workflows', 'erp-order-to-transport.json');
const exported = JSON.parse(readFileSync(file, 'utf8')) as WorkflowExport;

type Order = Record<string, string | number | boolean>;

/** The workflow with the pace lifted, and with other cells in the row of this order. */
function variant(order = '', cells: Order = {}): WorkflowExport {
	const workflow = structuredClone(exported);
	for (const { parameters, type } of workflow.nodes) {
		if (type === 'n8n-nodes-dashdoc.dashdoc') parameters.options = withoutPace;
		if (parameters.mode !== 'raw') continue;
		const { orders } = JSON.parse(parameters.jsonOutput as string) as { orders: Order[] };
		const changed = orders.map((row) => (row.order === order ? { ...row, ...cells } : row));
		parameters.jsonOutput = JSON.stringify({ orders: changed });
	}
	return workflow;
}

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startQuickSandbox();
});
afterAll(async () => await sandbox.close());
afterEach(() => expectNoViolations(sandbox));

async function take(
	workflow = variant(),
	startNode = 'When clicking ‘Execute workflow’',
): Promise<WorkflowOutcome> {
	sandbox.clearRequests();
	return await runWorkflow(workflow, {
		nodeTypes: { 'n8n-nodes-dashdoc.dashdoc': new Dashdoc() },
		credentials: [{ type: new DashdocApi(), data: credentialFor(sandbox) }],
		startNode,
	});
}

/** The truckers and vehicles that the orders name. */
function addCrews(): void {
	for (const remote_id of ['TR-01', 'TR-04', 'TR-07']) addTrucker(sandbox, { remote_id });
	for (const license_plate of ['GA-412-KR', 'FZ-908-LM', 'GA-413-KR']) addVehicle(sandbox, { license_plate });
}

const rowsOf = ({ nodes }: WorkflowOutcome, name: string): IDataObject[] =>
	(nodes[name]?.outputs[0] ?? []).map(({ json }) => json);

const transportOf = (order: string): StoredTransport =>
	transportsOf(sandbox).find(({ remote_id }) => remote_id === order)!;

const changes = () => writesOf(sandbox).map(({ operationId, body }) => ({ operationId, body }));

const tooEarly = {
	order: 'CDE-88234',
	outcome: 'to be checked',
	reason: expect.stringMatching(/^Unloading Slot .*would be over before loading/) as string,
};

describe('orders that become transports', () => {
	let outcome: WorkflowOutcome;

	describe('the first time', () => {
		let vehicles: number;
		beforeAll(async () => {
			addCrews();
			vehicles = vehiclesOf(sandbox).length;
			outcome = await take();
		}, 60_000);

		test('are created and assigned, and counted', () => {
			expect(outcome.status).toBe('success');
			expect(rowsOf(outcome, 'Summary')).toEqual([
				{ created: 4, updated: 0, unchanged: 0, confirmed: 0, assigned: 3, toBeChecked: 1 },
			]);
			expect(sandbox.figures().byOperation).toMatchObject({ createTransport: 4, assignTransports: 3 });
		});

		test('keep their names, goods and hours, those without zone in Paris', () => {
			expect(transportOf('CDE-88232').deliveries).toEqual([
				expect.objectContaining({
					shipper_reference: 'PO-4715',
					planned_loads: [
						expect.objectContaining({
							description: 'Crème fraîche et beurre',
							quantity: 26,
							temperature: '2 à 4 °C',
						}),
					],
				}),
			]);
			const [{ origin }] = transportOf('CDE-88232').deliveries;
			expect(origin.address).toMatchObject({ name: 'Laiterie du Pré-Fleuri', city: 'Fougères' });
			expect(origin.slots).toEqual([{ start: '2026-04-08T03:00:00Z', end: '2026-04-08T04:30:00Z' }]);
		});

		test('have the trucker and the vehicle of the order, those that the fleet has', () => {
			const crews = ['CDE-88231', 'CDE-88232', 'CDE-88233', 'CDE-88235'].map((order) => {
				const [{ trucker, vehicle }] = transportOf(order).segments;
				return [trucker?.remote_id, vehicle?.license_plate];
			});
			expect(crews).toEqual([
				['TR-01', 'GA-412-KR'],
				['TR-04', 'FZ-908-LM'],
				[undefined, undefined],
				['TR-07', 'GA-413-KR'],
			]);
			expect(vehiclesOf(sandbox)).toHaveLength(vehicles);
		});

		test('reach the phone of the trucker only where the order says so', () => {
			const statuses = ['CDE-88231', 'CDE-88232', 'CDE-88233'].map((order) => transportOf(order).status);
			expect(statuses).toEqual(['sent_to_trucker', 'assigned', 'unassigned']);
		});

		test('are reported one by one, and one that unloads before it loads with the reason', () => {
			const report = rowsOf(outcome, 'Report');
			expect(report).toHaveLength(4);
			expect(report).toContainEqual({
				order: 'CDE-88231',
				transport: transportOf('CDE-88231').sequential_id,
				outcome: 'created',
				assigned: true,
			});
			expect(rowsOf(outcome, 'To Be Checked')).toEqual([tooEarly]);
			expect(transportOf('CDE-88234')).toBeUndefined();
		});
	});

	test('the second time, nothing is sent but questions', async () => {
		const count = transportsOf(sandbox).length;
		outcome = await take(variant(), 'Every Quarter of an Hour');
		expect(changes()).toEqual([]);
		expect(transportsOf(sandbox)).toHaveLength(count);
		expect(rowsOf(outcome, 'Summary')).toEqual([
			{ created: 0, updated: 0, unchanged: 4, confirmed: 0, assigned: 0, toBeChecked: 1 },
		]);
	}, 60_000);

	test('another hour and another trucker are sent, and these alone', async () => {
		const cells = { unloadUntil: '2026-04-08T16:00', trucker: 'TR-07' };
		outcome = await take(variant('CDE-88232', cells));
		const { pk } = truckersOf(sandbox).find(({ remote_id }) => remote_id === 'TR-07')!;
		expect(changes()).toEqual([
			{
				operationId: 'updateSite',
				body: { slots: [{ start: '2026-04-08T11:00:00Z', end: '2026-04-08T14:00:00Z' }] },
			},
			{
				operationId: 'assignTransports',
				body: {
					trucker_id: { remote_id: 'TR-07' },
					vehicle: { license_plate: 'FZ-908-LM' },
					send_to_trucker: false,
				},
			},
		]);
		expect(transportOf('CDE-88232').segments[0].trucker?.pk).toBe(pk);
		expect(rowsOf(outcome, 'Summary')).toEqual([
			{ created: 0, updated: 1, unchanged: 3, confirmed: 0, assigned: 1, toBeChecked: 1 },
		]);
	}, 60_000);

	test('one that still waits for its carrier is confirmed, and no other', async () => {
		Object.assign(transportOf('CDE-88233'), { global_status: 'ordered', status: 'created' });
		outcome = await take(variant('CDE-88232', { unloadUntil: '2026-04-08T16:00', trucker: 'TR-07' }));
		expect(changes().map(({ operationId }) => operationId)).toEqual(['confirmTransport']);
		expect(transportOf('CDE-88233').global_status).toBe('accepted');
		expect(rowsOf(outcome, 'Report')).toContainEqual({
			order: 'CDE-88233',
			transport: transportOf('CDE-88233').sequential_id,
			outcome: 'confirmed',
			assigned: false,
		});
		expect(rowsOf(outcome, 'Summary')).toEqual([
			{ created: 0, updated: 0, unchanged: 3, confirmed: 1, assigned: 0, toBeChecked: 1 },
		]);
	}, 60_000);
});

describe('orders that cannot be brought to Dashdoc', () => {
	let outcome: WorkflowOutcome;
	beforeAll(() => {
		sandbox.reset();
		addCrews();
	});

	test.each<[string, Order, RegExp]>([
		['a customer', { customer: 'CLI-9999' }, /CLI-9999/],
		['a trucker', { trucker: 'TR-99' }, /Trucker/],
	])(
		'name %s that Dashdoc does not know, and are listed with it',
		async (_what, cells, reason) => {
			outcome = await take(variant('CDE-88231', cells));
			expect(rowsOf(outcome, 'To Be Checked')).toEqual(
				expect.arrayContaining([
					tooEarly,
					{
						order: 'CDE-88231',
						outcome: 'to be checked',
						reason: expect.stringMatching(reason) as string,
					},
				]),
			);
			expect(rowsOf(outcome, 'Summary')).toEqual([expect.objectContaining({ toBeChecked: 2 })]);
		},
		60_000,
	);
});
