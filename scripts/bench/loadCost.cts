import { manifest } from '../../test/support/builtPackage.cts';
import { root, runCommand } from '../../test/support/command.cts';
import { builtNode } from './subject.cts';
import { median, type Result } from './result.cts';

/** Plain JavaScript for a fresh process: loads n8n-workflow first, as n8n has long done, and then the node. */
const measurement = `
require('n8n-workflow');
gc();
const memory = process.memoryUsage().heapUsed;
const start = performance.now();
const { Dashdoc } = require(process.argv[1]);
const node = new Dashdoc();
const milliseconds = performance.now() - start;
gc();
console.log(JSON.stringify({ milliseconds, bytes: process.memoryUsage().heapUsed - memory, name: node.description.name }));
`;

/** What the node costs n8n by being there: loading, memory, and the description that every editor fetches. */
export async function loadCost(): Promise<Result[]> {
	const file = `${root}/${manifest.n8n.nodes[0]}`;
	const measured: Array<{ milliseconds: number; bytes: number }> = [];
	for (let round = 0; round < 5; round++) {
		const { code, stderr, stdout } = await runCommand(process.execPath, [
			'--expose-gc',
			'-e',
			measurement,
			file,
		]);
		if (code !== 0) throw new Error(stderr);
		measured.push(JSON.parse(stdout) as { milliseconds: number; bytes: number });
	}
	const milliseconds = median(measured.map((one) => one.milliseconds));
	const kilobytes = median(measured.map((one) => one.bytes)) / 1024;
	const { properties } = builtNode().description;
	const operations = properties
		.filter(({ name }) => name === 'operation')
		.reduce((sum, { options = [] }) => sum + options.length, 0);
	const size = JSON.stringify(builtNode().description).length / 1024;
	return [
		{
			title: 'Loading the node',
			meaning: `Time and memory of requiring the built node and making it, with n8n-workflow loaded before. Medians of ${measured.length} processes.`,
			measured: `${milliseconds.toFixed(0)} ms, ${kilobytes.toFixed(0)} KiB`,
		},
		{
			title: 'Size of the description',
			meaning: 'The node type as JSON, which the editor fetches once; in total and per operation.',
			measured: `${size.toFixed(1)} KiB for ${operations} operations, ${(size / operations).toFixed(2)} KiB each`,
		},
	];
}
