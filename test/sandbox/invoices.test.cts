import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { callerOf, type Called, type Caller } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;
let path: string;
let uid: string;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 40 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	sandbox.reset();
	sandbox.settings({ mandatoryInvoiceItems: false });
	const [, { pk }] = (await call('GET', '/companies/')).body.results;
	({ uid } = (await call('POST', '/invoices/', { body: { customer_to_invoice_id: pk } })).body);
	path = `/invoices/${uid}/`;
});
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

const add = (quantity: string, unit_price: string, more: object = {}) =>
	call('POST', `${path}lines/`, { body: { quantity, unit_price, ...more } });

const read = async () => (await call('GET', path)).body;

const codeOf = ({ body }: Called) => body.non_field_errors.code;

const file = (content: string): FormData => {
	const form = new FormData();
	form.set('file', new Blob([content], { type: 'application/pdf' }), 'facture.pdf');
	return form;
};

test('a draft becomes final in the app, then paid, and final again', async () => {
	await add('1', '149.50');
	expect(await read()).toMatchObject({ status: 'draft', document_number: null, finalized_at: null });
	const paying = await call('POST', `${path}mark-paid/`);
	expect([paying.status, codeOf(paying)]).toEqual([400, ['invalid']]);
	sandbox.finalizeInvoice(uid);
	expect(await read()).toMatchObject({
		status: 'final',
		document_number: expect.stringMatching(/^FA-2026-\d{4}$/) as string,
		invoicing_date: '2026-03-16',
		due_date: '2026-04-15',
	});
	const body = { paid_at: '2026-03-20', payment_notes: 'Virement' };
	expect((await call('POST', `${path}mark-paid/`, { body })).body).toMatchObject({ status: 'paid', ...body });
	expect((await call('POST', `${path}mark-not-paid/`)).body).toMatchObject({
		status: 'final',
		paid_at: null,
	});
});

test('a draft is finalized over HTTP too, without a number where others give it, and only once', async () => {
	const finalize = (body: object) =>
		fetch(`${sandbox.url}/__sandbox__/finalize-invoice`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		});
	expect((await finalize({ invoice: uid, number: null })).status).toBe(200);
	expect(await read()).toMatchObject({ status: 'final', document_number: null });
	expect((await finalize({ invoice: uid })).status).toBe(400);
	expect((await finalize({ invoice: 'nobody' })).status).toBe(404);
});

test('lines are added to drafts alone', async () => {
	sandbox.finalizeInvoice(uid);
	const refused = await add('1', '10');
	expect([refused.status, codeOf(refused)]).toEqual([400, ['invalid']]);
	expect((await read()).lines).toEqual([]);
});

test('every line needs an article where the company invoices by articles', async () => {
	sandbox.settings({ mandatoryInvoiceItems: true });
	expect(codeOf(await add('1', '10'))).toEqual(['mandatory_invoice_item']);
	const [item] = (await call('GET', '/invoices/items/')).body.results;
	expect((await add('1', '10', { invoice_item_uid: item.uid })).status).toBe(201);
	expect((await read()).lines).toMatchObject([{ invoice_item: { uid: item.uid } }]);
});

test('amounts are exact: each line is rounded half up, the tax once for each rate', async () => {
	await add('0.333', '48.75');
	await add('3', '0.005');
	await add('12.5', '3.9512');
	const shown = await read();
	expect(shown).toMatchObject({ total_price: '65.64', total_tax_amount: '13.13' });
	expect(shown.lines).toMatchObject([
		{ amount: '16.23', quantity: '0.333', unit_price: '48.7500' },
		{ amount: '0.02' },
		{ amount: '49.39' },
	]);
});

test.each([
	['1.0001', '1'],
	['1', '1.00001'],
	['1,5', '1'],
])('a quantity of %s at %s is refused', async (quantity, price) => {
	expect((await add(quantity, price)).status).toBe(400);
	expect(sandbox.violations()).toMatchObject([{ kind: 'invalid-body' }]);
});

test('an unknown currency is refused', async () => {
	const [, { pk }] = (await call('GET', '/companies/')).body.results;
	const body = { customer_to_invoice_id: pk, currency: 'EURO' };
	expect((await call('POST', '/invoices/', { body })).body).toMatchObject({
		currency: { code: ['invalid_choice'] },
	});
});

test.each([
	['a page of text', 'Facture', ['invalid']],
	['an empty file', '', ['empty']],
])('%s is no PDF', async (_what, content, code) => {
	const refused = await call('PATCH', path, { body: file(content) });
	expect([refused.status, refused.body.file]).toMatchObject([400, { code }]);
	expect((await read()).file).toBeNull();
});

test('a PDF as text is none', async () => {
	const refused = await call('PATCH', path, { body: { file: 'JVBERi0=' } });
	expect(refused.body).toMatchObject({ file: { code: ['invalid'] } });
});

test('invoices of transports have their lines in groups, and all totals add up', async () => {
	const { results } = (await call('GET', '/invoices/')).body;
	const groups = results.flatMap(({ line_groups }) => line_groups as Array<{ lines: unknown[] }>);
	expect(groups.length).toBeGreaterThan(0);
	expect(groups.filter(({ lines }) => lines.length === 0)).toEqual([]);
	expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['draft', 'final', 'paid']));
});
