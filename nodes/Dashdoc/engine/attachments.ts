import type { IExecuteFunctions } from 'n8n-workflow';
import type { DashdocClient, FormFile } from '../client/types';
import type { BuiltRequest, Operation } from '../declaration/operation';
import { FileAddress, FileReference, type FileKind } from '../declaration/parameter';
import { labelledParameters } from './labels';
import { ParameterProblem } from './problem';
import { remoteFile } from './remoteFile';
import { storedFile } from './storedFile';
import type { Values } from './values';

/** Files of one request. */
export interface Attachments {
	/** By the body field in which they stand. */
	files: ReadonlyMap<string, FormFile>;
	/** Lets go of what was opened and not sent. */
	close: () => void;
}

/** A file that can be sent. */
export interface OpenFile {
	file: FormFile;
	/** Bytes, where they are known before it is read. */
	size?: number;
	/** Lets go of what is open before anybody reads the file. */
	close?: () => void;
}

/** What is needed to find the files of one item. */
interface AttachmentsRun {
	context: IExecuteFunctions;
	item: number;
	client: DashdocClient;
	operation: Operation;
	values: Values;
	request: BuiltRequest;
}

/**
 * Opens the files of a request, from the item's binary data or from their addresses, before anything is sent.
 * @throws ParameterProblem naming the parameter when there is no such file, or nothing in it
 */
export async function openAttachments(run: AttachmentsRun): Promise<Attachments> {
	const { client, context, item, operation, request, values } = run;
	const opened: OpenFile[] = [];
	const close = () => opened.forEach((one) => one.close?.());
	const files = new Map<string, FormFile>();
	let isComplete = false;
	try {
		for (const [name, value] of Object.entries(request.body as Record<string, unknown>)) {
			if (!(value instanceof FileReference || value instanceof FileAddress)) continue;
			const label = fileLabel(operation, values, name);
			const one =
				value instanceof FileAddress
					? await remoteFile(client, value, label)
					: await storedFile(context, value, item);
			opened.push(one);
			if (one.size === 0) throw new ParameterProblem(label, `the file "${one.file.fileName}" is empty`);
			if (value instanceof FileReference && value.kind) await demandKind(one.file, value.kind, label);
			files.set(name, one.file);
		}
		isComplete = true;
		return { files, close };
	} finally {
		if (!isComplete) close();
	}
}

/** Looks at the first bytes; of a file in a store no more than these are read. */
async function demandKind(file: FormFile, { noun, opening }: FileKind, label: string): Promise<void> {
	const begins = await firstBytes(file, opening.length);
	if (begins.toString('latin1') === opening) return;
	throw new ParameterProblem(
		label,
		`the file "${file.fileName}" is no ${noun}: it does not begin with ${opening}`,
	);
}

async function firstBytes(file: FormFile, count: number): Promise<Buffer> {
	if (!file.open) return Buffer.from((await file.read()).subarray(0, count));
	const stream = await file.open();
	const chunks: Uint8Array[] = [];
	let length = 0;
	// Leaving the loop lets go of the stream.
	for await (const chunk of stream as AsyncIterable<Uint8Array>) {
		chunks.push(chunk);
		length += chunk.byteLength;
		if (length >= count) break;
	}
	return Buffer.concat(chunks).subarray(0, count);
}

/** Label of the parameter that names a file; of several, the one that the user sees. */
export function fileLabel({ parameters }: Operation, values: Values, name: string): string {
	const feeding = labelledParameters(parameters).filter(({ parameter }) =>
		parameter.targets.includes(`body.${name}`),
	);
	const shown = feeding.find(({ parameter }) => values[parameter.property.name] !== undefined) ?? feeding[0];
	return shown?.label ?? name;
}
