/** What is refused before anything is sent, and at which field. */
import type { IDataObject } from 'n8n-workflow';
import { onePlace, somebody, soundTransport } from '../../../../nodes/Dashdoc/resources/transport/checks';

const nantes = { address: { pk: 1 } };
const rennes = { address: { pk: 2 } };
const brest = { address: { pk: 3 } };
const slot = (start: string, end: string) => [
	{ start: `2026-03-02T${start}:00:00Z`, end: `2026-03-02T${end}:00:00Z` },
];
const delivery = (rest: object = {}) => ({ origin: nantes, destination: rennes, ...rest });
const written = (address: object) => delivery({ origin: { address } });

const found = (body: object, check = soundTransport) =>
	check({ path: {}, query: {}, body: body as IDataObject });
const foundIn = (...deliveries: object[]) => found({ deliveries });
/** What is found in loads of the only delivery; the second of them is looked at. */
const foundInLoad = (load: object) => foundIn(delivery({ planned_loads: [{ category: 'pallets' }, load] }));

describe('sound transports pass', () => {
	test.each<[string, object]>([
		['one delivery', { deliveries: [delivery()] }],
		[
			'a slot that ends as it starts',
			{ deliveries: [delivery({ origin: { ...nantes, slots: slot('08', '08') } })] },
		],
		['a bare ID as address', { deliveries: [delivery({ origin: { address: 12 } })] }],
		['a written address', { deliveries: [written({ name: 'Quai Est', city: 'Brest', country: 'FR' })] }],
		[
			'an address with a company',
			{ deliveries: [written({ company: { pk: 1 }, city: 'Brest', country: 'FR' })] },
		],
		[
			'a new address with an External ID',
			{ deliveries: [written({ remote_id: 'A', name: 'Quai', city: 'Brest' })] },
		],
		['a rental order', { deliveries: [delivery({ planned_loads: [{ category: 'rental' }] })] }],
		['a crew without route', { deliveries: [delivery()], segments: [{ trucker_id: { pk: 1 } }] }],
		[
			'one stop in two zones',
			{
				deliveries: ['2026-03-02T08:00:00Z', '2026-03-02T09:00:00.000+01:00'].map((start) =>
					delivery({
						origin: { ...nantes, remote_id: 'N', slots: [{ start, end: '2026-03-02T12:00:00Z' }] },
					}),
				),
			},
		],
		[
			'two halls of one name in two streets',
			{
				deliveries: ['Rue A', 'Rue B'].map((address) =>
					written({ name: 'Hall', address, city: 'Brest', country: 'FR' }),
				),
			},
		],
	])('%s', (_, body) => {
		expect(found(body)).toBeUndefined();
	});
});

describe('a body that is no transport', () => {
	test.each<[object, string]>([
		[{}, 'deliveries.0.origin.address.pk'],
		[{ deliveries: 'A→B' }, 'deliveries'],
		[{ deliveries: [null] }, 'deliveries'],
		[{ deliveries: [delivery()], segments: null }, 'segments'],
		[{ deliveries: [delivery({ origin: 'Nantes' })] }, 'deliveries.0.origin'],
		[{ deliveries: [delivery({ planned_loads: {} })] }, 'deliveries.0.planned_loads'],
		[{ deliveries: [delivery({ origin: { ...nantes, slots: 'tomorrow' } })] }, 'deliveries.0.origin.slots'],
		[{ deliveries: [delivery({ origin: { address: null } })] }, 'deliveries.0.origin.address.pk'],
	])('%j', (body, target) => {
		expect(found(body)?.target).toBe(`body.${target}`);
	});
});

describe('places', () => {
	test.each<[string, object, string]>([
		['without loading', { destination: rennes }, 'origin.address.pk'],
		['without unloading', { origin: nantes }, 'destination.address.pk'],
		['with a slot and nothing else', delivery({ origin: { slots: slot('08', '09') } }), 'origin.address.pk'],
		['with a name that no stop has', delivery({ origin: { remote_id: 'X' } }), 'origin.address.pk'],
		['chosen and written', written({ pk: 1, city: 'Brest' }), 'origin.address.pk'],
		['without town', written({ name: 'Quai', country: 'FR' }), 'origin.address.city'],
		['without country', written({ name: 'Quai', city: 'Brest' }), 'origin.address.country'],
		['without name and company', written({ city: 'Brest', country: 'FR' }), 'origin.address.name'],
		[
			'with half of a position',
			written({ name: 'Quai', city: 'Brest', country: 'FR', longitude: -4.4 }),
			'origin.address.latitude',
		],
	])('%s', (_, second, target) => {
		expect(foundIn(delivery(), second)?.target).toBe(`body.deliveries.1.${target}`);
	});

	test('a form takes one of the two ways to name a place', () => {
		const body = { deliveries: [written({ remote_id: 'A', name: 'Quai', city: 'Brest' })] };
		expect(found(body, onePlace)).toMatchObject({
			target: 'body.deliveries.0.origin.address.pk',
			text: expect.stringContaining('give one of them') as string,
		});
	});
});

describe('times', () => {
	test.each([
		[{ start: '2026-03-02T08:00:00Z' }],
		[{ start: '2026-03-02T08:00:00', end: '2026-03-02T09:00:00Z' }],
		[{ start: '2026-02-30T08:00:00Z', end: '2026-03-02T09:00:00Z' }],
		[{ start: 'matin', end: 'soir' }],
		[{ start: 8, end: 10 }],
	])('%j is no slot', (period) => {
		expect(foundIn(delivery({ origin: { ...nantes, slots: [period] } }))).toMatchObject({
			target: 'body.deliveries.0.origin.slots',
			text: expect.stringContaining('a slot is a period with a start and an end') as string,
		});
	});

	test('a slot does not end before it starts, in whatever zones', () => {
		const slots = [{ start: '2026-03-02T09:30:00+01:00', end: '2026-03-02T08:15:00Z' }];
		expect(foundIn(delivery({ origin: { ...nantes, slots } }))?.text).toContain('ends before it starts');
	});

	test('nor does a planned period', () => {
		const [period] = slot('10', '08');
		const segments = [{ scheduled_end_range: period }];
		expect(found({ deliveries: [delivery()], segments })?.target).toBe('body.segments.0.scheduled_end_range');
	});

	test('unloading is not over before loading begins, whichever slots there are', () => {
		const origin = { ...nantes, slots: [...slot('14', '15'), ...slot('10', '11')] };
		const late = { ...rennes, slots: [...slot('08', '12'), ...slot('06', '07')] };
		const early = { ...rennes, slots: [...slot('06', '07'), ...slot('08', '09')] };
		expect(foundIn(delivery({ origin, destination: late }))).toBeUndefined();
		expect(foundIn(delivery({ origin, destination: early }))?.target).toBe(
			'body.deliveries.0.destination.slots',
		);
	});

	test('arrivals are tracked against a slot', () => {
		expect(foundIn(delivery({ origin: { ...nantes, eta_tracking: true } }))?.target).toBe(
			'body.deliveries.0.origin.slots',
		);
	});
});

describe('one stop is written one way', () => {
	const stop = { ...nantes, remote_id: 'N' };

	test.each<[string, object]>([
		['other details', { ...stop, reference: 'R' }],
		['another place', { ...rennes, remote_id: 'N' }],
	])('%s under one External ID', (_, other) => {
		const full = { ...stop, instructions: 'Quai 4' };
		expect(
			foundIn(delivery({ origin: full }), delivery({ origin: { ...other, instructions: 'Quai' } })),
		).toMatchObject({
			target: 'body.deliveries.1.origin.remote_id',
			text: expect.stringContaining('written in two ways') as string,
		});
		expect(foundIn(delivery({ origin: full }), delivery({ origin: stop }))).toBeUndefined();
	});

	const quay = { name: 'Entrepôt Bouvet', address: '3 rue des Champs', city: 'Nantes', country: 'FR' };

	test.each<[string, object, string]>([
		['case', { ...quay, city: 'NANTES' }, 'city'],
		['accents', { ...quay, name: 'Entrepot Bouvet' }, 'name'],
		['signs', { ...quay, address: '3, rue des Champs' }, 'address'],
		['what is left out', { name: quay.name, city: quay.city, country: 'FR' }, 'address'],
	])('addresses that differ in %s alone', (_, other, field) => {
		expect(foundIn(written(quay), written(other))).toMatchObject({
			target: `body.deliveries.1.origin.address.${field}`,
			text: expect.stringContaining('look like one place') as string,
		});
	});

	test('unless they are kept apart on purpose', () => {
		const [one, other] = [quay, { ...quay, city: 'NANTES' }].map((address, index) =>
			delivery({ origin: { address, remote_id: `N${index}` } }),
		);
		expect(foundIn(one, other)).toBeUndefined();
	});
});

describe('a given route', () => {
	const onRoute = (...segments: object[]) => found({ deliveries: [delivery()], segments });

	test.each<[string, object[], string]>([
		[
			'breaks',
			[
				{ origin: nantes, destination: brest },
				{ origin: rennes, destination: brest },
			],
			'segments.1.origin.remote_id',
		],
		['starts nowhere', [{ destination: rennes }], 'segments.0.origin.address.pk'],
		['ends nowhere', [{ origin: nantes }], 'segments.0.destination.address.pk'],
		['has two crews and no places', [{}, {}], 'segments.0.origin.address.pk'],
		['leaves a loading out', [{ origin: brest, destination: rennes }], 'deliveries.0.origin.address.pk'],
		['goes the other way', [{ origin: rennes, destination: nantes }], 'deliveries.0.destination.address.pk'],
	])('that %s', (_, segments, target) => {
		expect(onRoute(...segments)?.target).toBe(`body.${target}`);
	});

	test('names a stop that it passes twice in two ways', () => {
		const named = { ...nantes, remote_id: 'N' };
		const deliveries = [delivery({ origin: named }), delivery({ origin: rennes, destination: named })];
		expect(found({ deliveries })).toMatchObject({
			target: 'body.deliveries.1.destination.remote_id',
			text: expect.stringContaining('twice') as string,
		});
	});
});

describe('loads', () => {
	test.each<[object, string]>([
		[{ weight: -1 }, 'weight'],
		[{ quantity: '-0.5' }, 'quantity'],
		[{ category: 'bulk_qualimat' }, 'idtf_number'],
		[{ is_dangerous: true }, 'adr_un_code'],
		[{ identifiers: ['PAL-1'], quantity: 2 }, 'identifiers'],
	])('%j', (load, field) => {
		expect(foundInLoad({ category: 'pallets', ...load })?.target).toBe(
			`body.deliveries.0.planned_loads.1.${field}`,
		);
	});

	test('a rental load stands alone in its transport', () => {
		const rental = delivery({ planned_loads: [{ category: 'rental' }] });
		const other = delivery({ planned_loads: [{ category: 'pallets' }] });
		expect(foundIn(other, rental)?.target).toBe('body.deliveries.1.planned_loads.0.category');
	});

	test('rounds carry one category', () => {
		const planned_loads = [{ category: 'bulk' }, { category: 'pallets' }];
		expect(foundIn(delivery({ planned_loads }))).toBeUndefined();
		expect(foundIn(delivery({ planned_loads, multiple_rounds: true }))?.target).toBe(
			'body.deliveries.0.planned_loads.1.category',
		);
	});
});

test('a form names somebody who carries or ships', () => {
	expect(found({ deliveries: [delivery()] }, somebody)?.target).toBe('body.carrier_address.company.pk');
	expect(found({ deliveries: [delivery()], carrier_address: { pk: 1 } }, somebody)).toBeUndefined();
	expect(found({ deliveries: [delivery({ shipper_address: { pk: 1 } })] }, somebody)).toBeUndefined();
});
