import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { FormFile, FormPart } from '../client/types';
import type { BuiltRequest, Operation } from '../declaration/operation';
import { FileReference } from '../declaration/parameter';
import { labelledParameters } from './labels';
import { ParameterProblem } from './problem';

/**
 * Looks for the files of a request in the binary data of its item, before anything is sent.
 * @throws ParameterProblem naming the parameter when the item has no such file
 */
export function checkFiles(
	context: IExecuteFunctions,
	operation: Operation,
	{ body }: BuiltRequest,
	item: number,
): void {
	for (const [name, value] of Object.entries(body as Record<string, unknown>)) {
		if (!(value instanceof FileReference) || hasFile(context, value, item)) continue;
		const label = labelledParameters(operation.parameters).find(({ parameter }) =>
			parameter.targets.includes(`body.${name}`),
		)?.label;
		throw new ParameterProblem(label ?? name, missing(context, value, item));
	}
}

/** The parts of a multipart body; texts as they are, what is nested as JSON. */
export function formOf(context: IExecuteFunctions, body: IDataObject, item: number): FormPart[] {
	return Object.entries(body as Record<string, unknown>).map(([name, value]) => ({
		name,
		value: value instanceof FileReference ? fileOf(context, value, item) : textOf(value),
	}));
}

function textOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** n8n's own function knows all the ways in which a workflow may hold binary data. */
function hasFile(context: IExecuteFunctions, { property }: FileReference, item: number): boolean {
	try {
		return Boolean(context.helpers.assertBinaryData(item, property));
	} catch {
		return false;
	}
}

function missing(context: IExecuteFunctions, { property }: FileReference, item: number): string {
	const there = Object.keys(context.getInputData()[item]?.binary ?? {});
	const has = there.length > 0 ? `only ${there.map((name) => `"${name}"`).join(', ')}` : 'no file at all';
	return `the item has no file in the binary field "${property}"; it has ${has}`;
}

function fileOf(context: IExecuteFunctions, { property }: FileReference, item: number): FormFile {
	const { fileName, mimeType } = context.helpers.assertBinaryData(item, property);
	return {
		fileName: fileName ?? '',
		mediaType: mimeType,
		read: async () => await context.helpers.getBinaryDataBuffer(item, property),
	};
}
