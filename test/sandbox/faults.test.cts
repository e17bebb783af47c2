import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { callerOf, type Caller } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;
let uid: string;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 20 });
	call = callerOf(sandbox);
	const contacts = (await call('GET', '/contacts/')).body.results;
	uid = contacts.find((each) => each.email && !each.is_manager)?.uid ?? '';
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const invite = () => call('POST', `/contacts/${uid}/invite/`);
const invitations = () => sandbox.figures().invitations[uid] ?? 0;

/** The plain answer to an invitation, whatever it is. */
async function plainInvite(): Promise<{ status: number; type: string | null; text: string }> {
	const response = await fetch(`${sandbox.apiUrl}/contacts/${uid}/invite/`, {
		method: 'POST',
		headers: { Authorization: `Token ${sandbox.token}` },
	});
	const text = await response.text();
	return { status: response.status, type: response.headers.get('content-type'), text };
}

test('a status strikes once, and nothing was done', async () => {
	sandbox.setFaults({
		kind: 'status',
		status: 503,
		body: { detail: 'Busy' },
		headers: { 'Retry-After': '2' },
	});
	const struck = await invite();
	expect([struck.status, struck.body, struck.headers.get('retry-after')]).toEqual([
		503,
		{ detail: 'Busy' },
		'2',
	]);
	expect(invitations()).toBe(0);
	expect((await invite()).status).toBe(200);
	expect(sandbox.requests().map(({ fault, processed }) => [fault, processed])).toEqual([
		['status', false],
		[undefined, true],
	]);
});

test('a fault strikes as often as told, from the nth matching request on', async () => {
	sandbox.setFaults({
		kind: 'status',
		status: 502,
		match: { operationId: 'inviteContact', nth: 2 },
		times: 2,
	});
	const statuses: number[] = [];
	for (let number = 0; number < 5; number += 1) statuses.push((await invite()).status);
	expect(statuses).toEqual([200, 502, 502, 200, 200]);
});

test.each([
	[{ method: 'POST' }, 500],
	[{ method: 'get' }, 200],
	[{ path: '/contacts/{uid}/invite/' }, 500],
	[{ path: '/contacts/{uid}/' }, 200],
	[{ operationId: 'getContact' }, 200],
])('a fault for %j leaves an invitation with status %i', async (match, status) => {
	sandbox.setFaults({ kind: 'status', status: 500, match });
	expect((await plainInvite()).status).toBe(status);
});

test('a forced 429 carries the Retry-After that it was given', async () => {
	sandbox.setFaults(
		{ kind: 'too-many-requests', retryAfter: '17' },
		{ kind: 'too-many-requests', retryAfter: null },
	);
	expect((await invite()).headers.get('retry-after')).toBe('17');
	expect((await invite()).headers.get('retry-after')).toBeNull();
});

test.each([
	['reset-before', 0],
	['reset-after', 1],
	['reset-within', 1],
] as const)('%s breaks the connection, with %i invitation sent', async (kind, sent) => {
	sandbox.setFaults({ kind });
	await expect(plainInvite()).rejects.toThrow();
	expect(invitations()).toBe(sent);
});

test('hang answers nothing until the client gives up', async () => {
	sandbox.setFaults({ kind: 'hang' });
	await expect(
		fetch(`${sandbox.apiUrl}/managers/me/`, {
			headers: { Authorization: `Token ${sandbox.token}` },
			signal: AbortSignal.timeout(80),
		}),
	).rejects.toThrow(/timeout|aborted/);
	expect(sandbox.requests()[0].status).toBeUndefined();
});

test('latency delays one request and does not hold up the others', async () => {
	sandbox.setFaults({ kind: 'latency', milliseconds: 300, match: { operationId: 'inviteContact' } });
	const order: string[] = [];
	await Promise.all([
		invite().then(() => order.push('invited')),
		call('GET', '/managers/me/').then(() => order.push('read')),
	]);
	expect(order).toEqual(['read', 'invited']);
	expect(invitations()).toBe(1);
	sandbox.settings({ latency: 60 });
	await call('GET', '/managers/me/');
	expect(sandbox.requests().at(-1)?.duration).toBeGreaterThanOrEqual(59);
});

test('an answer can be cut off, a web page, empty, or garbage', async () => {
	sandbox.setFaults(
		{ kind: 'cut-off-json' },
		{ kind: 'html', title: 'Bad Gateway', status: 502 },
		{ kind: 'html' },
		{ kind: 'empty' },
		{ kind: 'garbage' },
	);
	const cut = await plainInvite();
	expect(cut.status).toBe(200);
	expect(() => JSON.parse(cut.text) as unknown).toThrow();
	expect(invitations()).toBe(1);
	expect(await plainInvite()).toMatchObject({
		status: 502,
		text: expect.stringContaining('<title>Bad Gateway') as unknown,
	});
	expect(await plainInvite()).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
	expect(await plainInvite()).toMatchObject({ status: 200, text: '' });
	const garbage = await plainInvite();
	expect(() => JSON.parse(garbage.text) as unknown).toThrow();
	expect(invitations()).toBe(1);
});

test('a fault can be told to let the work be done all the same', async () => {
	sandbox.setFaults({ kind: 'html', status: 502, processed: true });
	expect((await plainInvite()).status).toBe(502);
	expect(invitations()).toBe(1);
});
