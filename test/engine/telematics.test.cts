/** What a user can learn from the on-board units, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { runOn, searchOn, useSandbox } from '../support/sandboxed.cts';
import { addVehicle, jsonOf, located, tracesOf, vehiclesOf } from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 1, contacts: 0, transports: 0, vehicles: 5 }, (ready) => {
	sandbox = ready;
});

const traces = (filters: INodeParameters, rest: INodeParameters = {}) =>
	runOn(sandbox, { resource: 'telematics', operation: 'getTraces', filters, ...rest });

const idsOf = (wanted: (trace: ReturnType<typeof tracesOf>[number]) => boolean) =>
	tracesOf(sandbox)
		.filter(wanted)
		.map(({ id }) => id);

describe('Get Traces', () => {
	test('of the vehicle that was picked from the list, which stands there by its plate', async () => {
		const [{ license_plate }] = vehiclesOf(sandbox);
		const { results } = await searchOn(sandbox, 'searchVehiclePlates', license_plate);
		expect(results).toEqual([{ name: `${license_plate} (T1)`, value: license_plate }]);
		sandbox.clearRequests();
		const outcome = await traces({ vehicle: located('list', results[0].value as string) });
		expect(jsonOf(outcome).map(({ id }) => id)).toEqual(
			idsOf(({ telematic_vehicle }) => telematic_vehicle.vehicle.license_plate === license_plate),
		);
		expect(jsonOf(outcome)).toHaveLength(3);
		expect(sandbox.requests()[0].query).toEqual({ license_plate__in: license_plate });
	});

	test('of a vehicle without a box there are none, and that is no failure', async () => {
		addVehicle(sandbox, { license_plate: 'AB-123-CD' });
		const outcome = await traces({ vehicle: located('id', ' AB-123-CD ') });
		expect([outcome.error, jsonOf(outcome)]).toEqual([undefined, []]);
	});

	test('a plate that would be read as two is refused', async () => {
		const outcome = await traces({ vehicle: located('id', 'AB-123-CD,EF-456-GH') });
		expect(outcome.error?.message).toMatch(/^Vehicle: .* is not the license plate of a Vehicle \[item 0\]$/);
		expect(sandbox.requests()).toEqual([]);
	});

	// The boxes report at 3, 2 and 1 hours before the sandbox's time.
	const times = () => [...new Set(tracesOf(sandbox).map(({ time }) => time))].sort();
	const period = async (filters: INodeParameters) => {
		const outcome = await traces(filters, { returnAll: true });
		expect(outcome.error).toBeUndefined();
		return [...new Set(jsonOf(outcome).map(({ time }) => time as string))].sort();
	};

	test('from a time on, until now', async () => {
		const [, middle, last] = times();
		expect(await period({ reportedFrom: middle })).toEqual([middle, last]);
		expect(sandbox.requests()[0].query.time__range).toMatch(/^2026-03-\d\dT[^,]+Z,20\d\d-[^,]+Z$/);
	});

	test('until a time, from the first one on', async () => {
		const [first, middle] = times();
		expect(await period({ reportedUntil: middle })).toEqual([first, middle]);
	});

	test('from one time until another, in the time zone of the workflow', async () => {
		const [, middle] = times();
		expect(await period({ reportedFrom: middle, reportedUntil: middle })).toEqual([middle]);
		sandbox.clearRequests();
		await traces({ reportedFrom: '2026-03-29', reportedUntil: '2026-03-29T12:00' });
		expect(sandbox.requests()[0].query).toEqual({
			time__range: '2026-03-28T23:00:00Z,2026-03-29T10:00:00Z',
		});
	});

	test('a period that ends before it starts is told, and nothing is sent', async () => {
		const outcome = await traces({ reportedFrom: '2026-03-17', reportedUntil: '2026-03-16' });
		expect(outcome.error?.message).toMatch(
			/^Reported Until: the period .* ends before it starts \[item 0\]$/,
		);
		expect(sandbox.requests()).toEqual([]);
	});

	test('vehicle, period and limit go together', async () => {
		const [, middle] = times();
		const [{ license_plate }] = vehiclesOf(sandbox);
		const filters = { vehicle: located('id', license_plate), reportedFrom: middle };
		const outcome = await traces(filters, { limit: 1 });
		expect(jsonOf(outcome)).toHaveLength(1);
		expect(jsonOf(outcome)[0]).toMatchObject({
			mileage: expect.any(Number) as number,
			telematic_vehicle: { vehicle: { license_plate } },
		});
	});
});

describe('Get Vehicles', () => {
	test('tells the boxes with their vehicles, by part of the plate, in the chosen order', async () => {
		const find = async (parameters: INodeParameters) =>
			jsonOf(await runOn(sandbox, { resource: 'telematics', operation: 'getVehicles', ...parameters })).map(
				({ vehicle }) => (vehicle as { license_plate: string }).license_plate,
			);
		const plates = [0, 2, 4].map((number) => vehiclesOf(sandbox)[number].license_plate);
		expect(await find({ sort: '-license_plate' })).toEqual(
			[...plates].sort((a, b) => b.localeCompare(a, 'fr')),
		);
		expect(await find({ filters: { licensePlateContains: plates[1].toLowerCase() } })).toEqual([plates[1]]);
	});
});
