/** What is sent again and what never is, when Dashdoc or the way to it fails. */
import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Fault, type Sandbox } from '../../sandbox/index.cts';
import type { Outcome } from '../support/engine.cts';
import { runOn, startQuickSandbox } from '../support/sandboxed.cts';
import {
	addCompany,
	addContact,
	callsOf,
	companiesOf,
	contactsOf,
	invitationsOf,
	jsonOf,
	located,
} from './data.cts';

const sizes = { companies: 1, contacts: 0, transports: 0, truckers: 1, vehicles: 1, trailers: 1 };

let sandbox: Sandbox;
let company: number;
let contact: string;

/** A sandbox of its own for what follows, since the pace of a credential remembers pauses that Dashdoc asked for. */
async function start(): Promise<void> {
	timeout = 60;
	sandbox = await startQuickSandbox(sizes);
	company = addCompany(sandbox, { name: 'Transport Bouvet', notes: 'before' }).pk;
	contact = addContact(sandbox, { company, last_name: 'Bouvet', email: 'adele@example.com' }).uid;
}

async function end(): Promise<void> {
	const violations = [...sandbox.violations()];
	await sandbox.close();
	expect(violations).toEqual([]);
}

/** Seconds after which a request without answer counts as lost; a busy machine is slow to answer too. */
let timeout: number;
const run = (resource: string, operation: string, parameters: INodeParameters, more: INodeParameters = {}) =>
	runOn(sandbox, { resource, operation, ...parameters, options: { requestsPerSecond: 0, timeout, ...more } });

const create = () => run('company', 'create', { name: 'Zébulon', country: 'FR' });
const invite = () => run('contact', 'invite', { contact: located('id', contact) });
const upsert = () =>
	run('contact', 'upsert', { externalId: 'C1', company: located('id', company), lastName: 'Petit' });
const get = (more: INodeParameters = {}) => run('company', 'get', { company: located('id', company) }, more);

const callsTo = (method: string) => callsOf(sandbox).filter((call) => call.startsWith(method));
const timesCalled = (operation: string) =>
	sandbox.requests().filter(({ operationId }) => operationId === operation).length;
const zebulons = () => companiesOf(sandbox).filter(({ name }) => name === 'Zébulon');

/** Ways to fail after which nobody knows whether the request took effect. */
const uncertain: Array<[string, Fault]> = [
	['the connection breaks before anything was done', { kind: 'reset-before' }],
	['the connection breaks after the work was done', { kind: 'reset-after' }],
	['the connection breaks in the middle of the answer', { kind: 'reset-within' }],
	['no answer comes in time', { kind: 'hang', processed: true }],
	['the answer is 502', { kind: 'status', status: 502, processed: true }],
	['the answer is 503', { kind: 'status', status: 503, headers: { 'Retry-After': '0' } }],
	['the answer is 504', { kind: 'status', status: 504, processed: true }],
	['a page of a proxy says 502', { kind: 'html', status: 502 }],
];

describe.each(uncertain)('when %s', (_, fault) => {
	const mayHaveArrived =
		/It is not known whether Dashdoc carried it out: look there before you send it again/;
	let doomed: number;
	let outcomes: Record<'created' | 'invited' | 'posted' | 'read' | 'changed' | 'deleted', Outcome>;

	/** All six at once, each struck once. */
	beforeAll(async () => {
		await start();
		if (fault.kind === 'hang') timeout = 4;
		doomed = addCompany(sandbox, { name: 'Sans avenir' }).pk;
		const struck = [
			'createCompany',
			'inviteContact',
			'createContact',
			'getCompany',
			'updateCompany',
			'deleteCompany',
		];
		sandbox.setFaults(...struck.map((operationId) => ({ ...fault, match: { operationId } })));
		const body = `{"last_name":"Petit","company":{"pk":${company}}}`;
		const notes = { updateFields: { notes: 'after' } };
		const [created, invited, posted, read, changed, deleted] = await Promise.all([
			create(),
			invite(),
			run('apiRequest', 'send', { method: 'POST', path: '/contacts/', body }),
			get(),
			run('company', 'update', { company: located('id', company), ...notes }),
			run('company', 'delete', { company: located('id', doomed) }),
		]);
		outcomes = { created, invited, posted, read, changed, deleted };
	});

	afterAll(end);

	test('a creation is sent once, and the error says that it may have arrived', () => {
		expect(outcomes.created.error?.message).toMatch(mayHaveArrived);
		expect(timesCalled('createCompany')).toBe(1);
		expect(zebulons().length).toBeLessThanOrEqual(1);
	});

	test('an invitation is sent once', () => {
		expect(outcomes.invited.error?.message).toMatch(mayHaveArrived);
		expect(timesCalled('inviteContact')).toBe(1);
		expect(invitationsOf(sandbox, { uid: contact })).toBeLessThanOrEqual(1);
	});

	test('a POST of API Request is sent once', () => {
		expect(outcomes.posted.error?.message).toMatch(mayHaveArrived);
		expect(timesCalled('createContact')).toBe(1);
	});

	test('reading is tried again', () => {
		expect(jsonOf(outcomes.read)).toEqual([expect.objectContaining({ pk: company })]);
		expect(timesCalled('getCompany')).toBe(2);
	});

	test('an update is sent again, since the same values twice are the same values', () => {
		expect(jsonOf(outcomes.changed)).toEqual([expect.objectContaining({ pk: company })]);
		expect(timesCalled('updateCompany')).toBe(2);
		expect(companiesOf(sandbox).find(({ pk }) => pk === company)?.notes).toBe('after');
	});

	test('a deletion is sent again, and counts as done when nothing is there any more', () => {
		expect(jsonOf(outcomes.deleted)).toEqual([{ deleted: true, pk: doomed }]);
		expect(timesCalled('deleteCompany')).toBe(2);
		expect(companiesOf(sandbox).some(({ pk }) => pk === doomed)).toBe(false);
	});
});

describe('otherwise', () => {
	beforeEach(start);
	afterEach(end);

	describe('when Dashdoc surely did not process it', () => {
		test.each([
			['create', create, zebulons],
			['invite', invite, () => [...sandbox.state.tenants[0].invitations.values()]],
		])(
			'%s: a refusal for too many requests is tried again, and takes effect once',
			async (_, act, effects) => {
				sandbox.setFaults({ kind: 'too-many-requests', retryAfter: '1', times: 1 });
				expect((await act()).error).toBeUndefined();
				expect(callsTo('POST')).toHaveLength(2);
				expect(effects()).toHaveLength(1);
			},
		);

		test('a refused connection is tried again, for creations too', async () => {
			const { port } = new URL(sandbox.url);
			await sandbox.close();
			const creation = create();
			await new Promise((resolve) => setTimeout(resolve, 150));
			sandbox = await startSandbox({ ...sizes, requestsPerSecond: 0, port: Number(port) });
			expect(jsonOf(await creation)).toEqual([expect.objectContaining({ name: 'Zébulon' })]);
			expect(callsTo('POST')).toHaveLength(1);
		});
	});

	describe('creations that look first', () => {
		test('a lost answer makes no double when the run is repeated', async () => {
			sandbox.setFaults({ kind: 'reset-after', match: { method: 'POST' } });
			expect((await upsert()).error?.message).toMatch(/It is not known whether/);
			expect(jsonOf(await upsert())).toEqual([expect.objectContaining({ outcome: 'unchanged' })]);
			expect(contactsOf(sandbox).filter(({ remote_id }) => remote_id === 'C1')).toHaveLength(1);
		});

		test('a search that does not succeed creates nothing', async () => {
			sandbox.setFaults({ kind: 'status', status: 500, match: { method: 'GET' }, times: 0 });
			expect((await upsert()).error?.message).toMatch(/\(500\)/);
			expect(callsTo('POST')).toEqual([]);
		});
	});

	describe('how long it waits', () => {
		/** Milliseconds between the first two requests. */
		const gap = () => {
			const [first, second] = sandbox.requests();
			return second.arrival - first.arrival;
		};

		test('as many seconds as Retry-After says', async () => {
			sandbox.setFaults({ kind: 'too-many-requests', retryAfter: '2' });
			await get();
			expect(gap()).toBeGreaterThanOrEqual(1950);
			expect(gap()).toBeLessThan(5000);
		});

		test('until the date that Retry-After says', async () => {
			const date = new Date(Date.now() + 3000).toUTCString();
			sandbox.setFaults({ kind: 'too-many-requests', retryAfter: date });
			await get();
			// Dates have whole seconds, so up to one of the three may be gone.
			expect(gap()).toBeGreaterThanOrEqual(1000);
			expect(gap()).toBeLessThan(6000);
		});

		test('at least a second when a 429 says nothing', async () => {
			sandbox.setFaults({ kind: 'too-many-requests', retryAfter: null });
			await get();
			expect(gap()).toBeGreaterThanOrEqual(950);
			expect(gap()).toBeLessThan(5000);
		});

		test('as a 503 asks, for what may be sent again', async () => {
			sandbox.setFaults({ kind: 'status', status: 503, headers: { 'Retry-After': '1' } });
			expect((await get()).error).toBeUndefined();
			expect(gap()).toBeGreaterThanOrEqual(950);
		});

		test('a wait beyond Maximum Wait is not begun, and both are told', async () => {
			sandbox.setFaults({ kind: 'too-many-requests', retryAfter: '45', times: 0 });
			const started = performance.now();
			const { error } = await get({ maximumWait: 5 });
			expect(performance.now() - started).toBeLessThan(3000);
			expect(error?.message).toMatch(
				/asks to wait 45 seconds, but only 5 seconds of 'Maximum Wait' are left/,
			);
			expect(sandbox.requests()).toHaveLength(1);
		});

		test('a wait that takes nearly all of Maximum Wait is sat out', async () => {
			sandbox.setFaults({ kind: 'too-many-requests', retryAfter: '2' });
			expect((await get({ maximumWait: 3 })).error).toBeUndefined();
		});

		test('waits add up to Maximum Wait at most', async () => {
			sandbox.setFaults({ kind: 'too-many-requests', retryAfter: '1', times: 0 });
			const started = performance.now();
			const { error } = await get({ maximumWait: 2 });
			expect(performance.now() - started).toBeLessThan(5000);
			expect(error?.message).toMatch(/\(429\).*'Maximum Wait'/);
			expect(sandbox.requests()).toHaveLength(3);
		});

		test('an outage is not tried for ever', async () => {
			sandbox.setFaults({ kind: 'status', status: 502, headers: { 'Retry-After': '0' }, times: 0 });
			expect((await get()).error?.message).toMatch(/\(502\).*tried 6 times/);
			expect(sandbox.requests()).toHaveLength(6);
		});
	});
});
