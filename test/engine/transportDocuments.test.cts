/** The files of transports, listed and fetched on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import { transport as resource } from '../../nodes/Dashdoc/resources/transport';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { outputSchema } from '../../scripts/reference/outputSchema.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { fileBehind, itemsOf, jsonOf, located, transportsOf } from './data.cts';

let sandbox: Sandbox;
let transport: StoredTransport;

useSandbox({}, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	sandbox.settings({ documentHost: 'dashdoc', documentToken: true });
	const found = transportsOf(sandbox).find(
		({ documents, messages }) =>
			documents.some(({ category }) => category === 'cmr') && messages.some(({ type }) => type === 'photo'),
	);
	if (!found) throw new Error('The sandbox has no transport with a consignment note and a photo');
	transport = found;
});

const run = (operation: string, parameters: INodeParameters = {}, rest: Partial<Subject> = {}) =>
	runOn(
		sandbox,
		{ resource: 'transport', operation, transport: located('id', transport.uid), ...parameters },
		rest,
	);

const filesOf = ({ documents, messages }: StoredTransport) => [
	...documents.map(({ file }) => file as string),
	...messages.flatMap(({ document }) => document ?? []),
];

describe('the list', () => {
	test('has what Dashdoc made and what people added, and no notes without a file', async () => {
		const rows = jsonOf(await run('listDocuments'));
		expect(rows.map(({ url }) => url)).toEqual(filesOf(transport));
		expect(rows.map(({ source }) => source)).toEqual(expect.arrayContaining(['dashdoc', 'message']));
		expect(rows[0]).toMatchObject({
			transport_uid: transport.uid,
			transport_number: transport.sequential_id,
			source: 'dashdoc',
		});
		for (const row of rows) {
			for (const value of Object.values(row)) expect(typeof value === 'object' && value !== null).toBe(false);
		}
	});

	test('keeps the kinds that were chosen, by whichever way they came', async () => {
		const photos = jsonOf(await run('listDocuments', { documentKinds: ['photo'] }));
		expect(photos.length).toBeGreaterThan(0);
		expect(new Set(photos.map(({ kind_name }) => kind_name))).toEqual(new Set(['Photo']));
		const notes = jsonOf(await run('listDocuments', { documentKinds: 'cmr' }));
		expect(new Set(notes.map(({ kind }) => kind))).toEqual(new Set(['cmr']));
	});

	test('finds the transport by External ID', async () => {
		transport.remote_id = 'OT2026-118';
		const rows = jsonOf(await run('listDocuments', { transport: located('externalId', 'OT2026-118') }));
		expect(rows).toHaveLength(filesOf(transport).length);
	});

	test('has signatures of which Dashdoc gives a picture', async () => {
		const [{ file }] = transport.documents;
		transport.status_updates[0].signature = { signature_method: 'sign_on_glass', file: file as string };
		const [row] = jsonOf(await run('listDocuments', { documentKinds: ['signature'] }));
		expect(row).toMatchObject({ kind: 'signature', source: 'event', url: file });
	});
});

describe('the files', () => {
	test('come as one item each, byte by byte, with name and type', async () => {
		const { outputs } = await run('downloadDocuments');
		expect(outputs[0]).toHaveLength(filesOf(transport).length);
		for (const { binary, json, pairedItem } of outputs[0]) {
			const file = await fileBehind(sandbox, json.url as string);
			expect(pairedItem).toEqual({ item: 0 });
			expect(binary?.data).toMatchObject({ fileName: json.file_name, mimeType: file.mimeType });
			expect(Buffer.from(binary?.data.data ?? '', 'base64').equals(file.content)).toBe(true);
		}
	});

	test('may all go into one item, with a list of what each is', async () => {
		const { outputs } = await run('downloadDocuments', {
			putFilesInto: 'transport',
			outputBinaryField: 'piece',
		});
		const count = filesOf(transport).length;
		expect(outputs[0]).toHaveLength(1);
		const [{ binary = {}, json }] = outputs[0];
		expect(Object.keys(binary)).toEqual(Array.from({ length: count }, (_, index) => `piece_${index}`));
		expect((json.documents as object[]).map((one) => (one as { binary_field: string }).binary_field)).toEqual(
			Object.keys(binary),
		);
		expect(json.transport_uid).toBe(transport.uid);
	});

	test.each(['document', 'transport'])(
		'put into one item per %s, have no field that the editor does not offer before the first run',
		async (putFilesInto) => {
			const { outputs } = await run('downloadDocuments', { putFilesInto });
			const operation = resource.operations.find(({ value }) => value === 'downloadDocuments')!;
			const { properties } = outputSchema(resource, operation);
			const [{ json }] = outputs[0];
			expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(json)));
			for (const row of (json.documents ?? []) as object[]) {
				const offered = Object.keys(properties.documents.items?.properties ?? {});
				expect(offered).toEqual(expect.arrayContaining(Object.keys(row)));
			}
		},
	);

	test('are only those of the chosen kinds', async () => {
		const { outputs } = await run('downloadDocuments', { documentKinds: ['cmr'] });
		expect(outputs[0].map(({ json }) => json.kind)).toEqual(['cmr']);
		expect(sandbox.downloads()).toHaveLength(1);
	});

	test('that lie with Dashdoc are asked for with the token, those of another host without', async () => {
		await run('downloadDocuments');
		expect(sandbox.downloads().every(({ hasToken, host }) => hasToken && host === 'dashdoc')).toBe(true);
		sandbox.clearRequests();
		sandbox.settings({ documentHost: 'storage' });
		const { error, outputs } = await run('downloadDocuments');
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(filesOf(transport).length);
		expect(sandbox.downloads().some(({ hasToken }) => hasToken)).toBe(false);
		expect(sandbox.downloads().map(({ host }) => host)).toContain('storage');
	});

	test('to which Dashdoc redirects come without the token too', async () => {
		sandbox.settings({ documentHost: 'redirect' });
		expect((await run('downloadDocuments', { documentKinds: ['cmr'] })).error).toBeUndefined();
		expect(sandbox.downloads().map(({ host, hasToken }) => [host, hasToken])).toEqual([
			['dashdoc', true],
			['storage', false],
		]);
	});

	test('of which one is gone are told by its name, and the other items go on', async () => {
		const other = transportsOf(sandbox).find(
			({ uid, documents }) => uid !== transport.uid && documents.some(({ category }) => category === 'cmr'),
		);
		transport.documents[0] = {
			...transport.documents[0],
			name: 'cmr-perdu',
			file: `${sandbox.url}/media/generated/cmr-perdu.pdf`,
		};
		const { outputs } = await run(
			'downloadDocuments',
			{ transport: located('id', '={{ $json.uid }}'), documentKinds: ['cmr'] },
			{
				items: itemsOf({ uid: transport.uid }, { uid: other?.uid }),
				node: { onError: 'continueErrorOutput' },
			},
		);
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toContainEqual({ item: 1 });
		expect(outputs[1].map(({ json }) => json.error)).toEqual([
			expect.stringMatching(/^Dashdoc found nothing for cmr-perdu\..* \[item 0\]$/),
		]);
	});

	test('are none for a transport without any, which is no error', async () => {
		transport.documents = [];
		transport.messages = [];
		const { error, outputs } = await run('downloadDocuments');
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([]);
	});
});
