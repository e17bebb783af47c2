import { AxiosError, CanceledError } from 'axios';
import {
	NodeApiError,
	NodeOperationError,
	type IHttpRequestOptions,
	type INode,
	type JsonObject,
} from 'n8n-workflow';
import { apiError, refusalError } from '../../../nodes/Dashdoc/client/clientError';
import { isCancellation } from '../../../nodes/Dashdoc/client/cancellation';
import { createClient } from '../../../nodes/Dashdoc/client/createClient';
import { Refusal } from '../../../nodes/Dashdoc/client/refusal';
import type { ClientContext, ClientOptions, DashdocRequest } from '../../../nodes/Dashdoc/client/types';
import { token } from './contexts.cts';

const node: INode = {
	id: '1',
	name: 'Dashdoc',
	type: 'test.node',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

interface Answer {
	statusCode: number;
	body?: unknown;
	headers?: Record<string, string>;
}

let credentials = 0;

/** A client whose requests end as told, one after the other, the last one again and again. */
function clientOf(endings: Array<Answer | Error>, options: ClientOptions = {}) {
	const sent: IHttpRequestOptions[] = [];
	const httpRequestWithAuthentication = async (_: string, request: IHttpRequestOptions) => {
		sent.push(request);
		const ending = endings[Math.min(sent.length, endings.length) - 1];
		if (ending instanceof Error) throw new NodeApiError(node, ending as unknown as JsonObject);
		const { statusCode, body, headers = {} } = ending;
		return { statusCode, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
	};
	// Each client has a credential of its own, since a 429 slows down all requests of a credential.
	const baseUrl = `https://host${++credentials}.example`;
	const context = {
		getNode: () => node,
		getCredentials: async () => ({ apiToken: token, environment: 'custom', baseUrl }),
		helpers: { httpRequestWithAuthentication },
	} as unknown as ClientContext;
	return { client: createClient(context, options), sent, host: `host${credentials}.example` };
}

async function errorOf(sending: Promise<unknown>): Promise<NodeApiError> {
	const error = await sending.then(
		() => undefined,
		(failure: unknown) => failure,
	);
	expect(error).toBeInstanceOf(NodeApiError);
	return error as NodeApiError;
}

const wording: DashdocRequest['wording'] = {
	label: (field) => (field === 'remote_id' ? 'External ID' : undefined),
	subject: 'Thing "687cddac"',
};

/** The error of an answer to a creation. */
async function refusalOf(answer: Answer, request: Partial<DashdocRequest> = {}, options?: ClientOptions) {
	const { client } = clientOf([answer], options);
	return await errorOf(client.send({ route: 'POST /things/', wording, ...request }));
}

describe('the message tells', () => {
	test("which field Dashdoc complains about, with the user's label and Dashdoc's words", async () => {
		const body = {
			remote_id: { detail: 'There is already a thing with the remote_id ABC', code: 'invalid' },
		};
		const error = await refusalOf({ statusCode: 400, body });
		expect(error.message).toBe('External ID: There is already a thing with the remote_id ABC');
		expect(error.httpCode).toBe('400');
		expect(error.description).toContain('POST /things/');
		expect(error.context.data).toEqual(body);
	});

	test('the status when there are no words', async () => {
		expect((await refusalOf({ statusCode: 400, body: {} })).message).toBe(
			'Dashdoc refused the request (400)',
		);
		expect((await refusalOf({ statusCode: 422, body: '' })).message).toBe(
			'Dashdoc refused the request (422)',
		);
	});

	test('that less has to be sent, when it was too much for Dashdoc or a proxy before it', async () => {
		const page = '<html><head><title>413 Request Entity Too Large</title></head></html>';
		expect((await refusalOf({ statusCode: 413, body: page })).message).toBe(
			'The request is too large for Dashdoc (413): "413 Request Entity Too Large". Send a smaller file, or less at once',
		);
	});

	test('the title of a page that came instead of an answer, without its markup', async () => {
		const page = '<html><script>alert(1)</script><title>\n Request  blocked </title><body><b>x</b>';
		const { message, context } = await refusalOf({ statusCode: 400, body: page });
		expect(message).toBe('Dashdoc refused the request (400): "Request blocked"');
		expect(context.data).toEqual({ body: page });
		const untitled = await refusalOf({ statusCode: 422, body: '<p>Sorry,<br>no <script>evil()</script>' });
		expect(untitled.message).toBe('Dashdoc refused the request (422): "Sorry, no"');
		expect((await refusalOf({ statusCode: 400, body: '<>' })).message).toBe(
			'Dashdoc refused the request (400)',
		);
	});

	test('the first words of a text that came instead of an answer', async () => {
		const { message } = await refusalOf({ statusCode: 400, body: `no\nway ${'x'.repeat(500)}` });
		expect(message).toMatch(/^Dashdoc refused the request \(400\): no way x+…$/);
		expect(message.length).toBeLessThan(170);
	});

	test('that the token is not accepted, and what to do', async () => {
		const error = await refusalOf({ statusCode: 401, body: { detail: 'Invalid token.' } });
		expect(error.message).toBe(
			"Dashdoc does not accept the API token (Invalid token). Copy the current token from Dashdoc's settings (API section) into the credential",
		);
		expect(error.description).toContain("'Environment'");
		expect(error.failure).toEqual({ cause: 'credential-invalid' });
		expect((await refusalOf({ statusCode: 401 })).message).toContain('the API token. Copy');
	});

	test('that something is not allowed', async () => {
		const error = await refusalOf({ statusCode: 403, body: { detail: 'You do not have permission.' } });
		expect(error.message).toBe('Dashdoc does not allow this (403): You do not have permission.');
	});

	test('what was not found', async () => {
		const general = await refusalOf({ statusCode: 404, body: { detail: 'Not found.' } });
		expect(general.message).toBe('Dashdoc found nothing for Thing "687cddac". Check the identifier');
		const special = await refusalOf({ statusCode: 404, body: { detail: 'No such round' } });
		expect(special.message).toBe(
			'Dashdoc found nothing for Thing "687cddac": No such round. Check the identifier',
		);
		const unnamed = await refusalOf(
			{ statusCode: 404, body: { detail: 'No Thing matches the given query.' } },
			{ wording: undefined },
		);
		expect(unnamed.message).toBe('Dashdoc found nothing at POST /things/. Check the identifier');
		const page = await refusalOf({ statusCode: 404, body: '<title>404</title>' });
		expect(page.message).toBe('Dashdoc found nothing for Thing "687cddac" (404): "404"');
		expect(page.description).toContain("'Base URL'");
		const nameless = await refusalOf({ statusCode: 404, body: 'x' }, { wording: {} });
		expect(nameless.message).toBe('Dashdoc found nothing at POST /things/ (404): x');
	});

	test('that there is no such operation', async () => {
		expect((await refusalOf({ statusCode: 405, body: { detail: 'x' } })).message).toBe(
			'Dashdoc does not offer POST /things/ (405)',
		);
	});

	test('how long Dashdoc asks to wait, and which option to raise', async () => {
		const headers = { 'retry-after': '120' };
		const error = await refusalOf({ statusCode: 429, headers });
		expect(error.message).toContain(
			"asks to wait 120 seconds, but only 60 seconds of 'Maximum Wait' are left",
		);
		expect(error.message).toContain("Raise the option 'Maximum Wait'");
		expect(error.failure).toEqual({ cause: 'rate-limited', retryAfterMs: 120_000 });
	});

	test('that Dashdoc refused until the time was up', async () => {
		const error = await refusalOf({ statusCode: 429 }, {}, { maximumWait: 0 });
		expect(error.message).toContain("still does so after 0 seconds of waiting ('Maximum Wait' is 0 seconds)");
	});

	test('that a pause of the whole credential is too long', async () => {
		const { client, sent } = clientOf([{ statusCode: 429, headers: { 'retry-after': '120' } }]);
		await errorOf(client.send({ route: 'GET /things/' }));
		const error = await errorOf(client.send({ route: 'GET /things/' }));
		expect(error.message).toMatch(
			/^Dashdoc asked for a pause of (120|119) seconds, which is more than is left of 'Maximum Wait' \(60 seconds\)/,
		);
		expect(error.httpCode).toBe('429');
		expect(sent).toHaveLength(1);
	});

	test('only what can be changed where it is told: nothing in a list, the pace in a poll', async () => {
		const headers = { 'retry-after': '120' };
		const inList = { maximumWait: 5, adjustable: [] };
		expect((await refusalOf({ statusCode: 429, headers }, {}, inList)).message).toBe(
			'Dashdoc refuses requests, since too many arrive (429), and asks to wait 120 seconds, but only 5 seconds of waiting are left. Try again later.',
		);
		expect((await refusalOf({ statusCode: 429 }, {}, { ...inList, maximumWait: 0 })).message).toBe(
			'Dashdoc refuses requests, since too many arrive (429), and still does so after 0 seconds of waiting. Try again later.',
		);
		const { client } = clientOf([{ statusCode: 429, headers }], inList);
		await errorOf(client.send({ route: 'GET /things/' }));
		expect((await errorOf(client.send({ route: 'GET /things/' }))).message).toMatch(
			/^Dashdoc asked for a pause of (120|119) seconds, which is more than can be waited here \(5 seconds\)\. Try again later\.$/,
		);
		const inPoll = await refusalOf({ statusCode: 429, headers }, {}, { adjustable: ['requestsPerSecond'] });
		expect(inPoll.message).toMatch(
			/ of waiting are left\. Lower 'Requests per Second', or run again later\.$/,
		);
	});

	test('that a pause is too long for a few minutes only, should Dashdoc ask for a day', async () => {
		const { client } = clientOf([{ statusCode: 429, headers: { 'retry-after': '86400' } }]);
		expect((await errorOf(client.send({ route: 'GET /things/' }))).message).toContain('86400 seconds');
		expect((await errorOf(client.send({ route: 'GET /things/' }))).message).toMatch(
			/a pause of (300|299) seconds/,
		);
	});

	test('that Dashdoc is out of order, and whether a creation may have worked', async () => {
		const error = await refusalOf({ statusCode: 500, body: '<h1>Server Error (500)</h1>' });
		expect(error.message).toBe(
			'Dashdoc could not handle the request (500): "Server Error (500)". It is not known whether Dashdoc carried it out: look there before you send it again',
		);
		expect(error.failure).toMatchObject({ cause: 'temporarily-unavailable' });
		const again = await refusalOf({ statusCode: 500, body: {} }, { repeatable: true });
		expect(again.message).toBe(
			'Dashdoc could not handle the request (500). It may have been carried out; sending it again does no harm',
		);
		const asked = await refusalOf(
			{ statusCode: 503, headers: { 'retry-after': '1' } },
			{ route: 'GET /things/' },
			{ maximumWait: 0.5 },
		);
		expect(asked.message).toBe('Dashdoc could not handle the request (503); it asks to wait 1 second');
		expect(asked.description).toContain("'Maximum Wait'");
	});

	test.each([
		['https://user:pw@login.example/in?token=1#x', 'login.example/in'],
		['/elsewhere', 'HOST/elsewhere'],
		[undefined, 'another address'],
		['http://', 'another address'],
	])('where a redirect to %p leads, without secrets', async (location, target) => {
		const headers: Record<string, string> = location === undefined ? {} : { location };
		const { client, host } = clientOf([{ statusCode: 301, headers }]);
		const { message } = await errorOf(client.send({ route: 'GET /things/' }));
		expect(message).toContain(`${host} redirects to ${target.replace('HOST', host)} (301)`);
	});

	test('that an answer cannot be read', async () => {
		const text = await refusalOf({ statusCode: 200, body: 'fine' });
		expect(text.message).toContain("Dashdoc's answer (200) cannot be read: fine. It is not known");
		const { client } = clientOf([{ statusCode: 200, body: { a: 1 } }]);
		const { message, context } = await errorOf(client.list({ route: 'GET /things/' }));
		expect(message).toBe("Dashdoc's answer to GET /things/ is not a list");
		expect(context.data).toEqual({ a: 1 });
	});
});

describe('a network failure is told with the host and what to do', () => {
	const failure = async (code: string, text: string, request: Partial<DashdocRequest> = {}) => {
		const { client, host } = clientOf([new AxiosError(text, code)], { maximumWait: 0 });
		const error = await errorOf(client.send({ route: 'GET /things/', ...request }));
		return { ...error, message: error.message.replace(host, 'HOST'), description: error.description };
	};

	test.each([
		['ECONNREFUSED', 'x', 'HOST refused the connection. Check'],
		['ENOTFOUND', 'x', 'The host HOST was not found. Check'],
		['EAI_AGAIN', 'x', 'The host HOST was not found. Check'],
		[
			'CERT_HAS_EXPIRED',
			'certificate has expired',
			'The TLS connection to HOST cannot be trusted (CERT_HAS_EXPIRED). Check',
		],
		['EPROTO', '', 'The TLS connection to HOST cannot be trusted (EPROTO). Check'],
		['ECONNABORTED', 'timeout of 60000ms exceeded', 'HOST did not answer within 60 seconds'],
		['ECONNRESET', 'read ECONNRESET', 'The connection to HOST was lost before the answer was complete'],
		['ERR_ODD', 'something odd', 'HOST could not be called: something odd'],
		['ERR_ODD', '', 'HOST could not be called: '],
	])('%s (%s)', async (code, text, message) => {
		const error = await failure(code, text);
		expect(error.message.startsWith(message)).toBe(true);
		expect(error.httpCode).toBe(code);
		expect(error.description).toBeTruthy();
		expect(error.description).not.toBe(error.message);
	});

	test('also when an address could not be reached', async () => {
		const cause = Object.assign(new Error('x'), { syscall: 'connect', code: 'EHOSTUNREACH' });
		const error = new AxiosError('x', 'EHOSTUNREACH');
		error.cause = cause;
		const { client } = clientOf([error], { maximumWait: 0 });
		expect((await errorOf(client.send({ route: 'GET /things/' }))).message).toMatch(
			/cannot be reached \(EHOSTUNREACH\)/,
		);
	});

	test('with the outcome of what should have been changed', async () => {
		const { message } = await failure('ECONNRESET', 'x', {
			route: 'PATCH /things/{uid}/',
			path: { uid: 'a' },
		});
		expect(message).toContain('It is not known whether Dashdoc carried it out');
	});
});

describe('an error', () => {
	test('keeps words that n8n would replace', async () => {
		const body = { managePermission: ['ECONNREFUSED and siteAccess are fine'] };
		expect((await refusalOf({ statusCode: 400, body })).message).toBe(
			'Manage Permission: ECONNREFUSED and siteAccess are fine',
		);
	});

	test('shows no markup of foreign texts in its description', () => {
		const explanation = { message: 'a <b>', description: '<img src=x> & co', httpCode: '400' };
		const error = apiError(node, explanation, token);
		expect(error.message).toBe('a <b>');
		expect(error.description).toBe('&lt;img src=x&gt; &amp; co');
	});

	test('never tells the token, wherever Dashdoc or a proxy may echo it', async () => {
		const body = {
			detail: `Bad header Authorization: Token ${token}`,
			headers: { Authorization: [`Token ${token}`], [token]: token },
		};
		const answers: Answer[] = [
			{ statusCode: 400, body },
			{ statusCode: 401, body },
			{ statusCode: 404, body: `<title>${token}</title>` },
			{ statusCode: 502, body: `Bad gateway for ${token}` },
			{ statusCode: 302, headers: { location: `https://x.example/${token}` } },
			{ statusCode: 200, body: `${token}` },
		];
		for (const answer of answers) {
			const error = await refusalOf(answer);
			const everything = JSON.stringify({
				...error,
				message: error.message,
				stack: error.stack,
				cause: error.cause,
				json: error,
			});
			expect(everything).not.toContain(token);
		}
		const { client } = clientOf([new AxiosError(`Bad header ${token}`, 'ERR_ODD')]);
		const error = await errorOf(client.send({ route: 'GET /things/' }));
		expect(JSON.stringify([error, error.message, error.stack, error.messages])).not.toContain(token);
		expect(error.message).toContain('Bad header ***');
	});

	test('takes out a token of digits or with quotes, too, but no short text', () => {
		const explain = (body: unknown, secret: string) =>
			apiError(node, { message: 'm', description: 'd', httpCode: '400', body }, secret).context.data;
		expect(explain({ n: 12345678 }, '12345678')).toEqual({ body: '{"n":***}' });
		expect(explain({ a: 'x"y\\zz' }, 'x"y\\zz')).toEqual({ a: '***' });
		expect(explain({ a: 'abc' }, 'abc')).toEqual({ a: 'abc' });
	});

	test('keeps bodies of bearable size only', () => {
		const explain = (body: unknown) =>
			apiError(node, { message: 'm', description: 'd', httpCode: '400', body }, token).context.data;
		expect(JSON.stringify(explain({ a: 'x'.repeat(1_000_000) })).length).toBeLessThan(25_000);
		expect(explain(['a'])).toEqual({ body: ['a'] });
		expect(explain(undefined)).toBeUndefined();
		expect(explain('')).toBeUndefined();
		expect(explain(null)).toBeUndefined();
		let deep: unknown = 'x';
		for (let depth = 0; depth < 100_000; depth++) deep = [deep];
		expect(explain(deep)).toEqual({ body: 'The answer is nested too deeply to be kept' });
	});

	test('of a request that was not sent keeps its words as well', () => {
		const error = refusalError(node, new Refusal("'managePermission' is empty", 'Fill <it>'));
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe("'managePermission' is empty");
		expect(error.description).toBe('Fill &lt;it&gt;');
	});

	test('is told before anything is sent when the request cannot work', async () => {
		const { client, sent } = clientOf([{ statusCode: 200, body: {} }]);
		const sending = client.send({ route: 'GET /things/{uid}/', path: { uid: '..' } });
		await expect(sending).rejects.toBeInstanceOf(NodeOperationError);
		await expect(client.list({ route: 'GET /things/', query: { uid__in: [] } })).rejects.toThrow(
			'is an empty list',
		);
		expect(sent).toEqual([]);
	});

	test("of n8n itself is passed on in n8n's words", async () => {
		const context = {
			getNode: () => node,
			getCredentials: async () => {
				throw new NodeOperationError(node, 'Node does not have any credentials set');
			},
		} as unknown as ClientContext;
		await expect(createClient(context).send({ route: 'GET /things/' })).rejects.toThrow(
			'Node does not have any credentials set',
		);
		const plain = { ...context, getCredentials: async () => Promise.reject(new Error('Decryption')) };
		const error = await createClient(plain as ClientContext)
			.send({ route: 'GET /things/' })
			.catch((failure: unknown) => failure);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect((error as Error).message).toBe('Decryption');
		const { client } = clientOf([new NodeOperationError(node, 'Blocked by policy')]);
		expect((await errorOf(client.send({ route: 'GET /things/' }))).message).toBe('Blocked by policy');
	});
});

describe('a client', () => {
	test('uses fresh options for every attempt, as n8n writes into them', async () => {
		const { client, sent } = clientOf([
			{ statusCode: 503, headers: { 'retry-after': '0' } },
			{ statusCode: 200, body: {} },
		]);
		await client.send({ route: 'GET /things/' });
		expect(sent).toHaveLength(2);
		expect(sent[0]).not.toBe(sent[1]);
		expect(sent[0].headers).not.toBe(sent[1].headers);
		expect(sent[0]).toEqual(sent[1]);
		expect(sent[0]).toMatchObject({
			timeout: 60_000,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			ignoreHttpStatusErrors: true,
		});
	});

	test.each([
		[{ timeout: 5 }, 5000],
		[{ timeout: 0 }, 60_000],
		[{ timeout: NaN }, 60_000],
		[{ timeout: -1 }, 60_000],
	])('with the options %p gives a request %d ms', async (options, timeout) => {
		const { client, sent } = clientOf([{ statusCode: 200, body: {} }], options);
		await client.send({ route: 'GET /things/' });
		expect(sent[0].timeout).toBe(timeout);
	});

	test('takes nonsense in its options for not given', async () => {
		const { client } = clientOf([{ statusCode: 200, body: {} }], { requestsPerSecond: NaN, maximumWait: -5 });
		expect((await client.send({ route: 'GET /things/' })).statusCode).toBe(200);
	});

	test('reads one page for searches, and nothing behind the last one', async () => {
		const page = { count: 3, next: 'x', results: [{ pk: 1 }] };
		const { client, sent, host } = clientOf([
			{ statusCode: 200, body: page },
			{ statusCode: 404, body: {} },
		]);
		const request: DashdocRequest = { route: 'GET /things/', query: { text: 'a', page: 7 } };
		expect(await client.page(request, 1)).toEqual({ objects: [{ pk: 1 }], count: 3, hasNext: true });
		expect(await client.page(request, 2)).toEqual({ objects: [], hasNext: false });
		expect(sent.map(({ url }) => url)).toEqual([
			`https://${host}/api/v4/things/?text=a`,
			`https://${host}/api/v4/things/?text=a&page=2`,
		]);
	});

	test('tells when a list as a whole does not exist', async () => {
		const { client } = clientOf([{ statusCode: 404, body: { detail: 'Not found.' } }]);
		expect((await errorOf(client.list({ route: 'GET /things/' }))).message).toContain(
			'found nothing at GET /things/',
		);
	});

	test('tells that a page of a list was refused, with the words of that page', async () => {
		const page = { count: 3, next: 'x', results: [{ pk: 1 }] };
		const { client, sent } = clientOf([
			{ statusCode: 200, body: page },
			{ statusCode: 403, body: { detail: 'No more' } },
		]);
		expect((await errorOf(client.list({ route: 'GET /things/' }))).message).toContain('No more');
		expect(sent.length).toBeLessThanOrEqual(3);
	});

	test('does not take other errors for a stopped execution', async () => {
		const error = await refusalOf({ statusCode: 500 });
		expect(isCancellation(error)).toBe(false);
	});

	test('recognises a stopped request even in contexts that do not know the Stop button', async () => {
		const { client, sent } = clientOf([new CanceledError()]);
		const error = await errorOf(client.send({ route: 'GET /things/' }));
		expect(isCancellation(error)).toBe(true);
		expect(sent).toHaveLength(1);
	});

	test('takes it for a lost connection when nobody pressed Stop', async () => {
		const context = {
			getNode: () => node,
			getCredentials: async () => ({ apiToken: token, environment: 'sandbox' }),
			getExecutionCancelSignal: () => new AbortController().signal,
			helpers: { httpRequestWithAuthentication: async () => await Promise.reject(new CanceledError()) },
		} as unknown as ClientContext;
		const error = await errorOf(createClient(context).send({ route: 'POST /things/' }));
		expect(isCancellation(error)).toBe(false);
		expect(error.message).toMatch(/was lost before the answer was complete\. It is not known/);
	});

	test('understands answers that come without headers or already parsed', async () => {
		const context = {
			getNode: () => node,
			getCredentials: async () => ({ apiToken: token, environment: 'sandbox' }),
			helpers: { httpRequestWithAuthentication: async () => ({ statusCode: 200, body: { a: 1 } }) },
		} as unknown as ClientContext;
		const answer = await createClient(context).send({ route: 'GET /things/' });
		expect(answer).toEqual({ statusCode: 200, headers: {}, body: { a: 1 } });
	});
});
