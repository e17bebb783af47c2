import { ok } from '../http/answer.cts';
import { refuseField } from '../http/problems.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import { addressCollection } from './addresses.cts';
import { referenced } from './references.cts';
import type { Call, Handler, Resource } from './resource.cts';
import { findRecord } from './standard.cts';

/** The safety document of a place. */
export interface StoredSecurityProtocol {
	pk: number;
	/** Primary key in the address book. */
	address: number;
	document: string;
	document_title: string;
	updated: string;
	has_been_seen_recently: boolean;
}

export const securityProtocolCollection: CollectionDefinition<StoredSecurityProtocol> = {
	name: 'securityProtocols',
	key: 'pk',
};

const longestTitle = 100;

function fill(protocol: StoredSecurityProtocol, { body, files, tenant }: Call): void {
	const title = body.document_title;
	if (typeof title === 'string' && title.length > longestTitle) {
		const detail = `Ensure this field has no more than ${longestTitle} characters.`;
		throw refuseField('document_title', detail, 'max_length');
	}
	const file = files.find(({ field }) => field === 'document');
	if (body.address !== undefined) {
		protocol.address = referenced(tenant.of(addressCollection), body.address, 'address').pk;
	}
	if (typeof title === 'string') protocol.document_title = title;
	if (file) protocol.document = tenant.world.media.add(`security-protocol-${protocol.pk}`, file);
}

/** One protocol per address: a new one takes the place of the old one. */
function createProtocol(call: Call): StoredSecurityProtocol {
	const { files, tenant } = call;
	if (!files.some(({ field }) => field === 'document')) {
		throw refuseField('document', 'The submitted data was not a file.', 'invalid');
	}
	const collection = tenant.of(securityProtocolCollection);
	const protocol: StoredSecurityProtocol = {
		pk: tenant.world.nextKey(),
		address: 0,
		document: '',
		document_title: '',
		updated: tenant.world.clock.tick(),
		has_been_seen_recently: false,
	};
	fill(protocol, call);
	for (const old of collection.having('address', protocol.address)) collection.remove(old);
	return collection.add(protocol);
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
