import type { IBinaryData, INodeProperties } from 'n8n-workflow';
import type { Leaf } from '../../../test/support/leaves.cts';

/** Whether a parameter names the field of the input item that holds a file. */
export function isFileField({ name, type }: INodeProperties): boolean {
	return type === 'string' && name === 'binaryPropertyName';
}

/** The files that an input item needs for these parameters, by the name of their field; undefined for none. */
export function filesFor(filled: readonly Leaf[]): Record<string, IBinaryData> | undefined {
	const fields = filled.map(({ parameter }) => parameter.property).filter(isFileField);
	if (fields.length === 0) return undefined;
	return Object.fromEntries(fields.map((field) => [field.default as string, exampleFile(field)]));
}

/** A small file of a kind that the parameter's description names: a picture where it speaks of PNG, else a PDF. */
export function exampleFile({ description = '' }: Pick<INodeProperties, 'description'>): IBinaryData {
	const { content, ...named } = /\bPNG\b/.test(description) ? picture : document;
	return { ...named, data: content.toString('base64'), fileSize: `${content.length} B` };
}

const document = {
	fileName: 'bon-de-livraison.pdf',
	fileExtension: 'pdf',
	mimeType: 'application/pdf',
	content: Buffer.from('%PDF-1.4\n% Bon de livraison, exemple\n%%EOF\n'),
};

/** One transparent pixel. */
const picture = {
	fileName: 'portrait.png',
	fileExtension: 'png',
	mimeType: 'image/png',
	content: Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
		'base64',
	),
};
