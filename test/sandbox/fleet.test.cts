import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, callerOf, keysOf, type Caller, type Shown } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 20 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

const names = { license_plate: 'AA-001-ZZ', fleet_number: 'N1', remote_id: 'F-1' };

describe.each(['/vehicles/', '/trailers/'])('%s', (collection) => {
	test.each([
		['license_plate', 'invalid'],
		['fleet_number', 'invalid'],
		['remote_id', 'remote_id_already_exists'],
	] as const)('a %s is taken only once', async (field, code) => {
		const first = await call('POST', collection, { body: names });
		const second = await call('POST', collection, { body: { [field]: names[field] } });
		expect(second.status).toBe(400);
		expect(second.body).toEqual({ [field]: { detail: [anyText], code: [code] } });

		const other = await call('POST', collection, { body: {} });
		const renamed = await call('PATCH', `${collection}${other.body.pk}/`, {
			body: { [field]: names[field] },
		});
		expect(renamed.body).toMatchObject({ [field]: { code: [code] } });
		expect((await call('PATCH', `${collection}${first.body.pk}/`, { body: names })).status).toBe(200);
	});

	test('everything that is taken is told at once', async () => {
		await call('POST', collection, { body: names });
		expect(Object.keys((await call('POST', collection, { body: names })).body)).toEqual(Object.keys(names));
	});

	test('unset names never clash', async () => {
		const body = { license_plate: '', fleet_number: '', remote_id: '' };
		expect((await call('POST', collection, { body })).status).toBe(201);
		expect((await call('POST', collection, { body })).status).toBe(201);
	});

	test('a country that does not exist is refused, one of the Benelux is not', async () => {
		const refused = await call('POST', collection, { body: { country: 'be' } });
		expect(refused.body).toMatchObject({ country: { code: ['invalid'] } });
		expect((await call('POST', collection, { body: { country: 'BE' } })).body.country).toBe('BE');
	});

	test('tags replace the stored ones and are found by the filter', async () => {
		const tagged = (await call('GET', collection)).body.results.find(({ tags }) => (tags as []).length > 0);
		const [tag] = tagged?.tags as Shown[];
		const made = await call('POST', collection, { body: { tags: [{ pk: tag.pk }, { name: 'Nouveau' }] } });
		expect(made.body.tags).toMatchObject([tag, { name: 'Nouveau' }]);
		const found = await call('GET', `${collection}?tags__in=${tag.pk}`);
		expect(keysOf(found, 'pk')).toContain(made.body.pk);
		await call('PATCH', `${collection}${made.body.pk}/`, { body: { tags: [] } });
		expect(keysOf(await call('GET', `${collection}?tags__in=${tag.pk}`), 'pk')).not.toContain(made.body.pk);
		const unknown = await call('POST', collection, { body: { tags: [{ pk: 3 }] } });
		expect(unknown.body).toMatchObject({ tags: { code: ['does_not_exist'] } });
	});

	test('the text filter looks into plate and fleet number, whatever the case', async () => {
		const { pk } = (await call('POST', collection, { body: names })).body;
		expect(keysOf(await call('GET', `${collection}?text=a-001-z`), 'pk')).toEqual([pk]);
		expect(keysOf(await call('GET', `${collection}?text=n1`), 'pk')).toContain(pk);
		expect(keysOf(await call('GET', `${collection}?text=F-1`), 'pk')).not.toContain(pk);
	});

	test('items are found by having a plate, by pk, and come in the order asked for', async () => {
		const { pk } = (await call('POST', collection, { body: {} })).body;
		expect(keysOf(await call('GET', `${collection}?has_license_plate=false`), 'pk')).toEqual([pk]);
		expect(keysOf(await call('GET', `${collection}?id__in=${pk}`), 'pk')).toEqual([pk]);
		const plates = (await call('GET', `${collection}?ordering=-license_plate`)).body.results.map(
			({ license_plate }) => license_plate,
		);
		expect(plates).toEqual([...plates].sort((left, right) => right.localeCompare(left, 'fr')));
	});

	test('an external ID does not work in the path: a number is read as a pk', async () => {
		const [first] = (await call('GET', collection)).body.results;
		const { pk } = (await call('POST', collection, { body: { remote_id: String(first.pk) } })).body;
		const found = await call('GET', `${collection}${first.pk}/?lookup_field=remote_id`);
		expect(found.body.pk).toBe(first.pk);
		expect(found.body.pk).not.toBe(pk);
		expect(sandbox.violations()).toMatchObject([{ kind: 'unknown-query' }]);
	});

	describe('an unavailability', () => {
		const period = {
			start_date: '2026-04-01T10:00:00Z',
			end_date: '2026-04-02T21:59:00Z',
			unavailability_type: 'maintenance',
			unavailability_note: 'Freins',
			remote_id: 'IND-1',
		};

		async function owner() {
			const { pk } = (await call('POST', collection, { body: names })).body;
			return `${collection}${pk}/unavailability/`;
		}

		test('is found in the owner, which is the answer, and changed and deleted by its id', async () => {
			const path = await owner();
			const made = await call('POST', path, { body: { ...period, created: '2020-01-01T00:00:00Z' } });
			expect([made.status, made.body.license_plate]).toEqual([201, 'AA-001-ZZ']);
			const [{ id, created }] = made.body.unavailability;
			expect(made.body.unavailability).toEqual([{ id, created, ...period }]);
			expect(created).not.toMatch(/^2020/);

			const changed = await call('PATCH', `${path}${id}/`, { body: { unavailability_note: 'Pneus' } });
			expect([changed.status, changed.body.unavailability]).toMatchObject([
				200,
				[{ ...period, unavailability_note: 'Pneus' }],
			]);
			expect((await call('DELETE', `${path}${id}/`)).status).toBe(204);
			expect((await call('DELETE', `${path}${id}/`)).status).toBe(404);
			expect((await call('PATCH', `${path}${id}/`, { body: {} })).status).toBe(404);
		});

		test('is not found below another owner', async () => {
			const path = await owner();
			const [{ id }] = (await call('POST', path, { body: period })).body.unavailability;
			const other = (await call('POST', collection, { body: {} })).body.pk;
			expect((await call('DELETE', `${collection}${other}/unavailability/${id}/`)).status).toBe(404);
		});

		test('that ends before it starts is refused, in a change too', async () => {
			const path = await owner();
			const reversed = { start_date: period.end_date, end_date: period.start_date };
			const refused = await call('POST', path, { body: reversed });
			expect(refused.body).toEqual({ end_date: { detail: [anyText], code: ['invalid'] } });
			const [{ id }] = (await call('POST', path, { body: period })).body.unavailability;
			const changed = await call('PATCH', `${path}${id}/`, { body: { end_date: '2026-03-01T00:00:00Z' } });
			expect(changed.status).toBe(400);
			expect((await call('GET', path.replace('unavailability/', ''))).body.unavailability).toMatchObject([
				period,
			]);
		});
	});
});

describe('a vehicle and a trailer with the same names', () => {
	const both = async () => {
		await call('POST', '/vehicles/', { body: names });
		return await call('POST', '/trailers/', { body: names });
	};

	test('live side by side unless the sandbox is set otherwise', async () => {
		expect((await both()).status).toBe(201);
	});

	test('are refused when the fleet is one', async () => {
		sandbox.settings({ fleetScope: 'fleet' });
		const refused = await both();
		expect([refused.status, Object.keys(refused.body)]).toEqual([400, Object.keys(names)]);
	});
});

test('a vehicle is dedicated by a company that exists', async () => {
	const { pk } = (await call('GET', '/companies/CLI-0002/?lookup_field=remote_id')).body;
	const made = await call('POST', '/vehicles/', { body: { dedicated_by_carrier_id: pk } });
	expect(made.body.dedicated_by_carrier).toMatchObject({ pk });
	const refused = await call('POST', '/vehicles/', { body: { dedicated_by_carrier_id: 4 } });
	expect(refused.body).toMatchObject({ dedicated_by_carrier_id: { code: ['does_not_exist'] } });
});

test('a segment keeps copies of its vehicle and trailers, which later changes do not reach', async () => {
	const [vehicle] = (await call('GET', '/vehicles/')).body.results;
	const [trailer] = (await call('GET', '/trailers/')).body.results;
	const [transport] = (await call('GET', '/transports/?status=unassigned')).body.results;
	const path = `/segments/${transport.segments[0].uid}/`;
	const body = { vehicle: { pk: vehicle.pk }, trailers: [{ license_plate: trailer.license_plate }] };
	const segment = (await call('PATCH', path, { body })).body as unknown as {
		vehicle: Shown;
		trailers: Shown[];
	};
	expect(segment.vehicle).toMatchObject({ original: vehicle.pk, license_plate: vehicle.license_plate });
	expect(segment.vehicle.pk).not.toBe(vehicle.pk);
	expect(segment.trailers).toMatchObject([{ original: trailer.pk }]);

	await call('PATCH', `/vehicles/${vehicle.pk}/`, { body: { license_plate: 'ZZ-999-ZZ' } });
	const later = (await call('GET', `/transports/${transport.uid}/`)).body.segments[0];
	expect(later.vehicle).toMatchObject({ license_plate: vehicle.license_plate });
});

describe('telematics', () => {
	test('vehicles are tied to the fleet and found by a part of their plate', async () => {
		const [box] = (await call('GET', '/telematics/vehicles/?has_license_plate=true')).body
			.results as unknown as { vehicle: Shown; id: number }[];
		const { pk, license_plate } = box.vehicle;
		const vehicle = (await call('GET', `/vehicles/${pk}/`)).body;
		expect(vehicle).toMatchObject({ license_plate, telematic_vehicle: box.id });
		const query = `vehicle__license_plate__icontains=${license_plate.slice(1).toLowerCase()}`;
		expect((await call('GET', `/telematics/vehicles/?${query}`)).body.results).toEqual([box]);
		expect((await call('GET', '/telematics/vehicles/?has_license_plate=false')).body.count).toBe(0);
	});

	test('traces are found by plate and by a range of time, the newest first', async () => {
		const [{ vehicle }] = (await call('GET', '/telematics/vehicles/')).body.results as unknown as {
			vehicle: Shown;
		}[];
		const plates = `license_plate__in=${encodeURIComponent(vehicle.license_plate)}`;
		const traces = (await call('GET', `/telematics/traces/?${plates}`)).body.results;
		expect(traces).toHaveLength(3);
		const times = traces.map(({ time }) => String(time));
		expect(times).toEqual([...times].sort().reverse());
		const range = `time__range=${times[1]},${times[0]}`;
		expect((await call('GET', `/telematics/traces/?${plates}&${range}`)).body.count).toBe(2);
		const wrong = await call('GET', '/telematics/traces/?time__range=yesterday');
		expect(wrong.body).toMatchObject({ time__range: { code: ['invalid'] } });
	});
});

test('two sandboxes start with the same fleet, the same truckers and the same absences', async () => {
	const other = await startSandbox({ requestsPerSecond: 0, transports: 20 });
	const callOther = callerOf(other);
	try {
		for (const list of [
			'/vehicles/',
			'/trailers/',
			'/manager-truckers/',
			'/telematics/traces/',
			'/managers/',
		]) {
			expect((await callOther('GET', list)).body.results).toEqual((await call('GET', list)).body.results);
		}
	} finally {
		await other.close();
	}
});

test('the seeded fleet has French and Benelux plates, tags and half days', async () => {
	const { results } = (await call('GET', '/trailers/')).body;
	expect(new Set(results.map(({ country }) => country))).toEqual(new Set(['FR', 'BE', 'NL', 'LU']));
	expect(new Set(results.map(({ license_plate }) => license_plate)).size).toBe(results.length);
	expect(results.some(({ tags }) => (tags as []).length > 0)).toBe(true);
	const ends = results.flatMap(({ unavailability }) => unavailability.map(({ end_date }) => end_date));
	expect(ends).toContain('2026-03-18T11:00:00.000Z'); // noon in Paris
});
