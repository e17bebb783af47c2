import { refuseField } from '../http/problems.cts';
import type { JsonObject } from '../json.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import { contains } from './filters.cts';
import type { Resource } from './resource.cts';
import { assign } from './standard.cts';
import { refuseDuplicates, uniqueRemoteId } from './uniqueness.cts';

/** A kind of returnable load carrier, such as a euro pallet. */
export interface StoredSupportType {
	uid: string;
	name: string;
	created: string;
	remote_id: string | null;
}

export const supportTypeCollection: CollectionDefinition<StoredSupportType> = {
	name: 'supportTypes',
	key: 'uid',
};

function refuseBlankName({ name }: Readonly<JsonObject>): void {
	if (name === '') throw refuseField('name', 'This field may not be blank.', 'blank');
}

export const supportTypes: Resource<StoredSupportType> = {
	collection: supportTypeCollection,
	operations: {
		list: 'listSupportTypes',
		get: 'getSupportType',
		create: 'createSupportType',
		update: 'updateSupportType',
		delete: 'deleteSupportType',
	},
	filters: { text: contains(({ name }) => [name]) },
	create: ({ body, tenant }) => {
		refuseBlankName(body);
		const collection = tenant.of(supportTypeCollection);
		refuseDuplicates(collection, body, [uniqueRemoteId]);
		const { random, clock } = tenant.world;
		const type: StoredSupportType = { uid: random.uid(), name: '', created: clock.tick(), remote_id: '' };
		assign(type, body);
		return collection.add(type);
	},
	update: (type, { body, tenant }) => {
		refuseBlankName(body);
		refuseDuplicates(tenant.of(supportTypeCollection), body, [uniqueRemoteId], type);
		assign(type, body);
	},
};
