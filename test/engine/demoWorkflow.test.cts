import { DashdocApi } from '../../credentials/DashdocApi.credentials';
import { Dashdoc } from '../../nodes/Dashdoc/Dashdoc.node';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { prepareAddressBook } from '../../scripts/demo/addressBook.cts';
import { expectations } from '../../scripts/demo/expectations.cts';
import { rowsOf, surprises, unexpectedRows, type Row } from '../../scripts/demo/outcome.cts';
import { demoWorkflow, runDemo } from '../../scripts/demo/run.cts';
import type { WorkflowExport, WorkflowOutcome } from '../support/workflow.cts';

describe('a list of leads becomes invited contacts', () => {
	let sandbox: Sandbox;
	let outcome: WorkflowOutcome;
	let before: number;
	beforeAll(async () => {
		sandbox = await startSandbox();
		await prepareAddressBook(sandbox);
		before = Object.keys(sandbox.figures().invitations).length;
		outcome = await runDemo({ node: new Dashdoc(), credential: new DashdocApi() }, sandbox);
	}, 60_000);
	afterAll(async () => await sandbox.close());

	test('each of the 25 leads ends as it must, and no request breaks a rule of Dashdoc', () => {
		expect(surprises(outcome, sandbox)).toEqual([]);
		expect(rowsOf(outcome)).toHaveLength(25);
	});

	test('the lead without an email address goes to those that need a hand', () => {
		const names = outcome.nodes['To Be Completed'].outputs[0].map(({ json }) => json.name);
		expect(names).toEqual(['Irénée Lacroix']);
	});

	test('nobody is invited twice, although one lead comes twice and one had an invitation', () => {
		const times = Object.values(sandbox.figures().invitations);
		// Requests would count those too that a busy machine sent too early, and that Dashdoc refused.
		expect(times).toEqual(Array.from({ length: before + 21 }, () => 1));
	});

	test('run again, it makes no doubles and invites nobody', async () => {
		sandbox.settings({ requestsPerSecond: 0 });
		const { invitations } = sandbox.figures();
		const subject = { node: new Dashdoc(), credential: new DashdocApi() };
		const again = await runDemo(subject, sandbox, { workflow: withoutPace() });
		const rows = rowsOf(again);
		expect(rows.filter(({ companyOutcome }) => companyOutcome !== 'found')).toEqual([]);
		expect(rows.filter(({ contactOutcome }) => contactOutcome === 'created')).toEqual([]);
		expect(rows.filter(({ invitation }) => invitation === 'invited')).toEqual([]);
		expect(sandbox.figures().invitations).toEqual(invitations);
	}, 60_000);
});

/** The workflow with the pace lifted, for a run whose subject is not the pace. */
function withoutPace(): WorkflowExport {
	const workflow = structuredClone(demoWorkflow);
	for (const { parameters, type } of workflow.nodes) {
		if (type === 'n8n-nodes-dashdoc.dashdoc') parameters.options = { requestsPerSecond: 0 };
	}
	return workflow;
}

test('the check of the demo notices a lead that is lost or ends otherwise', () => {
	const good = expectations.map(
		({ company, contact, invitation, lead, reason = '' }): Row => ({
			lead,
			name: '',
			company: '',
			companyOutcome: company,
			contactOutcome: contact,
			invitation,
			reason,
		}),
	);
	expect(unexpectedRows(good)).toEqual([]);
	expect(unexpectedRows(good.slice(1))).not.toEqual([]);
	expect(
		unexpectedRows(good.map((row, index) => (index === 4 ? { ...row, invitation: 'skipped' } : row))),
	).toEqual([expect.stringContaining('CRM-L-1005')]);
});

describe('the workflow file', () => {
	test('holds 25 leads, one of them twice', () => {
		const { jsonOutput } = demoWorkflow.nodes.find(({ name }) => name === 'Leads of the CRM')!.parameters;
		const { leads } = JSON.parse(jsonOutput as string) as { leads: Array<{ leadId: string }> };
		expect(leads).toHaveLength(25);
		expect(new Set(leads.map(({ leadId }) => leadId)).size).toBe(24);
	});

	test('is what n8n exports: every node has an id, a version and a place, and every connection an end', () => {
		const names = demoWorkflow.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(demoWorkflow.nodes.map(({ id }) => id)).size).toBe(names.length);
		for (const { position, typeVersion } of demoWorkflow.nodes) {
			expect(typeVersion).toBeGreaterThan(0);
			expect(position).toEqual([expect.any(Number), expect.any(Number)]);
		}
		const ends = Object.values(demoWorkflow.connections).flatMap(({ main }) => main.flat());
		expect(ends.map((end) => end?.node).filter((name) => !names.includes(name ?? ''))).toEqual([]);
		expect(demoWorkflow.settings?.executionOrder).toBe('v1');
	});

	test('names its credential and holds no secret', () => {
		const credentials = demoWorkflow.nodes.flatMap(({ credentials = {} }) => Object.values(credentials));
		expect(credentials).toEqual(Array.from({ length: 3 }, () => ({ id: null, name: 'Dashdoc account' })));
		expect(JSON.stringify(demoWorkflow)).not.toMatch(/token/i);
	});
});
