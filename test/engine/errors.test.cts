/** What a user reads when Dashdoc refuses, and what nobody must ever read: the token. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Fault, Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { credentialFor, runOn, useSandbox } from '../support/sandboxed.cts';
import { callsOf, companiesOf, contactsOf, located } from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 3, contacts: 3, transports: 0 }, (ready) => {
	sandbox = ready;
});

const quickly = { options: { requestsPerSecond: 0, maximumWait: 0 } };

const createCompany = (rest: Partial<Subject> = {}) =>
	runOn(
		sandbox,
		{ resource: 'company', operation: 'create', name: 'Transport Bouvet', country: 'FR', ...quickly },
		rest,
	);

const getContact = (parameters: INodeParameters = {}) =>
	runOn(sandbox, {
		resource: 'contact',
		operation: 'get',
		contact: located('id', contactsOf(sandbox)[0].uid),
		...quickly,
		...parameters,
	});

const answering = (status: number, body: unknown): Fault => ({ kind: 'status', status, body, times: 0 });

describe("Dashdoc's refusals, in whatever shape, become one sentence with the user's labels", () => {
	test.each([
		['request level', { detail: 'Multipart form parse error' }, 'Multipart form parse error'],
		['one field', { remote_id: { detail: 'Taken', code: 'invalid' } }, 'External ID: Taken'],
		[
			'lists of texts',
			{ name: { detail: ['Too long.', 'Too odd.'], code: ['max_length', 'invalid'] } },
			'Name: Too long; Name: Too odd.',
		],
		[
			'a leaf inside the payload',
			{ primary_address: { city: { detail: ['Blank.'], code: ['blank'] } } },
			'Primary Address City: Blank.',
		],
		[
			'detail and code that mirror the payload',
			{ primary_address: { detail: { city: ['Blank.'] }, code: { city: ['blank'] } } },
			'Primary Address City: Blank.',
		],
		[
			'lists that mirror the payload',
			{
				segments: {
					detail: [{ origin: { eta_tracking: ['No slot.'] } }],
					code: [{ origin: { eta_tracking: ['invalid'] } }],
				},
			},
			/Eta Tracking.*: No slot\./i,
		],
		['the whole object', { non_field_errors: { detail: ['Not now.'], code: ['invalid'] } }, 'Not now.'],
		['only a code', { non_field_errors: { code: 'permission_denied' } }, /permission/i],
		["DRF's plain lists", { vat_number: ['Wrong.'] }, 'VAT Number: Wrong.'],
		['an error text', { error: 'No link.' }, 'No link.'],
		['several fields', { name: ['Blank.'], country: ['Unknown.'] }, 'Name: Blank; Country: Unknown.'],
	] as Array<[string, IDataObject, string | RegExp]>)('%s', async (_, body, words) => {
		sandbox.setFaults(answering(400, body));
		const { error } = await createCompany();
		const message = error?.message ?? '';
		expect(message).toMatch(/ \[item 0\]$/);
		const said = message.replace(/ \[item 0\]$/, '');
		if (typeof words === 'string') expect(said.replace(/\.$/, '')).toBe(words.replace(/\.$/, ''));
		else expect(said).toMatch(words);
		expect(error).toMatchObject({ httpCode: '400', context: { data: body, itemIndex: 0 } });
		expect(error?.description).toBeTruthy();
		expect(error?.description).not.toBe(message);
	});
});

describe('other answers', () => {
	test.each([
		[
			'401',
			answering(401, { detail: 'Invalid token.' }),
			/^Dashdoc does not accept the API token \(Invalid token\)/,
		],
		['403', answering(403, { detail: 'No right.' }), /^Dashdoc does not allow this \(403\): No right\./],
		[
			'404',
			answering(404, { detail: 'Not found.' }),
			/^Dashdoc found nothing for Contact "[0-9a-f-]+"\. Check the identifier/,
		],
		[
			'405',
			answering(405, { detail: 'Method "GET" not allowed.' }),
			/does not offer GET \/contacts\/\{uid\}\/ \(405\)/,
		],
		['500', answering(500, undefined), /\(500\)/],
		['503', answering(503, { detail: 'Maintenance.' }), /\(503\).*Maintenance/],
		[
			'a redirect',
			{ ...answering(302, undefined), headers: { Location: 'https://elsewhere.example/login' } },
			/redirects to elsewhere\.example\/login \(302\)/,
		],
		[
			'a web page',
			{ kind: 'html', status: 200, title: 'Connexion', times: 0 },
			/sent a web page instead of Dashdoc's answer \(200\): "Connexion"/,
		],
		[
			'a web page of a proxy',
			{ kind: 'html', status: 502, title: 'Bad Gateway', times: 0 },
			/\(502\).*"Bad Gateway"/,
		],
		['nothing', { kind: 'empty', times: 0 }, /answer \(200\) is empty/],
		[
			'JSON that ends early',
			{ kind: 'cut-off-json', times: 0 },
			/answer \(200\) was cut off and cannot be read/,
		],
		['no JSON', { kind: 'garbage', times: 0 }, /answer \(200\) cannot be read|cut off/],
		['a broken connection', { kind: 'reset-before', times: 0 }, /connection to 127\.0\.0\.1:\d+ was lost/],
	] as Array<[string, Fault, RegExp]>)('%s is told readably', async (_, fault, words) => {
		sandbox.setFaults(fault);
		const { error } = await getContact();
		expect(error?.message).toMatch(words);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error?.message).not.toMatch(/[<>]|\n|undefined|\[object/);
		expect(error?.description ?? '').not.toMatch(/<|undefined|\[object/);
	});

	test('too many requests are told with what Dashdoc asks for and the option to raise', async () => {
		// Another token: its pace pauses for as long as Dashdoc asks, and no other test is to wait for that.
		const credential = { ...credentialFor(sandbox), apiToken: sandbox.otherToken };
		sandbox.setFaults({ kind: 'too-many-requests', retryAfter: '90', times: 0 });
		const parameters = { resource: 'contact', operation: 'getAll', ...quickly };
		const { error } = await runOn(sandbox, parameters, { credential });
		expect(error?.message).toMatch(/too many arrive \(429\).*asks to wait 90 seconds.*'Maximum Wait'/);
		expect(error).toMatchObject({ httpCode: '429' });
	});

	test('an answer that is cut off is read again before it is told', async () => {
		sandbox.setFaults({ kind: 'cut-off-json', times: 1 });
		const { pk } = companiesOf(sandbox)[0];
		const again = await runOn(sandbox, { resource: 'company', operation: 'get', company: located('id', pk) });
		expect(again.outputs[0]).toHaveLength(1);
		expect(callsOf(sandbox)).toHaveLength(2);
	});

	test('a host that is not there is told with its name', async () => {
		const credential = { ...credentialFor(sandbox), baseUrl: 'http://127.0.0.1:9' };
		const { error } = await runOn(
			sandbox,
			{ resource: 'contact', operation: 'getAll', ...quickly },
			{ credential },
		);
		expect(error?.message).toMatch(/^127\.0\.0\.1:9 refused the connection.*Base URL/);
	});

	test('words that n8n would replace stay as Dashdoc wrote them', async () => {
		sandbox.setFaults(answering(400, { detail: 'managePermission is missing for siteAccess, ENOENT' }));
		expect((await createCompany()).error?.message).toBe(
			'managePermission is missing for siteAccess, ENOENT [item 0]',
		);
	});

	test('markup in what Dashdoc says is text in the editor, which renders descriptions', async () => {
		sandbox.setFaults(answering(400, { detail: '<img src=x onerror=alert(1)>' }));
		const { error } = await createCompany();
		expect(error?.description ?? '').not.toContain('<');
	});
});

describe('the token appears nowhere', () => {
	const everything = (value: unknown): string => {
		const seen = new Set<unknown>();
		const parts: string[] = [];
		const visit = (one: unknown) => {
			if (typeof one === 'string') parts.push(one);
			if (typeof one !== 'object' || one === null || seen.has(one)) return;
			seen.add(one);
			for (const name of Reflect.ownKeys(one)) {
				parts.push(String(name));
				visit((one as Record<PropertyKey, unknown>)[name]);
			}
		};
		visit(value);
		return parts.join('\n');
	};

	const echoes: Array<[string, (token: string) => Fault[]]> = [
		['a success', () => []],
		[
			'a refusal that echoes the header',
			(token) => [
				answering(400, {
					detail: `Bad header: Token ${token}`,
					headers: { authorization: `Token ${token}` },
				}),
			],
		],
		[
			'an error page that echoes it',
			(token) => [{ kind: 'html', status: 500, title: `Token ${token}`, times: 0 }],
		],
		[
			'a redirect that carries it',
			(token) => [
				{
					...answering(302, undefined),
					headers: { Location: `https://elsewhere.example/${token}?token=${token}` },
				} as Fault,
			],
		],
		['a wrong token', (token) => [answering(401, { detail: `Invalid token ${token}.` })]],
		['a broken connection', () => [{ kind: 'reset-before', times: 0 }]],
		['an answer without end', () => [{ kind: 'hang', times: 0 }]],
	];

	test.each(echoes)('neither in the run data nor in the error of %s', async (_, faults) => {
		for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
			sandbox.setFaults(...faults(sandbox.token));
			const outcome = await getContact({ options: { requestsPerSecond: 0, maximumWait: 0, timeout: 0.3 } });
			const continued = await runOn(
				sandbox,
				{
					resource: 'contact',
					operation: 'getAll',
					options: { requestsPerSecond: 0, maximumWait: 0, timeout: 0.3 },
				},
				{ node: { onError } },
			);
			expect(everything([outcome, continued])).not.toContain(sandbox.token);
			expect(everything(sandbox.requests())).not.toContain(sandbox.token);
			// The proof that this search finds what is there.
			expect(everything([outcome, continued, { hidden: new Map(), token: sandbox.token }])).toContain(
				sandbox.token,
			);
		}
	});
});
