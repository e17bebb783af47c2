/** A worker ends without warning in the middle of its work, some of which Dashdoc has done without its knowing. */
import type { INodeParameters } from 'n8n-workflow';
import type { StoredWorkflow } from '../../scripts/host/rest.cts';
import { chosenVersions } from '../../scripts/host/versions.cts';
import { workerNames, type QueueHost } from '../../scripts/queue/queueHost.cts';
import type { StoredContact } from '../../sandbox/resources/contacts.cts';
import { addContact, companiesOf, invitationsOf, located, transportsOf } from '../engine/data.cts';
import { addParty, addPlace, chosen } from '../engine/transportForms.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { begunBy, callAll, calledAt, countOf, failedOf, until, untilEnded, useQueueHost } from './queued.cts';

/** Contacts to invite, and transports to make. */
const EACH = 30;
/** Answered at once, before Dashdoc becomes slow. */
const QUICK = 20;
/** Executions that two workers have under way. */
const AT_ONCE = 20;

let host: QueueHost;
useQueueHost(
	{
		sandbox: { requestsPerSecond: 10, contacts: 5, transports: 5 },
		// n8n looks for the executions of dead workers sooner than it does by itself.
		environment: {
			QUEUE_WORKER_LOCK_DURATION: '30000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
			QUEUE_WORKER_STALLED_INTERVAL: '5000',
		},
	},
	(started) => {
		host = started;
	},
);

let contacts: StoredContact[];
let workflows: StoredWorkflow[];
const references = Array.from({ length: EACH }, (_, index) => `OT-${index}`);

async function publish(path: string, parameters: INodeParameters): Promise<StoredWorkflow> {
	const workflow = await host.rest.createWorkflow(calledAt(host, path, parameters));
	expect(await host.rest.publish(workflow)).toMatchObject({ status: 'published' });
	return workflow;
}

beforeAll(async () => {
	const [company] = companiesOf(host.sandbox);
	contacts = references.map((reference) =>
		addContact(host.sandbox, { company: company.pk, email: `${reference}@example.org` }),
	);
	const shipper = addParty(host.sandbox, 'Laiterie du Gévaudan');
	workflows = [
		await publish('invite', {
			resource: 'contact',
			operation: 'invite',
			contact: located('id', '={{ $json.body.contact }}'),
			skipInvited: true,
		}),
		await publish('order', {
			resource: 'transport',
			operation: 'upsert',
			externalId: '={{ $json.body.reference }}',
			shipper: chosen(shipper.company),
			loadingAddress: chosen(addPlace(host.sandbox, 'Nantes')),
			unloadingAddress: chosen(addPlace(host.sandbox, 'Rennes')),
		}),
	];
});
afterEach(() => expectNoViolations(host.sandbox));

/** Calls both workflows for everything there is to do. */
async function callForAll(): Promise<void> {
	await Promise.all([
		callAll(
			host,
			'invite',
			contacts.map(({ uid }) => ({ contact: uid })),
		),
		callAll(
			host,
			'order',
			references.map((reference) => ({ reference })),
		),
	]);
}

const transportsFor = (reference: string) =>
	transportsOf(host.sandbox).filter(({ remote_id }) => remote_id === reference).length;

/** How often each thing was done. */
const counts = () => [
	...contacts.map((contact) => invitationsOf(host.sandbox, contact)),
	...references.map(transportsFor),
];
const done = () => counts().reduce((sum, count) => sum + count, 0);

/** Waits until so many executions of each workflow have ended. */
const ended = async (count: number) =>
	await Promise.all(workflows.map(({ id }) => untilEnded(host, id, count)));

const failed = async () => (await Promise.all(workflows.map(({ id }) => failedOf(host, id)))).flat();

/** n8n 1 lets another worker do once more, from the beginning, what a dead one had under way; n8n 2 gives it up. */
const doesOnceMore = chosenVersions().n8n.startsWith('1.');

const MINUTE = 60_000;

test(
	'a worker is killed: what it had under way is dealt with, and the other one does the rest',
	async () => {
		host.sandbox.setFaults({
			kind: 'latency',
			milliseconds: 20_000,
			match: { method: 'POST', nth: QUICK + 1 },
			times: AT_ONCE,
		});
		await callForAll();
		await until(() => done() >= QUICK + AT_ONCE);
		await host.processes.workerA.kill();
		await ended(EACH);
		const [killed, other] = workerNames.map((name) => begunBy(host, name));
		const once = [...killed].filter((id) => other.has(id));
		const lost = (await failed()).map(({ id }) => id);
		expect(lost.filter((id) => !killed.has(id))).toEqual([]);
		expect({ once: once.length > 0, lost: lost.length > 0 }).toEqual({
			once: doesOnceMore,
			lost: !doesOnceMore,
		});
	},
	15 * MINUTE,
);

test('nothing is done twice, not even what Dashdoc had done without the dead worker knowing', () => {
	expect(done()).toBeGreaterThanOrEqual(QUICK + AT_ONCE);
	expect(counts().filter((count) => count > 1)).toEqual([]);
});

if (!doesOnceMore) {
	test("n8n says why an execution was lost, and its own retry does nothing, since the caller's data are gone", async () => {
		const [{ id }] = await failed();
		const { resultData } = (await host.rest.execution(id)).data;
		expect(resultData.error?.message).toContain('failed to be processed too many times');
		expect(resultData.runData).toEqual({});
		const before = counts();
		const retried = await host.rest.call('POST', `/executions/${id}/retry`, { loadWorkflow: false });
		expect(retried.status).toBe('error');
		expect(counts()).toEqual(before);
	});
}

test(
	'called again for everything, what is missing is done, and nothing twice',
	async () => {
		const before = await Promise.all(workflows.map(({ id }) => countOf(host, id)));
		const lost = (await failed()).length;
		await callForAll();
		await Promise.all(workflows.map(({ id }, index) => untilEnded(host, id, before[index] + EACH)));
		expect(await failed()).toHaveLength(lost);
		expect(counts().filter((count) => count !== 1)).toEqual([]);
	},
	5 * MINUTE,
);

test(
	'started again, the worker takes part again',
	async () => {
		const before = begunBy(host, 'workerA').size;
		await host.processes.workerA.start();
		await callForAll();
		await until(() => begunBy(host, 'workerA').size > before);
	},
	10 * MINUTE,
);
