/** When a trucker, a vehicle or a trailer is away, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredUnavailability } from '../../sandbox/resources/fleet/records.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	addTrailer,
	addTrucker,
	addUnavailability,
	addVehicle,
	callsOf,
	itemsOf,
	jsonOf,
	located,
	outcomesOf,
	sentTo,
	writesOf,
} from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 1, contacts: 0, transports: 0 }, (ready) => {
	sandbox = ready;
});

interface Owner {
	pk: number;
	unavailability: StoredUnavailability[];
}

const kinds: Array<{ kind: string; reason: string; path: string; make: () => Owner }> = [
	{ kind: 'trucker', reason: 'training', path: 'manager-truckers', make: () => addTrucker(sandbox, {}) },
	{
		kind: 'vehicle',
		reason: 'maintenance',
		path: 'vehicles',
		make: () => addVehicle(sandbox, { license_plate: 'AB-123-CD' }),
	},
	{
		kind: 'trailer',
		reason: 'rental',
		path: 'trailers',
		make: () => addTrailer(sandbox, { license_plate: 'AB-123-CD' }),
	},
];

describe.each(kinds)('Unavailabilities of a $kind', ({ kind, reason, path, make }) => {
	let owner: Owner;

	beforeEach(() => {
		owner = make();
	});

	const run = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
		runOn(
			sandbox,
			{
				resource: kind,
				operation: `${operation}Unavailability`,
				[kind]: located('id', owner.pk),
				...parameters,
			},
			rest,
		);
	const day = { reason, startDate: '2026-03-20', endDate: '2026-03-21' };
	const monday = {
		start_date: '2026-03-15T23:00:00Z',
		end_date: '2026-03-16T22:59:00Z',
		unavailability_type: reason,
	};

	test('Add gives the new entry with its ID and its owner, not the whole owner', async () => {
		addUnavailability(sandbox, owner, monday);
		const outcome = await run('add', { ...day, additionalFields: { note: 'Contrôle à Nantes' } });
		const entry = owner.unavailability[1];
		expect(jsonOf(outcome)).toEqual([
			{
				id: entry.id,
				remote_id: '',
				created: entry.created,
				start_date: '2026-03-19T23:00:00Z',
				end_date: '2026-03-21T22:59:00Z',
				unavailability_type: reason,
				unavailability_note: 'Contrôle à Nantes',
				[`${kind}_pk`]: owner.pk,
			},
		]);
		expect(callsOf(sandbox)).toEqual([`POST /${path}/${owner.pk}/unavailability/`]);
	});

	test('each Add makes an entry, and two items for one owner get one each', async () => {
		const items = itemsOf({ note: 'a' }, { note: 'b' }, { note: 'a' });
		const outcome = await run('add', { ...day, additionalFields: { note: '={{ $json.note }}' } }, { items });
		expect(jsonOf(outcome).map(({ id, unavailability_note }) => [id, unavailability_note])).toEqual(
			owner.unavailability.map(({ id, unavailability_note }) => [id, unavailability_note]),
		);
		expect(owner.unavailability.map(({ unavailability_note }) => unavailability_note)).toEqual([
			'a',
			'b',
			'a',
		]);
	});

	test('Create or Update makes one entry, and changes nothing the second time', async () => {
		const parameters = { ...day, externalId: 'ABS-1', ends: 'noon', additionalFields: { note: 'Révision' } };
		const outcomes = [await run('upsert', parameters), await run('upsert', parameters)];
		expect(outcomes.flatMap(outcomesOf)).toEqual(['created', 'unchanged']);
		expect(owner.unavailability).toHaveLength(1);
		expect(writesOf(sandbox)).toHaveLength(1);
		expect(jsonOf(outcomes[1])).toEqual([
			expect.objectContaining({ id: owner.unavailability[0].id, [`${kind}_pk`]: owner.pk }),
		]);
	});

	test('and then sends the differing fields of that entry alone', async () => {
		const other = addUnavailability(sandbox, owner, { ...monday, remote_id: 'ABS-2' });
		const known = addUnavailability(sandbox, owner, {
			...monday,
			start_date: '2026-03-15T23:00:00.000Z',
			remote_id: 'ABS-1',
		});
		const outcome = await run('upsert', {
			externalId: 'ABS-1',
			reason,
			startDate: '2026-03-16',
			endDate: '2026-03-17',
		});
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'updated', id: known.id })]);
		expect(sentTo(sandbox)).toEqual([['PATCH', { end_date: '2026-03-17T22:59:00Z' }]]);
		expect(other.end_date).toBe(monday.end_date);
	});

	test('two items with one External ID make one entry', async () => {
		const outcome = await run('upsert', { ...day, externalId: 'ABS-1' }, { items: itemsOf({}, {}) });
		expect(outcomesOf(outcome)).toEqual(['created', 'unchanged']);
		expect(owner.unavailability).toHaveLength(1);
	});

	test('Update changes what was chosen and gives that entry', async () => {
		addUnavailability(sandbox, owner, monday);
		const known = addUnavailability(sandbox, owner, { ...monday, unavailability_note: 'Révision' });
		const outcome = await run('update', {
			unavailabilityId: known.id,
			updateFields: { reason: 'other', note: '', startDate: '2026-03-16', starts: 'noon' },
		});
		expect(sentTo(sandbox)).toEqual([
			[
				'PATCH',
				{ unavailability_type: 'other', unavailability_note: '', start_date: '2026-03-16T11:00:00Z' },
			],
		]);
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ id: known.id, end_date: monday.end_date, [`${kind}_pk`]: owner.pk }),
		]);
	});

	test('an end that is moved before the other one is refused before anything is written', async () => {
		const { id } = addUnavailability(sandbox, owner, monday);
		const late = await run('update', { unavailabilityId: id, updateFields: { startDate: '2026-03-18' } });
		expect(late.error?.message).toMatch(/^Start Date: the period would end before it starts.* \[item 0\]$/);
		const early = await run('update', { unavailabilityId: id, updateFields: { endDate: '2026-03-15' } });
		expect(early.error?.message).toMatch(/^End Date: the period would end before it starts.* \[item 0\]$/);
		const both = await run('update', {
			unavailabilityId: id,
			updateFields: { startDate: '2026-03-18', endDate: '2026-03-19' },
		});
		expect(jsonOf(both)).toEqual([expect.objectContaining({ start_date: '2026-03-17T23:00:00Z' })]);
		expect(writesOf(sandbox)).toHaveLength(1);
	});

	test.each([
		['update', { updateFields: { startDate: '2026-03-18' } }],
		['update', { updateFields: { startDate: '2026-03-18', endDate: '2026-03-19' } }],
		['update', { updateFields: { note: 'Révision' } }],
		['remove', {}],
	])('an ID that the owner has not got is told: %s %j', async (operation, parameters) => {
		const outcome = await run(operation, { unavailabilityId: 999_999, ...parameters });
		expect(outcome.error?.message).toMatch(/Unavailability ID.*999999.* \[item 0\]$/);
		expect(outcome.error?.message).not.toContain('undefined');
	});

	test('Remove takes that entry away and gives the proof of it', async () => {
		const known = addUnavailability(sandbox, owner, monday);
		const other = addUnavailability(sandbox, owner, monday);
		const outcome = await run('remove', { unavailabilityId: known.id });
		expect(jsonOf(outcome)).toEqual([{ deleted: true, id: known.id, [`${kind}_pk`]: owner.pk }]);
		expect(owner.unavailability).toEqual([other]);
	});
});

describe('the period', () => {
	let owner: Owner;

	beforeEach(() => {
		owner = addVehicle(sandbox, { license_plate: 'AB-123-CD' });
	});

	const add = (parameters: INodeParameters, rest: Partial<Subject> = {}) =>
		runOn(
			sandbox,
			{
				resource: 'vehicle',
				operation: 'addUnavailability',
				vehicle: located('id', owner.pk),
				reason: 'other',
				...parameters,
			},
			rest,
		);
	const stored = () => owner.unavailability.map(({ start_date, end_date }) => [start_date, end_date]);

	// Half days begin at 00:00 or 12:00 and end at 12:00 or 23:59, in the time of the manager, as Dashdoc's app has it.
	test.each([
		['Europe/Paris', '2026-03-20', 'morning', 'evening', '2026-03-19T23:00:00Z', '2026-03-20T22:59:00Z'],
		['Europe/Paris', '2026-03-20', 'morning', 'noon', '2026-03-19T23:00:00Z', '2026-03-20T11:00:00Z'],
		['Europe/Paris', '2026-03-20', 'noon', 'evening', '2026-03-20T11:00:00Z', '2026-03-20T22:59:00Z'],
		['Europe/Paris', '2026-07-14', 'morning', 'evening', '2026-07-13T22:00:00Z', '2026-07-14T21:59:00Z'],
		['Europe/Paris', '2026-03-29', 'morning', 'evening', '2026-03-28T23:00:00Z', '2026-03-29T21:59:00Z'],
		['Europe/Paris', '2026-03-29', 'noon', 'evening', '2026-03-29T10:00:00Z', '2026-03-29T21:59:00Z'],
		['Europe/Paris', '2026-10-25', 'morning', 'noon', '2026-10-24T22:00:00Z', '2026-10-25T11:00:00Z'],
		['Europe/Paris', '2026-10-25', 'noon', 'evening', '2026-10-25T11:00:00Z', '2026-10-25T22:59:00Z'],
		['America/New_York', '2026-03-29', 'morning', 'evening', '2026-03-29T04:00:00Z', '2026-03-30T03:59:00Z'],
		['America/New_York', '2026-03-08', 'morning', 'noon', '2026-03-08T05:00:00Z', '2026-03-08T16:00:00Z'],
	])('in %s on %s from %s until %s', async (timezone, date, starts, ends, start, end) => {
		const settings = { timezone };
		const outcome = await add({ startDate: date, endDate: date, starts, ends }, { settings });
		expect(outcome.error).toBeUndefined();
		expect(stored()).toEqual([[start, end]]);
	});

	test.each([
		['Europe/Paris', '2026-03-29T01:30', '2026-03-29T03:30', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'],
		['Europe/Paris', '2026-10-25T01:30', '2026-10-25T03:30', '2026-10-24T23:30:00Z', '2026-10-25T02:30:00Z'],
		[
			'America/New_York',
			'2026-03-20T08:00',
			'2026-03-20T17:30',
			'2026-03-20T12:00:00Z',
			'2026-03-20T21:30:00Z',
		],
		[
			'Europe/Paris',
			'2026-03-20T08:00:00-04:00',
			'2026-03-20T17:30:00Z',
			'2026-03-20T12:00:00Z',
			'2026-03-20T17:30:00Z',
		],
	])('in %s exactly from %s until %s', async (timezone, startDate, endDate, start, end) => {
		const exact = { startDate, endDate, starts: 'exact', ends: 'exact' };
		await add(exact, { settings: { timezone } });
		expect(stored()).toEqual([[start, end]]);
	});

	test.each([
		['the editor', '2026-03-20T00:00:00'],
		['the editor, with a time that does not count', '2026-03-20T17:45:00'],
		['ISO text in UTC, late in the evening before', '2026-03-19T23:30:00.000Z'],
		['ISO text of Tokyo, where the next day has begun', '2026-03-21T01:00:00+09:00'],
		['Luxon', "={{ DateTime.fromISO('2026-03-20', { zone: 'Europe/Paris' }) }}"],
		['Luxon in another zone', "={{ DateTime.fromISO('2026-03-19T20:00:00', { zone: 'America/New_York' }) }}"],
		['a date of JavaScript', "={{ new Date('2026-03-20T10:00:00Z') }}"],
		['a date that n8n reads from text', "={{ '2026-03-20'.toDateTime() }}"],
		['blanks around it', "={{ ' 2026-03-20 ' }}"],
	])('takes the day, as it is in Paris, from %s', async (_, date) => {
		await add({ startDate: date, endDate: date });
		expect(stored()).toEqual([['2026-03-19T23:00:00Z', '2026-03-20T22:59:00Z']]);
	});

	test.each([
		[
			'the end before the start',
			{ startDate: '2026-03-21', endDate: '2026-03-20' },
			/^End Date: .* lies before the start of the period/,
		],
		[
			'an end at noon of the day before',
			{ startDate: '2026-03-20', endDate: '2026-03-19', starts: 'noon', ends: 'noon' },
			/^End Date: .* lies before the start of the period/,
		],
		[
			'a day that does not exist',
			{ startDate: '2026-02-30', endDate: '2026-03-20' },
			/^Start Date: "2026-02-30" is not a date/,
		],
		['no date', { startDate: '={{ $json.none }}', endDate: '2026-03-20' }, /^Start Date: it is empty/],
	])('%s is told', async (_, parameters, message) => {
		const outcome = await add(parameters);
		expect(outcome.error?.message).toMatch(message);
		expect(sandbox.requests()).toEqual([]);
	});

	test('a moment of the day without its date is told in an update', async () => {
		const { id } = addUnavailability(sandbox, owner, {});
		const outcome = await runOn(sandbox, {
			resource: 'vehicle',
			operation: 'updateUnavailability',
			vehicle: located('id', owner.pk),
			unavailabilityId: id,
			updateFields: { ends: 'noon' },
		});
		expect(outcome.error?.message).toMatch(/^Ends: .*'End Date' is not given \[item 0\]$/);
		expect(sandbox.requests()).toEqual([]);
	});
});
