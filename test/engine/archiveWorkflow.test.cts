import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { DashdocApi } from '../../credentials/DashdocApi.credentials';
import { Dashdoc } from '../../nodes/Dashdoc/Dashdoc.node';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { credentialFor, useSandbox, withoutPace } from '../support/sandboxed.cts';
import { runWorkflow, type WorkflowExport, type WorkflowOutcome } from '../support/workflow.cts';
import { fileBehind, transportsOf, writesOf } from './data.cts';

const file = join(__dirname, '..', '..', 'workflows', 'proof-of-delivery-archive.json');
const exported = JSON.parse(readFileSync(file, 'utf8')) as WorkflowExport;

/** The workflow with the pace lifted. */
function quick(): WorkflowExport {
	const workflow = structuredClone(exported);
	for (const { parameters, type } of workflow.nodes) {
		if (type === 'n8n-nodes-dashdoc.dashdoc') parameters.options = withoutPace;
	}
	return workflow;
}

let sandbox: Sandbox;
let withPhotos: StoredTransport;
let withoutNote: StoredTransport;

const isDone = ({ status }: StoredTransport) => ['done', 'verified', 'invoiced'].includes(status);
const photosOf = ({ messages }: StoredTransport) =>
	messages.flatMap(({ document, type }) => (type === 'photo' && document ? [document] : []));
const notesOf = ({ documents, messages }: StoredTransport) => [
	...documents.flatMap(({ category, file: url }) => (category === 'cmr' ? [url as string] : [])),
	...messages.flatMap(({ document, document_type }) =>
		document_type === 'cmr' && document ? [document] : [],
	),
];

// The workflow looks a day back from the present.
useSandbox({ clockStart: new Date().toISOString(), transports: 60 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	const done = transportsOf(sandbox).filter(
		(transport) => transport.deleted === null && isDone(transport) && notesOf(transport).length === 1,
	);
	const now = new Date().toISOString();
	withPhotos = done.find((transport) => photosOf(transport).length > 0)!;
	withoutNote = done.find((transport) => transport !== withPhotos)!;
	withPhotos.messages.push({ ...withPhotos.messages.find(({ type }) => type === 'photo')!, uid: 'photo-2' });
	Object.assign(withPhotos, { remote_id: 'CMD/2026/É-17', updated: now });
	Object.assign(withoutNote, { documents: [], messages: [], updated: now });
});

const archive = async (startNode = 'Every Morning'): Promise<WorkflowOutcome> =>
	await runWorkflow(quick(), {
		nodeTypes: { 'n8n-nodes-dashdoc.dashdoc': new Dashdoc() },
		credentials: [{ type: new DashdocApi(), data: credentialFor(sandbox) }],
		startNode,
	});

const rowsOf = ({ nodes }: WorkflowOutcome, name: string): IDataObject[] =>
	(nodes[name]?.outputs[0] ?? []).map(({ json }) => json);

/** Name and bytes of every file that arrived at the archive. */
const archived = ({ nodes }: WorkflowOutcome): Array<[string, Buffer]> =>
	(nodes['Save File']?.outputs[0] ?? []).map(({ json, binary }) => [
		json.file as string,
		Buffer.from(binary?.data.data ?? '', 'base64'),
	]);

const sinceYesterday = () => {
	const yesterday = DateTime.now().setZone('Europe/Paris').minus({ days: 1 }).startOf('day').toMillis();
	return transportsOf(sandbox).filter(
		(transport) =>
			transport.deleted === null && isDone(transport) && Date.parse(transport.updated) >= yesterday,
	);
};

test('the files that arrive have the bytes that Dashdoc serves, under names that tell what they are', async () => {
	const files = archived(await archive());
	const [note] = notesOf(withPhotos);
	const [photo] = photosOf(withPhotos);
	for (const [name, url] of [
		['CMD-2026-É-17 CMR.pdf', note],
		['CMD-2026-É-17 Photo.jpg', photo],
		['CMD-2026-É-17 Photo 2.jpg', photo],
	]) {
		const { content } = await fileBehind(sandbox, url);
		expect(content.length).toBeGreaterThan(0);
		const arrived = files.filter(([one]) => one === name);
		expect(arrived).toHaveLength(1);
		expect(arrived[0][1].equals(content)).toBe(true);
	}
});

test.each(['Every Morning', 'When clicking ‘Execute workflow’'])(
	'started by %s, every consignment note and photo of what is done since yesterday arrives once, and nothing else',
	async (trigger) => {
		const outcome = await archive(trigger);
		expect(outcome.status).toBe('success');
		const transports = sinceYesterday();
		expect(transports.length).toBeLessThan(transportsOf(sandbox).filter(isDone).length);
		const urls = transports.flatMap((transport) => [...notesOf(transport), ...photosOf(transport)]);
		const names = archived(outcome).map(([name]) => name);
		expect(names).toHaveLength(urls.length);
		expect(new Set(names).size).toBe(names.length);
		expect(rowsOf(outcome, 'Summary')).toEqual([
			{
				transports: transports.length,
				files: urls.length,
				toBeChecked: transports.filter((transport) => notesOf(transport).length === 0).length,
			},
		]);
		expect(writesOf(sandbox)).toEqual([]);
	},
);

test('a transport that is done without a consignment note is listed', async () => {
	expect(rowsOf(await archive(), 'To Be Checked')).toContainEqual({
		transport_uid: withoutNote.uid,
		transport: withoutNote.remote_id || String(withoutNote.sequential_id),
		reason: 'It has no consignment note (CMR)',
	});
});

test('one whose files cannot be fetched is listed once, with the reason, and the others arrive', async () => {
	withPhotos.documents = withPhotos.documents.map((document) => ({
		...document,
		file: `${sandbox.url}/media/gone.pdf`,
	}));
	const outcome = await archive();
	expect(outcome.status).toBe('success');
	const listed = rowsOf(outcome, 'To Be Checked').filter(
		({ transport_uid }) => transport_uid === withPhotos.uid,
	);
	expect(listed).toEqual([
		{
			transport_uid: withPhotos.uid,
			transport: 'CMD/2026/É-17',
			reason: expect.not.stringContaining('no consignment note') as string,
		},
	]);
	const names = archived(outcome).map(([name]) => name);
	expect(names.filter((name) => name.startsWith('CMD-2026'))).toEqual([]);
});
