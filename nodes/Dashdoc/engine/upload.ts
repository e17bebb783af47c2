import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { FormPart } from '../client/types';
import type { BuiltRequest, Operation } from '../declaration/operation';
import { FileReference } from '../declaration/parameter';
import { fileLabel, type Attachments } from './attachments';
import { ParameterProblem } from './problem';
import type { Values } from './values';

/**
 * Looks for the files of a request in the binary data of its item, before anything is sent.
 * @throws ParameterProblem naming the parameter when the item has no such file
 */
export function checkFiles(
	context: IExecuteFunctions,
	{ operation, values, request }: { operation: Operation; values: Values; request: BuiltRequest },
	item: number,
): void {
	for (const [name, value] of Object.entries(request.body as Record<string, unknown>)) {
		if (!(value instanceof FileReference) || hasFile(context, value, item)) continue;
		throw new ParameterProblem(fileLabel(operation, values, name), missing(context, value, item));
	}
}

/** The parts of a multipart body; texts as they are, a list of them as parts of one name, what is nested as JSON. */
export function formOf(body: IDataObject, files: Attachments['files']): FormPart[] {
	return Object.entries(body).flatMap(([name, value]): FormPart[] => {
		const file = files.get(name);
		if (file) return [{ name, value: file }];
		if (Array.isArray(value) && value.length > 0 && value.every(isPlain)) {
			return value.map((one) => ({ name, value: textOf(one) }));
		}
		return [{ name, value: textOf(value) }];
	});
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null;

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
