import type { IDataObject } from 'n8n-workflow';
import { flag, rowOf, text, whole, type Columns } from '../../columns';
import {
	happenedAt,
	transportColumns,
	type Event,
	type GeneratedDocument,
	type Message,
	type Part,
	type Transport,
} from '../extract/parts';
import { kindInWords, kindOfGenerated, kindOfMessage, type DocumentKind } from './kinds';

/** One file of a transport, wherever it hangs. */
export interface DocumentSource extends Part {
	kind: DocumentKind;
	/** Address of the file. */
	url: string;
	generated?: GeneratedDocument;
	message?: Message;
	/** The event that holds a signature. */
	event?: Event;
}

export const documentColumns: Columns<DocumentSource> = {
	...transportColumns,
	source: text(
		'Where it comes from: dashdoc (generated), message (added by somebody) or event (signature)',
		originOf,
	),
	kind: text('What it is for, e.g. `cmr`', ({ kind }) => kind),
	kind_name: text('The same in words', ({ kind }) => kindInWords(kind)),
	category: text(
		"Dashdoc's own word: category of a generated document, type of a message",
		({ generated, message, event }) => generated?.category ?? message?.type ?? event?.category,
	),
	document_type: text(
		"Dashdoc's own word for the use of an added file",
		({ message }) => message?.document_type,
	),
	name: text('Title', nameOf),
	url: text('Address of the file; it may need the API token, and may expire', ({ url }) => url),
	uid: text("Dashdoc's ID of the message, to update or delete it", ({ message }) => message?.uid),
	reference: text('Reference by which it can be searched', ({ message }) => message?.reference),
	extracted_reference: text(
		'Reference that Dashdoc read from the file',
		({ message }) => message?.extracted_reference,
	),
	site: text('ID of the site to which it belongs', ({ message, event }) => message?.site ?? event?.site),
	delivery: text(
		'ID of the delivery for which it was made',
		({ generated, event }) => generated?.delivery ?? event?.delivery,
	),
	created: text(
		'When it was added, or last made anew',
		({ generated, message, event }) => generated?.file_updated_date ?? happenedAt(message ?? event ?? {}),
	),
	author: text(
		'Name of the person who added it',
		({ message, event }) => authorOf(message) ?? event?.author?.display_name,
	),
	author_company: whole(
		'ID of the company that added it',
		({ message, event }) => message?.author_company_id ?? event?.author_company,
	),
	readable_by_company_ids: text('IDs of the companies that may read it, with commas between', ({ message }) =>
		message?.readable_by_company_ids?.join(', '),
	),
	readable_by_trucker: flag('Whether the trucker may read it', ({ message }) => message?.readable_by_trucker),
	visible_by_everyone: flag(
		'Whether it stands on the public page of the transport',
		({ message }) => message?.visible_by_everyone,
	),
	is_attached_to_cmr: flag(
		'Whether it is attached to the consignment note',
		({ message }) => message?.is_attached_to_cmr,
	),
};

function originOf({ generated, message }: DocumentSource): string {
	if (generated) return 'dashdoc';
	return message ? 'message' : 'event';
}

/** Title of a document, never empty. */
export function nameOf({ generated, message, event, kind }: DocumentSource): string {
	const signatory = signatureOf(event).signatory_name;
	return (
		generated?.name ||
		message?.document_title ||
		(typeof signatory === 'string' ? signatory : '') ||
		kindInWords(kind)
	);
}

function authorOf(message: Message | undefined): string | undefined {
	const name = (message?.author as { display_name?: unknown } | null | undefined)?.display_name;
	return typeof name === 'string' ? name : undefined;
}

const signatureOf = (event: Event | undefined) =>
	(event?.signature ?? {}) as Readonly<Record<string, unknown>>;

/** Dashdoc's description does not tell whether a signature has a picture; should it, it is the address in it. */
function pictureOf(event: Event): string | undefined {
	return Object.values(signatureOf(event)).find(
		(value): value is string => typeof value === 'string' && /^https?:\/\//.test(value),
	);
}

/**
 * Every file of a transport: what Dashdoc made, what people added (messages without a file are none), signatures.
 *
 * @param kinds those that are wanted; left out or empty, all
 */
export function documentsOf(transport: Transport, kinds: readonly string[] = []): DocumentSource[] {
	const generated = (transport.documents ?? []).flatMap((document): DocumentSource[] =>
		document.file
			? [{ transport, kind: kindOfGenerated(document), url: document.file, generated: document }]
			: [],
	);
	const added = (transport.messages ?? []).flatMap((message): DocumentSource[] =>
		message.document ? [{ transport, kind: kindOfMessage(message), url: message.document, message }] : [],
	);
	const signatures = (transport.status_updates ?? []).flatMap((event): DocumentSource[] => {
		const url = pictureOf(event);
		return url ? [{ transport, kind: 'signature', url, event }] : [];
	});
	return [...generated, ...added, ...signatures].filter(
		({ kind }) => kinds.length === 0 || kinds.includes(kind),
	);
}

/** One row per file. */
export function documentRows(transport: Transport, kinds: readonly string[] = []): IDataObject[] {
	return documentsOf(transport, kinds).map((source) => rowOf(documentColumns, source));
}
