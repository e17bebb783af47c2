import type { Result } from './result.cts';
import { page, table } from '../reference/markdown.cts';

/** What n8n's own HTTP Request node does with the same 200 invitations; measured once, on n8n 2.41.1. */
const comparison =
	"For comparison, the same 200 invitations by n8n's HTTP Request node (measured on n8n 2.41.1): it fires them all at once, 15 of the 200 were delivered, the others were refused with 429 and the run failed.";

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
