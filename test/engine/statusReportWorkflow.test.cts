import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { DashdocApi } from '../../credentials/DashdocApi.credentials';
import { Dashdoc } from '../../nodes/Dashdoc/Dashdoc.node';
import { schemaAt } from '../../sandbox/description/document.cts';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StatusUpdate, StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { credentialFor, useSandbox, withoutPace } from '../support/sandboxed.cts';
import { runWorkflow, type WorkflowExport, type WorkflowOutcome } from '../support/workflow.cts';
import { transportsOf, writesOf } from './data.cts';

const file = join(__dirname, '..', '..', 'workflows', 'transport-status-report.json');
const exported = JSON.parse(readFileSync(file, 'utf8')) as WorkflowExport;

/** The workflow with the pace lifted. */
function quick(): WorkflowExport {
	const workflow = structuredClone(exported);
	for (const { parameters, type } of workflow.nodes) {
		if (type === 'n8n-nodes-dashdoc.dashdoc') parameters.options = withoutPace;
	}
	return workflow;
}

const report = async (
	sandbox: Sandbox,
	startNode = 'When clicking ‘Execute workflow’',
	workflow = quick(),
): Promise<WorkflowOutcome> =>
	await runWorkflow(workflow, {
		nodeTypes: { 'n8n-nodes-dashdoc.dashdoc': new Dashdoc() },
		credentials: [{ type: new DashdocApi(), data: credentialFor(sandbox) }],
		startNode,
	});

const rowsOf = ({ nodes }: WorkflowOutcome, name: string): IDataObject[] =>
	(nodes[name]?.outputs[0] ?? []).map(({ json }) => json);

const weekAgo = () => DateTime.now().setZone('Europe/Paris').minus({ weeks: 1 }).startOf('day').toMillis();
const isOfTheWeek = (time: string) => Date.parse(time) >= weekAgo();

const nameOf = ({ remote_id, sequential_id }: StoredTransport) => remote_id || String(sequential_id);

let sandbox: Sandbox;
// The workflow looks a week back from the present.
useSandbox({ clockStart: new Date().toISOString() }, (ready) => {
	sandbox = ready;
});

/** The transports of the week with their events of the week. */
const ofTheWeek = (): Array<[StoredTransport, StatusUpdate[]]> =>
	transportsOf(sandbox)
		.filter(({ deleted, updated }) => deleted === null && isOfTheWeek(updated))
		.map((transport) => [transport, transport.status_updates.filter(({ created }) => isOfTheWeek(created))]);

test.each(['Every Monday', 'When clicking ‘Execute workflow’'])(
	'started by %s, the table has one row for each event of the week and no other',
	async (trigger) => {
		const expected = ofTheWeek().flatMap(([transport, events]) => events.map(() => nameOf(transport)));
		expect(expected.length).toBeGreaterThan(10);
		const outcome = await report(sandbox, trigger);
		expect(outcome.status).toBe('success');
		const table = rowsOf(outcome, 'Report');
		expect(table.map(({ transport }) => transport).sort()).toEqual(expected.sort());
		expect(rowsOf(outcome, 'Summary')).toEqual([
			{
				since: DateTime.fromMillis(weekAgo(), { zone: 'Europe/Paris' }).toISO(),
				transports: new Set(expected).size,
				events: expected.length,
				toBeChecked: 0,
			},
		]);
		expect(writesOf(sandbox)).toEqual([]);
	},
	60_000,
);

test('each row says in words what happened, when by the clock in Paris, where and with whom', async () => {
	const found = ofTheWeek().flatMap(([transport, events]) =>
		events
			.filter(
				({ category, creation_method }) => category === 'on_loading_site' && creation_method === 'trucker',
			)
			.map((event) => ({ transport, event })),
	);
	const [{ transport, event }] = found;
	const { address } = transport.deliveries[0].origin;
	event.created_device = '2026-01-05T07:05:00Z';
	expect(rowsOf(await report(sandbox), 'Report')).toContainEqual({
		transport: nameOf(transport),
		event: 'Arrivé au chargement',
		time: '2026-01-05 08:05',
		site: `${String(address?.name)}, ${String(address?.city)}`,
		trucker: event.author?.display_name,
	});
});

test('every event that Dashdoc knows has a word', async () => {
	const [{ words }] = rowsOf(await report(sandbox), 'Period and Words');
	const { enum: categories = [] } = schemaAt('#/components/schemas/TransportStatusCategory');
	expect(categories.length).toBeGreaterThan(40);
	expect(Object.keys(words as IDataObject).sort()).toEqual([...categories].sort());
});

test('an event whose word was taken out keeps the name that Dashdoc gives it', async () => {
	const workflow = quick();
	const node = workflow.nodes.find(({ name }) => name === 'Period and Words')!;
	node.parameters.jsonOutput = (node.parameters.jsonOutput as string).replace(/"created": .*\n/, '');
	const events = rowsOf(await report(sandbox, undefined, workflow), 'Report').map(({ event }) => event);
	expect(events).toContain('created');
	expect(events).not.toContain('Créé');
});

test('a transport that cannot be read is listed with the reason, and the others are reported', async () => {
	sandbox.setFaults({ kind: 'status', status: 403, match: { operationId: 'getTransport', nth: 2 } });
	const outcome = await report(sandbox);
	expect(outcome.status).toBe('success');
	const [missing, ...others] = rowsOf(outcome, 'To Be Checked');
	expect(others).toEqual([]);
	expect(ofTheWeek().map(([transport]) => nameOf(transport))).toContain(missing.transport);
	expect(missing.reason).toEqual(expect.any(String));
	expect(rowsOf(outcome, 'Report').map(({ transport }) => transport)).not.toContain(missing.transport);
	expect(rowsOf(outcome, 'Summary')).toEqual([expect.objectContaining({ toBeChecked: 1 })]);
});
