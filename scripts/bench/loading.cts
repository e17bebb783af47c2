import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { manifest } from '../../test/support/builtPackage.cts';
import { root, runCommand } from '../../test/support/command.cts';
import { builtNode } from './subject.cts';
import { median, medianRatio, type Result } from './result.cts';

const rounds = 7;
const limit = { milliseconds: 60, megabytes: 15 };

/** The largest nodes that come with n8n, by their files in n8n-nodes-base. */
const neighbours = ['Notion/Notion', 'Freshservice/Freshservice', 'Hubspot/Hubspot', 'Salesforce/Salesforce'];

/** What one fresh process tells: milliseconds of its steps, and memory held after the last of them. */
interface Load {
	workflow: number;
	requiring: number;
	making: number;
	megabytes: number;
}

/** Plain JavaScript for a fresh process: loads n8n-workflow first, as n8n has long done, and then the node. */
const measurement = `
const [file, name] = process.argv.slice(1);
const times = [performance.now()];
require('node:module').createRequire(file)('n8n-workflow');
times.push(performance.now());
gc();
const memory = process.memoryUsage().heapUsed;
times.push(performance.now());
const classes = require(file);
times.push(performance.now());
globalThis.node = new classes[name]();
times.push(performance.now());
gc();
const megabytes = (process.memoryUsage().heapUsed - memory) / 1e6;
console.log(JSON.stringify({
	workflow: times[1] - times[0],
	requiring: times[3] - times[2],
	making: times[4] - times[3],
	megabytes,
}));
`;

/** What the node costs n8n by being there, beside the largest nodes of n8n, and the description that editors fetch. */
export async function loading(): Promise<Result[]> {
	const own = join(root, manifest.n8n.nodes[0]);
	const others = neighbourFiles();
	const loads = new Map([own, ...others.values()].map((file) => [file, [] as Load[]]));
	// One after the other in each round, so that a busy moment of the machine slows all of them.
	for (let round = 0; round < rounds; round++) {
		for (const [file, measured] of loads) measured.push(await loadOnce(file));
	}
	const ownLoads = loads.get(own) ?? [];
	return [
		...ownRows(ownLoads),
		...neighbours.map((name) => neighbourRow(name, loads.get(others.get(name) ?? ''), ownLoads)),
		descriptionRow(),
	];
}

/** Files of the neighbours by name; none where n8n-nodes-base is neither here nor in a folder of NODE_PATH. */
function neighbourFiles(): Map<string, string> {
	try {
		const home = dirname(createRequire(join(root, 'package.json')).resolve('n8n-nodes-base/package.json'));
		return new Map(neighbours.map((name) => [name, join(home, `dist/nodes/${name}.node.js`)]));
	} catch {
		return new Map();
	}
}

async function loadOnce(file: string): Promise<Load> {
	const parameters = ['--expose-gc', '-e', measurement, file, basename(file, '.node.js')];
	const { code, stderr, stdout } = await runCommand(process.execPath, parameters);
	if (code !== 0) throw new Error(stderr);
	return JSON.parse(stdout) as Load;
}

function ownRows(loads: readonly Load[]): Result[] {
	const { making, megabytes, requiring } = medians(loads);
	const ratio = medianRatio(
		loads.map((one) => one.requiring),
		loads.map((one) => one.workflow),
	);
	return [
		{
			title: 'Loading the node',
			meaning: `Time of requiring the built node, with n8n-workflow loaded before, and memory held once the node is made; the ratio is to loading n8n-workflow itself in the same process. Medians of ${rounds} fresh processes.`,
			measured: `${requiring.toFixed(0)} ms, ${megabytes.toFixed(1)} MB, ${ratio.toFixed(2)} × n8n-workflow`,
			limit: `${limit.milliseconds} ms, ${limit.megabytes} MB`,
			isMet: requiring <= limit.milliseconds && megabytes <= limit.megabytes,
		},
		{
			title: 'Making the node',
			meaning: 'Making the node from the description that the build wrote; the same processes.',
			measured: `${making.toFixed(0)} ms`,
		},
	];
}

function neighbourRow(name: string, loads: readonly Load[] | undefined, own: readonly Load[]): Result {
	const title = `Loading ${basename(name)} of n8n`;
	const meaning = `The same with the node of n8n-nodes-base and all that it imports; the ratio says how many times as long it takes to require and make as the node here.`;
	if (!loads) return { title, meaning, measured: 'not installed here' };
	const { making, megabytes, requiring } = medians(loads);
	const ratio = medianRatio(loads.map(total), own.map(total));
	const time = (requiring + making).toFixed(0);
	return {
		title,
		meaning,
		measured: `${time} ms, ${megabytes.toFixed(1)} MB, ${ratio.toFixed(2)} × as long`,
	};
}

const total = ({ making, requiring }: Load) => making + requiring;

function medians(loads: readonly Load[]): Load {
	const medianOf = (name: keyof Load) => median(loads.map((one) => one[name]));
	return {
		workflow: medianOf('workflow'),
		requiring: medianOf('requiring'),
		making: medianOf('making'),
		megabytes: medianOf('megabytes'),
	};
}

function descriptionRow(): Result {
	const { properties } = builtNode().description;
	const operations = properties
		.filter(({ name }) => name === 'operation')
		.reduce((sum, { options = [] }) => sum + options.length, 0);
	const size = JSON.stringify(builtNode().description).length / 1024;
	return {
		title: 'Size of the description',
		meaning: 'The node type as JSON, which the editor fetches once; in total and per operation.',
		measured: `${size.toFixed(1)} KiB for ${operations} operations, ${(size / operations).toFixed(2)} KiB each`,
	};
}
