/** What is decided about one transport, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { callsOf, companiesOf, itemsOf, jsonOf, located, transportsOf, writesOf } from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 8, contacts: 0, transports: 120 }, (ready) => {
	sandbox = ready;
});

const run = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'transport', operation, ...parameters }, rest);

const living = () => transportsOf(sandbox).filter(({ deleted, remote_id }) => deleted === null && remote_id);
const waiting = () =>
	living().filter(({ global_status, is_order }) => !is_order && global_status === 'accepted')[0];
const pick = ({ uid }: StoredTransport) => located('id', uid);
const goingOn: Partial<Subject> = { node: { onError: 'continueRegularOutput' } };

describe('Cancel', () => {
	test('gives the reason to Dashdoc and gives out the cancelled transport', async () => {
		const transport = waiting();
		const outcome = await run('cancel', { transport: pick(transport), reason: 'Client fermé' });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid: transport.uid, status: 'cancelled' })]);
		expect(writesOf(sandbox)[0].body).toEqual({ cancel_reason: 'Client fermé' });
	});

	test('a second time is refused in the words of Dashdoc', async () => {
		const parameters = { transport: pick(waiting()) };
		await run('cancel', parameters);
		const { error } = await run('cancel', parameters);
		expect(error?.message).toMatch(/^Dashdoc does not allow this \(403\): .* \[item 0\]$/);
	});

	test('of one among several does not stop the others when the workflow continues', async () => {
		const free = living().filter(({ global_status, is_order }) => !is_order && global_status === 'accepted');
		const ended = living().find(({ global_status }) => global_status === 'done')!;
		const outcome = await run(
			'cancel',
			{ transport: located('id', '={{ $json.uid }}') },
			{ items: itemsOf({ uid: free[0].uid }, { uid: ended.uid }, { uid: free[1].uid }), ...goingOn },
		);
		expect(jsonOf(outcome).map((json) => 'error' in json)).toEqual([false, true, false]);
		expect(outcome.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
	});

	test('is not sent again after a lost connection, since the second answer would hide the first', async () => {
		sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'cancelTransport' }, times: 0 });
		const { error } = await run('cancel', { transport: pick(waiting()) });
		expect(error).toBeDefined();
		expect(writesOf(sandbox)).toHaveLength(1);
	});
});

describe('Confirm and Decline', () => {
	const order = () => living().find(({ global_status }) => global_status === 'ordered')!;

	test('by External ID read the order first, as Dashdoc documents no look-up there', async () => {
		const { remote_id, uid } = order();
		const outcome = await run('confirm', { transport: located('externalId', remote_id) });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid, status: 'confirmed' })]);
		expect(callsOf(sandbox)).toEqual([
			`GET /transports/${remote_id}/?lookup_field=remote_id`,
			`POST /transports/${uid}/confirm/`,
		]);
	});

	test('an order is declined with a reason', async () => {
		const outcome = await run('decline', { transport: pick(order()), reason: 'Pas de camion' });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ status: 'declined' })]);
		expect(writesOf(sandbox)[0].body).toEqual({ decline_reason: 'Pas de camion' });
	});
});

describe('Mark Invoiced', () => {
	test('notes the number and the customer of one transport', async () => {
		const [transport] = living();
		const [customer] = companiesOf(sandbox);
		const outcome = await run('markInvoiced', {
			transport: pick(transport),
			additionalFields: { invoiceNumber: 'F2026-0742', customerToInvoice: located('id', customer.pk) },
		});
		expect(jsonOf(outcome)).toEqual([{ success: true, uid: transport.uid }]);
		expect(callsOf(sandbox)).toEqual([`POST /transports/${transport.uid}/mark-invoiced/`]);
		const stored = transportsOf(sandbox).find(({ uid }) => uid === transport.uid);
		expect(stored).toMatchObject({ invoice_number: 'F2026-0742', invoicing_status: 'INVOICED' });
	});
});

describe('Update and Delete', () => {
	test('only chosen fields are sent, and the price is a form', async () => {
		const transport = waiting();
		const priceLine = [
			{ description: 'Transport', unitPrice: '149,50', quantity: '1' },
			{ description: 'Attente', metric: 'DURATION_IN_HOUR', unitPrice: 38 },
		];
		const outcome = await run('update', {
			transport: pick(transport),
			updateFields: {
				instructions: 'Sonner à l’accueil',
				quotation: { fuelSurcharge: '4.5', priceLines: { priceLine } },
			},
		});
		expect(outcome.error).toBeUndefined();
		expect(writesOf(sandbox)[0].body).toEqual({
			instructions: 'Sonner à l’accueil',
			quotation: {
				gas_index: '4.5',
				lines: [
					{ description: 'Transport', metric: 'FLAT', unit_price: '149.50', quantity: '1' },
					{ description: 'Attente', metric: 'DURATION_IN_HOUR', unit_price: '38' },
				].map((line) => expect.objectContaining(line) as object),
			},
		});
	});

	test('a carrier is a company, whose administrative address Dashdoc gets', async () => {
		const carrier = companiesOf(sandbox).find(({ primary_address }) => primary_address !== null)!;
		await run('update', {
			transport: pick(waiting()),
			updateFields: { carrier: located('id', carrier.pk) },
		});
		expect(writesOf(sandbox)[0].body).toEqual({ carrier_address: { pk: carrier.primary_address } });
	});

	test('an amount that is none is told with its line, and nothing is sent', async () => {
		const priceLine = [{ unitPrice: '10' }, { unitPrice: 'gratuit' }];
		const { error } = await run('update', {
			transport: pick(waiting()),
			updateFields: { quotation: { priceLines: { priceLine } } },
		});
		expect(error?.message).toMatch(/Price Line 2 Unit Price: "gratuit" is not an amount.* \[item 0\]$/);
		expect(sandbox.requests()).toEqual([]);
	});

	test('a deleted transport is gone from the list', async () => {
		const { uid } = waiting();
		expect(jsonOf(await run('delete', { transport: located('id', uid) }))).toEqual([{ deleted: true, uid }]);
		const left = jsonOf(await run('getAll', { returnAll: true }));
		expect(left.filter((json) => json.uid === uid)).toEqual([]);
	});
});

describe('what Dashdoc works out', () => {
	test('consignment notes and price lines come one per item', async () => {
		const transport = living().find(({ documents }) => documents.some(({ category }) => category === 'cmr'))!;
		const notes = jsonOf(await run('getCmrs', { transport: pick(transport) }));
		expect(notes.length).toBeGreaterThan(0);
		for (const note of notes) expect(note).toMatchObject({ file: expect.any(String) as string });
		const lines = jsonOf(await run('getEffectivePriceLines', { transport: pick(transport) }));
		for (const line of lines) expect(line).toHaveProperty('unit_price');
	});

	test('an unknown transport is told by its name', async () => {
		const { error } = await run('getCmrs', { transport: located('id', 'unknown') });
		expect(error?.message).toBe(
			'Dashdoc found nothing for Transport "unknown". Check the identifier [item 0]',
		);
	});

	test('several transports make one trip', async () => {
		const two = living().slice(0, 2);
		const outcome = await run('mergeToTrip', { transportIds: two.map(({ uid }) => uid).join(', ') });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid: expect.any(String) as string })]);
		expect(writesOf(sandbox)[0].body).toEqual({ transport_uids: two.map(({ uid }) => uid) });
	});
});
