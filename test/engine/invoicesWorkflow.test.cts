/** The workflow that brings finalized invoices to an accounting software, as a user imports it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { DashdocApi } from '../../credentials/DashdocApi.credentials';
import { Dashdoc } from '../../nodes/Dashdoc/Dashdoc.node';
import type { Sandbox } from '../../sandbox/index.cts';
import { companyCollection } from '../../sandbox/resources/companies/records.cts';
import {
	invoiceCollection,
	newInvoice,
	newInvoiceLine,
	type StoredInvoice,
} from '../../sandbox/resources/invoices.cts';
import { credentialFor, useSandbox, withoutPace } from '../support/sandboxed.cts';
import { runWorkflow, type WorkflowExport, type WorkflowOutcome } from '../support/workflow.cts';
import { invoicesOf, writesOf } from './data.cts';

const file = join(__dirname, '..', '..', 'workflows', 'invoices-to-accounting.json');
const exported = JSON.parse(readFileSync(file, 'utf8')) as WorkflowExport;

let sandbox: Sandbox;

// The workflow looks a month back from the present.
useSandbox({ clockStart: new Date().toISOString(), transports: 120 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => sandbox.clearRequests());

/** The workflow with the pace lifted, and a node that stands for another accounting software where it is given. */
function quick(bookRow?: { type: string; typeVersion: number; parameters: INodeParameters }): WorkflowExport {
	const workflow = structuredClone(exported);
	for (const node of workflow.nodes) {
		if (node.type === 'n8n-nodes-dashdoc.dashdoc') node.parameters.options = withoutPace;
		if (node.name === 'Book Row' && bookRow) Object.assign(node, bookRow);
	}
	return workflow;
}

/** The workflow with a text in the settings of one node replaced, as a user changes it. */
function changed(name: string, text: string, by: string): WorkflowExport {
	const workflow = quick();
	const node = workflow.nodes.find((one) => one.name === name)!;
	const before = JSON.stringify(node.parameters);
	expect(before).toContain(text);
	node.parameters = JSON.parse(before.replaceAll(text, by)) as INodeParameters;
	return workflow;
}

const takeOver = async (startNode = 'Every Morning', workflow = quick()): Promise<WorkflowOutcome> =>
	await runWorkflow(workflow, {
		nodeTypes: { 'n8n-nodes-dashdoc.dashdoc': new Dashdoc() },
		credentials: [{ type: new DashdocApi(), data: credentialFor(sandbox) }],
		startNode,
	});

const rowsOf = ({ nodes }: WorkflowOutcome, name: string): IDataObject[] =>
	(nodes[name]?.outputs[0] ?? []).map(({ json }) => json);

/** What reached the accounting software. */
const sentRows = (outcome: WorkflowOutcome) => rowsOf(outcome, 'One Item per Row');

const monthAgo = () => DateTime.now().setZone('Europe/Paris').minus({ days: 30 }).startOf('day').toMillis();

const ofTheMonth = (): StoredInvoice[] =>
	invoicesOf(sandbox).filter(({ finalized_at }) => finalized_at && Date.parse(finalized_at) >= monthAgo());

const linesOf = ({ line_groups, lines }: StoredInvoice) => [
	...lines,
	...line_groups.flatMap((group) => group.lines),
];

const numberOf = ({ uid }: StoredInvoice) => `VE-${uid.slice(0, 8).toUpperCase()}`;

/** An invoice that was finalized just now. */
function finalized(given: Partial<StoredInvoice> = {}): StoredInvoice {
	const [tenant] = sandbox.state.tenants;
	const debtor = tenant.of(companyCollection).all()[1];
	debtor.invoicing_remote_id = 'CLI-411';
	const line = newInvoiceLine({ description: 'Péage', quantity: '3', unit_price: '0.335' }, tenant);
	const invoice = newInvoice({ debtor: debtor.pk, lines: [line], ...given }, tenant);
	tenant.of(invoiceCollection).add(invoice);
	return sandbox.finalizeInvoice(invoice.uid, null);
}

test.each(['Every Morning', 'When clicking ‘Execute workflow’'])(
	'started by %s, every line of what was finalized in the month is booked, and each invoice gets its number',
	async (trigger) => {
		const invoices = ofTheMonth();
		const lines = invoices.flatMap(linesOf);
		expect(invoices.length).toBeGreaterThan(2);
		const outcome = await takeOver(trigger);
		expect(outcome.status).toBe('success');
		const keys = invoices.flatMap((one) => linesOf(one).map(({ id }) => `${one.uid}/${id}`));
		expect(
			sentRows(outcome)
				.map(({ line }) => line)
				.sort(),
		).toEqual(keys.sort());
		expect(sentRows(outcome)).toHaveLength(lines.length);
		expect(invoices.map(({ document_number }) => document_number)).toEqual(invoices.map(numberOf));
		expect(rowsOf(outcome, 'Summary')).toEqual([
			{
				since: DateTime.fromMillis(monthAgo(), { zone: 'Europe/Paris' }).toISO(),
				takenOver: invoices.length,
				toBeChecked: 0,
			},
		]);
	},
);

test('a row says what the accounting software needs, amounts as texts without a lost cent', async () => {
	const invoice = finalized();
	invoice.document_number = 'FA2026-00017';
	const [{ id }] = invoice.lines;
	expect(sentRows(await takeOver())).toContainEqual({
		line: `${invoice.uid}/${id}`,
		invoice: invoice.uid,
		dashdocNumber: 'FA2026-00017',
		customerAccount: 'CLI-411',
		date: invoice.invoicing_date,
		due: invoice.due_date,
		article: '',
		text: 'Péage',
		quantity: '3.000',
		unitPrice: '0.3350',
		amount: '1.01',
		taxRate: '20.00',
		currency: 'EUR',
	});
});

test('a second run sends nothing twice, and a third one only what was finalized in between', async () => {
	await takeOver();
	sandbox.clearRequests();
	const second = await takeOver();
	expect(second.status).toBe('success');
	expect([sentRows(second), writesOf(sandbox)]).toEqual([[], []]);
	const invoice = finalized();
	const third = await takeOver();
	expect(sentRows(third).map((row) => row.invoice)).toEqual([invoice.uid]);
	expect(invoice.document_number).toBe(numberOf(invoice));
	expect(rowsOf(third, 'Report')).toEqual([
		{
			invoice: numberOf(invoice),
			dashdocNumber: '',
			customer: expect.any(String) as string,
			total: '1.01 EUR',
		},
	]);
});

test('drafts and what was finalized before the month stay as they are', async () => {
	const others = () => invoicesOf(sandbox).filter((one) => !ofTheMonth().includes(one));
	const before = structuredClone(others());
	expect(new Set(before.map(({ status }) => status)).has('draft')).toBe(true);
	await takeOver();
	expect(others()).toEqual(before);
});

test('an invoice whose number cannot be written back is listed, and comes again with the same references', async () => {
	const invoice = finalized();
	sandbox.setFaults({
		kind: 'status',
		status: 403,
		match: { path: `/invoices/${invoice.uid}/`, method: 'PATCH' },
	});
	const first = await takeOver();
	expect(rowsOf(first, 'To Be Checked')).toEqual([
		{
			uid: invoice.uid,
			customer: expect.any(String) as string,
			reason: expect.stringContaining('Dashdoc does not allow this (403)') as string,
		},
	]);
	expect(rowsOf(first, 'Report').length).toBe(ofTheMonth().length - 1);
	const again = await takeOver();
	const sent = sentRows(first).filter((row) => row.invoice === invoice.uid);
	expect(sentRows(again)).toEqual(sent);
	expect(invoice.document_number).toBe(numberOf(invoice));
});

test('an invoice of which a row is not booked keeps its number until all are', async () => {
	const [tenant] = sandbox.state.tenants;
	const line = (description: string) =>
		newInvoiceLine({ description, quantity: '1', unit_price: '10' }, tenant);
	const invoice = finalized({ lines: [line('Péage'), line('Refusé')] });
	const refusing = {
		type: 'n8n-nodes-base.filter',
		typeVersion: 2.2,
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
				conditions: [
					{
						id: '1',
						leftValue: "={{ $json.text !== 'Refusé' }}",
						rightValue: '',
						operator: { type: 'boolean', operation: 'true', singleValue: true },
					},
				],
				combinator: 'and',
			},
			options: {},
		},
	};
	const workflow = quick(refusing);
	const split = workflow.nodes.find(({ name }) => name === 'Its Rows')!;
	split.parameters = JSON.parse(
		JSON.stringify(split.parameters).replace(
			'invoice: $json.uid,',
			"invoice: $json.uid, accountingNumber: 'VE-1',",
		),
	) as INodeParameters;
	const outcome = await takeOver(undefined, workflow);
	expect(rowsOf(outcome, 'To Be Checked')).toEqual([
		expect.objectContaining({ uid: invoice.uid, reason: 'Not all of its rows were booked' }),
	]);
	expect(invoice.document_number).toBeNull();
});

test('an invoice without lines is listed', async () => {
	const invoice = finalized({ lines: [] });
	const outcome = await takeOver();
	expect(rowsOf(outcome, 'To Be Checked')).toEqual([
		expect.objectContaining({ uid: invoice.uid, reason: 'It has no lines' }),
	]);
});

test("the number that Dashdoc gave an invoice is kept in the report when the accounting software's replaces it", async () => {
	const invoice = finalized();
	invoice.document_number = 'FA2026-00017';
	const outcome = await takeOver();
	expect(invoice.document_number).toBe(numberOf(invoice));
	expect(rowsOf(outcome, 'Report')).toContainEqual(
		expect.objectContaining({ invoice: numberOf(invoice), dashdocNumber: 'FA2026-00017' }),
	);
});

test('a number that does not begin as the settings say is listed and not written back', async () => {
	const invoice = finalized();
	invoice.document_number = 'FA2026-00017';
	sandbox.clearRequests();
	const outcome = await takeOver(
		undefined,
		changed('Book Row', "$('Period and Numbers').first().json.numbersBeginWith", "'2026-'"),
	);
	expect(outcome.status).toBe('success');
	expect(writesOf(sandbox)).toEqual([]);
	expect(invoice.document_number).toBe('FA2026-00017');
	expect(rowsOf(outcome, 'To Be Checked')).toContainEqual({
		uid: invoice.uid,
		customer: expect.any(String) as string,
		reason: `Its number “2026-${invoice.uid.slice(0, 8).toUpperCase()}” does not begin with “VE-”`,
	});
});

test('a number without letters is compared and written back as a text', async () => {
	const invoice = finalized();
	const workflow = changed('Period and Numbers', 'VE-', '2026');
	const booking = workflow.nodes.find(({ name }) => name === 'Book Row')!;
	const fields = booking.parameters.assignments as { assignments: IDataObject[] };
	fields.assignments[2].value = '={{ 20260017 }}';
	await takeOver(undefined, workflow);
	expect(invoice.document_number).toBe('20260017');
});

test.each(['', '  '])(
	'without the beginning of the numbers (%j), nothing is booked and the run says why',
	async (none) => {
		finalized();
		const outcome = await takeOver(undefined, changed('Period and Numbers', 'VE-', none));
		expect(outcome.status).toBe('error');
		expect(outcome.error?.message).toContain('numbersBeginWith');
		expect([sentRows(outcome), sandbox.requests()]).toEqual([[], []]);
	},
);
