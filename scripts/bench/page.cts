import type { Result } from './result.cts';
import { page, table } from '../reference/markdown.cts';

/** Measured once, outside of this benchmark: the package with n8n's HTTP Request node is too big to install for it. */
const comparison =
	"For comparison, n8n's HTTP Request node with the same 200 invitations and the same limit: 15 of 200 were delivered, then the run failed (measured once, not part of this benchmark).";

/** docs/benchmarks.md of one run. */
export function benchmarkPage(results: readonly Result[], date: Date): string {
	return page(
		'<!-- Written by `npm run bench`; changes here are lost. -->',
		'# Benchmarks',
		`Measured on ${date.toISOString().slice(0, 10)} with Node ${process.version}, by \`npm run bench\`: the built node on n8n's engine (n8n-core) against the sandbox in a process of its own on the same machine. Absolute times depend on the machine; what counts are the ratios within one run.`,
		table(
			['What', 'Measured', 'Limit', 'Met'],
			results.map(({ isMet, limit, measured, title }) => [
				title,
				measured,
				limit ?? 'for the record',
				verdict(isMet),
			]),
		),
		comparison,
		'## What the rows mean',
		results.map(({ meaning, title }) => `- **${title}**: ${meaning}`).join('\n'),
	);
}

/** Whether a limit is met, in a word. */
export function verdict(isMet: boolean | undefined): string {
	if (isMet === undefined) return '';
	return isMet ? 'yes' : 'no';
}
