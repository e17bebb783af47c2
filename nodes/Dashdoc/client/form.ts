import { safeFileName } from './fileName';
import { StreamedFile } from './streamedFile';
import type { FormFile, FormPart } from './types';

/** Carries what the reading of a file threw past everything that would take it for a failure of the network. */
export class UnreadFile extends Error {
	constructor(readonly reason: unknown) {
		super('A file could not be read');
		this.name = 'UnreadFile';
	}
}

/** A multipart body for one attempt. */
export interface OpenForm {
	body: FormData;
	/** @throws {UnreadFile} when the stream of a file failed while it was sent */
	throwIfUnread: () => void;
	/** Lets go of the files, sent or not. */
	close: () => void;
}

/**
 * A multipart body for one attempt, with the files read or opened anew: who keeps no reference keeps no file in
 * memory.
 *
 * @throws {UnreadFile} when a file cannot be read or opened
 */
export async function openForm(parts: readonly FormPart[]): Promise<OpenForm> {
	const body = new FormData();
	const streamed: StreamedFile[] = [];
	const close = () => streamed.forEach((file) => file.close());
	for (const { name, value } of parts) {
		if (typeof value === 'string') {
			body.append(name, value);
			continue;
		}
		const file = await opened(value).catch((reason: unknown) => {
			close();
			throw new UnreadFile(reason);
		});
		if (file instanceof StreamedFile) streamed.push(file);
		body.append(name, file);
	}
	return {
		body,
		throwIfUnread: () => {
			for (const { failure } of streamed) if (failure) throw new UnreadFile(failure.reason);
		},
		close,
	};
}

/** Of a file that is held, one copy is made: what was read is let go with the end of the statement. */
async function opened(file: FormFile): Promise<File> {
	const name = safeFileName(file.fileName);
	if (file.open) return new StreamedFile(name, file.mediaType, file.size, await file.open());
	return new File([await file.read()], name, { type: file.mediaType });
}
