/** Big documents pass through n8n to and from its store on disk; n8n never holds one. */
import { createHash } from 'node:crypto';
import type { IBinaryData, INode, INodeParameters } from 'n8n-workflow';
import type { Host } from '../../scripts/host/host.cts';
import { peakWhile, residentBytes } from '../../scripts/host/memory.cts';
import type { StoredExecution } from '../../scripts/host/rest.cts';
import { located, transportsOf } from '../engine/data.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { byHand, inARow } from './chains.cts';
import { ownNode, rowsOf, useHost } from './hosted.cts';

jest.setTimeout(300_000); // 200 MB, on machines that may be busy

const megabyte = 1024 * 1024;

let host: Host;
useHost(
	{
		sandbox: { transports: 10 },
		environment: {
			N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
			N8N_AVAILABLE_BINARY_DATA_MODES: 'filesystem',
		},
	},
	(started) => {
		host = started;
	},
);
afterEach(() => expectNoViolations(host.sandbox));

const dashdoc = (name: string, parameters: INodeParameters): INode =>
	ownNode(host, { name, type: 'dashdoc' }, parameters);

const download = (transport: string): INode =>
	dashdoc('Download', {
		resource: 'transport',
		operation: 'downloadDocuments',
		transport: located('id', transport),
		documentKinds: ['delivery_note'],
	});

const run = async (...nodes: INode[]): Promise<StoredExecution> => {
	const execution = await host.rest.run(await host.rest.createWorkflow(inARow('Files', ...nodes)), byHand);
	expect(execution.data.resultData.error).toBeUndefined();
	return execution;
};

/** SHA-256 of what is answered, read piece by piece. */
async function hashOf(answer: Response): Promise<string> {
	expect(answer.status).toBe(200);
	const hash = createHash('sha256');
	const pieces: AsyncIterable<Uint8Array> | Uint8Array[] = answer.body ?? [];
	for await (const piece of pieces) hash.update(piece);
	return hash.digest('hex');
}

/** Of a file as Dashdoc gives it out. */
const hashAtDashdoc = async (url: string) =>
	await hashOf(await fetch(url, { headers: { Authorization: `Token ${host.sandbox.token}` } }));

/** Of a file as n8n has stored it. */
const hashInN8n = async ({ id = '' }: IBinaryData) =>
	await hashOf(
		await host.rest.fetch('GET', `/rest/binary-data?id=${encodeURIComponent(id)}&action=download`),
	);

/** Hangs a document of that size on a transport that has none, and downloads it. */
async function downloadDocument(place: number, megabytes: number) {
	const { uid } = transportsOf(host.sandbox)[place];
	const { document } = host.sandbox.addDocument({ transport: uid, megabytes });
	const execution = await run(download(uid));
	const [items] = execution.data.resultData.runData.Download[0].data?.main ?? [];
	return { url: document ?? '', file: items?.[0].binary?.data };
}

test('a document of 200 MB goes from Dashdoc into the store, and n8n does not grow by it', async () => {
	await downloadDocument(0, 20); // what the first run loads stays, and has nothing to do with the file
	const group = host.server.pid!;
	const before = residentBytes(group);
	let downloaded: Awaited<ReturnType<typeof downloadDocument>> | undefined;
	const peak = await peakWhile(group, async () => {
		downloaded = await downloadDocument(1, 200);
	});
	const { file, url } = downloaded!;
	expect(file).toMatchObject({ bytes: 200 * megabyte, id: expect.stringMatching(/^filesystem/) as string });
	expect(await hashInN8n(file!)).toBe(await hashAtDashdoc(url));
	expect(before).toBeGreaterThan(100 * megabyte);
	expect(peak - before).toBeLessThan(120 * megabyte);
});

test('a document of 50 MB goes from the store to a transport, byte by byte', async () => {
	const [, , from, to] = transportsOf(host.sandbox);
	const { document } = host.sandbox.addDocument({ transport: from.uid, megabytes: 50 });
	const upload = dashdoc('Upload', {
		resource: 'transportMessage',
		operation: 'uploadDocument',
		transport: located('id', to.uid),
	});
	const execution = await run(download(from.uid), upload);
	const [{ uid }] = rowsOf(execution, 'Upload');
	const uploaded = to.messages.find((message) => message.uid === uid);
	expect(await hashAtDashdoc(uploaded?.document ?? '')).toBe(await hashAtDashdoc(document ?? ''));
	expect(host.sandbox.requests().at(-1)?.files).toEqual([expect.objectContaining({ size: 50 * megabyte })]);
});
