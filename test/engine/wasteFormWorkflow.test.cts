import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { DashdocApi } from '../../credentials/DashdocApi.credentials';
import { Dashdoc } from '../../nodes/Dashdoc/Dashdoc.node';
import type { Sandbox } from '../../sandbox/index.cts';
import { wamContactCollection } from '../../sandbox/resources/wam/contacts.cts';
import type { StoredWamForm } from '../../sandbox/resources/wam/records.cts';
import { credentialFor, expectNoViolations, startQuickSandbox, withoutPace } from '../support/sandboxed.cts';
import { runWorkflow, type WorkflowExport, type WorkflowOutcome } from '../support/workflow.cts';
import { transportsOf, writesOf } from './data.cts';
import { transportWith } from './transports.cts';
import { wasteFormsOf } from './wasteForms.cts';

const file = join(__dirname, '..', '..', 'workflows', 'waste-form-to-transport.json');

/** The workflow with the pace lifted. */
function quickWorkflow(): WorkflowExport {
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as WorkflowExport;
	for (const { parameters, type } of workflow.nodes) {
		if (type === 'n8n-nodes-dashdoc.dashdoc') parameters.options = withoutPace;
	}
	return workflow;
}

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startQuickSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.reset();
	const people = sandbox.state.tenants[0].of(wamContactCollection).all();
	const mailboxes = ['chantier', 'reception', 'exploitation'];
	for (const [place, person] of people.entries()) person.email = `${mailboxes[place]}@example.org`;
});
afterEach(() => expectNoViolations(sandbox));

async function take(
	startNode = 'When clicking ‘Execute workflow’',
	workflow = quickWorkflow(),
): Promise<WorkflowOutcome> {
	sandbox.clearRequests();
	return await runWorkflow(workflow, {
		nodeTypes: { 'n8n-nodes-dashdoc.dashdoc': new Dashdoc() },
		credentials: [{ type: new DashdocApi(), data: credentialFor(sandbox) }],
		startNode,
	});
}

const rowsOf = ({ nodes }: WorkflowOutcome, name: string): IDataObject[] =>
	(nodes[name]?.outputs[0] ?? []).map(({ json }) => json);

const formOf = (reference: string): StoredWamForm =>
	wasteFormsOf(sandbox).find(({ instructions }) => instructions.startsWith(`[${reference}]`))!;

const changes = () => writesOf(sandbox).map(({ operationId }) => operationId);

const withoutCode = {
	reference: 'CHANTIER-121',
	reason: expect.stringMatching(
		/^Load 1 Waste Code: it is empty, but Dashdoc needs it \[item \d\]$/,
	) as string,
};

test('rows become signed forms with their transports, each with a message; one without waste code is listed', async () => {
	const before = wasteFormsOf(sandbox).length;
	const outcome = await take();
	expect(outcome.status).toBe('success');
	expect(wasteFormsOf(sandbox)).toHaveLength(before + 2);
	const form = formOf('CHANTIER-118-A');
	expect(form).toMatchObject({
		status: 'signed',
		instructions: '[CHANTIER-118-A] Bâcher le chargement',
		transport_date: '2026-04-08T05:30:00Z',
		loads: [expect.objectContaining({ eural_code: '170504', weight: 24_000, rd_code: 'R5' })],
	});
	const transport = transportWith(sandbox, form.transport_uid!);
	expect(transport.carrier_assignation_status).toBe('assigned');
	expect(rowsOf(outcome, 'Message')).toEqual([
		{
			reference: 'CHANTIER-118-A',
			form: form.name,
			transport: transport.sequential_id,
			text: expect.stringMatching(
				`^CHANTIER-118-A: waste form ${form.name} is signed, transport no. ${transport.sequential_id} from `,
			) as string,
		},
		expect.objectContaining({ reference: 'CHANTIER-118-B' }),
	]);
	expect(rowsOf(outcome, 'To Be Checked')).toEqual([withoutCode]);
});

test('the second time, nothing is sent but questions', async () => {
	await take();
	const count = transportsOf(sandbox).length;
	const outcome = await take('Every Hour');
	expect(changes()).toEqual([]);
	expect(transportsOf(sandbox)).toHaveLength(count);
	expect(rowsOf(outcome, 'Message')).toEqual([]);
	expect(rowsOf(outcome, 'Done Before')).toHaveLength(2);
	expect(rowsOf(outcome, 'To Be Checked')).toEqual([withoutCode]);
});

test('a signed form that got no transport gets it at the next run, and no second form', async () => {
	const body = { non_field_errors: { detail: ['Not now.'], code: ['invalid'] } };
	sandbox.setFaults({
		kind: 'status',
		status: 400,
		body,
		match: { operationId: 'createTransportFromWamForm' },
	});
	const first = await take();
	expect(rowsOf(first, 'To Be Checked')).toEqual(
		expect.arrayContaining([withoutCode, { reference: 'CHANTIER-118-A', reason: 'Not now. [item 0]' }]),
	);
	const second = await take();
	expect(changes()).toEqual(['createTransportFromWamForm']);
	expect(rowsOf(second, 'Message')).toEqual([expect.objectContaining({ reference: 'CHANTIER-118-A' })]);
});

test('a form that Dashdoc did not let be signed is listed, then and later, and not made again', async () => {
	const body = { producer_id: { detail: ['No producer of waste.'], code: ['invalid'] } };
	sandbox.setFaults({ kind: 'status', status: 400, body, match: { operationId: 'signWamFormAsOrganizer' } });
	const first = await take();
	expect(rowsOf(first, 'To Be Checked')).toContainEqual({
		reference: 'CHANTIER-118-A',
		reason: expect.stringMatching(
			/^Producer: No producer of waste\. \(at the step "Sign as organizer"/,
		) as string,
	});
	const second = await take();
	expect(changes()).toEqual([]);
	expect(rowsOf(second, 'To Be Checked')).toContainEqual({
		reference: 'CHANTIER-118-A',
		reason: expect.stringMatching(/^waste form DAS-\d+ of an earlier run is still a draft/) as string,
	});
});

test('a person whom Dashdoc does not know keeps a form from being made', async () => {
	const people = sandbox.state.tenants[0].of(wamContactCollection).all();
	for (const person of people) person.email = 'autre@example.org';
	const outcome = await take();
	expect(changes()).toEqual([]);
	expect(rowsOf(outcome, 'To Be Checked').map(({ reason }) => reason)).toEqual([
		'Carrier Contact: it is empty, but the signature needs it [item 0]',
		'Carrier Contact: it is empty, but the signature needs it [item 1]',
		withoutCode.reason,
	]);
});

/** The workflow with one of its sample references changed. */
function withReference(old: string, reference: string): WorkflowExport {
	const workflow = quickWorkflow();
	const { parameters } = workflow.nodes.find(({ name }) => name === 'Waste Transports')!;
	parameters.jsonOutput = (parameters.jsonOutput as string).replace(`"${old}"`, `"${reference}"`);
	return workflow;
}

test('of two rows with one reference, the first becomes a form and the other is listed', async () => {
	const before = wasteFormsOf(sandbox).length;
	const workflow = withReference('CHANTIER-118-B', 'CHANTIER-118-A');
	const outcome = await take(undefined, workflow);
	expect(outcome.status).toBe('success');
	expect(wasteFormsOf(sandbox)).toHaveLength(before + 1);
	expect(rowsOf(outcome, 'Message')).toEqual([expect.objectContaining({ reference: 'CHANTIER-118-A' })]);
	const twice = { reference: 'CHANTIER-118-A', reason: 'an earlier row has the same reference' };
	expect(rowsOf(outcome, 'To Be Checked')).toEqual([withoutCode, twice]);
	const second = await take(undefined, workflow);
	expect(changes()).toEqual([]);
	expect(rowsOf(second, 'To Be Checked')).toContainEqual(twice);
});

test('a row without reference makes no form, which no later run would find, and is listed', async () => {
	const before = wasteFormsOf(sandbox).length;
	const outcome = await take(undefined, withReference('CHANTIER-118-B', ''));
	expect(outcome.status).toBe('success');
	expect(wasteFormsOf(sandbox)).toHaveLength(before + 1);
	expect(rowsOf(outcome, 'To Be Checked')).toContainEqual({ reference: '', reason: 'it has no reference' });
});
