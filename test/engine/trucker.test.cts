/** What a user can do with truckers, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	addCompany,
	addTrucker,
	callsOf,
	emptyList,
	itemsOf,
	jsonOf,
	located,
	outboxOf,
	outcomesOf,
	sentTo,
	truckersOf,
	writesOf,
} from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 1, contacts: 0, transports: 0 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	sandbox.settings({ assumedLookups: true });
});

const trucker = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'trucker', operation, ...parameters }, rest);

const withExternalId = (remoteId: string) =>
	truckersOf(sandbox).filter(({ remote_id }) => remote_id === remoteId);

describe('Create or Update', () => {
	const upsert = (parameters: INodeParameters, rest: Partial<Subject> = {}) =>
		trucker('upsert', { externalId: 'T-1', firstName: 'Adèle', lastName: 'Bouvet', ...parameters }, rest);

	test('creates, leaves alone what is equal, and updates the differing fields', async () => {
		const fields = { city: 'Nantes', drivingLicenseNumber: '99 999 999' };
		const created = await upsert({ additionalFields: fields });
		const unchanged = await upsert({ additionalFields: fields });
		const updated = await upsert({ additionalFields: { ...fields, city: 'Rezé' } });
		expect([created, unchanged, updated].flatMap(outcomesOf)).toEqual(['created', 'unchanged', 'updated']);
		const user = { first_name: 'Adèle', last_name: 'Bouvet' };
		expect(sentTo(sandbox)).toEqual([
			['POST', { remote_id: 'T-1', user, city: 'Nantes', driving_license_number: '99 999 999' }],
			['PATCH', { city: 'Rezé' }],
		]);
	});

	test('name and email address are compared, and go together when one of them differs', async () => {
		const person = { first_name: 'Adèle', last_name: 'Bouvet', email: 'adele@example.com' };
		const known = addTrucker(sandbox, { remote_id: 'T-1' }, person);
		const same = await upsert({ additionalFields: { email: 'adele@example.com' } });
		expect(outcomesOf(same)).toEqual(['unchanged']);
		const other = await upsert({ lastName: 'Lefèvre', additionalFields: { email: 'adele@example.com' } });
		expect(outcomesOf(other)).toEqual(['updated']);
		expect(sentTo(sandbox)).toEqual([['PATCH', { user: { ...person, last_name: 'Lefèvre' } }]]);
		expect(known.display_name).toBe('Adèle Lefèvre');
	});

	test.each(['2026-05-31T22:00:00Z', '2026-05-31T22:00:00.000Z'])(
		'a deadline that Dashdoc writes as %s is not written again',
		async (adr_license_deadline) => {
			addTrucker(sandbox, { remote_id: 'T-1', adr_license_deadline });
			const outcome = await upsert({ additionalFields: { adrLicenseDeadline: '2026-06-01' } });
			expect(outcomesOf(outcome)).toEqual(['unchanged']);
			expect(writesOf(sandbox)).toEqual([]);
		},
	);

	test('the carrier of a rented trucker is compared with the company that Dashdoc shows', async () => {
		const { pk } = addCompany(sandbox, { name: 'Transport Bouvet' });
		const fields = { carrier: located('id', pk), isRented: true };
		const outcomes = [await upsert({ additionalFields: fields }), await upsert({ additionalFields: fields })];
		expect(outcomes.flatMap(outcomesOf)).toEqual(['created', 'unchanged']);
	});

	test('the company that dedicates a trucker is told at the creation, and does not come again', async () => {
		const { pk } = addCompany(sandbox, { name: 'Transport Bouvet' });
		const dedicated = (city: string) =>
			upsert({ additionalFields: { dedicatedByCarrier: located('id', pk), city } });
		const outcomes = [await dedicated('Nantes'), await dedicated('Nantes'), await dedicated('Rezé')];
		expect(outcomes.flatMap(outcomesOf)).toEqual(['created', 'unchanged', 'updated']);
		expect(sentTo(sandbox).slice(1)).toEqual([['PATCH', { city: 'Rezé' }]]);
		expect(withExternalId('T-1')).toEqual([expect.objectContaining({ carrier: pk, is_dedicated: true })]);
	});

	test('sends the invite code of a new trucker once, and none to one who was found', async () => {
		const additionalFields = { phoneNumber: '+33639980001', city: '={{ $json.city }}' };
		const outcome = await upsert(
			{ additionalFields },
			{ items: itemsOf({ city: 'Nantes' }, { city: 'Nantes' }, { city: 'Rezé' }) },
		);
		expect(outcomesOf(outcome)).toEqual(['created', 'unchanged', 'updated']);
		const [{ pk, invite_code }] = withExternalId('T-1');
		expect(outboxOf(sandbox)).toEqual([
			expect.objectContaining({ way: 'sms', to: '+33639980001', person: pk, content: invite_code }),
		]);
	});

	test('two items with one External ID make one trucker', async () => {
		const outcome = await upsert(
			{ externalId: '={{ $json.id }}' },
			{ items: itemsOf({ id: 'T-1' }, { id: ' T-1 ' }) },
		);
		expect(outcomesOf(outcome)).toEqual(['created', 'unchanged']);
		expect(withExternalId('T-1')).toHaveLength(1);
	});

	test('thirty items read the list once, page by page, in place of thirty look-ups', async () => {
		const before = truckersOf(sandbox).length;
		for (let number = 0; number < 25; number += 1) addTrucker(sandbox, { remote_id: `T-${number}` });
		const ids = Array.from({ length: 30 }, (_, number) => ({ id: `T-${number}` }));
		const outcome = await upsert({ externalId: '={{ $json.id }}' }, { items: itemsOf(...ids) });
		expect(outcomesOf(outcome)).toEqual(ids.map((_, number) => (number < 25 ? 'unchanged' : 'created')));
		const reads = callsOf(sandbox).filter((call) => call.startsWith('GET'));
		expect(reads).toHaveLength(Math.ceil((before + 25) / 20));
		expect(reads.every((call) => /^GET \/manager-truckers\/(\?page=\d)?$/.test(call))).toBe(true);
		expect(writesOf(sandbox)).toHaveLength(5);
	});

	test.each([
		['one item', 1],
		['many items', 12],
	])('a double that was made meanwhile is found after the refusal, for %s', async (_, count) => {
		const known = addTrucker(sandbox, { remote_id: 'T-0' });
		sandbox.setFaults(
			{
				kind: 'status',
				status: 404,
				body: { detail: 'Not found.' },
				match: { operationId: 'getManagerTrucker' },
			},
			...(count > 1
				? [
						{
							kind: 'status' as const,
							status: 200,
							body: emptyList,
							match: { operationId: 'listManagerTruckers' },
						},
					]
				: []),
		);
		const ids = Array.from({ length: count }, (_item, number) => ({ id: `T-${number}` }));
		const outcome = await upsert({ externalId: '={{ $json.id }}' }, { items: itemsOf(...ids) });
		expect(outcome.error).toBeUndefined();
		expect(jsonOf(outcome)[0]).toMatchObject({ outcome: 'unchanged', pk: known.pk });
		expect(withExternalId('T-0')).toEqual([known]);
	});

	test('finds by an External ID made of digits where Dashdoc ignores the look-up', async () => {
		sandbox.settings({ assumedLookups: false });
		const other = addTrucker(sandbox, { remote_id: 'X' }, { first_name: 'Gaël', last_name: 'Petit' });
		const wanted = addTrucker(sandbox, { remote_id: String(other.pk) });
		const outcome = await upsert({ externalId: String(other.pk), additionalFields: { city: 'Nantes' } });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ outcome: 'updated', pk: wanted.pk })]);
		expect([other.city, wanted.city]).toEqual([null, 'Nantes']);
		expect(outboxOf(sandbox)).toEqual([]);
	});

	test('an email address that another trucker has is told under its label', async () => {
		addTrucker(sandbox, {}, { first_name: 'Gaël', last_name: 'Petit', email: 'gael@example.com' });
		const outcome = await upsert({ additionalFields: { email: 'gael@example.com' } });
		expect(outcome.error?.message).toMatch(/^Email: There is already a trucker .* \[item 0\]$/);
		expect(callsOf(sandbox)).toEqual([
			'GET /manager-truckers/T-1/?lookup_field=remote_id',
			'POST /manager-truckers/',
		]);
	});
});

describe('an External ID made of digits', () => {
	const operations: Array<[string, INodeParameters]> = [
		['get', {}],
		['update', { updateFields: { city: 'Rezé' } }],
		['delete', {}],
		['generateInviteCode', {}],
		['addUnavailability', { reason: 'day_off', startDate: '2026-03-29', endDate: '2026-03-29' }],
		[
			'upsertUnavailability',
			{ externalId: 'ABS-9', reason: 'day_off', startDate: '2026-03-29', endDate: '2026-03-29' },
		],
	];

	test.each(operations)(
		'%s touches no other trucker where Dashdoc ignores the look-up',
		async (name, rest) => {
			sandbox.settings({ assumedLookups: false });
			const other = addTrucker(sandbox, { remote_id: 'X' });
			addTrucker(sandbox, { remote_id: String(other.pk) });
			const before = structuredClone(other);
			const outcome = await trucker(name, { trucker: located('externalId', String(other.pk)), ...rest });
			expect(outcome.error?.message).toBe(
				`Trucker: Dashdoc answered the External ID "${other.pk}" with another trucker [item 0]`,
			);
			expect(writesOf(sandbox)).toEqual([]);
			expect(truckersOf(sandbox)).toContainEqual(before);
		},
	);

	test.each(operations)('%s reaches the right one where Dashdoc honours it', async (name, rest) => {
		const other = addTrucker(sandbox, { remote_id: 'X' });
		const wanted = addTrucker(sandbox, { remote_id: String(other.pk) });
		const before = structuredClone(other);
		const outcome = await trucker(name, { trucker: located('externalId', other.pk), ...rest });
		const identifier = name.endsWith('Unavailability') ? 'trucker_pk' : 'pk';
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ [identifier]: wanted.pk })]);
		expect(truckersOf(sandbox)).toContainEqual(before);
	});
});

describe('Create, Update, invite codes and lease', () => {
	test('a creation tells the invite code that went to phone and email', async () => {
		const outcome = await trucker('create', {
			firstName: 'Adèle',
			lastName: 'Bouvet',
			additionalFields: { phoneNumber: '+33639980001', email: 'adele@example.com' },
		});
		const [{ pk, invite_code }] = jsonOf(outcome);
		expect(outboxOf(sandbox).map(({ way, person, content }) => [way, person, content])).toEqual([
			['sms', pk, invite_code],
			['mail', pk, invite_code],
		]);
	});

	test('a new invite code takes the place of the old one and is sent to nobody', async () => {
		const known = addTrucker(sandbox, { phone_number: '+33639980001', invite_code: 'ABC234' });
		const outcome = await trucker('generateInviteCode', { trucker: located('id', known.pk) });
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ pk: known.pk, invite_code: known.invite_code }),
		]);
		expect(known.invite_code).not.toBe('ABC234');
		expect(outboxOf(sandbox)).toEqual([]);
	});

	test('a code for the same trucker in two items is issued twice, one after the other', async () => {
		const known = addTrucker(sandbox, {});
		const items = itemsOf({}, {});
		const outcome = await trucker('generateInviteCode', { trucker: located('id', known.pk) }, { items });
		const codes = jsonOf(outcome).map(({ invite_code }) => invite_code);
		expect(new Set(codes).size).toBe(2);
		expect(codes[1]).toBe(known.invite_code);
	});

	test('a lease names the company that uses the trucker', async () => {
		const known = addTrucker(sandbox, {});
		const { pk } = addCompany(sandbox, { name: 'Transport Bouvet' });
		const outcome = await trucker('lease', {
			trucker: located('id', known.pk),
			company: located('id', pk),
		});
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ pk: known.pk, is_rented: true })]);
		expect(sentTo(sandbox)).toEqual([['POST', { company: pk }]]);
		const unknown = await trucker('lease', {
			trucker: located('id', known.pk),
			company: located('id', 999_999),
		});
		expect(unknown.error?.message).toMatch(/^Company: .* \[item 0\]$/);
	});

	test('an update clears what was emptied, but never a name', async () => {
		const known = addTrucker(sandbox, {
			phone_number: '+33639980001',
			adr_license_type: 'both',
			adr_license_deadline: '2026-05-31T22:00:00Z',
		});
		const fields = { phoneNumber: '', adrLicenseType: '', adrLicenseDeadline: '' };
		await trucker('update', { trucker: located('id', known.pk), updateFields: fields });
		expect(known).toMatchObject({ phone_number: '', adr_license_type: '', adr_license_deadline: null });
		const nameless = await trucker('update', {
			trucker: located('id', known.pk),
			updateFields: { lastName: '' },
		});
		expect(nameless.error?.message).toMatch(/^Last Name: it cannot be cleared/);
	});
});
