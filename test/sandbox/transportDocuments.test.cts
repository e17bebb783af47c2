import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, callerOf, download, type Called, type Caller, type Shown } from './caller.cts';
import { order, place, stepsOf } from './route.cts';

let sandbox: Sandbox;
let call: Caller;
let steps: ReturnType<typeof stepsOf>;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 60 });
	call = callerOf(sandbox);
	steps = stepsOf(call);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

/** Sends a message as multipart; `content` is that of the file, undefined for none. */
function send(transport: Shown, fields: Record<string, string>, content?: string): Promise<Called> {
	const form = new FormData();
	form.set('transport', transport.uid);
	for (const [name, value] of Object.entries({ type: 'document', ...fields })) form.append(name, value);
	if (content !== undefined) {
		form.set('document', new Blob([content], { type: 'application/pdf' }), 'bon de livraison.pdf');
	}
	return call('POST', '/transport-messages/', { body: form });
}

const own = () => sandbox.state.tenants[0].company;

describe('a message', () => {
	test('is read by all who take part, unless readers or a stop are named', async () => {
		const made = await steps.make({
			deliveries: [
				{
					...order(['Pau', 'Nîmes']).deliveries[0],
					shipper_address: { ...place('Reims'), company: { remote_id: 'CLI-0003' } },
				},
			],
		});
		const shipper = (made.deliveries[0].shipper_address as Shown).company.pk;
		const all = await send(made, {}, '%PDF');
		expect(all.body.readable_by_company_ids).toEqual([own(), shipper]);
		const named = await send(made, { 'readable_by_company_ids[]': '1' }, '%PDF');
		expect(named.body.readable_by_company_ids).toEqual([own()]);
		const changed = await call('PATCH', `/transport-messages/${named.body.uid}/`, {
			body: { readable_by_company_ids: [shipper, 1] },
		});
		expect(changed.body.readable_by_company_ids).toEqual([shipper, own()]);
	});

	test('about money is private, any other is public', async () => {
		const made = await steps.make();
		const privately = { visible_by_everyone: false, readable_by_trucker: false };
		for (const document_type of ['confirmation', 'invoice']) {
			expect((await send(made, { document_type }, '%PDF')).body).toMatchObject(privately);
		}
		const note = await send(made, { document_type: 'delivery_note' }, '%PDF');
		expect(note.body).toMatchObject({ visible_by_everyone: true, readable_by_trucker: true });
	});

	test('with an empty file or a long title is refused on the document', async () => {
		const made = await steps.make();
		expect((await send(made, {}, '')).body).toEqual({
			document: { detail: ['The submitted file is empty.'], code: ['empty'] },
		});
		const long = await send(made, { document_title: 'é'.repeat(101) }, '%PDF');
		expect(long.body).toMatchObject({ document: { code: ['max_length'] } });
		expect((await steps.read(made.uid)).messages).toEqual([]);
	});

	test('keeps the uid that its sender chose, which is then taken', async () => {
		const made = await steps.make();
		const uid = '687cddac-dbd2-11ea-9024-0242ac130006';
		expect((await send(made, { uid }, '%PDF')).body.uid).toBe(uid);
		expect((await send(made, { uid }, '%PDF')).status).toBe(400);
	});

	test('goes to no deleted transport', async () => {
		const made = await steps.make();
		await call('DELETE', `/transports/${made.uid}/`);
		expect((await send(made, {}, '%PDF')).status).toBe(400);
	});
});

describe('the data', () => {
	test('hold papers of many kinds, each a real file', async () => {
		const { results } = (await call('GET', '/transports/')).body;
		const papers = results.flatMap(({ documents }) => documents as Shown[]);
		const files = results.flatMap(({ messages }) => messages.filter(({ document }) => document !== null));
		const kinds = new Set([...papers, ...files].map((each) => each.category ?? each.document_type));
		for (const kind of [
			'cmr',
			'orc',
			'rental',
			'loading_plan',
			'delivery_note',
			'weight_note',
			'load_photo',
		]) {
			expect(kinds).toContain(kind);
		}
		const starts: Record<string, string> = {
			'application/pdf': '%PDF-1.4',
			'image/jpeg': '\u00FF\u00D8\u00FF',
		};
		for (const url of [...papers.map(({ file }) => file), ...files.map(({ document }) => document)]) {
			expect(String(url).startsWith(`${sandbox.url}/`)).toBe(true);
			const file = await download(sandbox, url);
			const content = Buffer.from(await file.arrayBuffer()).toString('latin1');
			expect(content.startsWith(starts[file.headers.get('content-type') ?? ''])).toBe(true);
		}
	});
});

describe('a file', () => {
	async function fileOf(megabytes = 0.001): Promise<string> {
		const { uid } = await steps.make();
		sandbox.addDocument({ transport: uid, megabytes });
		return (await steps.read(uid)).messages[0].document;
	}

	test('is given to whoever has the token, on Dashdoc’s own host', async () => {
		const url = await fileOf();
		expect((await fetch(url)).status).toBe(401);
		expect((await download(sandbox, url)).status).toBe(200);
		expect(sandbox.downloads()).toMatchObject([
			{ host: 'dashdoc', hasToken: false, status: 401 },
			{ host: 'dashdoc', hasToken: true, status: 200 },
		]);
		sandbox.settings({ documentToken: false });
		expect((await fetch(url)).status).toBe(200);
		expect(sandbox.violations()).toEqual([]);
	});

	test('of any size is sent piece by piece, with or without its size', async () => {
		const { uid } = await steps.make();
		for (const isSizeTold of [true, false]) {
			const { document } = sandbox.addDocument({
				transport: uid,
				megabytes: 3,
				isSizeTold,
				filename: 'a.bin',
			});
			const file = await download(sandbox, document);
			expect(file.headers.get('content-length')).toBe(isSizeTold ? String(3 * 1024 * 1024) : null);
			expect((await file.arrayBuffer()).byteLength).toBe(3 * 1024 * 1024);
		}
	});

	test('can be asked for over the control route', async () => {
		const { uid } = await steps.make();
		const answer = await fetch(`${sandbox.url}/__sandbox__/documents`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ transport: uid, megabytes: 1 }),
		});
		expect(await answer.json()).toMatchObject({ transport: uid, document: anyText });
	});

	test('may lie in a storage, where a token that arrives is given away', async () => {
		sandbox.settings({ documentHost: 'storage' });
		const url = await fileOf();
		expect(url.startsWith(`${sandbox.storageUrl}/`)).toBe(true);
		expect((await fetch(url)).status).toBe(200);
		expect(sandbox.violations()).toEqual([]);
		expect((await fetch(url.split('?')[0])).status).toBe(403);
		expect((await download(sandbox, url)).status).toBe(200);
		expect(sandbox.violations()).toMatchObject([{ kind: 'token-given-away' }]);
	});

	test('may be redirected to the storage', async () => {
		sandbox.settings({ documentHost: 'redirect' });
		const url = await fileOf();
		expect(url.startsWith(`${sandbox.url}/`)).toBe(true);
		const answer = await fetch(url, {
			redirect: 'manual',
			headers: { Authorization: `Token ${sandbox.token}` },
		});
		const location = answer.headers.get('location') ?? '';
		expect([answer.status, location.startsWith(sandbox.storageUrl)]).toEqual([302, true]);
		expect((await fetch(location)).status).toBe(200);
	});
});
