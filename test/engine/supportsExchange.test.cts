/** Load carriers given and taken, and other small resources around transports, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredSite } from '../../sandbox/resources/transports/records.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { addSupportType, jsonOf, located, transportsOf, writesOf } from './data.cts';
import { openTransport } from './transports.cts';

let sandbox: Sandbox;
let stop: StoredSite;

useSandbox({ companies: 8, contacts: 0, transports: 24 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	stop = openTransport(sandbox).deliveries[0].destination;
	stop.supports_exchanges = [];
});

const exchange = (operation: string, parameters: INodeParameters) =>
	runOn(sandbox, { resource: 'supportsExchange', operation, ...parameters });

describe('Supports Exchange', () => {
	test('it is counted at a stop, read, corrected and deleted', async () => {
		addSupportType(sandbox, { remote_id: 'EUR' });
		stop.remote_id = 'STOP-1';
		const created = await exchange('create', {
			site: located('externalId', 'STOP-1'),
			supportType: located('externalId', 'EUR'),
			additionalFields: { expectedDelivered: 33 },
		});
		expect(writesOf(sandbox)[0].body).toEqual({
			site: { remote_id: 'STOP-1' },
			support_type: { remote_id: 'EUR' },
			expected_delivered: 33,
		});
		const [{ uid }] = jsonOf(created);
		const named = { supportsExchange: located('id', uid as string) };
		expect(jsonOf(await exchange('get', named))[0]).toMatchObject({ uid, expected_delivered: 33 });
		const changed = await exchange('update', { ...named, updateFields: { actualDelivered: 0 } });
		expect(jsonOf(changed)[0]).toMatchObject({ actual_delivered: 0 });
		expect(jsonOf(await exchange('delete', named))).toEqual([{ deleted: true, uid }]);
		expect(stop.supports_exchanges).toEqual([]);
	});

	test('half a pallet is refused before anything is sent', async () => {
		const outcome = await exchange('create', {
			site: located('id', stop.uid),
			supportType: located('id', addSupportType(sandbox, {}).uid),
			additionalFields: { expectedDelivered: 0.5 },
		});
		expect(outcome.error?.message).toBe('Expected Delivered: 0.5 is not a whole number [item 0]');
		expect(sandbox.requests()).toEqual([]);
	});
});

test('tracking files come in flat fields', async () => {
	const [json] = jsonOf(await runOn(sandbox, { resource: 'trackingFile', operation: 'getAll' }));
	expect(json).toMatchObject({ name: 'Campagne de blé 2026', city: expect.any(String) as string });
});

test('a loading plan is read by the uid that its transport shows', async () => {
	const uid = transportsOf(sandbox).find(({ loading_plan }) => loading_plan)?.loading_plan ?? '';
	const outcome = await runOn(sandbox, { resource: 'loadingPlan', operation: 'get', loadingPlanId: uid });
	expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid })]);
});
