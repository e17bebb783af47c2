import type { CollectionDefinition } from '../../state/collection.cts';

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
