import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { FileReference } from '../declaration/parameter';
import type { OpenFile } from './attachments';

/**
 * A file of an item's binary data. What n8n keeps in a store is streamed from there; what the item itself holds is in
 * memory anyway.
 * @throws n8n's error when the item has no such file
 */
export async function storedFile(
	context: IExecuteFunctions,
	{ property }: FileReference,
	item: number,
): Promise<OpenFile> {
	const data = context.helpers.assertBinaryData(item, property);
	const { id } = data;
	const told = { fileName: data.fileName ?? '', mediaType: data.mimeType };
	const read = async () => await context.helpers.getBinaryDataBuffer(item, property);
	if (id === undefined) return { file: { ...told, read }, size: heldSize(data) };
	const { fileSize: size } = await context.helpers.getBinaryMetadata(id);
	// A store that does not know the size cannot be announced.
	if (!Number.isInteger(size)) return { file: { ...told, read } };
	return { file: { ...told, size, open: async () => await context.helpers.getBinaryStream(id) }, size };
}

/** Bytes of what an item holds as Base64. */
function heldSize({ data }: IBinaryData): number {
	return Math.floor((data.replace(/=+$/, '').length * 3) / 4);
}
