/** Documents of transports: what Dashdoc made, what people added, signatures. */
import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { operation, type Operation, type Result, type RunContext } from '../../declaration/operation';
import { choice, choices, text as textField } from '../../fields/plain';
import { unsent } from '../../fields/unsent';
import { fieldsOf, rowOf, text, within, type Columns } from '../columns';
import { chosenTransport } from './chosen';
import { documentKinds } from './document/kinds';
import { documentColumns, documentRows, documentsOf, nameOf, type DocumentSource } from './document/listing';
import { transportColumns } from './extract/parts';
import { readTransport } from './extracts';

const kinds = choices('kinds', 'Kinds', documentKinds, {
	description: 'What the documents are for; all of them where nothing is chosen',
	name: 'documentKinds',
});

const chosenKinds = unsent([kinds]);

const chosenFiles = unsent([
	kinds,
	choice(
		'items',
		'Put Files Into',
		[
			{ name: 'One Item per Document', value: 'document' },
			{
				name: 'One Item per Transport',
				value: 'transport',
				description: 'The binary fields are numbered: data_0, data_1…',
			},
		],
		{ description: 'How the files are spread over items' },
	),
	textField('field', 'Put Output File in Field', {
		description: 'Name of the binary field that holds the file',
		default: 'data',
		name: 'outputBinaryField',
	}),
]);

interface Downloaded {
	source: DocumentSource;
	field: string;
	file: IBinaryData;
}

const fileColumns: Columns<Downloaded> = {
	...within(documentColumns, ({ source }: Downloaded) => source),
	binary_field: text('Binary field that holds the file', ({ field }) => field),
	file_name: text('Name of the file', ({ file }) => file.fileName),
	media_type: text('Type of the file, e.g. `application/pdf`', ({ file }) => file.mimeType),
};

/** Reads the transport first, since addresses of files may hold for minutes only. */
async function download(context: RunContext): Promise<Result[]> {
	const transport = await readTransport(context);
	const wanted = chosenFiles.read(context.values, context.timezone);
	const { field = 'data' } = wanted as { field?: string };
	const isOneItem = wanted.items === 'transport';
	const downloaded: Downloaded[] = [];
	// One after the other: an item may have hundred photos, and items run in parallel anyway.
	for (const [index, source] of documentsOf(transport, wanted.kinds as string[]).entries()) {
		const file = await context.download(source.url, nameOf(source));
		downloaded.push({ source, field: isOneItem ? `${field}_${index}` : field, file });
	}
	if (!isOneItem)
		return downloaded.map((one) => ({ object: rowOf(fileColumns, one), files: filesOf([one]) }));
	const documents = downloaded.map((one) => rowOf(fileColumns, one));
	return [{ object: { ...rowOf(transportColumns, { transport }), documents }, files: filesOf(downloaded) }];
}

const filesOf = (downloaded: readonly Downloaded[]): Record<string, IBinaryData> =>
	Object.fromEntries(downloaded.map(({ field, file }) => [field, file]));

async function rows(context: RunContext): Promise<IDataObject[]> {
	const wanted = chosenKinds.read(context.values, context.timezone);
	return documentRows(await readTransport(context), wanted.kinds as string[]);
}

export const documents: readonly Operation[] = [
	operation({
		value: 'downloadDocuments',
		name: 'Download Documents',
		action: 'Download documents of transport',
		description: 'Fetch consignment notes, photos and other files of a transport into binary fields',
		route: 'GET /transports/{uid}/',
		parameters: [chosenTransport, ...chosenFiles.parameters],
		answer: 'rows',
		rows: {
			...fieldsOf(fileColumns),
			documents: {
				type: 'array',
				description: 'What each file is, where one item holds all files of a transport',
				elements: fieldsOf(fileColumns),
			},
		},
		run: download,
	}),
	operation({
		value: 'listDocuments',
		name: 'List Documents',
		action: 'List documents of transport',
		description: 'Retrieve what files a transport has, one item per file, with kind, title and address',
		route: 'GET /transports/{uid}/',
		parameters: [chosenTransport, ...chosenKinds.parameters],
		answer: 'rows',
		rows: fieldsOf(documentColumns),
		run: async (context) => (await rows(context)).map((object) => ({ object })),
	}),
];
