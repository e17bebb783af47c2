/** The parts of a transport's body that creating one has to look into; what is not named goes through as it is. */
import type { IDataObject } from 'n8n-workflow';

/** A stop as it is written; the same stop must be written identically wherever it appears. */
export interface Site extends IDataObject {
	uid?: string;
	remote_id?: string;
	address?: IDataObject | number;
	slots?: Array<{ start?: string; end?: string }>;
}

/** One loading-unloading pair. */
export interface Delivery extends IDataObject {
	origin?: Site;
	destination?: Site;
	planned_loads?: IDataObject[];
}

/** One leg of the truck. */
export interface Segment extends IDataObject {
	origin?: Site;
	destination?: Site;
}

/** Body of a transport, as far as it was filled in. */
export interface TransportBody extends IDataObject {
	remote_id?: string;
	carrier_address?: IDataObject;
	deliveries?: Delivery[];
	segments?: Segment[];
}
