import { safeFileName } from './fileName';
import type { FormFile, FormPart } from './types';

/** Carries what `read` threw past everything that would take it for a failure of the network, or for a stop. */
export class UnreadFile extends Error {
	constructor(readonly reason: unknown) {
		super('A file could not be read');
		this.name = 'UnreadFile';
	}
}

/**
 * A multipart body for one attempt, with the files read anew: who keeps no reference keeps no file in memory.
 *
 * @throws {UnreadFile} when a file cannot be read
 */
export async function formDataOf(parts: readonly FormPart[]): Promise<FormData> {
	const form = new FormData();
	for (const { name, value } of parts) {
		if (typeof value === 'string') form.append(name, value);
		else form.append(name, await blobOf(value), safeFileName(value.fileName));
	}
	return form;
}

/** The one copy that is made of a file: what was read is let go with the end of the statement. */
async function blobOf(file: FormFile): Promise<Blob> {
	const reading = async () => new Blob([await file.read()], { type: file.mediaType });
	return await reading().catch((error: unknown) => {
		throw new UnreadFile(error);
	});
}
