/** Many executions at once, on two workers that do not know of each other, with the requests that Dashdoc allows. */
import type { StoredWorkflow } from '../../scripts/host/rest.cts';
import { workerNames, type QueueHost } from '../../scripts/queue/queueHost.cts';
import type { StoredContact } from '../../sandbox/resources/contacts.cts';
import { addContact, companiesOf, invitationsOf, located, outboxOf } from '../engine/data.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { begunBy, callAll, calledAt, failedOf, untilEnded, useQueueHost } from './queued.cts';

let host: QueueHost;
let workflow: StoredWorkflow;
useQueueHost({ sandbox: { requestsPerSecond: 10, contacts: 5, transports: 5 } }, (started) => {
	host = started;
});
beforeAll(async () => {
	const invite = {
		resource: 'contact',
		operation: 'invite',
		contact: located('id', '={{ $json.body.contact }}'),
	};
	workflow = await host.rest.createWorkflow(calledAt(host, 'invite', invite));
	expect(await host.rest.publish(workflow)).toMatchObject({ status: 'published' });
});
afterEach(() => expectNoViolations(host.sandbox));

let executions = 0;

/** Starts an execution for each of so many new contacts, and waits until they have ended. */
async function invite(count: number): Promise<StoredContact[]> {
	const [company] = companiesOf(host.sandbox);
	const contacts = Array.from({ length: count }, (_, index) =>
		addContact(host.sandbox, { company: company.pk, email: `contact-${executions + index}@example.org` }),
	);
	executions += count;
	await callAll(
		host,
		'invite',
		contacts.map(({ uid }) => ({ contact: uid })),
	);
	await untilEnded(host, workflow.id, executions);
	return contacts;
}

const MINUTE = 60_000;

test(
	'300 executions on two workers invite 300 contacts, each once, while Dashdoc takes 10 requests per second',
	async () => {
		const contacts = await invite(300);
		expect(await failedOf(host, workflow.id)).toEqual([]);
		expect(contacts.filter((contact) => invitationsOf(host.sandbox, contact) !== 1)).toEqual([]);
		expect(outboxOf(host.sandbox)).toHaveLength(300);
		const [first, second] = workerNames.map((name) => begunBy(host, name));
		expect(first.size + second.size).toBe(300);
		expect([...first].filter((id) => second.has(id))).toEqual([]);
		expect(Math.min(first.size, second.size)).toBeGreaterThan(30);
	},
	15 * MINUTE,
);

test(
	'when both workers together ask too much, they wait as Dashdoc says, and all contacts are invited once',
	async () => {
		// Each worker keeps a pace of its own, so that they meet through refusals alone.
		host.sandbox.settings({ requestsPerSecond: 2 });
		const contacts = await invite(40);
		expect(host.sandbox.figures().byStatus['429']).toBeGreaterThan(0);
		expect(await failedOf(host, workflow.id)).toEqual([]);
		expect(contacts.filter((contact) => invitationsOf(host.sandbox, contact) !== 1)).toEqual([]);
	},
	10 * MINUTE,
);
