import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { DashdocApi } from '../../credentials/DashdocApi.credentials';
import { Dashdoc } from '../../nodes/Dashdoc/Dashdoc.node';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { credentialFor, expectNoViolations, withoutPace } from '../support/sandboxed.cts';
import { runWorkflow, type WorkflowExport, type WorkflowOutcome } from '../support/workflow.cts';

const file = join(__dirname, '..', '..', 'workflows', 'nightly-fleet-sync.json');
const fleetSync = JSON.parse(readFileSync(file, 'utf8')) as WorkflowExport;

/** A row of one of the tables, by its column names. */
type Row = Record<string, string | number>;

/** The workflow with the pace lifted, and with other rows in its tables. */
function variant(change: (tables: Record<string, Row[]>) => void = () => undefined): WorkflowExport {
	const workflow = structuredClone(fleetSync);
	for (const { parameters, type } of workflow.nodes) {
		if (type === 'n8n-nodes-dashdoc.dashdoc') parameters.options = withoutPace;
		if (parameters.mode !== 'raw') continue;
		const tables = JSON.parse(parameters.jsonOutput as string) as Record<string, Row[]>;
		change(tables);
		parameters.jsonOutput = JSON.stringify(tables);
	}
	return workflow;
}

async function sync(
	sandbox: Sandbox,
	startNode: 'Every Night' | 'When clicking ‘Execute workflow’',
	workflow = variant(),
): Promise<WorkflowOutcome> {
	sandbox.clearRequests();
	return await runWorkflow(workflow, {
		nodeTypes: { 'n8n-nodes-dashdoc.dashdoc': new Dashdoc() },
		credentials: [{ type: new DashdocApi(), data: credentialFor(sandbox) }],
		startNode,
	});
}

/** What a node gave on its first output, in all its runs. */
const rowsOf = ({ nodes }: WorkflowOutcome, name: string): IDataObject[] =>
	(nodes[name]?.outputs[0] ?? []).map(({ json }) => json);

/** Requests that were meant to change something, with what they sent. */
const changes = (sandbox: Sandbox) =>
	sandbox
		.requests()
		.filter(({ method }) => method !== 'GET')
		.map(({ operationId, body }) => ({ operationId, body }));

const outbox = (sandbox: Sandbox) => sandbox.state.tenants[0].outbox;

/** Changes cells of the row with this ID, in whichever table it is. */
const change = (id: string, cells: Row) => (tables: Record<string, Row[]>) =>
	Object.values(tables)
		.flat()
		.filter((row) => row.id === id)
		.forEach((row) => Object.assign(row, cells));

describe('the nightly fleet sync', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ requestsPerSecond: 0, companies: 12, contacts: 12, transports: 12 });
	});
	afterAll(async () => await sandbox.close());
	afterEach(() => expectNoViolations(sandbox));

	describe('run for the first time', () => {
		let outcome: WorkflowOutcome;
		beforeAll(async () => {
			outcome = await sync(sandbox, 'When clicking ‘Execute workflow’');
		}, 60_000);

		test('creates what the tables hold, and counts it', () => {
			expect(outcome.status).toBe('success');
			expect(rowsOf(outcome, 'Summary')).toEqual([{ created: 36, updated: 0, unchanged: 0, toBeChecked: 2 }]);
			expect(sandbox.figures().byOperation).toMatchObject({
				createVehicle: 14,
				createManagerTrucker: 14,
				createVehicleUnavailability: 3,
				createTruckerUnavailability: 5,
			});
		});

		test('lists the wrong country and the trucker without External ID, each with its reason, in one list', () => {
			expect(rowsOf(outcome, 'To Be Checked')).toEqual([
				{
					what: 'vehicle',
					externalId: 'VH-15',
					name: 'LB-70-XYZ',
					outcome: 'to be checked',
					reason: expect.stringMatching(/^Country: "UK"/) as string,
				},
				{
					what: 'trucker',
					externalId: '',
					name: 'Anaïs Ribéreau',
					outcome: 'to be checked',
					reason: expect.stringMatching(/^External ID: it is empty/) as string,
				},
			]);
			expect(outcome.nodes['To Be Checked'].runs).toHaveLength(1);
		});

		test('puts each absence on the planning of its own vehicle or trucker, half days at noon in Paris', () => {
			const vehicle = rowsOf(outcome, 'Create or Update Vehicle').find((row) => row.remote_id === 'VH-04');
			expect(rowsOf(outcome, 'Block Vehicle')).toContainEqual(
				expect.objectContaining({
					remote_id: 'AB-102',
					vehicle_pk: vehicle?.pk,
					unavailability_type: 'maintenance',
					start_date: '2026-04-13T10:00:00Z',
				}),
			);
			const trucker = rowsOf(outcome, 'Create or Update Trucker').find((row) => row.remote_id === 'TR-13');
			expect(rowsOf(outcome, 'Block Trucker')).toContainEqual(
				expect.objectContaining({
					remote_id: 'AB-205',
					trucker_pk: trucker?.pk,
					unavailability_note: "Congés d'été",
					end_date: '2026-08-21T10:00:00Z',
				}),
			);
		});

		test('sends each new trucker one invite code per telephone number and address', () => {
			const sent = outbox(sandbox).map(({ kind, way, to }) => `${kind} ${way} ${to}`);
			expect(sent).toHaveLength(15);
			expect(new Set(sent).size).toBe(15);
		});
	});

	describe('run again at night', () => {
		let outcome: WorkflowOutcome;
		let before: number;
		beforeAll(async () => {
			before = outbox(sandbox).length;
			outcome = await sync(sandbox, 'Every Night');
		}, 60_000);

		test('sends nothing but questions, and says of every row that it is unchanged', () => {
			expect(changes(sandbox)).toEqual([]);
			expect(rowsOf(outcome, 'Summary')).toEqual([{ created: 0, updated: 0, unchanged: 36, toBeChecked: 2 }]);
			const report = rowsOf(outcome, 'Report');
			expect(report).toHaveLength(36);
			expect(report.filter((row) => row.outcome !== 'unchanged')).toEqual([]);
		});

		test('invites nobody a second time', () => {
			expect(outbox(sandbox)).toHaveLength(before);
		});

		test('reads each list once and each absent vehicle or trucker once, and nothing more', () => {
			const { listVehicles, listManagerTruckers, ...others } = sandbox.figures().byOperation;
			// 44 vehicles fit on one page, 38 truckers take a page or two.
			expect(listVehicles).toBe(1);
			expect(listManagerTruckers).toBeLessThanOrEqual(2);
			expect(others).toEqual({ getVehicle: 3, getManagerTrucker: 5 });
			expect(sandbox.requests().length).toBeLessThanOrEqual(11);
		});
	});

	test('sends a new plate and a longer absence, and these alone', async () => {
		const workflow = variant((tables) => {
			change('VH-01', { plate: 'HC-777-EL' })(tables);
			change('AB-202', { until: '2026-04-10', ends: 'noon' })(tables);
		});
		const before = outbox(sandbox).length;
		const outcome = await sync(sandbox, 'Every Night', workflow);
		expect(changes(sandbox)).toEqual([
			{ operationId: 'updateVehicle', body: { license_plate: 'HC-777-EL' } },
			{ operationId: 'updateTruckerUnavailability', body: { end_date: '2026-04-10T10:00:00Z' } },
		]);
		expect(rowsOf(outcome, 'Summary')).toEqual([{ created: 0, updated: 2, unchanged: 34, toBeChecked: 2 }]);
		expect(outbox(sandbox)).toHaveLength(before);
	}, 60_000);
});

describe('rows that cannot be brought to Dashdoc', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ requestsPerSecond: 0, companies: 12, contacts: 12, transports: 12 });
	});
	afterEach(async () => {
		expectNoViolations(sandbox);
		await sandbox.close();
	});

	test('an absence of a vehicle that is in no table is listed with that vehicle, not lost', async () => {
		const workflow = variant(change('AB-103', { owner: 'VH-99' }));
		const outcome = await sync(sandbox, 'Every Night', workflow);
		expect(rowsOf(outcome, 'To Be Checked')).toContainEqual({
			what: 'absence',
			externalId: 'AB-103',
			name: 'VH-99',
			outcome: 'to be checked',
			reason: expect.stringContaining('Vehicle: it is empty') as string,
		});
		expect(rowsOf(outcome, 'Summary')).toEqual([{ created: 35, updated: 0, unchanged: 0, toBeChecked: 3 }]);
	}, 60_000);

	test('without a single good vehicle, truckers and their absences are in step all the same', async () => {
		const workflow = variant(({ vehicles = [] }) => vehicles.forEach((row) => (row.country = 'UK')));
		const outcome = await sync(sandbox, 'Every Night', workflow);
		expect(outcome.status).toBe('success');
		expect(rowsOf(outcome, 'Summary')).toEqual([{ created: 19, updated: 0, unchanged: 0, toBeChecked: 19 }]);
	}, 60_000);
});
