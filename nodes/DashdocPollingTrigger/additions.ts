/** What was added to a transport: files, wherever they hang, and messages without a file. */
import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { rowOf, text, type Columns } from '../Dashdoc/resources/columns';
import { documentKinds } from '../Dashdoc/resources/transport/document/kinds';
import {
	documentColumns,
	documentsOf,
	type DocumentSource,
} from '../Dashdoc/resources/transport/document/listing';
import { transportColumns, type Transport } from '../Dashdoc/resources/transport/extract/parts';
import type { Happening, Settings } from './watch';

const note: INodePropertyOptions = { name: 'Message Without File', value: 'note' };

/** What can be chosen, by name. */
export const additionKinds: INodePropertyOptions[] = [...documentKinds, note].sort((one, other) =>
	one.name.localeCompare(other.name, 'en'),
);

/** A file or a message; the latter has no address. */
type Addition = DocumentSource;

const isNote = ({ url }: Addition) => url === '';

const kindOf = (addition: Addition): string => (isNote(addition) ? String(note.value) : addition.kind);

/** As the documents of a transport are listed, with the text of the message beside. */
export const additionColumns: Columns<Addition> = {
	...documentColumns,
	kind: text('What it is for, e.g. `cmr`; `note` for a message without a file', kindOf),
	kind_name: text('The same in words', (addition) =>
		isNote(addition) ? note.name : documentColumns.kind_name.read(addition),
	),
	name: text('Title', (addition) =>
		isNote(addition) ? addition.message?.document_title || null : documentColumns.name.read(addition),
	),
	url: text('Address of the file; it may need the API token, and may expire', ({ url }) => url || null),
	message: text('Text of the message', ({ message }) => message?.message),
};

/** What was added to a transport, of the kinds that are chosen. */
export function additions(transport: Transport, { chosen, output }: Settings): Happening[] {
	const notes = (transport.messages ?? [])
		.filter(({ document }) => !document)
		.map((message): Addition => ({ transport, kind: 'other', url: '', message }));
	return [...documentsOf(transport), ...notes]
		.filter((one) => chosen.length === 0 || chosen.includes(kindOf(one)))
		.flatMap((one) => {
			const { id, time } = identityOf(one);
			if (!time) return [];
			return [{ id, time, read: () => (output === 'raw' ? rawOf(one) : rowOf(additionColumns, one)) }];
		});
}

/** A document that Dashdoc makes anew counts as added again; as long as it has no date, it is not made. */
function identityOf({ generated, message, event }: Addition): { id: string; time?: string | null } {
	if (generated) return { id: `document ${generated.pk}`, time: generated.file_updated_date };
	if (message) return { id: `message ${message.uid}`, time: message.created ?? message.created_device };
	return { id: `signature ${event?.uid}`, time: event?.created ?? event?.created_device };
}

function rawOf({ transport, generated, message, event }: Addition): IDataObject {
	return { ...(generated ?? message ?? event), ...rowOf(transportColumns, { transport }) } as IDataObject;
}
