/** Reporting what happened on the way, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { callsOf, itemsOf, jsonOf, located, writesOf } from './data.cts';
import { openTransport } from './transports.cts';

let sandbox: Sandbox;
let transport: StoredTransport;

useSandbox({ companies: 8, contacts: 0, transports: 24 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	transport = openTransport(sandbox);
});

const report = (parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(
		sandbox,
		{
			resource: 'transportStatus',
			operation: 'create',
			transport: located('id', transport.uid),
			siteId: transport.deliveries[0].origin.uid,
			...parameters,
		},
		rest,
	);

test('an event moves the transport, which comes out as Transport shows it', async () => {
	const outcome = await report({
		event: 'loading_complete',
		additionalFields: { timeOnDevice: '2026-03-02T08:00' },
	});
	expect(writesOf(sandbox)[0].body).toEqual({
		transport: transport.uid,
		site: transport.deliveries[0].origin.uid,
		category: 'loading_complete',
		created_device: '2026-03-02T07:00:00Z',
	});
	expect(jsonOf(outcome)).toEqual([
		expect.objectContaining({ uid: transport.uid, status: 'loading_complete' }),
	]);
	expect(transport.deliveries[0].origin.real_end).toBe('2026-03-02T07:00:00Z');
});

test('the transport may be given by External ID; Dashdoc gets its ID', async () => {
	transport.remote_id = 'OT2026-118';
	const outcome = await report({ transport: located('externalId', 'OT2026-118') });
	expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid: transport.uid })]);
	expect(callsOf(sandbox)).toEqual([
		'GET /transports/OT2026-118/?lookup_field=remote_id',
		'POST /transport-status/',
	]);
	expect(writesOf(sandbox)[0].body).toMatchObject({ transport: transport.uid });
});

test('a transport that nobody knows by that External ID moves nothing', async () => {
	const outcome = await report({ transport: located('externalId', 'OT-999') });
	expect(outcome.error?.message).toMatch(/^Dashdoc found nothing for Transport "OT-999"/);
	expect(writesOf(sandbox)).toEqual([]);
});

test('the events of one transport happen in the order of the items', async () => {
	const events = ['on_loading_site', 'loading_complete', 'departed'];
	const outcome = await report(
		{ event: '={{ $json.event }}' },
		{ items: itemsOf(...events.map((event) => ({ event }))) },
	);
	expect(jsonOf(outcome).map(({ status }) => status)).toEqual(events);
});

test('an event may be written as the editor names it, and one that Dashdoc does not know is told under its label', async () => {
	expect(jsonOf(await report({ event: '={{ "On the Way" }}' }))).toHaveLength(1);
	const outcome = await report({ event: '={{ "teleported" }}' });
	expect(outcome.error?.message).toMatch(/^Event: .* \[item 0\]$/);
});

test('a site of another transport is told under its label', async () => {
	const outcome = await report({ siteId: 'site-of-nobody' });
	expect(outcome.error?.message).toMatch(/^Site ID: .* \[item 0\]$/);
});
