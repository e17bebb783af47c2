/** Actions on lists of transports, alone and together, on n8n's real engine against the sandbox. */
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import type { Execution, Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	itemsOf,
	jsonOf,
	located,
	trailersOf,
	transportsOf,
	truckersOf,
	vehiclesOf,
	writesOf,
} from './data.cts';

let sandbox: Sandbox;

// An action without a filter, which would touch every transport, would be a violation.
useSandbox({ companies: 8, contacts: 0, transports: 120 }, (ready) => {
	sandbox = ready;
});

const living = () => transportsOf(sandbox).filter(({ deleted }) => deleted === null);
const free = () =>
	living().filter(
		({ global_status, is_order, remote_id }) => !is_order && remote_id && global_status === 'accepted',
	);
const started = () => living().filter(({ global_status }) => global_status === 'ongoing');
const again = ({ uid }: StoredTransport) => transportsOf(sandbox).find((one) => one.uid === uid)!;
const changesOf = () => new Map(transportsOf(sandbox).map(({ uid, updated }) => [uid, updated]));

const chosen = located('id', '={{ $json.uid }}');
const act = (
	operation: string,
	items: readonly IDataObject[],
	parameters: INodeParameters = {},
	rest: Partial<Subject> = {},
): Execution =>
	runOn(
		sandbox,
		{ resource: 'transport', operation, transport: chosen, ...parameters },
		{ items: itemsOf(...items), ...rest },
	);

const together = { sendTogether: true };
const goingOn: Partial<Subject> = { node: { onError: 'continueRegularOutput' } };
const uids = (transports: readonly StoredTransport[]) => transports.map(({ uid }) => ({ uid }));
const pairs = (items: INodeExecutionData[] = []) => items.map(({ pairedItem }) => pairedItem);
const inOrder = (count: number) => Array.from({ length: count }, (_, item) => ({ item }));
const done = (transports: readonly StoredTransport[]) =>
	transports.map(({ uid }) => ({ success: true, uid }));
const filters = () => writesOf(sandbox).map(({ query }) => query.uid__in);

describe('one transport', () => {
	test.each(['archive', 'markDone', 'markPaid', 'assign'])('%s touches no other one', async (operation) => {
		const [transport] = free();
		const before = changesOf();
		const trucker = located('id', truckersOf(sandbox)[0].pk);
		const outcome = await act(operation, uids([transport]), operation === 'assign' ? { trucker } : {});
		expect(outcome.outputs[0]).toEqual([
			{ json: { success: true, uid: transport.uid }, pairedItem: { item: 0 } },
		]);
		expect(filters()).toEqual([transport.uid]);
		const changed = [...changesOf()].filter(([uid, updated]) => before.get(uid) !== updated);
		expect(changed.map(([uid]) => uid)).toEqual([transport.uid]);
	});

	test('is found by External ID and by the address of its page', async () => {
		const [one, other] = free();
		const page = `https://www.dashdoc.eu/app/transports/${other.uid}/?tab=activities`;
		for (const pick of [located('externalId', one.remote_id), located('url', page)]) {
			expect((await act('markPaid', [{}], { transport: pick })).error).toBeUndefined();
		}
		expect(filters()).toEqual([one.uid, other.uid]);
	});

	test.each<[string, IDataObject]>([
		['an expression that gives nothing', {}],
		['an empty text', { uid: '' }],
		['blanks', { uid: '  ' }],
		['a comma', { uid: ',' }],
		['several IDs in one item', { uid: 'a1,b2' }],
	])('is needed: %s sends nothing', async (_, item) => {
		const outcome = await act('markPaid', [item], {}, goingOn);
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ error: expect.stringMatching(/^Transport: .* \[item 0\]$/) as string }),
		]);
		expect(sandbox.requests()).toEqual([]);
	});

	test('that Dashdoc does not know is told, although Dashdoc would answer success', async () => {
		const [first, second] = free();
		const items = [first.uid, 'unknown', second.uid].map((uid) => ({ uid }));
		const outcome = await act('archive', items, {}, goingOn);
		expect(jsonOf(outcome)).toEqual([
			{ success: true, uid: first.uid },
			expect.objectContaining({
				error: 'Dashdoc found nothing for Transport "unknown". Check the identifier [item 1]',
			}),
			{ success: true, uid: second.uid },
		]);
		expect(pairs(outcome.outputs[0])).toEqual(inOrder(3));
		expect(filters().sort()).toEqual([first.uid, second.uid].sort());
	});

	test('is left alone when Dashdoc passes over the filter', async () => {
		const [transport, other] = free();
		const results = [{ uid: transport.uid }, { uid: other.uid }];
		sandbox.setFaults({
			kind: 'status',
			status: 200,
			body: { count: 2, next: null, previous: null, results },
			match: { operationId: 'listTransports' },
		});
		const { error } = await act('markPaid', uids([transport]));
		expect(error?.message).toMatch(/^Transport: Dashdoc does not keep to the filter "uid__in".* \[item 0\]$/);
		expect(writesOf(sandbox)).toEqual([]);
	});
});

describe('Send Together', () => {
	test('is off unless it is chosen: each item has its own request', async () => {
		const transports = free().slice(0, 3);
		const outcome = await act('archive', uids(transports));
		expect(jsonOf(outcome)).toEqual(done(transports));
		expect(filters().sort()).toEqual(transports.map(({ uid }) => uid).sort());
	});

	test('sends up to 50 in one request, and each item has its own result', async () => {
		const transports = living().slice(0, 110);
		const outcome = await act('markPaid', uids(transports), together);
		expect(jsonOf(outcome)).toEqual(done(transports));
		expect(pairs(outcome.outputs[0])).toEqual(inOrder(transports.length));
		const sizes = filters().map((filter) => filter.split(',').length);
		expect(sizes.sort()).toEqual([transports.length - 100, 50, 50].sort());
		expect(new Set(filters().flatMap((filter) => filter.split(','))).size).toBe(transports.length);
	});

	test('sends items with other settings in other requests', async () => {
		const [first, second] = truckersOf(sandbox);
		const transports = free().slice(0, 4);
		const items = transports.map(({ uid }, index) => ({ uid, trucker: [first, second][index % 2].pk }));
		await act('assign', items, { ...together, trucker: located('id', '={{ $json.trucker }}') });
		expect(writesOf(sandbox).map(({ body, query }) => [query.uid__in, body])).toEqual([
			[`${items[0].uid},${items[2].uid}`, { trucker_id: { pk: first.pk }, send_to_trucker: false }],
			[`${items[1].uid},${items[3].uid}`, { trucker_id: { pk: second.pk }, send_to_trucker: false }],
		]);
	});

	test('looks External IDs up first', async () => {
		const transports = free().slice(0, 3);
		const outcome = await act(
			'archive',
			transports.map(({ remote_id }) => ({ remote_id })),
			{ ...together, transport: located('externalId', '={{ $json.remote_id }}') },
		);
		expect(jsonOf(outcome)).toEqual(done(transports));
		expect(filters()).toEqual([transports.map(({ uid }) => uid).join()]);
	});

	test('tells one that Dashdoc does not know, and acts on the others together', async () => {
		const transports = free().slice(0, 3);
		const items = [{ uid: 'unknown' }, ...uids(transports)];
		const outcome = await act('archive', items, together, goingOn);
		expect(jsonOf(outcome)[0].error).toContain('Transport "unknown"');
		expect(jsonOf(outcome).slice(1)).toEqual(done(transports));
		expect(pairs(outcome.outputs[0])).toEqual(inOrder(4));
		expect(filters()).toEqual([transports.map(({ uid }) => uid).join()]);
	});

	test('sends them one by one when Dashdoc refuses them together', async () => {
		const late = started().find(({ segments }) => segments[0].origin.real_end !== null)!;
		const others = free().slice(0, 2);
		const items = [
			{ uid: others[0].uid, date: '2026-03-16T17:00:00Z' },
			{ uid: late.uid, date: '2020-01-01T00:00:00Z' },
			{ uid: others[1].uid, date: '' },
		];
		const outcome = await act(
			'markDone',
			items,
			{ ...together, lastActivity: '={{ $json.date }}' },
			{ node: { onError: 'continueErrorOutput' } },
		);
		const [good, bad] = outcome.outputs;
		expect(good.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[{ success: true, uid: others[0].uid }, { item: 0 }],
			[{ success: true, uid: others[1].uid }, { item: 2 }],
		]);
		expect(bad).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({
					error: expect.stringMatching(/^Last Activity: .*last loading.* \[item 1\]$/) as string,
				}) as object,
				pairedItem: { item: 1 },
			}),
		]);
		const [whole, ...single] = writesOf(sandbox);
		expect(whole.body).toEqual({
			last_activity_date_by_transport_uid: {
				[items[0].uid]: '2026-03-16T17:00:00Z',
				[late.uid]: '2020-01-01T00:00:00Z',
			},
		});
		expect(single).toHaveLength(3);
		expect([...others, late].map((one) => again(one).status)).toEqual(['done', 'done', late.status]);
	});

	test('tells every item when the connection is lost, and sends nothing twice that may be done', async () => {
		const transports = free().slice(0, 3);
		sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'assignTransports' }, times: 0 });
		const parameters = {
			...together,
			trucker: located('id', truckersOf(sandbox)[0].pk),
			sendToTrucker: true,
		};
		const outcome = await act('assign', uids(transports), parameters, goingOn);
		expect(jsonOf(outcome).map(({ error }) => error)).toEqual(
			transports.map((_, item) => expect.stringMatching(new RegExp(`\\[item ${item}\\]$`)) as string),
		);
		expect(writesOf(sandbox)).toHaveLength(1);
	});

	test('sends again what sets a state, when the connection is lost', async () => {
		const transports = free().slice(0, 3);
		sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'archiveTransports' } });
		expect(jsonOf(await act('archive', uids(transports), together))).toEqual(done(transports));
		expect(writesOf(sandbox)).toHaveLength(2);
	});

	test('starts nothing when an item is wrong and the workflow is to stop', async () => {
		const items = [...uids(free().slice(0, 2)), { uid: '' }];
		const { error } = await act('archive', items, together);
		expect(error?.message).toMatch(/^Transport: .* \[item 2\]$/);
		expect(sandbox.requests()).toEqual([]);
	});

	test('one that is under way is refused with its own words, and the others are assigned', async () => {
		const [moving] = started();
		const others = free().slice(0, 2);
		const [trucker] = truckersOf(sandbox);
		const outcome = await act(
			'assign',
			uids([others[0], moving, others[1]]),
			{ ...together, trucker: located('id', trucker.pk) },
			goingOn,
		);
		expect(jsonOf(outcome)).toEqual([
			{ success: true, uid: others[0].uid },
			expect.objectContaining({ error: expect.stringContaining('have started') as string }),
			{ success: true, uid: others[1].uid },
		]);
		expect(others.map((one) => again(one).segments[0].trucker?.pk)).toEqual([trucker.pk, trucker.pk]);
	});

	test.each([true, false])(
		'of two items for one transport the later one has the last word (%s)',
		async (sendTogether) => {
			const [first, second] = truckersOf(sandbox);
			const [transport, other] = free();
			const items = [
				{ uid: other.uid, trucker: second.pk },
				{ uid: transport.uid, trucker: first.pk },
				{ uid: transport.uid, trucker: second.pk },
			];
			const outcome = await act('assign', items, {
				sendTogether,
				trucker: located('id', '={{ $json.trucker }}'),
			});
			expect(jsonOf(outcome)).toHaveLength(3);
			expect(again(transport).segments[0].trucker?.pk).toBe(second.pk);
		},
	);

	test('Stop ends it, and no item becomes a failed one', async () => {
		sandbox.setFaults({ kind: 'hang', match: { operationId: 'archiveTransports' }, times: 0 });
		const execution = act('archive', uids(free().slice(0, 3)), together, goingOn);
		while (writesOf(sandbox).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
		execution.cancel();
		const outcome = await execution;
		expect(outcome.status).toBe('canceled');
		expect(outcome.outputs.flat().filter(({ json }) => 'error' in json)).toEqual([]);
		expect(writesOf(sandbox)).toHaveLength(1);
	});
});

describe('Assign', () => {
	const crewOf = ({ uid }: StoredTransport) =>
		transportsOf(sandbox)
			.find((one) => one.uid === uid)!
			.segments.map(({ trailers, trucker, vehicle }) => [
				trucker?.pk,
				vehicle?.license_plate,
				trailers.map(({ license_plate }) => license_plate),
			]);

	test('takes plates, and tells the trucker only when that is chosen', async () => {
		const [transport] = free();
		const [trucker] = truckersOf(sandbox);
		const vehicle = vehiclesOf(sandbox).find(({ license_plate }) => license_plate)!;
		const trailer = trailersOf(sandbox).find(({ license_plate }) => license_plate)!;
		const parameters = {
			trucker: located('id', trucker.pk),
			vehicle: located('plate', vehicle.license_plate),
			trailers: { trailer: [{ trailer: located('plate', trailer.license_plate) }] },
		};
		await act('assign', uids([transport]), parameters);
		expect(again(transport).status).toBe('assigned');
		const crew = [trucker.pk, vehicle.license_plate, [trailer.license_plate]];
		expect(crewOf(transport)).toEqual(transport.segments.map(() => crew));
		await act('assign', uids([transport]), { ...parameters, sendToTrucker: true });
		expect(again(transport).status).toBe('sent_to_trucker');
	});

	test('takes External IDs of trucker and vehicle', async () => {
		const [transport] = free();
		const [trucker] = truckersOf(sandbox).filter(({ remote_id }) => remote_id);
		const [vehicle] = vehiclesOf(sandbox).filter(({ remote_id }) => remote_id);
		await act('assign', uids([transport]), {
			trucker: located('externalId', trucker.remote_id ?? ''),
			vehicle: located('externalId', vehicle.remote_id ?? ''),
		});
		expect(writesOf(sandbox)[0].body).toEqual({
			trucker_id: { remote_id: trucker.remote_id },
			vehicle: { remote_id: vehicle.remote_id },
			send_to_trucker: false,
		});
	});

	test('of nobody and nothing is refused before anything is sent', async () => {
		const { error } = await act('assign', uids(free().slice(0, 1)));
		expect(error?.message).toMatch(/^Trucker: neither trucker nor vehicle nor trailer.* \[item 0\]$/);
		expect(sandbox.requests()).toEqual([]);
	});
});
