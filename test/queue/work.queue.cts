/** What a user does by hand reaches the worker that does it, and files reach it through the shared store. */
import { randomBytes } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';
import { workerNames, type QueueHost } from '../../scripts/queue/queueHost.cts';
import { byHand, inARow } from '../e2e/chains.cts';
import { ownNode, rowsOf } from '../e2e/hosted.cts';
import { fileBehind, located, transportsOf } from '../engine/data.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { begunBy, calledAt, until, untilEnded, urlOf, useQueueHost } from './queued.cts';

let host: QueueHost;
useQueueHost({ sandbox: { transports: 30 } }, (started) => {
	host = started;
});
beforeEach(() => host.sandbox.clearRequests());
afterEach(() => expectNoViolations(host.sandbox));

const dashdoc = (name: string, parameters: INodeParameters) =>
	ownNode(host, { name, type: 'dashdoc' }, parameters);

const isOnWorker = (id: string) => workerNames.some((name) => begunBy(host, name).has(id));

const requestsTo = (operation: string) =>
	host.sandbox.requests().filter(({ operationId }) => operationId === operation).length;

const pageByPage = { resource: 'contact', operation: 'getAll', returnAll: true };

test('a run by hand is done by a worker', async () => {
	const list = dashdoc('List', { ...pageByPage, returnAll: false, limit: 7 });
	const execution = await host.rest.run(await host.rest.createWorkflow(inARow('By hand', list)), byHand);
	expect(execution.status).toBe('success');
	expect(rowsOf(execution, 'List')).toHaveLength(7);
	expect(isOnWorker(execution.id)).toBe(true);
});

test('Stop reaches the worker: it reads no further page', async () => {
	host.sandbox.settings({ pageSize: 2 });
	const slowly = dashdoc('List', { ...pageByPage, options: { requestsPerSecond: 1 } });
	const workflow = await host.rest.createWorkflow(inARow('Stopped', slowly));
	const id = await host.rest.start(workflow, byHand);
	await until(() => requestsTo('listContacts') >= 3);
	await host.rest.stop(id);
	expect((await host.rest.finished(id)).status).toBe('canceled');
	const pages = requestsTo('listContacts');
	// The same list once more, three requests long: what was not stopped would go on beside it.
	const again = dashdoc('List', {
		...pageByPage,
		returnAll: false,
		limit: 6,
		options: { requestsPerSecond: 1 },
	});
	await host.rest.run(await host.rest.createWorkflow(inARow('Afterwards', again)), byHand);
	// One that was on its way may arrive after the stop.
	expect(requestsTo('listContacts') - pages).toBeLessThanOrEqual(3 + 1);
	host.sandbox.settings({ pageSize: null });
});

test('a file that comes to the process for webhooks is uploaded by a worker, byte by byte', async () => {
	const [transport] = transportsOf(host.sandbox);
	const workflow = await host.rest.createWorkflow(
		calledAt(host, 'scan', {
			resource: 'transportMessage',
			operation: 'uploadDocument',
			transport: located('id', transport.uid),
			binaryPropertyName: 'scan',
		}),
	);
	expect(await host.rest.publish(workflow)).toMatchObject({ status: 'published' });
	const content = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(5_000_000)]);
	const form = new FormData();
	form.set('scan', new Blob([content], { type: 'application/pdf' }), 'CMR signé.pdf');
	const answer = await fetch(urlOf(host, 'scan'), { method: 'POST', body: form });
	expect(answer.status).toBe(200);
	const [ended] = await untilEnded(host, workflow.id, 1);
	expect(ended.status).toBe('success');
	const stored = transportsOf(host.sandbox)
		.find(({ uid }) => uid === transport.uid)!
		.messages.at(-1)!;
	const file = await fileBehind(host.sandbox, stored.document);
	expect(file.content.equals(content)).toBe(true);
});

test('a document that a worker downloads can be fetched from the main process, and uploaded again', async () => {
	const [, source, target] = transportsOf(host.sandbox);
	host.sandbox.addDocument({ transport: source.uid, megabytes: 3 });
	const workflow = inARow(
		'Document from one transport to another',
		dashdoc('Download', {
			resource: 'transport',
			operation: 'downloadDocuments',
			transport: located('id', source.uid),
			documentKinds: ['delivery_note'],
		}),
		dashdoc('Upload', {
			resource: 'transportMessage',
			operation: 'uploadDocument',
			transport: located('id', target.uid),
		}),
	);
	const execution = await host.rest.run(await host.rest.createWorkflow(workflow), byHand);
	expect(execution.data.resultData.error).toBeUndefined();
	const [{ binary }] = execution.data.resultData.runData.Download[0].data!.main[0]!;
	const seen = await host.rest.fetch('GET', `/rest/binary-data?id=${binary!.data.id}&action=download`);
	const uploaded = transportsOf(host.sandbox)
		.find(({ uid }) => uid === target.uid)!
		.messages.at(-1)!;
	const { content } = await fileBehind(host.sandbox, uploaded.document);
	expect(content).toHaveLength(3 * 1024 * 1024);
	expect(Buffer.from(await seen.arrayBuffer()).equals(content)).toBe(true);
	expect(isOnWorker(execution.id)).toBe(true);
});
