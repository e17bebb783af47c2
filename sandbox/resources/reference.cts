import type { CollectionDefinition } from '../state/collection.cts';
import { addressCollection, addressView } from './addresses.cts';
import { contains } from './filters.cts';
import type { Resource } from './resource.cts';

/** One UN number of dangerous goods. */
export interface StoredAdrUnCode {
	pk: number;
	/** Text or number: the API gives both. */
	code: string | number;
	/** French designation; the name of this member is a guess. */
	designation: string;
}

/** A shipper's flow out of one place over a period. */
export interface StoredTrackingFile {
	uid: string;
	created: string;
	name: string;
	shipper_id: number;
	/** Kilograms. */
	quantity_per_transport: number;
	start_date: string;
	end_date: string;
	template_uid: string;
	/** Primary key in the address book. */
	loading_address: number;
}

export interface StoredLoadingPlan {
	uid: string;
	transport: string;
	created: string;
	loads: { uid: string; compartment_numbers: number[] }[];
}

export const adrUnCodeCollection: CollectionDefinition<StoredAdrUnCode> = { name: 'adrUnCodes', key: 'pk' };
export const trackingFileCollection: CollectionDefinition<StoredTrackingFile> = {
	name: 'trackingFiles',
	key: 'uid',
};
export const loadingPlanCollection: CollectionDefinition<StoredLoadingPlan> = {
	name: 'loadingPlans',
	key: 'uid',
};

export const adrUnCodes: Resource<StoredAdrUnCode> = {
	collection: adrUnCodeCollection,
	operations: { list: 'listAdrUnCodes', get: 'getAdrUnCode' },
	filters: { search: contains(({ code, designation }) => [String(code), designation]) },
	orderings: { code: ({ code }) => code },
};

export const trackingFiles: Resource<StoredTrackingFile> = {
	collection: trackingFileCollection,
	operations: { list: 'listTrackingFiles' },
	view: (file, tenant) => {
		const address = tenant.of(addressCollection).get(file.loading_address);
		return { ...file, loading_address: address && addressView(address, tenant) };
	},
};

export const loadingPlans: Resource<StoredLoadingPlan> = {
	collection: loadingPlanCollection,
	operations: { get: 'getTransportLoadingPlan' },
};
