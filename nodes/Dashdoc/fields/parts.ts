import { transport, wasteForm, type Locatable } from './things';

/** A part of something greater; a user takes its ID from the Raw output of the whole, or from a list of that whole. */
export interface Part extends Locatable {
	partOf: Locatable;
	/** Where its ID stands in the whole, e.g. `segments.0.uid`. */
	foundAt: string;
}

export const delivery: Part = {
	noun: 'Delivery',
	partOf: transport,
	foundAt: 'deliveries.0.uid',
	id: 'text',
	examples: { id: '9a7c1f4e-3b2d-11ee-8c41-0242ac130004' },
};

export const loadingPlan: Part = {
	noun: 'Loading Plan',
	partOf: transport,
	foundAt: 'loading_plan',
	id: 'text',
	examples: { id: '5f1d0a3c-7f0b-11ee-b962-0242ac120002' },
};

export const segment: Part = {
	noun: 'Segment',
	partOf: transport,
	foundAt: 'segments.0.uid',
	id: 'text',
	examples: { id: '1633624074200558R0xKigf', externalId: 'OT2026-123456-A' },
};

export const site: Part = {
	noun: 'Site',
	partOf: transport,
	foundAt: 'deliveries.0.origin.uid',
	id: 'text',
	examples: { id: 'c0ffee12-6a1b-11ee-9d20-0242ac130007', externalId: 'OT2026-123456-1' },
};

export const supportsExchange: Part = {
	noun: 'Supports Exchange',
	partOf: transport,
	foundAt: 'deliveries.0.destination.supports_exchanges.0.uid',
	id: 'text',
	examples: { id: '7e1b5a90-4c33-11ee-a3f5-0242ac130008', externalId: 'PAL-2026-118' },
};

export const transportMessage: Part = {
	noun: 'Message',
	partOf: transport,
	foundAt: 'messages.0.uid',
	id: 'text',
	examples: { id: '6f9b2c1e-8a4d-11ee-9c3e-0242ac130010' },
};

export const wasteLoad: Part = {
	noun: 'Load',
	partOf: wasteForm,
	foundAt: 'loads.0.uid',
	search: 'searchWasteLoads',
	id: 'text',
	examples: { id: '1c95d7f8-7103-11ee-a8d4-0242ac130013' },
};
