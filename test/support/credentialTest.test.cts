import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialTestRequest, ICredentialType } from 'n8n-workflow';
import { testCredential } from './credentialTest.cts';

class ThingsApi implements ICredentialType {
	name = 'thingsApi';
	displayName = 'Things API';
	properties = [
		{ displayName: 'Token', name: 'token', type: 'string' as const, default: '' },
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string' as const, default: '' },
	];
	authenticate = {
		type: 'generic' as const,
		properties: { headers: { Authorization: '=Token {{$credentials.token}}' } },
	};
	test: ICredentialType['test'] = {
		request: { baseURL: '={{ $credentials.baseUrl.trim() }}', url: '/me/' },
		rules: [
			{ type: 'responseCode', properties: { value: 401, message: 'This token is not known' } },
			{
				type: 'responseSuccessBody',
				properties: { key: 'account.state', value: 'closed', message: 'This account is closed' },
			},
		] as ICredentialTestRequest['rules'], // n8n's type knows lists of one kind only
	};
}

const service = createServer(({ url, headers }, response) => {
	const state = { 'Token good': 'open', 'Token old': 'closed' }[headers.authorization ?? ''];
	response.statusCode = url !== '/me/' ? 404 : state ? 200 : 401;
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify({ account: { state } }));
});
let baseUrl = '';
beforeAll(async () => {
	await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
	baseUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});
afterAll(() => service.close());

describe('the test of a credential', () => {
	test('tells what the service and the rules say', async () => {
		const press = (token: string, address = ` ${baseUrl}`) =>
			testCredential(new ThingsApi(), { token, baseUrl: address });
		expect(await press('good')).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(await press('bad')).toEqual({ status: 'Error', message: 'This token is not known' });
		expect(await press('old')).toEqual({ status: 'Error', message: 'This account is closed' });
		expect(await press('good', `${baseUrl}/elsewhere`)).toEqual({ status: 'Error', message: 'Not Found' });
		expect(await press('good', 'http://127.0.0.1:9')).toEqual({ status: 'Error', message: 'ECONNREFUSED' });
	});
});
