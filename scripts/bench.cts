/**
 * Measures the built node against the sandbox in a process of its own, prints ratios beside their limits and writes
 * docs/benchmarks.md. Exit code 1 when a limit is missed. Names after the command (`npm run bench -- loading`) choose
 * what is measured; the page is left as it is then.
 */
import '../test/support/setup.cts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { invitationsUnderLimit, invitationsWithoutLimit } from './bench/invitations.cts';
import { returnAll } from './bench/lists.cts';
import { loading } from './bench/loading.cts';
import { simpleTransports } from './bench/transports.cts';
import { benchmarkPage, verdict } from './bench/page.cts';
import type { Result } from './bench/result.cts';
import { textTable } from './console/table.cts';

const measures = [loading, returnAll, simpleTransports, invitationsWithoutLimit, invitationsUnderLimit];

async function main(chosen: readonly string[]): Promise<void> {
	const unknown = chosen.filter((name) => !measures.some((measure) => measure.name === name));
	if (unknown.length > 0) {
		const known = measures.map(({ name }) => name).join(', ');
		throw new Error(`No such measurement: ${unknown.join(', ')}. There are: ${known}`);
	}
	const results: Result[] = [];
	for (const measure of measures) {
		if (chosen.length > 0 && !chosen.includes(measure.name)) continue;
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
	if (chosen.length === 0) {
		writeFileSync(join(__dirname, '..', 'docs', 'benchmarks.md'), benchmarkPage(results, new Date()));
	}
	const missed = results.filter(({ isMet }) => isMet === false);
	console.log(missed.length === 0 ? 'All limits are met.' : `${missed.length} limits are missed.`);
	process.exitCode = missed.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
