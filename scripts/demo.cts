/**
 * Runs workflows/crm-lead-to-invited-contact.json with the built node on n8n's engine against the sandbox, at the pace
 * that Dashdoc allows, and tells what became of every lead. Exit code 1 when anything is not as it must be.
 */
import '../test/support/setup.cts';
import { startSandbox, type Figures } from '../sandbox/index.cts';
import { builtCredentials, builtNodes } from '../test/support/builtPackage.cts';
import { prepareAddressBook } from './demo/addressBook.cts';
import { rowsOf, surprises, type Row } from './demo/outcome.cts';
import { Progress } from './demo/progress.cts';
import { demoWorkflow, runDemo } from './demo/run.cts';
import { textTable } from './console/table.cts';

function subject() {
	const node = builtNodes().find(({ className }) => className === 'Dashdoc');
	const credential = builtCredentials().find(({ className }) => className === 'DashdocApi');
	if (!node || !credential) throw new Error('dist/ lacks the Dashdoc node or its credential');
	return { node: node.instance, credential: credential.instance };
}

function cellsOf({ company, companyOutcome, contactOutcome, invitation, lead, name, reason }: Row): string[] {
	const [shortReason] = reason
		.replace(/ \[item \d+\]$/, '')
		.replace(/^Contact: /, '')
		.split(',');
	const invited = reason === '' ? invitation : `${invitation}: ${shortReason}`;
	return [
		lead,
		name,
		company,
		companyOutcome === 'created' ? 'new' : companyOutcome,
		contactOutcome,
		invited,
	];
}

function countOf({ byStatus }: Figures, matches: (status: number) => boolean): number {
	return Object.entries(byStatus)
		.filter(([status]) => matches(Number(status)))
		.reduce((sum, [, count]) => sum + count, 0);
}

function totals(rows: readonly Row[], figures: Figures, seconds: number): string {
	const count = (matches: (row: Row) => boolean) => rows.filter(matches).length;
	return [
		`Leads:       ${rows.length}`,
		`Companies:   ${count((row) => row.companyOutcome === 'created')} created, ${count((row) => row.companyOutcome === 'found')} times found`,
		`Contacts:    ${count((row) => row.contactOutcome === 'created')} created, ${count((row) => row.contactOutcome === 'updated')} updated, ${count((row) => row.contactOutcome === 'unchanged')} unchanged`,
		`Invitations: ${count((row) => row.invitation === 'invited')} sent, ${count((row) => row.invitation === 'skipped')} skipped, ${count((row) => row.invitation === 'not invited')} not possible`,
		`Requests:    ${figures.requests} in ${seconds.toFixed(1)} s, at most ${figures.mostInOneSecond} in any second`,
		`Retries:     ${countOf(figures, (status) => status === 429)} answers 429, ${countOf(figures, (status) => status >= 500)} answers 5xx`,
		`Violations:  ${figures.violations}`,
	].join('\n');
}

async function main(): Promise<void> {
	const sandbox = await startSandbox();
	try {
		await prepareAddressBook(sandbox);
		console.log(`Sandbox of Dashdoc at ${sandbox.url}, limited to 10 requests per second`);
		console.log(`Workflow: ${demoWorkflow.name}\n`);
		const progress = new Progress(() => sandbox.figures().requests);
		const start = performance.now();
		const outcome = await runDemo(subject(), sandbox, { onNodeStart: (name) => progress.start(name) });
		const seconds = (performance.now() - start) / 1000;
		progress.end();
		const rows = rowsOf(outcome);
		const heads = ['Lead', 'Name', 'Company', '', 'Contact', 'Invitation'];
		console.log(`\n${textTable(heads, rows.map(cellsOf))}\n`);
		console.log(`${totals(rows, sandbox.figures(), seconds)}\n`);
		const found = surprises(outcome, sandbox);
		for (const surprise of found) console.error(`Not as expected: ${surprise}`);
		console.log(found.length === 0 ? 'Everything as expected.' : `${found.length} not as expected.`);
		process.exitCode = found.length === 0 ? 0 : 1;
	} finally {
		await sandbox.close();
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
