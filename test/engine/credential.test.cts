/** The credential: its Test button, as n8n's server presses it, and its use in other nodes. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { DashdocApi } from '../../credentials/DashdocApi.credentials';
import type { Sandbox } from '../../sandbox/index.cts';
import { testCredential } from '../support/credentialTest.cts';
import { prepare, run } from '../support/engine.cts';
import { credentialFor, startQuickSandbox } from '../support/sandboxed.cts';

let sandbox: Sandbox;
let elsewhere: Server;
let answer: { status: number; type: string; body: string; location?: string };

beforeAll(async () => {
	sandbox = await startQuickSandbox({ companies: 1, contacts: 0, transports: 3 });
	elsewhere = createServer((_, response) => {
		response.writeHead(answer.status, {
			'Content-Type': answer.type,
			...(answer.location && { Location: answer.location }),
		});
		response.end(answer.body);
	});
	await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => sandbox.reset());

afterAll(async () => {
	await sandbox.close();
	elsewhere.closeAllConnections();
	await new Promise((resolve) => elsewhere.close(resolve));
});

const press = (changed: object = {}) =>
	testCredential(new DashdocApi(), { ...credentialFor(sandbox), ...changed });
const elsewhereUrl = () => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
const pressElsewhere = (given: typeof answer) => {
	answer = given;
	return press({ baseUrl: elsewhereUrl() });
};

describe('the Test button', () => {
	test('is green for the right token, with one cheap request that Dashdoc documents', async () => {
		expect(await press()).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(sandbox.requests()).toHaveLength(1);
		expect(sandbox.requests()[0]).toMatchObject({
			method: 'GET',
			operationId: 'listTransports',
			status: 200,
		});
		expect(sandbox.violations()).toEqual([]);
	});

	test('is green for an account without any transport', async () => {
		expect(await press({ apiToken: sandbox.otherToken })).toMatchObject({ status: 'OK' });
	});

	test.each(['/', '///', '/api/v4', '/api/v4/', ' '])(
		'understands a base URL that ends in "%s"',
		async (ending) => {
			expect(await press({ baseUrl: `${sandbox.url}${ending}` })).toMatchObject({ status: 'OK' });
			expect(sandbox.requests()[0].path).toBe('/api/v4/transports/');
		},
	);

	test('says what to do about a wrong token', async () => {
		const { status, message } = await press({ apiToken: 'wrong' });
		expect(status).toBe('Error');
		expect(message).toMatch(/^Dashdoc does not know this API token\. Copy it again from the API section/);
	});

	test('says that another address is not Dashdoc', async () => {
		const { status, message } = await pressElsewhere({
			status: 404,
			type: 'text/html',
			body: '<h1>Not Found</h1>',
		});
		expect(status).toBe('Error');
		expect(message).toMatch(/^This address is not the API of Dashdoc\. Check the base URL/);
	});

	test.each([
		[
			'a web page with 200',
			{ status: 200, type: 'text/html', body: '<html><title>Connexion</title></html>' },
		],
		['other JSON', { status: 200, type: 'application/json', body: '{"hello":"world"}' }],
		['an empty answer', { status: 200, type: 'application/json', body: '' }],
	])('is not green for %s', async (_, given) => {
		const { status, message } = await pressElsewhere(given);
		expect(status).toBe('Error');
		expect(message).toMatch(/^This address answers, but not as Dashdoc does\. Check the base URL/);
	});

	test('is not green for a redirect, and the token does not follow it', async () => {
		const { status, message } = await pressElsewhere({
			status: 302,
			type: 'text/html',
			body: '',
			location: `${sandbox.apiUrl}/transports/`,
		});
		expect(status).toBe('Error');
		expect(message).toMatch(/^This address sends on to another one/);
		expect(sandbox.requests()).toEqual([]);
	});

	test.each(['http://dashdoc.example', 'http://localhost.example', 'ftp://127.0.0.1', 'dashdoc', ''])(
		'sends no token to the base URL "%s"',
		async (base) => {
			expect(await press({ baseUrl: base })).toEqual({ status: 'Error', message: 'Invalid URL' });
		},
	);

	test.each([
		['production', 'https://api.dashdoc.eu/api/v4'],
		['sandbox', 'https://sandbox.dashdoc.eu/api/v4'],
	])('asks the host of the environment %s', (environment, expected) => {
		const { workflow, node } = prepare({ parameters: { resource: 'transport', operation: 'getAll' } });
		const { baseURL } = new DashdocApi().test.request;
		const $credentials = { apiToken: 'x', environment };
		expect(
			workflow.expression.getSimpleParameterValue(node, baseURL as string, 'internal', { $credentials }),
		).toBe(expected);
	});

	test('tells when nobody is there', async () => {
		expect(await press({ baseUrl: 'http://127.0.0.1:9' })).toEqual({
			status: 'Error',
			message: 'ECONNREFUSED',
		});
	});
});

describe('in other nodes', () => {
	/** What the HTTP Request node does with a predefined credential. */
	class HttpRequest implements INodeType {
		description = {
			displayName: 'HTTP Request',
			name: 'httpRequest',
			group: ['transform' as const],
			version: 1,
			description: 'Stand-in for the HTTP Request node',
			defaults: { name: 'HTTP Request' },
			inputs: ['main' as const],
			outputs: ['main' as const],
			credentials: [{ name: 'dashdocApi', required: true }],
			properties: [{ displayName: 'URL', name: 'url', type: 'string' as const, default: '' }],
		};

		async execute(this: IExecuteFunctions) {
			const url = this.getNodeParameter('url', 0) as string;
			const json = (await this.helpers.httpRequestWithAuthentication.call(this, 'dashdocApi', {
				url,
			})) as object;
			return [[{ json: { ...json }, pairedItem: { item: 0 } }]];
		}
	}

	test('the credential signs requests as Dashdoc wants it', async () => {
		const outcome = await run({
			nodeType: new HttpRequest(),
			node: { type: 'test.httpRequest' },
			credential: credentialFor(sandbox),
			parameters: { url: `${sandbox.apiUrl}/companies/` },
		});
		expect(outcome.outputs[0][0].json).toMatchObject({ count: expect.any(Number) as number });
		expect(sandbox.violations()).toEqual([]);
	});
});
