/** The ready workflows, imported and run on the server, in an order in which one finds what another has made. */
import type { Host } from '../../scripts/host/host.cts';
import { prepareSandbox } from '../../scripts/host/preparation.cts';
import type { StoredExecution, StoredWorkflow } from '../../scripts/host/rest.cts';
import { readyWorkflow, workflowFiles } from '../../scripts/host/workflows.cts';
import {
	companiesOf,
	contactsOf,
	outboxOf,
	transportsOf,
	truckersOf,
	vehiclesOf,
	writesOf,
} from '../engine/data.cts';
import { wasteFormsOf } from '../engine/wasteForms.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { rowsOf, useHost } from './hosted.cts';

/** Each with the node that holds its result. Orders name truckers and vehicles that the fleet brings. */
const results = {
	'nightly-fleet-sync.json': 'Report',
	'erp-order-to-transport.json': 'Report',
	'crm-lead-to-invited-contact.json': 'Report',
	'invoices-to-accounting.json': 'Report',
	'proof-of-delivery-archive.json': 'Save File',
	'transport-status-report.json': 'Report',
	'waste-form-to-transport.json': 'Message',
};
const files = Object.keys(results);

/** Started by Dashdoc or by its changes, and run in the tests of these triggers. */
const startedByTriggers = ['signed-delivery-to-chat.json', 'transport-changes-to-table.json'];

/** One of its leads comes twice with different data, and one company is found by Dashdoc when it is to be created. */
const writesAgain = ['crm-lead-to-invited-contact.json'];

let host: Host;
const stored = new Map<string, StoredWorkflow>();
useHost({}, (started) => {
	host = started;
});
beforeAll(async () => {
	await prepareSandbox(host.sandbox);
	for (const file of files) {
		stored.set(file, await host.rest.createWorkflow(readyWorkflow(file, host.credential)));
	}
});
afterEach(() => expectNoViolations(host.sandbox));

const run = async (file: string): Promise<StoredExecution> => {
	host.sandbox.clearRequests();
	return await host.rest.run(stored.get(file)!, 'When clicking ‘Execute workflow’');
};

test('every workflow is run', () => {
	expect([...files, ...startedByTriggers].sort()).toEqual(workflowFiles);
});

/** What Dashdoc has, and whom it has invited how often. */
const holdings = () => ({
	companies: companiesOf(host.sandbox).length,
	contacts: contactsOf(host.sandbox).length,
	transports: transportsOf(host.sandbox).length,
	truckers: truckersOf(host.sandbox).length,
	vehicles: vehiclesOf(host.sandbox).length,
	wasteForms: wasteFormsOf(host.sandbox).length,
	invitations: contactsOf(host.sandbox).filter((contact) => contact.has_pending_invite).length,
	outbox: outboxOf(host.sandbox).length,
});

describe.each(Object.entries(results))('workflows/%s', (file, result) => {
	test('runs to its end, and has a result', async () => {
		const execution = await run(file);
		expect(execution.data.resultData.error).toBeUndefined();
		expect(execution.status).toBe('success');
		expect(rowsOf(execution, result).length).toBeGreaterThan(0);
	});

	test('run again, makes no doubles', async () => {
		const before = holdings();
		const { status } = await run(file);
		expect(status).toBe('success');
		expect(holdings()).toEqual(before);
		const writes = writesOf(host.sandbox).map(({ operationId }) => operationId);
		if (!writesAgain.includes(file)) expect(writes).toEqual([]);
	});
});

test('the fleet that was brought is counted as unchanged', async () => {
	const [summary] = rowsOf(await run('nightly-fleet-sync.json'), 'Summary');
	expect(summary).toEqual({ created: 0, updated: 0, unchanged: 36, toBeChecked: 2 });
});
