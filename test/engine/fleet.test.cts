/** What a user can do with vehicles and trailers, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	addCompany,
	addTrailer,
	addVehicle,
	callsOf,
	emptyList,
	itemsOf,
	jsonOf,
	located,
	outcomesOf,
	sentTo,
	tagsOf,
	trailersOf,
	vehiclesOf,
	writesOf,
} from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 1, contacts: 0, transports: 0 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	sandbox.settings({ pageSize: null });
});

const kinds = [
	{ kind: 'vehicle', add: addVehicle, of: vehiclesOf, list: 'listVehicles', path: 'vehicles' },
	{ kind: 'trailer', add: addTrailer, of: trailersOf, list: 'listTrailers', path: 'trailers' },
] as const;

describe.each(kinds)('Create or Update of a $kind', ({ kind, add, of, list, path }) => {
	const upsert = (parameters: INodeParameters, rest: Partial<Subject> = {}) =>
		runOn(
			sandbox,
			{
				resource: kind,
				operation: 'upsert',
				externalId: 'PARC-1',
				licensePlate: 'AB-123-CD',
				...parameters,
			},
			rest,
		);
	const withPlate = (plate: string) => of(sandbox).filter(({ license_plate }) => license_plate === plate);

	test('creates, leaves alone what is equal, and updates the differing fields', async () => {
		const created = await upsert({ additionalFields: { fleetNumber: '42', country: 'fr' } });
		const unchanged = await upsert({ additionalFields: { fleetNumber: '42', country: 'FR' } });
		const updated = await upsert({ additionalFields: { fleetNumber: '43', country: 'FR' } });
		expect([created, unchanged, updated].flatMap(outcomesOf)).toEqual(['created', 'unchanged', 'updated']);
		expect(sentTo(sandbox)).toEqual([
			['POST', { remote_id: 'PARC-1', license_plate: 'AB-123-CD', fleet_number: '42', country: 'FR' }],
			['PATCH', { fleet_number: '43' }],
		]);
	});

	test('tags count as equal in any order, and are replaced as a whole', async () => {
		const [one, two, three] = tagsOf(sandbox);
		await upsert({ additionalFields: { tagIds: `${one}, ${two}` } });
		const unchanged = await upsert({ additionalFields: { tagIds: `${two},${one}` } });
		const updated = await upsert({ additionalFields: { tagIds: `={{ [${one}, ${three}] }}` } });
		expect([unchanged, updated].flatMap(outcomesOf)).toEqual(['unchanged', 'updated']);
		expect(sentTo(sandbox).at(-1)).toEqual(['PATCH', { tags: [{ pk: one }, { pk: three }] }]);
		expect(writesOf(sandbox)).toHaveLength(2);
	});

	test.each(['2026-05-31T22:00:00Z', '2026-05-31T22:00:00.000000Z', '2026-06-01T00:00:00+02:00'])(
		'a deadline that Dashdoc writes as %s counts as the same day in Paris',
		async (technical_control_deadline) => {
			add(sandbox, { license_plate: 'AB-123-CD', remote_id: 'PARC-1', technical_control_deadline });
			const same = await upsert({ additionalFields: { technicalInspectionDeadline: '2026-06-01' } });
			expect(outcomesOf(same)).toEqual(['unchanged']);
			expect(writesOf(sandbox)).toEqual([]);
			const other = await upsert({ additionalFields: { technicalInspectionDeadline: '2026-06-02' } });
			expect(outcomesOf(other)).toEqual(['updated']);
			expect(sentTo(sandbox)).toEqual([['PATCH', { technical_control_deadline: '2026-06-01T22:00:00Z' }]]);
		},
	);

	test('one with the same plate that was entered by hand is taken over', async () => {
		const known = add(sandbox, { license_plate: 'ab-123-cd', fleet_number: '42' });
		const outcome = await upsert({});
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'updated', pk: known.pk })]);
		expect(known).toMatchObject({ remote_id: 'PARC-1', license_plate: 'AB-123-CD', fleet_number: '42' });
		expect(writesOf(sandbox).map(({ method }) => method)).toEqual(['PATCH']);
	});

	test.each([
		['one item', 1],
		['many items', 12],
	])('one with another External ID is left alone and named, for %s', async (_, count) => {
		const known = add(sandbox, { license_plate: 'AB-123-CD', remote_id: 'PARC-9' });
		const items = Array.from({ length: count }, (_item, number) => ({
			id: `NEW-${number}`,
			plate: number === 0 ? 'AB-123-CD' : `ZZ-${number}-ZZ`,
		}));
		const outcome = await upsert(
			{ externalId: '={{ $json.id }}', licensePlate: '={{ $json.plate }}' },
			{ items: itemsOf(...items), node: { onError: 'continueErrorOutput' } },
		);
		const [made, failed] = outcome.outputs;
		expect(made).toHaveLength(count - 1);
		expect(failed.map(({ json }) => json.error)).toEqual([
			expect.stringMatching(
				new RegExp(`^External ID: .* the ID ${known.pk}, which has "PARC-9" there.* \\[item 0\\]$`),
			),
		]);
		expect(known).toMatchObject({ license_plate: 'AB-123-CD', remote_id: 'PARC-9' });
	});

	test('one whose plate has changed is found by its External ID', async () => {
		const known = add(sandbox, { license_plate: 'AA-000-AA', remote_id: 'PARC-1' });
		const outcome = await upsert({});
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'updated', pk: known.pk })]);
		expect(known.license_plate).toBe('AB-123-CD');
	});

	test('two items with one External ID or one plate make one', async () => {
		const outcome = await upsert(
			{
				externalId: '={{ $json.id }}',
				licensePlate: '={{ $json.plate }}',
				additionalFields: { fleetNumber: '={{ $json.number }}' },
			},
			{
				items: itemsOf(
					{ id: 'PARC-1', plate: 'AB-123-CD', number: '1' },
					{ id: 'PARC-1', plate: 'AB-123-CD', number: '1' },
					{ id: 'PARC-1', plate: 'ab-123-cd', number: '2' },
				),
			},
		);
		expect(outcomesOf(outcome)).toEqual(['created', 'unchanged', 'updated']);
		expect(of(sandbox).filter(({ remote_id }) => remote_id === 'PARC-1')).toHaveLength(1);
	});

	test('two items with one plate and External IDs of their own do not take each other over', async () => {
		const outcome = await upsert(
			{ externalId: '={{ $json.id }}' },
			{ items: itemsOf({ id: 'PARC-1' }, { id: 'PARC-2' }), node: { onError: 'continueErrorOutput' } },
		);
		const [[made], [failed]] = outcome.outputs;
		expect(made.json.outcome).toBe('created');
		expect(failed.json.error).toContain(`the ID ${made.json.pk as number}, which has "PARC-1" there`);
		expect(withPlate('AB-123-CD').map(({ remote_id }) => remote_id)).toEqual(['PARC-1']);
	});

	test('a new one without plate and fleet number is told, and not created', async () => {
		const outcome = await upsert({ licensePlate: '={{ $json.none }}' });
		expect(outcome.error?.message).toBe('License Plate: it is empty; give it or a fleet number [item 0]');
		expect(writesOf(sandbox)).toEqual([]);
		sandbox.clearRequests();
		const numbered = await upsert({ licensePlate: '', additionalFields: { fleetNumber: '42' } });
		expect(outcomesOf(numbered)).toEqual(['created']);
		expect(callsOf(sandbox)[0]).toBe(`GET /${path}/?text=42`);
	});

	test('an existing one is changed without naming its plate again', async () => {
		await upsert({ licensePlate: 'QB-001-QB' });
		const changed = await upsert({ licensePlate: '', additionalFields: { fleetNumber: '77' } });
		expect(outcomesOf(changed)).toEqual(['updated']);
		expect(jsonOf(changed)[0]).toMatchObject({ license_plate: 'QB-001-QB', fleet_number: '77' });
	});

	test('thirty items read the fleet once, page by page, and write only what differs', async () => {
		sandbox.settings({ pageSize: 10 });
		const before = of(sandbox).length;
		for (let number = 0; number < 15; number += 1) {
			const plate = `QA-${100 + number}-QA`;
			add(sandbox, { license_plate: plate, remote_id: number < 10 ? `PARC-${number}` : '' });
		}
		const items = Array.from({ length: 30 }, (_, number) => ({
			id: `PARC-${number}`,
			plate: `QA-${100 + number}-QA`,
		}));
		const outcome = await upsert(
			{ externalId: '={{ $json.id }}', licensePlate: '={{ $json.plate }}' },
			{ items: itemsOf(...items) },
		);
		expect(outcomesOf(outcome)).toEqual(
			items.map((_, number) => (number < 10 ? 'unchanged' : number < 15 ? 'updated' : 'created')),
		);
		const reads = callsOf(sandbox).filter((call) => call.startsWith('GET'));
		expect(reads).toHaveLength(Math.ceil((before + 15) / 10));
		expect(writesOf(sandbox)).toHaveLength(20);
	});

	test.each([
		['one item', 1],
		['many items', 12],
	])('a double that was made meanwhile is found after the refusal, for %s', async (_, count) => {
		const known = add(sandbox, { license_plate: 'QA-100-QA', remote_id: 'PARC-0', fleet_number: '42' });
		sandbox.setFaults({ kind: 'status', status: 200, body: emptyList, match: { operationId: list } });
		const items = Array.from({ length: count }, (_item, number) => ({
			id: `PARC-${number}`,
			plate: `QA-${100 + number}-QA`,
		}));
		const outcome = await upsert(
			{ externalId: '={{ $json.id }}', licensePlate: '={{ $json.plate }}' },
			{ items: itemsOf(...items) },
		);
		expect(outcome.error).toBeUndefined();
		expect(jsonOf(outcome)[0]).toMatchObject({ outcome: 'unchanged', pk: known.pk });
		expect(withPlate('QA-100-QA')).toEqual([known]);
	});

	test('few items ask for their plates alone', async () => {
		await upsert({});
		expect(callsOf(sandbox)).toEqual([`GET /${path}/?text=AB-123-CD`, `POST /${path}/`]);
	});

	test('a fleet number that another one has is told under its label', async () => {
		add(sandbox, { license_plate: 'ZZ-999-ZZ', fleet_number: '42', remote_id: 'PARC-9' });
		const outcome = await upsert({ additionalFields: { fleetNumber: '42' } });
		expect(outcome.error?.message).toMatch(/^Fleet Number: There is already .* \[item 0\]$/);
		expect(withPlate('AB-123-CD')).toEqual([]);
	});
});

describe('a vehicle', () => {
	const vehicle = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
		runOn(sandbox, { resource: 'vehicle', operation, ...parameters }, rest);

	test('the carrier that dedicates it is compared with the one that Dashdoc shows', async () => {
		const one = addCompany(sandbox, { name: 'Transport Bouvet' }).pk;
		const other = addCompany(sandbox, { name: 'Lefèvre & Fils' }).pk;
		const upsert = (carrier: number) =>
			vehicle('upsert', {
				externalId: 'PARC-1',
				licensePlate: 'AB-123-CD',
				additionalFields: { dedicatedByCarrier: located('id', carrier), grossCombinationWeight: 44 },
			});
		const outcomes = [await upsert(one), await upsert(one), await upsert(other)];
		expect(outcomes.flatMap(outcomesOf)).toEqual(['created', 'unchanged', 'updated']);
		expect(sentTo(sandbox).at(-1)).toEqual(['PATCH', { dedicated_by_carrier_id: other }]);
	});

	test('an update clears what was emptied', async () => {
		const known = addVehicle(sandbox, {
			license_plate: 'AB-123-CD',
			fuel_type: 'GO',
			tachograph_deadline: '2026-05-31T22:00:00Z',
			tags: [{ pk: tagsOf(sandbox)[0], name: 'Benne' }],
		});
		await vehicle('update', {
			vehicle: located('id', known.pk),
			updateFields: { fuel: '', tachographDeadline: '', tagIds: '', usedForQualimatTransports: true },
		});
		expect(known).toMatchObject({
			fuel_type: null,
			tachograph_deadline: null,
			tags: [],
			used_for_qualimat_transports: true,
			license_plate: 'AB-123-CD',
		});
	});

	test('a creation without plate and fleet number is told, and nothing is sent', async () => {
		const outcome = await vehicle('create', { additionalFields: { category: 'tipper' } });
		expect(outcome.error?.message).toBe('License Plate: it is empty; give it or a fleet number [item 0]');
		expect(sandbox.requests()).toEqual([]);
	});
});
