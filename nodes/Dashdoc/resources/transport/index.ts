import { resource } from '../standard';
import { bulk } from './bulk';
import { chartering } from './chartering';
import { creating } from './creating';
import { deciding } from './deciding';
import { documents } from './documents';
import { extracts } from './extracts';
import { listing } from './listing';
import { reading } from './reading';
import { updating } from './updating';

export const transport = resource({
	value: 'transport',
	name: 'Transport',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		number: 'sequential_id',
		remote_id: 'remote_id',
		status: 'status',
		carrier: 'carrier_address.company.name',
		shipper: 'deliveries.0.shipper_address.company.name',
		origin: 'deliveries.0.origin.address.city',
		destination: 'deliveries.-1.destination.address.city',
		loading_date: 'deliveries.0.origin.slots.0.start',
		unloading_date: 'deliveries.-1.destination.slots.0.start',
	},
	operations: [
		...listing,
		...creating,
		...updating,
		...deciding,
		...bulk,
		...chartering,
		...reading,
		...documents,
		...extracts,
	],
});
