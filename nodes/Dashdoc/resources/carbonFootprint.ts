import { assumed, getMany, resource } from './standard';

export const carbonFootprint = resource({
	value: 'carbonFootprint',
	name: 'Carbon Footprint',
	identifier: 'uid',
	operations: [
		{
			...assumed(
				getMany(
					{ singular: 'transport operation category', plural: 'transport operation categories' },
					'GET /carbon-footprint/transport-operation-categories/',
					{ filterFields: [] },
				),
			),
			value: 'getCategories',
			name: 'Get Categories',
			action: 'Get transport operation categories',
		},
	],
});
