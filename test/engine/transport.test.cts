/** What a user can do with transports, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { jsonOf, located, transportsOf } from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 6, contacts: 0, transports: 40 }, (ready) => {
	sandbox = ready;
});

const transport = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'transport', operation, ...parameters }, rest);

const someTransport = () =>
	transportsOf(sandbox).find(({ remote_id, deleted }) => remote_id && deleted === null)!;

describe('Get', () => {
	test('a transport can be picked from the list, by ID, by external ID and by the address of its page', async () => {
		const { uid, remote_id } = someTransport();
		const picks = [
			located('list', uid),
			located('id', uid),
			located('externalId', remote_id),
			located('url', `https://www.dashdoc.eu/app/transports/${uid}/?tab=activities`),
			located('url', `https://sandbox.dashdoc.eu/app/transports/${uid}`),
		];
		for (const pick of picks) {
			expect(jsonOf(await transport('get', { transport: pick }))).toEqual([
				expect.objectContaining({ uid, remote_id }),
			]);
		}
	});

	test('an address that an expression gives is understood as well', async () => {
		const { uid } = someTransport();
		const pick = located('url', '={{ $json.page }}');
		const items = [{ json: { page: `https://www.dashdoc.eu/app/transports/${uid}/` } }];
		expect(jsonOf(await transport('get', { transport: pick }, { items }))).toEqual([
			expect.objectContaining({ uid }),
		]);
	});

	test('a plain expression over the whole field is taken for an ID', async () => {
		const { uid } = someTransport();
		const outcome = await transport('get', { transport: '={{ $json.uid }}' }, { items: [{ json: { uid } }] });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid })]);
	});

	test('the simplified form tells from where to where, and who', async () => {
		const { uid, deliveries } = someTransport();
		const [json] = jsonOf(await transport('get', { transport: located('id', uid) }));
		expect(json).toMatchObject({
			uid,
			origin: deliveries[0].origin.address?.city,
			destination: deliveries.at(-1)?.destination.address?.city,
			carrier: expect.any(String) as string,
			shipper: expect.any(String) as string,
		});
		expect(Object.values(json).some((value) => typeof value === 'object' && value !== null)).toBe(false);
	});
});

describe('Get Many', () => {
	const find = async (filters: INodeParameters, more: INodeParameters = {}) =>
		jsonOf(await transport('getAll', { returnAll: true, output: 'raw', filters, ...more }));

	test('several statuses are asked for in one filter', async () => {
		const wanted = ['done', 'assigned'];
		const found = await find({ statuses: wanted });
		const expected = transportsOf(sandbox).filter(
			({ status, deleted }) => deleted === null && wanted.includes(status),
		);
		expect(found.map(({ uid }) => uid).sort()).toEqual(expected.map(({ uid }) => uid).sort());
		expect(sandbox.requests()[0].query).toEqual({ status__in: 'done,assigned' });
	});

	test('yes or no filters keep either side', async () => {
		const [archived, others] = [await find({ archived: true }), await find({ archived: false })];
		expect(sandbox.requests().map(({ query }) => query.archived)).toEqual(['true', 'false']);
		expect(archived.filter(({ uid }) => others.some((other) => other.uid === uid))).toEqual([]);
	});

	test('transports can be kept or left out by their IDs', async () => {
		const [first, second, ...rest] = transportsOf(sandbox).filter(({ deleted }) => deleted === null);
		const kept = await find({ transportIds: `${first.uid}, ${second.uid}` });
		expect(kept.map(({ uid }) => uid).sort()).toEqual([first.uid, second.uid].sort());
		const others = await find({ transportIdsToLeaveOut: `${first.uid},${second.uid}` });
		expect(others).toHaveLength(rest.length);
	});

	test('external IDs of an earlier node come in as a list', async () => {
		const { remote_id } = someTransport();
		const found = await find({ externalIds: '={{ ["' + remote_id + '", "NOBODY"] }}' });
		expect(found.map((one) => one.remote_id)).toEqual([remote_id]);
	});

	test('the sorting is chosen, or left to Dashdoc', async () => {
		await find({}, { sort: 'created' });
		await find({}, { sort: '' });
		expect(sandbox.requests().map(({ query }) => query)).toEqual([{ ordering: 'created' }, {}]);
	});

	test('a period whose end lies before its start is told, and nothing is sent', async () => {
		const outcome = await transport('getAll', {
			filters: { createdFrom: '2026-03-02', createdUntil: '2026-03-01' },
		});
		expect(outcome.error?.message).toMatch(
			/^Created Until: .* lies before the start of the period.* \[item 0\]$/,
		);
		expect(sandbox.requests()).toEqual([]);
	});
});
