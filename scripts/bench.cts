/**
 * Measures the built node against the sandbox in a process of its own, prints ratios beside their limits and writes
 * docs/benchmarks.md. Exit code 1 when a limit is missed.
 */
import '../test/support/setup.cts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { invitationsUnderLimit, invitationsWithoutLimit } from './bench/invitations.cts';
import { returnAll } from './bench/lists.cts';
import { loadCost } from './bench/loadCost.cts';
import { simpleTransports } from './bench/transports.cts';
import { benchmarkPage, verdict } from './bench/page.cts';
import type { Result } from './bench/result.cts';
import { textTable } from './console/table.cts';

async function main(): Promise<void> {
	const results: Result[] = [];
	for (const measure of [
		loadCost,
		returnAll,
		simpleTransports,
		invitationsWithoutLimit,
		invitationsUnderLimit,
	]) {
		console.log(`Measuring: ${measure.name}`);
		results.push(...(await measure()));
	}
	const rows = results.map(({ isMet, limit, measured, title }) => [
		title,
		measured,
		limit ?? 'for the record',
		verdict(isMet),
	]);
	console.log(`\n${textTable(['What', 'Measured', 'Limit', 'Met'], rows)}\n`);
	writeFileSync(join(__dirname, '..', 'docs', 'benchmarks.md'), benchmarkPage(results, new Date()));
	const missed = results.filter(({ isMet }) => isMet === false);
	console.log(missed.length === 0 ? 'All limits are met.' : `${missed.length} limits are missed.`);
	process.exitCode = missed.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
