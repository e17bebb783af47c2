import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, type Caller, callerOf, download } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;
let address: number;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 0 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	sandbox.reset();
	address = (await call('GET', '/addresses/')).body.results[0].pk;
});
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

interface Parts {
	address?: number;
	document?: string;
	document_title?: string;
}

/** A multipart body; `document` is the content of a PDF. */
function form({ document, ...fields }: Parts, filename = 'protocole-sécurité.pdf'): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.set(name, String(value));
	if (document !== undefined) {
		data.set('document', new Blob([document], { type: 'application/pdf' }), filename);
	}
	return data;
}

const attach = async (parts: Parts = {}, filename?: string) =>
	await call('POST', '/security-protocols/', {
		body: form({ address, document: '%PDF-1', ...parts }, filename),
	});

const attached = async () => await call('GET', `/addresses/${address}/security-protocol/`);

test('an address without protocol answers an empty object, an unknown address 404', async () => {
	expect(await attached()).toMatchObject({ status: 200, body: {} });
	expect(Object.keys((await attached()).body)).toEqual([]);
	expect((await call('GET', '/addresses/4/security-protocol/')).status).toBe(404);
});

test('an attached document is shown at its address and can be fetched from its URL', async () => {
	const made = await attach({ document_title: 'Protocole' });
	expect(made.status).toBe(201);
	expect(made.body).toMatchObject({ address, document_title: 'Protocole', document: anyText });
	expect((await attached()).body).toEqual(made.body);
	const fetched = await download(sandbox, made.body.document);
	expect(fetched.headers.get('content-type')).toBe('application/pdf');
	expect(await fetched.text()).toBe('%PDF-1');
});

test('the title is the file name unless another one is given', async () => {
	expect((await attach()).body.document_title).toBe('protocole-sécurité.pdf');
});

test('a JSON body is refused', async () => {
	const body = { address, document: 'JVBERi0=', document_title: 'Protocole' };
	const refused = await call('POST', '/security-protocols/', { body });
	expect(refused.status).toBe(415);
	expect(sandbox.violations()).toMatchObject([{ kind: 'media-type' }]);
});

test('a text in place of the file is refused', async () => {
	const data = form({ address });
	data.set('document', 'JVBERi0=');
	const refused = await call('POST', '/security-protocols/', { body: data });
	expect(refused.body).toEqual({ document: { detail: [anyText], code: ['invalid'] } });
});

test.each(['address', 'document'])('a body without %s is refused', async (field) => {
	const body = form({ address, document: '%PDF' });
	body.delete(field);
	const refused = await call('POST', '/security-protocols/', { body });
	expect(refused.status).toBe(400);
	expect(refused.body).toEqual({ [field]: { detail: [anyText], code: ['required'] } });
});

test('an address that does not exist is refused', async () => {
	expect((await attach({ address: 4 })).body).toMatchObject({ address: { code: ['does_not_exist'] } });
});

test('a title of more than a hundred characters is refused', async () => {
	expect((await attach({ document_title: 'é'.repeat(100) })).status).toBe(201);
	const long = await attach({ document_title: 'é'.repeat(101) });
	expect(long.status).toBe(400);
	expect(long.body).toEqual({ document: { detail: [anyText], code: ['max_length'] } });
	expect((await attach({}, `${'x'.repeat(100)}.pdf`)).status).toBe(400);
});

test('an address has one protocol: a second one takes the place of the first', async () => {
	const first = await attach();
	const second = await attach({ document: '%PDF-2' });
	expect((await attached()).body.pk).toBe(second.body.pk);
	expect((await call('DELETE', `/security-protocols/${first.body.pk}/`)).status).toBe(404);
});

test('a protocol that moves to another address takes the place of the one there', async () => {
	const other = (await call('GET', '/addresses/')).body.results[1].pk;
	const there = await attach({ address: other });
	const { pk } = (await attach()).body;
	const moved = await call('PATCH', `/security-protocols/${pk}/`, { body: form({ address: other }) });
	expect(moved.body).toMatchObject({ pk, address: other });
	expect(Object.keys((await attached()).body)).toEqual([]);
	expect((await call('DELETE', `/security-protocols/${there.body.pk}/`)).status).toBe(404);
});

test('a changed document has another content, and a deleted one is gone from its address', async () => {
	const { pk, document_title } = (await attach({ document_title: 'Protocole' })).body;
	const changed = await call('PATCH', `/security-protocols/${pk}/`, {
		body: form({ document: '%PDF-2', document_title: 'Protocole' }),
	});
	expect(await (await download(sandbox, changed.body.document)).text()).toBe('%PDF-2');
	expect(changed.body.document_title).toBe(document_title);
	expect((await call('DELETE', `/security-protocols/${pk}/`)).status).toBe(204);
	expect(Object.keys((await attached()).body)).toEqual([]);
});
