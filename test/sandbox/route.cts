import type { Called, Caller, Shown } from './caller.cts';

/** An address that a body writes out. */
export const place = (city: string) => ({
	name: `Chantier de ${city}`,
	address: '1 rue',
	city,
	postcode: '64000',
	country: 'FR',
});

/** A stop that a body describes, told apart by the town. */
export const stop = (city: string, remote_id = city) => ({
	remote_id,
	address: place(city),
	slots: [{ start: '2026-04-01T06:00:00Z', end: '2026-04-01T18:00:00Z' }],
});

export const load = { category: 'pallets', quantity: 12, weight: 8000 };

/** A transport along some towns: loaded in the first, unloaded in all others. */
export function order(cities: string[], changes: object = {}) {
	const stops = cities.map((city) => stop(city));
	return {
		deliveries: stops
			.slice(1)
			.map((destination) => ({ origin: stops[0], destination, planned_loads: [load] })),
		segments: stops.slice(1).map((destination, position) => ({ origin: stops[position], destination })),
		...changes,
	};
}

/** Steps that most tests on transports take. */
export function stepsOf(call: Caller) {
	return {
		make: async (changes: object = {}, cities = ['Pau', 'Nîmes']): Promise<Shown> => {
			const { status, body } = await call('POST', '/transports/', { body: order(cities, changes) });
			expect([status, body]).toEqual([201, expect.anything()]);
			return body;
		},
		/** The same with other loads in its only delivery. */
		ship: (planned_loads: object[], changes: object = {}): Promise<Called> => {
			const body = order(['Pau', 'Nîmes']);
			const [delivery] = body.deliveries;
			const deliveries = [{ ...delivery, planned_loads, ...changes }];
			return call('POST', '/transports/', { body: { ...body, deliveries } });
		},
		read: async (uid: string): Promise<Shown> => (await call('GET', `/transports/${uid}/`)).body,
		happen: (transport: Shown, site: Shown, category: string, created_device?: string): Promise<Called> =>
			call('POST', '/transport-status/', {
				body: {
					transport: transport.uid,
					site: site.uid,
					category,
					...(created_device && { created_device }),
				},
			}),
	};
}
