import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, callerOf, type Caller, type CallOptions } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 20 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const text = (content: string): CallOptions => ({ body: content, headers: { 'Content-Type': 'text/plain' } });
const contact = { company: { remote_id: 'CLI-0001' }, last_name: 'Noël' };
const site = (slots: object[] = []) => ({ address: { name: 'Chantier', city: 'Pau', country: 'FR' }, slots });
const transport = (changes: object = {}, slots: object[] = []) => {
	const [origin, destination] = [
		{ ...site(slots), remote_id: 'A' },
		{ ...site(), remote_id: 'B' },
	];
	return { deliveries: [{ origin, destination }], segments: [{ origin, destination }], ...changes };
};
const slot = (start: string) => [{ start, end: '2026-04-01T10:00:00Z' }];

/** What a client does, the answer, and the violation that is recorded. */
const cases: [string, string, string, CallOptions, number, string][] = [
	['calls a route that does not exist', 'GET', '/contact/', {}, 404, 'unknown-route'],
	['forgets the trailing slash', 'GET', '/contacts', {}, 404, 'missing-trailing-slash'],
	['uses a wrong method', 'PUT', '/contacts/x/', {}, 405, 'method-not-allowed'],
	[
		'takes a literal path for an object',
		'PATCH',
		'/segments/charter/',
		{ body: {} },
		405,
		'method-not-allowed',
	],
	['invents a filter', 'GET', '/contacts/?company=1', {}, 200, 'unknown-query'],
	['filters with a wrong type', 'GET', '/contacts/?company__id=abc', {}, 400, 'invalid-query'],
	[
		'filters with a naive instant',
		'GET',
		'/companies/?updated__gte=2026-01-01T00:00:00',
		{},
		400,
		'invalid-query',
	],
	['gives a text for a number in the path', 'GET', '/vehicles/abc/', {}, 404, 'invalid-path'],
	[
		'sends broken JSON',
		'POST',
		'/contacts/',
		{ headers: { 'Content-Type': 'application/json' } },
		400,
		'missing-body',
	],
	['sends plain text', 'POST', '/contacts/', text('hello'), 415, 'media-type'],
	['sends a list for an object', 'POST', '/contacts/', { body: [contact] }, 400, 'invalid-body'],
	[
		'sends a body where none belongs',
		'POST',
		'/transports/x/confirm/',
		{ body: { a: 1 } },
		404,
		'unexpected-body',
	],
	[
		'sends a number for a text',
		'POST',
		'/contacts/',
		{ body: { ...contact, first_name: 3 } },
		400,
		'invalid-body',
	],
	[
		'invents a field',
		'POST',
		'/contacts/',
		{ body: { ...contact, nickname: 'Nono' } },
		201,
		'unlisted-field',
	],
	[
		'sends a deprecated field',
		'POST',
		'/transports/',
		{ body: transport({ price: 12 }) },
		201,
		'never-sent-field',
	],
	[
		'names a company twice',
		'POST',
		'/contacts/',
		{ body: { ...contact, company: { pk: 1, remote_id: 'CLI-0001' } } },
		400,
		'two-references',
	],
	[
		'sends an instant with an offset',
		'POST',
		'/transports/',
		{ body: transport({}, slot('2026-04-01T09:00:00+02:00')) },
		201,
		'offset-date-time',
	],
	[
		'sends an instant without zone',
		'POST',
		'/transports/',
		{ body: transport({}, slot('2026-04-01T09:00:00')) },
		400,
		'invalid-body',
	],
	['archives without a filter', 'POST', '/transports/archive/', {}, 200, 'bulk-without-filter'],
	['deletes with an empty filter', 'DELETE', '/transports/?uid__in=', {}, 204, 'bulk-without-filter'],
];

test.each(cases)('a client that %s is noticed (%s %s)', async (_, method, path, options, status, kind) => {
	const answer = await call(method, path, options);
	expect([answer.status, sandbox.violations().map((violation) => violation.kind)]).toEqual([
		status,
		expect.arrayContaining([kind]),
	]);
	const [violation] = sandbox.violations();
	expect(violation).toMatchObject({ sequence: 1, method, path: `/api/v4${path.split('?')[0]}` });
	expect(sandbox.answerViolations()).toEqual([]);
});

test('broken JSON is told from a missing body', async () => {
	const response = await fetch(`${sandbox.apiUrl}/contacts/`, {
		method: 'POST',
		headers: { Authorization: `Token ${sandbox.token}`, 'Content-Type': 'application/json' },
		body: '{"last_name": ',
	});
	expect([response.status, sandbox.violations()[0].kind]).toEqual([400, 'unreadable-body']);
});

test('a multipart body without boundary gets Django’s words', async () => {
	const response = await fetch(`${sandbox.apiUrl}/transport-messages/`, {
		method: 'POST',
		headers: { Authorization: `Token ${sandbox.token}`, 'Content-Type': 'multipart/form-data' },
		body: 'x',
	});
	expect(response.status).toBe(400);
	expect(await response.json()).toEqual({
		detail: 'Multipart form parse error - Invalid boundary in multipart: None',
		code: 'parse_error',
	});
});

test('a user’s mistake that the description cannot know is refused without a violation', async () => {
	expect((await call('GET', '/contacts/not-there/')).status).toBe(404);
	const body = { ...contact, company: { pk: 1 } };
	expect((await call('POST', '/contacts/', { body })).status).toBe(400);
	expect(sandbox.violations()).toEqual([]);
});

test('a uid is opaque: any text is looked up, none refused for its shape', async () => {
	for (const uid of ['1723456789-Ab', 'not-a-uuid', 'é%20']) {
		expect((await call('GET', `/contacts/${encodeURIComponent(uid)}/`)).status).toBe(404);
	}
	expect(sandbox.violations()).toEqual([]);
});

test('problems in lists mirror the payload, problems in objects nest plainly', async () => {
	const body = transport({}, slot('tomorrow'));
	expect((await call('POST', '/transports/', { body })).body).toMatchObject({
		deliveries: {
			detail: [{ origin: { slots: [{ start: [expect.stringMatching(/^Datetime has wrong format/)] }] } }],
			code: [{ origin: { slots: [{ start: ['invalid'] }] } }],
		},
	});
	const address = { name: 'X', country: 'FR', primary_address: { country: 'FRA' } };
	expect((await call('POST', '/companies/', { body: address })).body).toEqual({
		primary_address: { country: { detail: [anyText], code: ['max_length'] } },
	});
});
