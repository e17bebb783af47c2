/** Subcontracting whole transports, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { companiesOf, jsonOf, located, transportsOf, writesOf } from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 8, contacts: 0, transports: 60 }, (ready) => {
	sandbox = ready;
});

const run = (operation: string, parameters: INodeParameters) =>
	runOn(sandbox, { resource: 'transport', operation, ...parameters });

const own = () =>
	transportsOf(sandbox).find(
		({ deleted, global_status, is_order, remote_id, segments }) =>
			deleted === null &&
			!is_order &&
			remote_id &&
			global_status === 'accepted' &&
			segments.every(({ child_transport }) => child_transport === null),
	)!;
const pick = ({ uid }: StoredTransport) => located('id', uid);
const stored = (uid: unknown) => transportsOf(sandbox).find((one) => one.uid === uid)!;
const carrier = () => located('id', companiesOf(sandbox)[2].pk);

async function charter(parent: StoredTransport, additionalFields: INodeParameters = {}): Promise<string> {
	const outcome = await run('charter', { transport: pick(parent), carrier: carrier(), additionalFields });
	const [{ child_transport }] = jsonOf(outcome);
	return child_transport as string;
}

test('a charter gives the transport of the other carrier, with the one that it stands for', async () => {
	const parent = own();
	const outcome = await run('charter', {
		transport: pick(parent),
		carrier: carrier(),
		additionalFields: { instructions: 'Remorque EF-456-GH', sendToCarrier: false },
	});
	const [json] = jsonOf(outcome);
	expect(json).toEqual({ child_transport: expect.any(String) as string, uid: parent.uid });
	expect(stored(json.child_transport)).toMatchObject({
		instructions: 'Remorque EF-456-GH',
		parent_transports: [expect.objectContaining({ uid: parent.uid })],
	});
});

test('by External ID the transport is looked up, and the ID comes out', async () => {
	const { remote_id, uid } = own();
	const outcome = await run('charter', {
		transport: located('externalId', remote_id),
		carrier: carrier(),
	});
	expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid })]);
});

test('a second charter of the same transport is refused in the words of Dashdoc', async () => {
	const parent = own();
	await charter(parent);
	const { error } = await run('charter', { transport: pick(parent), carrier: carrier() });
	expect(error?.message).toMatch(/chartered already.* \[item 0\]$/);
});

test('a lost connection makes no second charter', async () => {
	const before = transportsOf(sandbox).length;
	sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'charterTransport' } });
	const { error } = await run('charter', { transport: pick(own()), carrier: carrier() });
	expect(error?.message).toMatch(/\[item 0\]$/);
	expect(transportsOf(sandbox)).toHaveLength(before + 1);
});

test('the instructions of the other carrier can be changed', async () => {
	const parent = own();
	const child = await charter(parent);
	const outcome = await run('updateCharter', { transport: pick(parent), instructions: 'Quai 4' });
	expect(jsonOf(outcome)).toEqual([{ success: true, uid: parent.uid }]);
	expect(stored(child).instructions).toBe('Quai 4');
});

test('a cancelled charter can be given to another carrier', async () => {
	const parent = own();
	const child = await charter(parent);
	const outcome = await run('cancelCharter', { transport: pick(parent) });
	expect(jsonOf(outcome)).toEqual([{ success: true, uid: parent.uid }]);
	expect(stored(child).status).toBe('cancelled');
	expect(await charter(parent)).not.toBe(child);
});

test('cancelling what is not chartered is refused in the words of Dashdoc', async () => {
	const { error } = await run('cancelCharter', { transport: pick(own()) });
	expect(error?.message).toMatch(/not chartered.* \[item 0\]$/);
});

test('a lost cancellation is not sent again, since the second answer would hide the first', async () => {
	const parent = own();
	await charter(parent);
	sandbox.clearRequests();
	sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'cancelTransportCharter' } });
	const { error } = await run('cancelCharter', { transport: pick(parent) });
	expect(error?.message).not.toMatch(/not chartered/);
	expect(writesOf(sandbox)).toHaveLength(1);
});

test('cancelling the transport cancels its charter', async () => {
	const parent = own();
	const child = await charter(parent);
	await run('cancel', { transport: pick(parent), reason: 'Annulé' });
	expect(stored(child).status).toBe('cancelled');
});
