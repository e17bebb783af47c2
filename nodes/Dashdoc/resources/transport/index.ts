import { resource } from '../standard';
import { creating } from './creating';
import { documents } from './documents';
import { extracts } from './extracts';
import { listing } from './listing';

export const transport = resource({
	value: 'transport',
	name: 'Transport',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		sequential_id: 'sequential_id',
		remote_id: 'remote_id',
		status: 'status',
		carrier_reference: 'carrier_reference',
		carrier: 'carrier_address.company.name',
		shipper: 'deliveries.0.shipper_address.company.name',
		origin: 'deliveries.0.origin.address.city',
		destination: 'deliveries.-1.destination.address.city',
		updated: 'updated',
	},
	operations: [...listing, ...creating, ...documents, ...extracts],
});
