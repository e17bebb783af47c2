import { notFound } from '../http/problems.cts';
import { attachFile } from '../resources/transports/messages.cts';
import { transportCollection, type StoredMessage } from '../resources/transports/records.cts';
import type { State } from '../state/state.cts';

/** A document to hang on a transport without uploading it. */
export interface MadeDocument {
	/** uid of the transport. */
	transport: string;
	megabytes: number;
	/** `grand-document.pdf` unless given. */
	filename?: string;
	/** `application/pdf` unless given. */
	mediaType?: string;
	/** `delivery_note` unless given. */
	documentType?: string;
	/** False to send it without telling its size beforehand. */
	isSizeTold?: boolean;
}

/** Adds a document of that many megabytes to a transport; its bytes exist only while they are sent. */
export function makeDocument({ tenants, world }: State, wanted: MadeDocument): StoredMessage {
	const { filename = 'grand-document.pdf', mediaType = 'application/pdf', isSizeTold = true } = wanted;
	for (const tenant of tenants) {
		const transport = tenant.of(transportCollection).get(wanted.transport);
		if (!transport) continue;
		const size = Math.round(wanted.megabytes * 1024 * 1024);
		const uid = tenant.world.random.uid();
		const document = world.media.make(uid, { filename, mediaType, size, isSizeTold });
		const document_type = wanted.documentType ?? 'delivery_note';
		return attachFile(transport, tenant, { uid, document, document_type, document_title: filename });
	}
	throw notFound();
}
