import type { CollectionDefinition } from '../state/collection.cts';
import type { Resource } from './resource.cts';

export interface StoredTransportOperationCategory {
	uid: string;
	name: string;
	is_default: boolean;
	last_emission_rate: {
		uid: string;
		emission_rate: number;
		expire_at: string;
		generic_emission_rate_uid: string | null;
	};
}

export const transportOperationCategoryCollection: CollectionDefinition<StoredTransportOperationCategory> = {
	name: 'transportOperationCategories',
	key: 'uid',
};

export const transportOperationCategories: Resource<StoredTransportOperationCategory> = {
	collection: transportOperationCategoryCollection,
	operations: { list: 'listTransportOperationCategories' },
};
