import { created, noContent, ok } from '../../http/answer.cts';
import { notFound, refuseField } from '../../http/problems.cts';
import type { Tenant } from '../../state/tenant.cts';
import { referenced } from '../references.cts';
import type { Call, Handler } from '../resource.cts';
import { assign } from '../standard.cts';
import { sitesOf, transportCollection, type StoredMessage, type StoredTransport } from './records.cts';

/** Types whose whole point is a file. */
const fileTypes = new Set<unknown>(['document', 'photo']);

interface MessagePlace {
	transport: StoredTransport;
	message: StoredMessage;
}

function named({ tenant, path }: Call): MessagePlace {
	for (const transport of tenant.of(transportCollection).all()) {
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

function newMessage(transport: StoredTransport, tenant: Tenant): StoredMessage {
	const now = tenant.world.clock.tick();
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
		visible_by_everyone: false,
		readable_by_trucker: false,
		document: null,
		author: null,
		author_company_id: tenant.company,
		extracted_reference: null,
	};
}

const createTransportMessage: Handler = ({ body, files, tenant }) => {
	const transport = referenced(tenant.of(transportCollection), body.transport, 'transport');
	refuseForeignSite(body.site, transport);
	const file = files.find(({ field }) => field === 'document');
	if (fileTypes.has(body.type) && !file) {
		throw refuseField('document', 'No file was submitted.', 'required');
	}
	const message = newMessage(transport, tenant);
	assign(message, body, ['document', 'transport']);
	if (file) message.document = tenant.world.media.add(message.uid, file);
	transport.messages.push(message);
	replaceGeneratedNote(transport, message);
	tenant.touch(transportCollection, transport);
	return created(message);
};

/** An uploaded consignment note takes the place of the generated one (concepts, section 13). */
function replaceGeneratedNote(transport: StoredTransport, { document_type }: StoredMessage): void {
	if (document_type === 'cmr')
		transport.documents = transport.documents.filter(({ category }) => category !== 'cmr');
}

const updateTransportMessage: Handler = (call) => {
	const { transport, message } = named(call);
	refuseForeignSite(call.body.site, transport);
	assign(message, call.body);
	call.tenant.touch(transportCollection, transport);
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
