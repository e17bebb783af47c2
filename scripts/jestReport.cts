/** Jest's own report of a run, from which summaries count tests. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface JestReport {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	/** Test files that could not be run at all. */
	numRuntimeErrorTestSuites: number;
}

/** A line such as `Tests: 12 passed, 1 failed, 0 skipped`, which `.ci/run` adds up. */
export const testsLine = (passed: number, failed: number, skipped: number): string =>
	`Tests: ${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * Runs Jest, and tells what it reported.
 * @param run starts Jest with further options, those that make it report
 * @returns what `run` returned, and the line of the tests; no line when Jest itself broke down
 */
export async function reported<Result>(
	run: (options: string[]) => Result,
): Promise<{ result: Awaited<Result>; line?: string }> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-dashdoc-jest-'));
	const file = join(folder, 'report.json');
	try {
		const result = await run(['--json', `--outputFile=${file}`]);
		if (!existsSync(file)) return { result };
		const report = JSON.parse(readFileSync(file, 'utf8')) as JestReport;
		const broken = report.numFailedTests + report.numRuntimeErrorTestSuites;
		return { result, line: testsLine(report.numPassedTests, broken, report.numPendingTests) };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
