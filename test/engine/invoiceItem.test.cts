/** What a user can do with the articles of invoices, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, searchOn, useSandbox } from '../support/sandboxed.cts';
import {
	callsOf,
	invoiceItemsOf,
	itemsOf,
	jsonOf,
	located,
	outcomesOf,
	sentTo,
	transportsOf,
} from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 2, contacts: 0, transports: 4 }, (ready) => {
	sandbox = ready;
});

const item = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'invoiceItem', operation, ...parameters }, rest);

const withExternalId = (remoteId: string) =>
	invoiceItemsOf(sandbox).filter(({ remote_id }) => remote_id === remoteId);

describe('Create or Update', () => {
	const upsert = (parameters: INodeParameters, rest: Partial<Subject> = {}) =>
		item('upsert', { externalId: 'PEAGE', description: 'Péage', ...parameters }, rest);

	test('creates, leaves alone what is equal, and updates what differs', async () => {
		const outcomes = [await upsert({}), await upsert({}), await upsert({ description: 'Péages' })];
		expect(outcomes.flatMap(outcomesOf)).toEqual(['created', 'unchanged', 'updated']);
		expect(sentTo(sandbox)).toEqual([
			['POST', { remote_id: 'PEAGE', description: 'Péage' }],
			['PATCH', { description: 'Péages' }],
		]);
		expect(withExternalId('PEAGE')).toHaveLength(1);
	});

	test('of many reads the catalogue once, and makes one of two with the same External ID', async () => {
		const items = itemsOf({ id: 'A' }, { id: 'B' }, { id: 'A' }, { id: 'GASOIL' });
		const outcome = await upsert({ externalId: '={{ $json.id }}' }, { items });
		expect(outcomesOf(outcome)).toEqual(['created', 'created', 'unchanged', 'updated']);
		expect(callsOf(sandbox).filter((call) => call.startsWith('GET'))).toEqual(['GET /invoices/items/']);
	});
});

test('one is changed and deleted by its External ID', async () => {
	const changed = await item('update', {
		invoiceItem: located('externalId', 'ATTENTE'),
		updateFields: { description: 'Attente, la demi-heure' },
	});
	expect(jsonOf(changed)).toEqual([
		expect.objectContaining({ remote_id: 'ATTENTE', description: 'Attente, la demi-heure' }),
	]);
	const deleted = await item('delete', { invoiceItem: located('externalId', 'ATTENTE') });
	expect(jsonOf(deleted)).toEqual([{ deleted: true, remote_id: 'ATTENTE' }]);
	expect(withExternalId('ATTENTE')).toEqual([]);
});

test('the list shows the text and the External ID', async () => {
	const { results } = await searchOn(sandbox, 'searchInvoiceItems', 'attente');
	expect(results.map(({ name }) => name)).toEqual(["Heures d'attente (ATTENTE)"]);
});

test('the price lines of a transport name them by the list', async () => {
	const [{ uid }] = transportsOf(sandbox);
	const [article] = invoiceItemsOf(sandbox);
	await runOn(sandbox, {
		resource: 'transport',
		operation: 'update',
		transport: located('id', uid),
		updateFields: {
			quotation: {
				priceLines: {
					priceLine: [
						{ description: 'Transport', unitPrice: '149.5', invoiceItem: located('list', article.uid) },
					],
				},
			},
		},
	});
	expect(sentTo(sandbox)).toEqual([
		[
			'PATCH',
			{
				quotation: {
					lines: [expect.objectContaining({ unit_price: '149.5', invoice_item_uid: article.uid })],
				},
			},
		],
	]);
});
