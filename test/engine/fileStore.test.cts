/** Files of any size, where n8n keeps them in its store on disk as installations do. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import 'reflect-metadata'; // before n8n-core
import { BinaryDataService, type BinaryDataConfig } from 'n8n-core';
import type { Sandbox } from '../../sandbox/index.cts';
import { runOn, startQuickSandbox } from '../support/sandboxed.cts';
import { watchMemory } from '../unit/client/memory.cts';
import { itemsOf, located, transportsOf } from './data.cts';

jest.setTimeout(300_000); // 200 MB, on machines that may be busy

/** The container that n8n-core itself uses; its dependencies bring others of that name. */
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: { get: <T>(type: new (...parameters: never[]) => T) => T };
};

const store = () => Container.get(BinaryDataService);

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'dashdoc-files-'));
	const { config } = store() as unknown as { config: BinaryDataConfig };
	config.localStoragePath = folder;
	await store().init();
	sandbox = await startQuickSandbox({ transports: 3 });
});

afterAll(async () => {
	await sandbox.close();
	await rm(folder, { recursive: true, force: true });
});

const megabyte = 1024 * 1024;

/** Looks again and again until stopped; the pauses grow with what a look costs, so that the work goes on between. */
function lookAgain(look: () => void): () => void {
	let pause: NodeJS.Timeout;
	const lookOnce = () => {
		const start = performance.now();
		look();
		pause = setTimeout(lookOnce, Math.max(200, 4 * (performance.now() - start)));
	};
	lookOnce();
	return () => clearTimeout(pause);
}

/** Downloads a document of that size from the first transport; gives the items, and the most bytes held meanwhile. */
async function download(megabytes: number) {
	const [{ uid }] = transportsOf(sandbox);
	sandbox.reset();
	sandbox.addDocument({ transport: uid, megabytes });
	const memory = watchMemory();
	const stop = lookAgain(memory.look);
	const { error, outputs } = await runOn(sandbox, {
		resource: 'transport',
		operation: 'downloadDocuments',
		transport: located('id', uid),
		documentKinds: ['delivery_note'],
	});
	stop();
	expect(error).toBeUndefined();
	return { uid, items: outputs[0], most: memory.most };
}

test('a document of 200 MB goes to the store without being held', async () => {
	// What the first run loads of n8n stays, and has nothing to do with the file.
	await download(1);
	const { items, most } = await download(200);
	expect(items).toHaveLength(1);
	expect(items[0].binary?.data).toMatchObject({ bytes: 200 * megabyte });
	expect(items[0].binary?.data.id).toMatch(/^filesystem-v2:/);
	expect(most).toBeLessThan(40 * megabyte);
});

test('a document goes from the store to a transport, chunk by chunk', async () => {
	const { uid, items } = await download(3);
	const { error } = await runOn(
		sandbox,
		{ resource: 'transportMessage', operation: 'uploadDocument', transport: located('id', uid) },
		{ items },
	);
	expect(error).toBeUndefined();
	const [file] = sandbox.requests().at(-1)?.files ?? [];
	expect(file).toMatchObject({ filename: items[0].binary?.data.fileName, size: 3 * megabyte });
	expect(sandbox.requests().at(-1)?.headers['content-length']).toBeDefined();
});

test('an empty file of the store is refused before anything is sent', async () => {
	const [{ uid }] = transportsOf(sandbox);
	const empty = await store().store(
		{ type: 'execution', workflowId: 'wf', executionId: '1' },
		Buffer.alloc(0),
		{ data: '', mimeType: 'application/pdf', fileName: 'vide.pdf' },
	);
	sandbox.clearRequests();
	const { error } = await runOn(
		sandbox,
		{ resource: 'transportMessage', operation: 'uploadDocument', transport: located('id', uid) },
		{ items: itemsOf({}).map((item) => ({ ...item, binary: { data: empty } })) },
	);
	expect(error?.message).toBe('Input Binary Field: the file "vide.pdf" is empty [item 0]');
	expect(sandbox.requests()).toEqual([]);
});
