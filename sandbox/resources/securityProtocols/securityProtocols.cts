import { ok } from '../../http/answer.cts';
import { refuseField } from '../../http/problems.cts';
import type { UploadedFile } from '../../http/body.cts';
import { addressCollection } from '../addresses.cts';
import { referenced } from '../references.cts';
import type { Call, Handler, Resource } from '../resource.cts';
import { findRecord } from '../standard.cts';
import { securityProtocolCollection, type StoredSecurityProtocol } from './records.cts';

const longestTitle = 100;

/** The file of the call; text in its place is refused, as the documentation's JSON sample would send it. */
function documentOf({ body, files }: Call): UploadedFile | undefined {
	const file = files.find(({ field }) => field === 'document');
	if (!file && body.document !== undefined) throw noFile();
	return file;
}

const noFile = () => refuseField('document', 'The submitted data was not a file.', 'invalid');

/** Dashdoc's answer to a long title or file name stands under `document` (concepts, section 4). */
function refuseLongTitle(title: string): void {
	if (title.length <= longestTitle) return;
	const detail = `Ensure this filename has at most ${longestTitle} characters.`;
	throw refuseField('document', detail, 'max_length');
}

/** Takes over the parts that were sent. An address has one protocol: another one that it had before goes. */
function fill(protocol: StoredSecurityProtocol, call: Call): void {
	const { body, tenant } = call;
	const { address, document_title } = body;
	const file = documentOf(call);
	const title = typeof document_title === 'string' ? document_title : file?.filename;
	if (title !== undefined) refuseLongTitle(title);
	if (address !== undefined) {
		protocol.address = referenced(tenant.of(addressCollection), address, 'address').pk;
	}
	if (file) protocol.document = tenant.world.media.add(`security-protocol-${protocol.pk}`, file);
	if (title !== undefined) protocol.document_title = title;
	const collection = tenant.of(securityProtocolCollection);
	for (const old of collection.having('address', protocol.address)) {
		if (old.pk !== protocol.pk) collection.remove(old);
	}
}

function createProtocol(call: Call): StoredSecurityProtocol {
	const { tenant } = call;
	if (!documentOf(call)) throw noFile();
	const protocol: StoredSecurityProtocol = {
		pk: tenant.world.nextKey(),
		address: 0,
		document: '',
		document_title: '',
		updated: tenant.world.clock.tick(),
		has_been_seen_recently: false,
	};
	fill(protocol, call);
	return tenant.of(securityProtocolCollection).add(protocol);
}

const getAddressSecurityProtocol: Handler = (call) => {
	const { pk } = findRecord(call.tenant.of(addressCollection), call, 'pk');
	return ok(call.tenant.of(securityProtocolCollection).having('address', pk)[0] ?? {});
};

export const securityProtocols: Resource<StoredSecurityProtocol> = {
	collection: securityProtocolCollection,
	operations: {
		create: 'createSecurityProtocol',
		update: 'updateSecurityProtocol',
		delete: 'deleteSecurityProtocol',
	},
	create: createProtocol,
	update: fill,
	actions: { getAddressSecurityProtocol },
};
