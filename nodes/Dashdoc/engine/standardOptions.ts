import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { ClientOptions } from '../client/types';
import { ParameterProblem } from './problem';

/** Items in work at once under the pace; enough to keep ten requests per second going with slow answers. */
const parallelUnderPace = 20;
/** Items in work at once when the user lifted the pace; a bound for sockets and memory (docs/benchmarks.md). */
const parallelWithoutPace = 1000;

/**
 * Reads the Options collection.
 * @throws ParameterProblem for a value that is no number of at least 0.
 */
export function readClientOptions(options: unknown): ClientOptions {
	const given = (options ?? {}) as IDataObject;
	return {
		requestsPerSecond: readAmount('Requests per Second', given.requestsPerSecond),
		maximumWait: readAmount('Maximum Wait', given.maximumWait),
		timeout: readAmount('Timeout', given.timeout),
	};
}

/** How many items may be in work at once; the options of the first item decide. */
export function parallelItems(context: IExecuteFunctions): number {
	const lifted =
		context.getNodeParameter('options.requestsPerSecond', 0, null, { rawExpressions: true }) === 0;
	return lifted ? parallelWithoutPace : parallelUnderPace;
}

function readAmount(displayName: string, value: unknown): number | undefined {
	if (value === undefined || value === null || String(value).trim() === '') return undefined;
	const amount = Number(value);
	if (!Number.isFinite(amount) || amount < 0) {
		throw new ParameterProblem(displayName, `"${String(value)}" is not a number of at least 0`);
	}
	return amount;
}
