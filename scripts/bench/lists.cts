import type { INodeParameters, INodeType } from 'n8n-workflow';
import { RemoteSandbox } from './remoteSandbox.cts';
import { median, medianRatio, pause, type Result } from './result.cts';
import { builtNode, timedRun } from './subject.cts';
import { sequentialReader } from './yardsticks.cts';

const transports = 2000;
const pageSize = 100;
const runs = 5;

const getAll: INodeParameters = {
	resource: 'transport',
	operation: 'getAll',
	returnAll: true,
	output: 'raw',
};

/** Return All of 2,000 transports in 20 pages, compared with reading one page after the other. */
export async function returnAll(): Promise<Result[]> {
	const sandbox = await RemoteSandbox.start({ latency: 150, requestsPerSecond: 10, transports, pageSize });
	try {
		const meaning = `Transport: Get Many with Return All over ${transports} transports in ${transports / pageSize} pages at 150 ms latency, against the same client reading one page after the other. Medians of ${runs} pairs of runs.`;
		const paced = await compare(sandbox, 10);
		await sandbox.change({ requestsPerSecond: 0 });
		const lifted = await compare(sandbox, 0);
		return [
			row('Return All at the default pace', `${meaning} Pace and limit: 10 requests per second.`, paced, 2),
			row('Return All, pace lifted', `${meaning} No limit, Requests per Second 0.`, lifted, 4),
		];
	} finally {
		await sandbox.stop();
	}
}

/** Seconds of each run, in pairs. */
interface Comparison {
	node: number[];
	sequential: number[];
}

function row(title: string, meaning: string, { node, sequential }: Comparison, atLeast: number): Result {
	const ratio = medianRatio(sequential, node);
	return {
		title,
		meaning,
		measured: `${median(sequential).toFixed(2)} s : ${median(node).toFixed(2)} s, ${ratio.toFixed(2)} × faster`,
		limit: `at least ${atLeast} ×`,
		isMet: ratio >= atLeast,
	};
}

async function compare(sandbox: RemoteSandbox, requestsPerSecond: number): Promise<Comparison> {
	const reader = sequentialReader({ requestsPerSecond });
	const times: Comparison = { node: [], sequential: [] };
	for (let round = 0; round <= runs; round++) {
		const sequential = await readAll(sandbox, reader, {});
		const node = await readAll(sandbox, builtNode(), { ...getAll, options: { requestsPerSecond } });
		if (round === 0) continue; // warms both sides up
		times.sequential.push(sequential);
		times.node.push(node);
	}
	return times;
}

async function readAll(
	sandbox: RemoteSandbox,
	nodeType: INodeType,
	parameters: INodeParameters,
): Promise<number> {
	// The second before must be over, or the pace of this run would pay for the last one.
	await pause(1500);
	await sandbox.clearRequests();
	const { items, seconds } = await timedRun(nodeType, sandbox, parameters);
	const { requests } = await sandbox.figures();
	const different = new Set(items.map(({ json }) => json.uid)).size;
	if (different !== transports || items.length !== transports || requests !== transports / pageSize) {
		throw new Error(`${items.length} items, ${different} different ones, in ${requests} requests`);
	}
	return seconds;
}
