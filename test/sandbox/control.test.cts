import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { callerOf, type Caller, type Shown } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 10, transports: 20 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());

async function control(method: string, path: string, body?: unknown) {
	const response = await fetch(`${sandbox.url}/__sandbox__${path}`, {
		method,
		headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	return { status: response.status, body: (await response.json()) as Shown };
}

test('everything can be steered over HTTP, without token, limit or trace', async () => {
	for (let number = 0; number < 30; number += 1) expect((await control('GET', '/figures')).status).toBe(200);
	expect((await control('GET', '/figures')).body).toMatchObject({ requests: 0, violations: 0 });
	expect((await control('GET', '/')).body).toContain('POST /faults');

	expect((await control('PATCH', '/settings', { requestsPerSecond: 0, pageSize: 5 })).body.pageSize).toBe(5);
	expect((await call('GET', '/contacts/')).body.results).toHaveLength(5);

	await control('POST', '/faults', [{ kind: 'status', status: 503 }]);
	expect((await control('GET', '/faults')).body).toHaveLength(1);
	await control('DELETE', '/faults');
	expect((await call('GET', '/contacts/')).status).toBe(200);
	await control('POST', '/faults', { kind: 'empty', status: 204 });
	expect((await call('GET', '/contacts/')).status).toBe(204);

	const cautious = { assumedLookups: false, fleetScope: 'fleet' };
	expect((await control('PATCH', '/settings', cautious)).body).toMatchObject(cautious);
	expect((await control('GET', '/outbox')).body).toEqual([]);

	await control('POST', '/changes', {
		list: 'listContacts',
		page: 1,
		when: 'before',
		do: 'delete',
		positions: [0],
	});
	expect((await control('GET', '/changes')).body).toHaveLength(1);
	expect((await call('GET', '/contacts/')).body.count).toBe(119);

	await call('GET', '/nowhere/');
	expect((await control('GET', '/violations')).body).toMatchObject([{ kind: 'unknown-route', sequence: 5 }]);
	expect((await control('GET', '/answer-violations')).body).toEqual([]);
	expect((await control('GET', '/requests')).body).toHaveLength(5);
	await control('DELETE', '/requests');
	expect((await control('GET', '/requests')).body).toEqual([]);

	const { now } = (await control('GET', '/clock')).body;
	expect(Date.parse((await control('POST', '/clock', { advance: 90 })).body.now) - Date.parse(now)).toBe(
		90_000,
	);

	await control('POST', '/reset');
	expect((await control('GET', '/settings')).body).toMatchObject({ requestsPerSecond: 10, pageSize: null });
	expect((await call('GET', '/contacts/')).body.count).toBe(120);
});

test.each([
	['PATCH', '/settings', { requestsPerSecond: 'many' }],
	['PATCH', '/settings', { speed: 3 }],
	['PATCH', '/settings', { fleetScope: 'all' }],
	['PATCH', '/settings', { assumedLookups: 'no' }],
	['POST', '/mobile-sign-in', { code: 123456 }],
	['POST', '/faults', { kind: 'explode' }],
	['POST', '/changes', { list: 'listContacts' }],
])('a wrong order (%s %s %j) is refused', async (method, path, body) => {
	expect((await control(method, path, body)).status).toBe(400);
});

test('an unknown control says which ones there are', async () => {
	const answer = await control('GET', '/nothing');
	expect(answer.status).toBe(404);
	expect(answer.body.controls).toContain('POST /reset');
});

test('a taken port is told to whoever starts the sandbox', async () => {
	const port = Number(new URL(sandbox.url).port);
	await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('closing ends requests that still wait', async () => {
	const short = await startSandbox();
	short.setFaults({ kind: 'hang' });
	const waiting = fetch(`${short.apiUrl}/managers/me/`, {
		headers: { Authorization: `Token ${short.token}` },
	});
	const outcome = expect(waiting).rejects.toThrow();
	while (short.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
	await short.close();
	await outcome;
});
