import { created, noContent, ok } from '../../http/answer.cts';
import { notFound, refuseField } from '../../http/problems.cts';
import type { UploadedFile } from '../../http/body.cts';
import type { Tenant } from '../../state/tenant.cts';
import type { Call, Handler } from '../resource.cts';
import { assign } from '../standard.cts';
import { dropConsignmentNotes } from './documents.cts';
import {
	participantsOf,
	sitesOf,
	transportCollection,
	type StoredMessage,
	type StoredTransport,
} from './records.cts';
import { referencedTransport } from './search.cts';

/** Types whose whole point is a file. */
const fileTypes = new Set<unknown>(['document', 'photo']);

interface MessagePlace {
	transport: StoredTransport;
	message: StoredMessage;
}

function named({ tenant, path }: Call): MessagePlace {
	for (const transport of tenant.of(transportCollection).all()) {
		if (transport.deleted !== null) continue;
		const message = transport.messages.find(({ uid }) => uid === path.uid);
		if (message) return { transport, message };
	}
	throw notFound();
}

function refuseForeignSite(site: unknown, transport: StoredTransport): void {
	if (typeof site !== 'string' || site === '') return;
	if (sitesOf(transport).some(({ uid }) => uid === site)) return;
	throw refuseField('site', 'This site is not part of the transport.', 'does_not_exist');
}

/** Types of documents that are kept private unless somebody says otherwise (concepts, section 13). */
const privateTypes = new Set<unknown>(['confirmation', 'invoice']);

function newMessage(transport: StoredTransport, tenant: Tenant, body: Call['body']): StoredMessage {
	const now = tenant.world.clock.tick();
	const isPublic = !privateTypes.has(body.document_type);
	return {
		uid: tenant.world.random.uid(),
		created: now,
		created_device: now,
		creation_method: 'api',
		type: 'note',
		document_title: '',
		document_type: '',
		is_attached_to_cmr: false,
		transport: transport.uid,
		site: null,
		readable_by_company_ids: [],
		message: '',
		reference: '',
		visible_by_everyone: isPublic,
		readable_by_trucker: isPublic,
		document: null,
		author: null,
		author_company_id: tenant.company,
		extracted_reference: null,
	};
}

/**
 * Who may read a message (concepts, section 13): the companies that were named, as far as they take part, else the
 * carrier, the shipper, the invoiced customer and the company of the stop, or of all stops; always the author's.
 */
export function readersOf(
	transport: StoredTransport,
	site: unknown,
	named: readonly number[] | undefined,
	author: number,
): number[] {
	const sites = sitesOf(transport);
	const concerned = typeof site === 'string' ? sites.filter(({ uid }) => uid === site) : sites;
	const readers = named
		? named.filter((pk) => participantsOf(transport, sites).includes(pk))
		: participantsOf(transport, concerned);
	return [...new Set([...readers, author])];
}

function namedReaders({ readable_by_company_ids: named }: Call['body']): number[] | undefined {
	return Array.isArray(named) ? named.map(Number) : undefined;
}

/** The file of the call; one without a single byte is refused as Django REST framework does it. */
function documentOf({ files, body }: Call): UploadedFile | undefined {
	const file = files.find(({ field }) => field === 'document');
	if (!file && fileTypes.has(body.type)) throw refuseField('document', 'No file was submitted.', 'required');
	if (!file && typeof body.document === 'string' && body.document !== '') {
		throw refuseField('document', 'The submitted data was not a file.', 'invalid');
	}
	if (file?.content.length === 0) throw refuseField('document', 'The submitted file is empty.', 'empty');
	return file;
}

/** Dashdoc's answer to a long title or file name stands under `document` (concepts, section 4). */
function titleOf({ document_title }: Call['body'], file: UploadedFile | undefined): string {
	const title = typeof document_title === 'string' ? document_title : (file?.filename ?? '');
	if (title.length <= longestTitle) return title;
	const detail = `Ensure this filename has at most ${longestTitle} characters.`;
	throw refuseField('document', detail, 'max_length');
}

const longestTitle = 100;

function refuseTakenUid({ uid }: Call['body'], tenant: Tenant): void {
	const messages = tenant.of(transportCollection).all();
	if (!messages.some((transport) => transport.messages.some((message) => message.uid === uid))) return;
	throw refuseField('uid', 'There is already a message with this uid.', 'unique');
}

const createTransportMessage: Handler = (call) => {
	const { body, tenant } = call;
	const transport = referencedTransport(body.transport, tenant);
	refuseForeignSite(body.site, transport);
	refuseTakenUid(body, tenant);
	const file = documentOf(call);
	const document_title = titleOf(body, file);
	const message = newMessage(transport, tenant, body);
	assign(message, body, ['document', 'transport', 'readable_by_company_ids']);
	message.document_title = document_title;
	message.readable_by_company_ids = readersOf(transport, body.site, namedReaders(body), tenant.company);
	if (file) message.document = tenant.world.media.add(message.uid, file);
	transport.messages.push(message);
	if (file && message.document_type === 'cmr') dropConsignmentNotes(transport);
	tenant.touch(transportCollection, transport);
	return created(message);
};

/** Hangs a file that has a URL already on a transport, as an upload without further wishes would. */
export function attachFile(
	transport: StoredTransport,
	tenant: Tenant,
	given: Partial<StoredMessage>,
): StoredMessage {
	const message: StoredMessage = { ...newMessage(transport, tenant, given), type: 'document', ...given };
	message.readable_by_company_ids = readersOf(transport, message.site, undefined, tenant.company);
	transport.messages.push(message);
	if (message.document_type === 'cmr') dropConsignmentNotes(transport);
	tenant.touch(transportCollection, transport);
	return message;
}

const updateTransportMessage: Handler = (call) => {
	const { body, tenant } = call;
	const { transport, message } = named(call);
	refuseForeignSite(body.site, transport);
	assign(message, body, ['readable_by_company_ids']);
	if (body.site !== undefined || body.readable_by_company_ids !== undefined) {
		const author = Number(message.author_company_id ?? tenant.company);
		message.readable_by_company_ids = readersOf(transport, message.site, namedReaders(body), author);
	}
	if (message.document && message.document_type === 'cmr') dropConsignmentNotes(transport);
	tenant.touch(transportCollection, transport);
	return ok(message);
};

const deleteTransportMessage: Handler = (call) => {
	const { transport, message } = named(call);
	transport.messages = transport.messages.filter((other) => other !== message);
	call.tenant.touch(transportCollection, transport);
	return noContent();
};

/** Messages live inside their transport; there is no list of them. */
export const transportMessageHandlers: Readonly<Record<string, Handler>> = {
	createTransportMessage,
	updateTransportMessage,
	deleteTransportMessage,
};
