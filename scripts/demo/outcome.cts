import type { Sandbox } from '../../sandbox/index.cts';
import { contactCollection } from '../../sandbox/resources/contacts.cts';
import type { WorkflowOutcome } from '../../test/support/workflow.cts';
import { expectations, type Expectation } from './expectations.cts';

/** One row of the workflow's last nodes, as strings. */
export interface Row {
	lead: string;
	name: string;
	company: string;
	companyOutcome: string;
	contactOutcome: string;
	invitation: string;
	reason: string;
}

/** The rows of both branches of the workflow, in the order of the leads. */
export function rowsOf({ nodes }: WorkflowOutcome): Row[] {
	const items = ['Report', 'To Be Completed'].flatMap((name) => nodes[name]?.outputs[0] ?? []);
	const rows = items.map(({ json }) => json as unknown as Row);
	const order = (nodes['One Item per Lead']?.outputs[0] ?? []).map(({ json }) => json.leadId as string);
	return inOrder(rows, order);
}

/** A lead that comes twice has two rows, which keep their own order. */
function inOrder(rows: readonly Row[], order: readonly string[]): Row[] {
	const rest = [...rows];
	const sorted = order.flatMap((lead) => {
		const position = rest.findIndex((row) => row.lead === lead);
		return position < 0 ? [] : rest.splice(position, 1);
	});
	return [...sorted, ...rest];
}

/** Everything that is not as it must be after the demo; empty when all went well. */
export function surprises(outcome: WorkflowOutcome, sandbox: Sandbox): string[] {
	return [
		...(outcome.status === 'success'
			? []
			: [`The workflow ended as ${outcome.status}: ${outcome.error?.message}`]),
		...unexpectedRows(rowsOf(outcome)),
		...unexpectedTraffic(sandbox),
		...doubles(sandbox),
	];
}

/** Compares the rows with what must become of each lead. */
export function unexpectedRows(rows: readonly Row[]): string[] {
	const count =
		rows.length === expectations.length ? [] : [`${rows.length} of ${expectations.length} leads came out`];
	const differing = expectations.flatMap((expected, index) => {
		const row = rows[index];
		if (row && fits(row, expected)) return [];
		return [`Expected ${JSON.stringify(expected)}, but got ${row ? JSON.stringify(row) : 'nothing'}`];
	});
	return [...count, ...differing];
}

function fits(row: Row, { lead, company, contact, invitation, reason }: Expectation): boolean {
	return (
		row.lead === lead &&
		row.companyOutcome === company &&
		row.contactOutcome === contact &&
		row.invitation === invitation &&
		(reason === undefined ? row.reason === '' : row.reason.includes(reason))
	);
}

function unexpectedTraffic(sandbox: Sandbox): string[] {
	const twice = Object.entries(sandbox.figures().invitations).filter(([, times]) => times > 1);
	return [
		...sandbox
			.violations()
			.map(({ kind, message }) => `The API does not allow this request (${kind}): ${message}`),
		...sandbox
			.answerViolations()
			.map(({ message }) => `The sandbox answered against its description: ${message}`),
		...twice.map(([uid, times]) => `Contact ${uid} was invited ${times} times`),
	];
}

/** Leads that are in the address book more than once, or not at all. */
function doubles({ state }: Sandbox): string[] {
	const contacts = state.tenants[0].of(contactCollection);
	return [...new Set(expectations.map(({ lead }) => lead))].flatMap((lead) => {
		const found = contacts.having('remote_id', lead).length;
		return found === 1 ? [] : [`${lead} is in the address book ${found} times`];
	});
}
