/** What becomes of rows that fail, of runs that are stopped, tried again or pinned, and of items of sub-workflows. */
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Host } from '../../scripts/host/host.cts';
import type { StoredExecution } from '../../scripts/host/rest.cts';
import type { Fault } from '../../sandbox/index.cts';
import type { WorkflowExport } from '../support/workflow.cts';
import { companiesOf, located, writesOf } from '../engine/data.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { byHand, connect, coreNode, inARow, noteOfRow, pairsOf, rowsOfItems } from './chains.cts';
import { ownNode, rowsOf, useHost } from './hosted.cts';

let host: Host;
useHost({ sandbox: { transports: 200 } }, (started) => {
	host = started;
});
beforeEach(() => host.sandbox.clearRequests());
afterEach(() => {
	host.sandbox.settings({ pageSize: null });
	expectNoViolations(host.sandbox);
});

const run = async (workflow: WorkflowExport): Promise<StoredExecution> =>
	await host.rest.run(await host.rest.createWorkflow(workflow), byHand);

const dashdoc = (parameters: INodeParameters, rest: Partial<INode> = {}): INode =>
	ownNode(host, { name: 'Dashdoc', type: 'dashdoc', ...rest }, parameters);

/** Gets the company of each row. */
const companyOfRow = (rest: Partial<INode> = {}): INode =>
	dashdoc({ resource: 'company', operation: 'get', company: located('id', '={{ $json.pk }}') }, rest);

const known = (place: number) => companiesOf(host.sandbox)[place];

/** Two known companies, and one between them that Dashdoc does not have. */
const rowsWithOneUnknown = (): IDataObject[] => [
	{ pk: known(0).pk, note: 'first' },
	{ pk: 999_999, note: 'second' },
	{ pk: known(1).pk, note: 'third' },
];

const refusal = 'Dashdoc found nothing for Company "999999". Check the identifier [item 1]';

const requestsTo = (operation: string) =>
	host.sandbox.requests().filter(({ operationId }) => operationId === operation).length;

describe('a row that Dashdoc refuses', () => {
	test('leaves by the error output with the words of Dashdoc and its own fields, the others go on', async () => {
		const workflow = inARow(
			'Error output',
			...rowsOfItems(rowsWithOneUnknown()),
			companyOfRow({ onError: 'continueErrorOutput' }),
			noteOfRow('Good'),
		);
		workflow.nodes.push(noteOfRow('Bad'));
		connect(workflow.connections, { from: 'Dashdoc', output: 1 }, 'Bad');
		const execution = await run(workflow);
		expect(execution.status).toBe('success');
		expect(rowsOf(execution, 'Dashdoc').map(({ name }) => name)).toEqual([known(0).name, known(1).name]);
		expect(pairsOf(execution, 'Dashdoc')).toEqual([0, 2]);
		expect(rowsOf(execution, 'Dashdoc', 1)).toEqual([
			expect.objectContaining({
				pk: 999_999,
				note: 'second',
				error: refusal,
				details: expect.objectContaining({ httpCode: '404' }) as object,
			}),
		]);
		expect(pairsOf(execution, 'Dashdoc', 1)).toEqual([1]);
		expect(rowsOf(execution, 'Good')).toEqual([{ note: 'first' }, { note: 'third' }]);
		expect(rowsOf(execution, 'Bad')).toEqual([{ note: 'second' }]);
	});

	test('stays in its place with the words of Dashdoc where the workflow continues', async () => {
		const execution = await run(
			inARow(
				'Continue',
				...rowsOfItems(rowsWithOneUnknown()),
				companyOfRow({ onError: 'continueRegularOutput' }),
				noteOfRow('After'),
			),
		);
		expect(execution.status).toBe('success');
		expect(rowsOf(execution, 'Dashdoc').map(({ error, pk }) => error ?? pk)).toEqual([
			known(0).pk,
			refusal,
			known(1).pk,
		]);
		expect(rowsOf(execution, 'After').map(({ note }) => note)).toEqual(['first', 'second', 'third']);
	});

	test('stops a workflow that is to stop, with the words of Dashdoc and the number of the item', async () => {
		const execution = await run(
			inARow('Stop', ...rowsOfItems(rowsWithOneUnknown()), companyOfRow(), noteOfRow('After')),
		);
		expect(execution.status).toBe('error');
		const { error, lastNodeExecuted, runData } = execution.data.resultData;
		expect(error).toMatchObject({ message: refusal, context: { itemIndex: 1 } });
		expect(lastNodeExecuted).toBe('Dashdoc');
		expect(runData.After).toBeUndefined();
	});
});

/** Ways in which the second of three creations fails. */
const failures: Array<[string, Fault, number]> = [
	['Dashdoc breaks down before it did the work', { kind: 'status', status: 500 }, 4],
	['the answer is lost after Dashdoc did the work', { kind: 'reset-after' }, 3],
];

describe.each(failures)('with Retry On Fail, when %s', (title, fault, creations) => {
	test('the second try makes what is missing, and nothing twice', async () => {
		const externalIds = ['a', 'b', 'c'].map((letter) => `${fault.kind}-${letter}`);
		host.sandbox.setFaults({ ...fault, match: { operationId: 'createCompany', nth: 2 } });
		const upsert = dashdoc(
			{
				resource: 'company',
				operation: 'upsert',
				externalId: '={{ $json.id }}',
				name: '=Écluse {{ $json.id }}',
				country: 'FR',
			},
			{ retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		);
		const execution = await run(inARow(title, ...rowsOfItems(externalIds.map((id) => ({ id }))), upsert));
		expect(execution.status).toBe('success');
		expect(rowsOf(execution, 'Dashdoc').map((row) => row.remote_id)).toEqual(externalIds);
		const made = companiesOf(host.sandbox).filter((one) => externalIds.includes(one.remote_id ?? ''));
		expect(made.map((one) => one.remote_id).sort()).toEqual(externalIds);
		expect(writesOf(host.sandbox).map(({ operationId }) => operationId)).toEqual(
			Array.from({ length: creations }, () => 'createCompany'),
		);
	});
});

test('Stop in the middle of Return All: it is canceled, and Dashdoc is asked no more', async () => {
	const slow = { options: { requestsPerSecond: 2 } };
	host.sandbox.settings({ pageSize: 5 });
	const workflow = await host.rest.createWorkflow(
		inARow(
			'All transports',
			dashdoc({ resource: 'transport', operation: 'getAll', returnAll: true, ...slow }),
		),
	);
	const id = await host.rest.start(workflow, byHand);
	while (requestsTo('listTransports') < 3) await new Promise((resolve) => setTimeout(resolve, 50));
	await host.rest.stop(id);
	expect((await host.rest.finished(id)).status).toBe('canceled');
	const pages = requestsTo('listTransports');
	// What would still be waiting has its turn before or beside these, as all share one pace.
	const others = Array.from({ length: 4 }, (_, place) => ({ pk: known(place).pk }));
	const after = await run(
		inARow(
			'Afterwards',
			...rowsOfItems(others),
			dashdoc({ resource: 'company', operation: 'get', company: located('id', '={{ $json.pk }}'), ...slow }),
		),
	);
	expect(after.status).toBe('success');
	expect(requestsTo('getCompany')).toBe(4);
	// Of forty pages; what was on its way may arrive after the stop.
	expect(requestsTo('listTransports')).toBeLessThanOrEqual(pages + 2);
	expect(pages).toBeLessThan(20);
});

test('with pinned data, Dashdoc is not asked, and the workflow goes on with the data', async () => {
	const { pk } = known(0);
	const execution = await run({
		...inARow('Pinned', ...rowsOfItems([{ pk, note: 'pinned' }]), companyOfRow(), noteOfRow('After')),
		pinData: { Dashdoc: [{ json: { pk, name: 'Épinglée' }, pairedItem: { item: 0 } }] },
	});
	expect(execution.status).toBe('success');
	expect(rowsOf(execution, 'Dashdoc')).toEqual([{ pk, name: 'Épinglée' }]);
	expect(rowsOf(execution, 'After')).toEqual([{ note: 'pinned' }]);
	expect(host.sandbox.requests()).toEqual([]);
});

describe.each(['once', 'each'])('a sub-workflow run %s for all items', (mode) => {
	test('gives back what Dashdoc answered, each item paired with the row that it is about', async () => {
		const start = coreNode('Start', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, {
			inputSource: 'passthrough',
		});
		const connections = {};
		connect(connections, { from: 'Start' }, 'Dashdoc');
		const sub = await host.rest.createWorkflow({
			name: `Sub-workflow ${mode}`,
			nodes: [start, companyOfRow({ onError: 'continueRegularOutput' })],
			connections,
		});
		const call = coreNode('Call', 'n8n-nodes-base.executeWorkflow', 1.2, {
			workflowId: located('id', sub.id),
			mode,
			options: {},
		});
		const rows = [2, 1, 0].map((place) => ({ pk: known(place).pk, note: known(place).name }));
		const execution = await run(inARow(`Calls ${mode}`, ...rowsOfItems(rows), call, noteOfRow('After')));
		expect(execution.data.resultData.error).toBeUndefined();
		expect(rowsOf(execution, 'Call').map(({ name }) => name)).toEqual(rows.map(({ note }) => note));
		expect(rowsOf(execution, 'After')).toEqual(rows.map(({ note }) => ({ note })));
	});
});
