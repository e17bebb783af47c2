/** What the user set in the editor. */
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { readClientOptions } from '../Dashdoc/engine/standardOptions';
import { toUtc } from '../Dashdoc/fields/instant';
import { choices, watches } from './watches';
import type { Settings, Watch } from './watch';

/** The settings of a node, read anew for each poll. */
export interface Chosen {
	watch: Watch;
	settings: Settings;
	/** From which moment on the first poll reads, milliseconds since 1970; left out: from now on. */
	startFrom?: number;
	requestsPerSecond?: number;
	/** Stands for all that makes another trigger of it when it changes. */
	watched: string;
}

/**
 * Reads the parameters.
 * @throws NodeOperationError for a date or a number that is none, or a thing that is not offered
 */
export function readSettings(context: IPollFunctions): Chosen {
	const value = String(context.getNodeParameter('event'));
	const watch = watches.find((one) => one.value === value);
	if (!watch) throw new NodeOperationError(context.getNode(), `Event: "${value}" is not offered`);
	const choice = choices[value];
	const chosen = choice ? listOf(context.getNodeParameter(choice.name, [])) : [];
	const output = context.getNodeParameter('output') === 'raw' ? 'raw' : 'simplified';
	const options = context.getNodeParameter('options', {}) as IDataObject;
	return {
		watch,
		settings: { output, chosen },
		startFrom: startOf(context, options.startFrom),
		requestsPerSecond: paceOf(context, options),
		watched: JSON.stringify([value, [...chosen].sort(), rawStart(context), credentialOf(context)]),
	};
}

function listOf(value: unknown): string[] {
	const values: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return values.map((one) => String(one).trim()).filter((one) => one !== '');
}

function startOf(context: IPollFunctions, value: unknown): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	try {
		return Date.parse(toUtc(value, context.getTimezone()));
	} catch (error) {
		const message = `Start From: ${(error as Error).message}`;
		throw new NodeOperationError(context.getNode(), message);
	}
}

/** Read as the Dashdoc node reads it, which also takes a number that is written as text. */
function paceOf(context: IPollFunctions, { requestsPerSecond }: IDataObject): number | undefined {
	try {
		return readClientOptions({ requestsPerSecond }).requestsPerSecond;
	} catch (error) {
		throw new NodeOperationError(context.getNode(), (error as Error).message);
	}
}

/** As it was written: the value of an expression may be another one at each poll. */
function rawStart(context: IPollFunctions): unknown {
	const options = context.getNodeParameter('options', {}, { rawExpressions: true }) as IDataObject;
	return options.startFrom ?? '';
}

/** Another credential may stand for another account; a new token in the same one does not. */
function credentialOf(context: IPollFunctions): string {
	return context.getNode().credentials?.dashdocApi?.id ?? '';
}
