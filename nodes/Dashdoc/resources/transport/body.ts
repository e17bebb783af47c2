/** The parts of a transport's body that creating one has to look into; what is not named goes through as it is. */
import type { IDataObject } from 'n8n-workflow';

/** A start and an end, ISO 8601. */
export interface Period extends IDataObject {
	start?: string;
	end?: string;
}

/** A stop as it is written; the same stop must be written identically wherever it appears. */
export interface Site extends IDataObject {
	uid?: string;
	remote_id?: string;
	address?: IDataObject | number;
	slots?: Period[];
}

/** One loading-unloading pair. */
export interface Delivery extends IDataObject {
	origin?: Site;
	destination?: Site;
	shipper_address?: IDataObject | number;
	planned_loads?: IDataObject[];
}

/** One leg of the truck. */
export interface Segment extends IDataObject {
	origin?: Site;
	destination?: Site;
	scheduled_start_range?: Period;
	scheduled_end_range?: Period;
}

/** Body of a transport, as far as it was filled in. */
export interface TransportBody extends IDataObject {
	remote_id?: string;
	carrier_address?: IDataObject | number;
	deliveries?: Delivery[];
	segments?: Segment[];
}
