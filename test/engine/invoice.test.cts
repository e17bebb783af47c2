/** What a user can do with invoices, on n8n's real engine against the sandbox. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, searchOn, useSandbox } from '../support/sandboxed.cts';
import {
	addCompany,
	callsOf,
	fileBehind,
	invoiceItemsOf,
	invoicesOf,
	itemsOf,
	itemWithFile,
	jsonOf,
	located,
	sentTo,
	writesOf,
	type BinaryFile,
} from './data.cts';

let sandbox: Sandbox;
let customer: number;

useSandbox({ companies: 2, contacts: 0, transports: 0 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	sandbox.settings({ mandatoryInvoiceItems: false });
	customer = addCompany(sandbox, { name: 'Laiterie du Pré-Fleuri', remote_id: 'CLI-77' }).pk;
});

const invoice = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'invoice', operation, ...parameters }, rest);

/** Lines as the form holds them. */
const linesOf = (...line: INodeParameters[]): INodeParameters => ({ line });

const create = (parameters: INodeParameters = {}, rest: Partial<Subject> = {}) =>
	invoice('create', { customer: located('id', customer), ...parameters }, rest);

const onError: Partial<Subject> = { node: { onError: 'continueErrorOutput' } };

const withStatus = (status: string) => invoicesOf(sandbox).find((one) => one.status === status)!;

/** The draft that was made last. */
const newest = () => invoicesOf(sandbox)[0];

describe('an invoice that is created with its lines', () => {
	const storage = { description: 'Stockage, février', quantity: '12.5', unitPrice: '3.9512' };
	const waiting = { description: 'Attente à Évreux', quantity: '0.333', unitPrice: '48,75' };

	test('has them in their order, and an exact total', async () => {
		const outcome = await create({ lines: linesOf(storage, waiting) });
		expect(sentTo(sandbox)).toEqual([
			['POST', { customer_to_invoice_id: customer }],
			['POST', { description: 'Stockage, février', quantity: '12.5', unit_price: '3.9512' }],
			['POST', { description: 'Attente à Évreux', quantity: '0.333', unit_price: '48.75' }],
		]);
		expect(jsonOf(outcome)).toEqual([
			{
				uid: newest().uid,
				document_number: null,
				status: 'draft',
				customer: 'Laiterie du Pré-Fleuri',
				invoicing_date: null,
				due_date: null,
				total_price: '65.62',
				total_tax_amount: '13.12',
				currency: 'EUR',
				file: null,
			},
		]);
	});

	test('is for the customer with an External ID, in another currency', async () => {
		await create({ customer: located('externalId', 'CLI-77'), additionalFields: { currency: 'chf' } });
		expect(newest()).toMatchObject({ debtor: customer, currency: 'CHF', lines: [] });
	});

	test('names articles of the catalogue by ID and by External ID, which is read once', async () => {
		const [transport, waitingTime] = invoiceItemsOf(sandbox);
		const line = (item: INodeParameters): INodeParameters => ({
			quantity: '1',
			unitPrice: '10',
			invoiceItem: item,
		});
		await create(
			{
				lines: linesOf(
					line(located('id', transport.uid)),
					line(located('externalId', waitingTime.remote_id)),
				),
			},
			{ items: itemsOf({}, {}) },
		);
		const named = invoicesOf(sandbox)
			.slice(0, 2)
			.map(({ lines }) => lines.map(({ invoice_item }) => invoice_item?.uid));
		expect(named).toEqual([
			[transport.uid, waitingTime.uid],
			[transport.uid, waitingTime.uid],
		]);
		expect(callsOf(sandbox).filter((call) => call === 'GET /invoices/items/')).toHaveLength(1);
	});

	test('may get more of them as a list from an expression, with numbers or texts', async () => {
		const listed = [
			{ description: 'Péage', quantity: 2, unit_price: 0.07 },
			{ quantity: '1.5', unit_price: '10.0000' },
		];
		await create(
			{ lines: linesOf(storage), additionalFields: { additionalLines: '={{ $json.listed }}' } },
			{ items: itemsOf({ listed }) },
		);
		expect(newest().lines.map(({ amount }) => amount)).toEqual(['49.39', '0.14', '15.00']);
	});

	test('is told with what exists when Dashdoc refuses one of its lines', async () => {
		sandbox.setFaults({
			kind: 'status',
			status: 400,
			body: { unit_price: { detail: ['Too high.'], code: ['invalid'] } },
			match: { operationId: 'createInvoiceLine', nth: 2 },
		});
		const outcome = await create({ lines: linesOf(storage, waiting, storage) });
		const { uid, lines } = newest();
		expect(outcome.error?.message).toBe(
			`Line 2 Unit Price: Too high. (the draft invoice ${uid} exists and has line 1; left for Add Line: lines 2 to 3) [item 0]`,
		);
		expect(lines).toHaveLength(1);
	});

	test('is told with the same number of a line where Dashdoc refuses one of the list', async () => {
		sandbox.setFaults({
			kind: 'status',
			status: 400,
			body: { unit_price: { detail: ['Too high.'], code: ['invalid'] } },
			match: { operationId: 'createInvoiceLine', nth: 2 },
		});
		const additionalLines = '[{ "quantity": 1, "unit_price": 2 }]';
		const outcome = await create({ lines: linesOf(storage), additionalFields: { additionalLines } });
		expect(outcome.error?.message).toBe(
			`Line 2 Unit Price: Too high. (the draft invoice ${newest().uid} exists and has line 1; left for Add Line: line 2) [item 0]`,
		);
	});

	test.each([
		[1, 'line 1 perhaps; left for Add Line for sure: lines 2 to 3', 1],
		[2, 'line 1, line 2 perhaps; left for Add Line for sure: line 3', 2],
		[3, 'lines 1 to 2, line 3 perhaps; left for Add Line for sure: no further line', 3],
	])('leaves it open whether a line is there whose answer is lost (line %d)', async (nth, told, there) => {
		sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'createInvoiceLine', nth } });
		const outcome = await create({ lines: linesOf(storage, waiting, storage) });
		expect(outcome.error?.message).toContain(`(the draft invoice ${newest().uid} exists and has ${told})`);
		expect(newest().lines).toHaveLength(there);
	});

	test.each<[string, string | object]>([
		['empty', ''],
		['without ID', {}],
	])('is told to be made where the answer is %s, and no line is sent anywhere', async (_what, body) => {
		sandbox.setFaults({ kind: 'status', status: 201, body, match: { operationId: 'createBareInvoice' } });
		const outcome = await create({ lines: linesOf(storage) });
		expect(outcome.error?.message).toBe(
			'Dashdoc made the draft invoice but did not tell its ID; look for it there before you run this again [item 0]',
		);
		expect(writesOf(sandbox)).toHaveLength(1);
	});

	test('says so when Dashdoc demands articles and there are none', async () => {
		sandbox.settings({ mandatoryInvoiceItems: true });
		const outcome = await create({ lines: linesOf(storage) });
		expect(outcome.error?.message).toBe(
			`Every line must have an invoice item. (the draft invoice ${newest().uid} exists and has no line; left for Add Line: line 1) [item 0]`,
		);
	});

	test('is not created twice when the answer is lost, and the error says where to look', async () => {
		const count = invoicesOf(sandbox).length;
		sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'createBareInvoice' } });
		const outcome = await create({ lines: linesOf(storage) });
		expect(outcome.error?.message).toContain(
			'It is not known whether Dashdoc carried it out: look there before you send it again',
		);
		expect(invoicesOf(sandbox)).toHaveLength(count + 1);
		expect(writesOf(sandbox)).toHaveLength(1);
	});

	test('tells what is done when it cannot be read at the end', async () => {
		sandbox.setFaults({ kind: 'status', status: 403, match: { operationId: 'getInvoice' } });
		const outcome = await create({ lines: linesOf(storage) });
		expect(outcome.error?.message).toContain(
			`(the draft invoice ${newest().uid} exists with all its lines) [item 0]`,
		);
	});
});

describe('what cannot be an invoice is refused before anything is sent', () => {
	const right = { quantity: '1', unitPrice: '149.5', item: '' };
	const lines = linesOf(
		{ quantity: '1', unitPrice: '1' },
		{
			quantity: '={{ $json.quantity }}',
			unitPrice: '={{ $json.unitPrice }}',
			invoiceItem: located('externalId', '={{ $json.item }}'),
		},
	);

	test.each<[string, INodeParameters, string]>([
		[
			'a price with five decimals',
			{ unitPrice: '149.50001' },
			'Line 2 Unit Price: 149.50001 has 5 decimals, but Dashdoc takes 4 at most; round it before',
		],
		[
			'a quantity with four decimals',
			{ quantity: 1.2345 },
			'Line 2 Quantity: 1.2345 has 4 decimals, but Dashdoc takes 3 at most; round it before',
		],
		[
			'a sum that floating point has blurred',
			{ unitPrice: 0.1 + 0.2 },
			'Line 2 Unit Price: 0.30000000000000004 has 17 decimals, but Dashdoc takes 4 at most; round it before',
		],
		[
			'a number with more digits than numbers keep',
			{ unitPrice: Number('12345678901234.567') },
			'Line 2 Unit Price: 12345678901234.566 is a number with more digits than numbers keep; give it as text',
		],
		['words', { quantity: 'deux' }, 'Line 2 Quantity: "deux" is not an amount, such as 149.50'],
		['no price', { unitPrice: '' }, 'Line 2 Unit Price: it is empty, but Dashdoc needs it'],
		[
			'an article that the catalogue has not got',
			{ item: 'PÉAGE' },
			'Line 2 Invoice Item: your catalogue has no item with the External ID "PÉAGE"',
		],
	])('%s, while other items go on', async (_what, cells, message) => {
		const items = itemsOf({ ...right, ...cells }, right);
		const outcome = await create({ lines }, { items, ...onError });
		expect(outcome.outputs[1].map(({ json }) => json.error)).toEqual([`${message} [item 0]`]);
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ total_price: '150.50' })]);
		expect(writesOf(sandbox).map(({ operationId }) => operationId)).toEqual([
			'createBareInvoice',
			'createInvoiceLine',
			'createInvoiceLine',
		]);
	});

	test.each<[string, string, string]>([
		['no price', '[{ "quantity": 1 }]', 'in line 1, there is no unit_price'],
		['words in place of a line', '["deux"]', 'in line 1, there is no quantity'],
		[
			'a price with five decimals',
			'[{ "quantity": 1, "unit_price": 2 }, { "quantity": 1, "unit_price": "0.00001" }]',
			'in line 2, 0.00001 has 5 decimals, but Dashdoc takes 4 at most; round it before',
		],
	])('a list of lines with %s', async (_what, list, problem) => {
		const outcome = await create({ additionalFields: { additionalLines: list } });
		expect(outcome.error?.message).toBe(`Additional Lines (JSON): ${problem} [item 0]`);
		expect(writesOf(sandbox)).toEqual([]);
	});

	const price = { quantity: '1', unit_price: '1' };

	test.each<[string, object, string]>([
		[
			'an article that the catalogue has not got',
			{ invoice_item_uid: { remote_id: 'PÉAGE' } },
			'your catalogue has no item with the External ID "PÉAGE"',
		],
		[
			'an article that is named by a number',
			{ invoice_item_uid: 12 },
			'invoice_item_uid must be the ID of an article as text, or { "remote_id": "its External ID" }',
		],
		[
			'an article without its name',
			{ invoice_item_uid: {} },
			'invoice_item_uid must be the ID of an article as text, or { "remote_id": "its External ID" }',
		],
		[
			'an amount that can be read in two ways',
			{ quantity: '1,500' },
			'"1,500" may be 1500 or 1.500; write it in one of these two ways',
		],
	])('a listed line with %s, counted on from the lines of the form', async (_what, wrong, problem) => {
		const outcome = await create({
			lines: linesOf({ quantity: '1', unitPrice: '1' }),
			additionalFields: { additionalLines: JSON.stringify([price, { ...price, ...wrong }]) },
		});
		expect(outcome.error?.message).toBe(`Additional Lines (JSON): in line 3, ${problem} [item 0]`);
		expect(writesOf(sandbox)).toEqual([]);
	});

	test('a currency in words', async () => {
		const outcome = await create({ additionalFields: { currency: 'Euro' } });
		expect(outcome.error?.message).toBe(
			'Currency: "Euro" is not a currency code of three letters, such as EUR [item 0]',
		);
	});
});

describe('a line that is added', () => {
	const add = (uid: string, parameters: INodeParameters = {}, rest: Partial<Subject> = {}) =>
		invoice(
			'addLine',
			{ invoice: located('id', uid), quantity: '2', unitPrice: '45.5', ...parameters },
			rest,
		);

	test('gives the draft with its new total', async () => {
		await create();
		const outcome = await add(newest().uid, { additionalFields: { description: 'Péage' } });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ status: 'draft', total_price: '91.00' })]);
		expect(newest().lines).toEqual([expect.objectContaining({ description: 'Péage', quantity: '2.000' })]);
	});

	test('may take something off, with an article by External ID', async () => {
		await create();
		const [item] = invoiceItemsOf(sandbox);
		await add(newest().uid, {
			unitPrice: '-0.05',
			additionalFields: { invoiceItem: located('externalId', item.remote_id) },
		});
		expect(newest().lines).toEqual([expect.objectContaining({ amount: '-0.10', invoice_item: item })]);
	});

	test.each([
		[
			'{ "unit_price": 0.30000000000000004 }',
			'Unit Price: 0.30000000000000004 has 17 decimals, but Dashdoc takes 4 at most; round it before',
		],
		['{ "quantity": null }', 'Quantity: there is no quantity'],
		[
			'{ "invoice_item_uid": 12 }',
			'Invoice Item: invoice_item_uid must be the ID of an article as text, or { "remote_id": "its External ID" }',
		],
	])('is looked at where it comes as JSON too: %s', async (additionalBody, message) => {
		await create();
		const outcome = await add(newest().uid, { additionalFields: { additionalBody } });
		expect(outcome.error?.message).toBe(`${message} [item 0]`);
		expect(newest().lines).toEqual([]);
	});

	test('comes in the order of the items', async () => {
		await create();
		const items = itemsOf(...Array.from({ length: 8 }, (_, number) => ({ number })));
		await add(newest().uid, { quantity: '={{ $json.number }}' }, { items });
		expect(newest().lines.map(({ quantity }) => Number(quantity))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
	});

	test('is refused on a final invoice with its number, and other items go on', async () => {
		await create();
		const { uid, document_number } = withStatus('final');
		const items = itemsOf({ uid }, { uid: newest().uid });
		const outcome = await add('={{ $json.uid }}', {}, { items, ...onError });
		expect(outcome.outputs[1].map(({ json }) => json.error)).toEqual([
			`Lines can be added to drafts only. (Invoice: ${document_number} is final, and lines are added to drafts only) [item 0]`,
		]);
		expect(newest().lines).toHaveLength(1);
	});

	test('is refused on a draft in the words of Dashdoc', async () => {
		await create();
		sandbox.settings({ mandatoryInvoiceItems: true });
		const outcome = await add(newest().uid);
		expect(outcome.error?.message).toBe('Every line must have an invoice item. [item 0]');
	});

	test('is not added twice when the answer is lost', async () => {
		await create();
		sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'createInvoiceLine' } });
		const outcome = await add(newest().uid);
		expect(outcome.error?.message).toContain('look there before you send it again');
		expect(newest().lines).toHaveLength(1);
	});

	test('is told to be added where the invoice cannot be read afterwards', async () => {
		await create();
		sandbox.setFaults({ kind: 'status', status: 403, match: { operationId: 'getInvoice' } });
		expect((await add(newest().uid)).error?.message).toContain('(the line is added) [item 0]');
	});
});

describe('the PDF of an invoice', () => {
	const pdf: BinaryFile = {
		fileName: 'Facture nº 118 – été.pdf',
		mimeType: 'application/pdf',
		content: Buffer.concat([
			Buffer.from('%PDF-1.7\r\n'),
			Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
		]),
	};
	const attach = (uid: string, items: INodeExecutionData[], rest: Partial<Subject> = {}) =>
		invoice(
			'update',
			{
				invoice: located('id', uid),
				updateFields: { binaryPropertyName: 'data', documentNumber: 'VE-2026-0118' },
			},
			{ items, ...rest },
		);

	test('arrives byte by byte, with the number of the accounting software', async () => {
		const { uid } = withStatus('final');
		const outcome = await attach(uid, [itemWithFile(pdf)]);
		const stored = invoicesOf(sandbox).find((one) => one.uid === uid)!;
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ uid, document_number: 'VE-2026-0118', file: stored.file }),
		]);
		expect(await fileBehind(sandbox, stored.file)).toEqual(pdf);
		expect(writesOf(sandbox)[0].headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
	});

	test.each<[string, BinaryFile, RegExp]>([
		[
			'a picture that is called a PDF',
			{ ...pdf, content: Buffer.from('\x89PNG\r\n') },
			/^Input Binary Field: the file "Facture nº 118 – été\.pdf" is no PDF: it does not begin with %PDF- \[item 0\]$/,
		],
		[
			'a file that ends within its first word',
			{ ...pdf, content: Buffer.from('%PD') },
			/is no PDF: it does not begin with %PDF- \[item 0\]$/,
		],
		[
			'an empty file',
			{ ...pdf, content: Buffer.alloc(0) },
			/^Input Binary Field: the file ".*" is empty \[item 0\]$/,
		],
	])('is no PDF if it is %s; nothing is sent for it, and other items go on', async (_what, file, message) => {
		const { uid } = withStatus('final');
		const outcome = await attach(uid, [itemWithFile(file), itemWithFile(pdf)], onError);
		expect(outcome.outputs[1].map(({ json }) => json.error)).toEqual([
			expect.stringMatching(message) as string,
		]);
		expect(jsonOf(outcome)).toHaveLength(1);
		expect(writesOf(sandbox)).toHaveLength(1);
	});

	test('may be missing: a number alone goes out as JSON', async () => {
		const { uid } = withStatus('final');
		await invoice('update', {
			invoice: located('id', uid),
			updateFields: { documentNumber: 'VE-1', invoicingDate: '2026-03-31', templateId: '' },
		});
		expect(sentTo(sandbox)).toEqual([
			['PATCH', { document_number: 'VE-1', invoicing_date: '2026-03-31', template_uid: null }],
		]);
	});
});

describe('payment', () => {
	const details = {
		paymentDate: '2026-03-12',
		paymentMethodId: 'pm-1',
		paymentNotes: 'Virement du 12 mars',
	};

	test('is noted with its day, its way and a text, and can be taken back', async () => {
		const { uid } = withStatus('final');
		const paid = await invoice('markPaid', { invoice: located('id', uid), additionalFields: details });
		expect(jsonOf(paid)).toEqual([expect.objectContaining({ uid, status: 'paid' })]);
		expect(sentTo(sandbox)).toEqual([
			['POST', { paid_at: '2026-03-12', payment_method_uid: 'pm-1', payment_notes: 'Virement du 12 mars' }],
		]);
		const back = await invoice('markNotPaid', { invoice: located('id', uid) });
		expect(jsonOf(back)).toEqual([expect.objectContaining({ uid, status: 'final' })]);
	});

	test('needs nothing but the invoice', async () => {
		await invoice('markPaid', { invoice: located('id', withStatus('final').uid) });
		expect(writesOf(sandbox)[0].body).toBeUndefined();
	});

	test('of a draft is refused in the words of Dashdoc', async () => {
		const outcome = await invoice('markPaid', { invoice: located('id', withStatus('draft').uid) });
		expect(outcome.error?.message).toBe('A draft cannot be marked as paid. [item 0]');
	});

	test('is noted once more when the answer is lost, which does no harm', async () => {
		const { uid } = withStatus('final');
		sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'markInvoicePaid' } });
		const outcome = await invoice('markPaid', { invoice: located('id', uid) });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid, status: 'paid' })]);
	});
});

test('only what was finalized since then comes, drafts never', async () => {
	await create({ lines: linesOf({ quantity: '1', unitPrice: '10' }) });
	const made = newest();
	const since = sandbox.state.world.clock.now();
	sandbox.finalizeInvoice(made.uid);
	await create();
	const outcome = await invoice('getAll', { returnAll: true, filters: { finalizedSince: since } });
	expect(jsonOf(outcome)).toEqual([
		expect.objectContaining({ uid: made.uid, status: 'final', document_number: made.document_number }),
	]);
});

test('the list shows number, customer, day and total, and finds by each of them', async () => {
	const { uid, document_number } = withStatus('final');
	for (const wanted of [String(document_number), 'EUR']) {
		const { results } = await searchOn(sandbox, 'searchInvoices', wanted);
		expect(results).toContainEqual({
			name: expect.stringMatching(/^FA2026-90001 \(.+, 2026-03-13, 159\.07 EUR\)$/) as string,
			value: uid,
		});
	}
	const { results } = await searchOn(sandbox, 'searchInvoices', 'draft');
	expect(results.map(({ value }) => value)).toEqual([withStatus('draft').uid]);
});
