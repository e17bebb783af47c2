import { getMany, resource } from './standard';

export const trackingFile = resource({
	value: 'trackingFile',
	name: 'Tracking File',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		name: 'name',
		created: 'created',
		shipper_pk: 'shipper_id',
		quantity_per_transport: 'quantity_per_transport',
		start_date: 'start_date',
		end_date: 'end_date',
		template_uid: 'template_uid',
		loading_address: 'loading_address.name',
		city: 'loading_address.city',
	},
	operations: [
		getMany({ singular: 'tracking file', plural: 'tracking files' }, 'GET /tracking-files/', {
			filterFields: [],
		}),
	],
});
