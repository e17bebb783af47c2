import { request } from 'node:http';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, callerOf, type Caller } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 20 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

/** Status of a request with exactly these headers; fetch would tidy them up. */
function raw(
	headers: Record<string, string>,
): Promise<{ status: number; challenge?: string; body: unknown }> {
	return new Promise((resolve, reject) => {
		request(`${sandbox.apiUrl}/contacts/`, { headers }, (response) => {
			let text = '';
			response.on('data', (chunk: Buffer) => (text += chunk.toString()));
			response.on('end', () =>
				resolve({
					status: response.statusCode ?? 0,
					challenge: response.headers['www-authenticate'],
					body: JSON.parse(text),
				}),
			);
		})
			.on('error', reject)
			.end();
	});
}

describe('a token', () => {
	test('opens the API as "Token", one space, the token', async () => {
		expect((await raw({ authorization: `Token ${sandbox.token}` })).status).toBe(200);
		expect(sandbox.violations()).toEqual([]);
	});

	test.each([
		['is missing', {}, 'not_authenticated', 0],
		['is wrong', { authorization: 'Token 0123456789' }, 'authentication_failed', 0],
		['comes as Bearer', { authorization: 'Bearer TOKEN' }, 'authentication_failed', 1],
		['comes as JWT', { authorization: 'JWT TOKEN' }, 'authentication_failed', 1],
		['comes with two spaces', { authorization: 'Token  TOKEN' }, 'authentication_failed', 1],
		['comes in the header Authentication', { authentication: 'Token TOKEN' }, 'not_authenticated', 1],
	])('that %s is refused with a challenge', async (_, headers, code, violations) => {
		const sent = Object.fromEntries(
			Object.entries(headers as Record<string, string>).map(([name, value]) => [
				name,
				value.replace('TOKEN', sandbox.token),
			]),
		);
		const answer = await raw(sent);
		expect(answer).toEqual({ status: 401, challenge: 'Token', body: { detail: anyText, code } });
		expect(sandbox.violations()).toHaveLength(violations);
	});

	test('never shows in the log', async () => {
		await raw({ authorization: `Token ${sandbox.token}` });
		await raw({ authentication: sandbox.token });
		expect(sandbox.requests().map(({ headers }) => headers.authorization ?? headers.authentication)).toEqual([
			'Token …',
			'…',
		]);
		expect(JSON.stringify(sandbox.requests())).not.toContain(sandbox.token);
	});
});

test('two companies share nothing', async () => {
	const mine = await call('GET', '/contacts/');
	const theirs = await call('GET', '/contacts/', { token: sandbox.otherToken });
	const uids = new Set(mine.body.results.map(({ uid }: { uid: string }) => uid));
	expect(theirs.body.results.length).toBeGreaterThan(0);
	for (const { uid } of theirs.body.results) {
		expect(uids.has(uid)).toBe(false);
		expect((await call('GET', `/contacts/${uid}/`)).status).toBe(404);
		expect((await call('POST', `/contacts/${uid}/invite/`)).status).toBe(404);
	}
	const { pk } = (await call('GET', '/companies/', { token: sandbox.otherToken })).body.results[1];
	const answer = await call('POST', '/contacts/', { body: { company: { pk }, last_name: 'Noël' } });
	expect(answer.body.company.code).toEqual(['company_does_not_exist_or_not_visible']);
});

test('two sandboxes with the same seed hold the same data, another seed gives other data', async () => {
	const twin = await startSandbox({ transports: 20 });
	const other = await startSandbox({ transports: 20, seed: 2 });
	try {
		const [first, second, third] = await Promise.all(
			[sandbox, twin, other].map(async (each) => (await callerOf(each)('GET', '/companies/')).body),
		);
		expect(second).toEqual(first);
		expect(third).not.toEqual(first);
	} finally {
		await Promise.all([twin.close(), other.close()]);
	}
});
