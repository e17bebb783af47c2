import { resolveBaseUrl } from '../../../nodes/Dashdoc/client/baseUrl';
import { connectionOf, readConnection } from '../../../nodes/Dashdoc/client/credential';
import { Refusal } from '../../../nodes/Dashdoc/client/refusal';
import type { ClientContext } from '../../../nodes/Dashdoc/client/types';
import { token } from './contexts.cts';

const custom = (baseUrl: unknown) => resolveBaseUrl({ environment: 'custom', baseUrl });

describe('the address of Dashdoc', () => {
	test.each([
		['production', 'https://api.dashdoc.eu/api/v4'],
		['sandbox', 'https://sandbox.dashdoc.eu/api/v4'],
	])('follows from the environment %s', (environment, address) => {
		expect(resolveBaseUrl({ environment, baseUrl: 'https://ignored.example' })).toBe(address);
	});

	test.each([undefined, '', 'toString', 3])('is refused for the unknown environment %p', (environment) => {
		expect(() => resolveBaseUrl({ environment })).toThrow("'Environment' is not known");
	});

	test.each([
		['https://demo.dashdoc.eu', 'https://demo.dashdoc.eu/api/v4'],
		['https://demo.dashdoc.eu/', 'https://demo.dashdoc.eu/api/v4'],
		['  https://demo.dashdoc.eu///  ', 'https://demo.dashdoc.eu/api/v4'],
		['https://demo.dashdoc.eu/api/v4', 'https://demo.dashdoc.eu/api/v4'],
		['https://demo.dashdoc.eu/api/v4/', 'https://demo.dashdoc.eu/api/v4'],
		['https://proxy.example/dashdoc//api/v4//', 'https://proxy.example/dashdoc/api/v4'],
		['HTTPS://Demo.Dashdoc.EU:8443', 'https://demo.dashdoc.eu:8443/api/v4'],
		['http://localhost:3000', 'http://localhost:3000/api/v4'],
		['http://127.0.0.1', 'http://127.0.0.1/api/v4'],
		['http://127.8.9.1:80/', 'http://127.8.9.1/api/v4'],
		['http://[::1]:4000/api/v4/', 'http://[::1]:4000/api/v4'],
	])('is understood as typed: %s', (typed, address) => {
		expect(custom(typed)).toBe(address);
	});

	test.each([
		['', 'is empty'],
		['   ', 'is empty'],
		[undefined, 'is empty'],
		[7, 'is empty'],
		['demo.dashdoc.eu', 'is not a web address'],
		['https://', 'is not a web address'],
		['https://demo dashdoc.eu', 'contains a space or a line break'],
		['https://demo.dashdoc.eu\n.example', 'contains a space or a line break'],
		['http://demo.dashdoc.eu', 'must start with https://'],
		['http://localhost.example', 'must start with https://'],
		['http://128.0.0.1', 'must start with https://'],
		['ftp://demo.dashdoc.eu', 'must start with https://'],
		['javascript:alert(1)', 'must start with https://'],
		['localhost:3000', 'must start with https://'],
		['https://me:secret@demo.dashdoc.eu', 'user name or password'],
		['https://me@demo.dashdoc.eu', 'user name or password'],
		['https://demo.dashdoc.eu?x=1', 'query'],
		['https://demo.dashdoc.eu?', 'query'],
		['https://demo.dashdoc.eu/#', 'fragment'],
		['https://demo.dashdoc.eu/api/v4/transports/', 'without the path of an endpoint'],
		['https://demo.dashdoc.eu/api', 'without the path of an endpoint'],
	])('is refused with a reason: %p', (typed, reason) => {
		expect(() => custom(typed)).toThrow(Refusal);
		expect(() => custom(typed)).toThrow(/^The credential's 'Base URL' /);
		expect(() => custom(typed)).toThrow(reason);
	});

	test('is never told with a password in it', () => {
		expect(() => custom('https://me:secret@demo.dashdoc.eu')).not.toThrow('secret');
	});
});

describe('the API token', () => {
	const connect = (apiToken: unknown) =>
		connectionOf({ environment: 'sandbox', apiToken: apiToken as string });

	test.each([
		['', 'is empty'],
		[undefined, 'is empty'],
		[` ${token}`, 'contains a space'],
		[`${token}\n`, 'contains a space'],
		[`Token ${token}`, 'contains a space'],
		[`${token.slice(1)}\u0000`, 'contains a space, a line break or a control character'],
		[`${token}\u200b`, 'contains a character that no token has'],
		[`${token}é`, 'contains a character that no token has'],
	])('is refused with a reason, and is not told: %p', (apiToken, reason) => {
		expect(() => connect(apiToken)).toThrow(Refusal);
		expect(() => connect(apiToken)).toThrow(`The credential's 'API Token' ${reason}`);
		expect(() => connect(apiToken)).not.toThrow(token.slice(1, 20));
	});

	test('stands behind a key that does not tell it and differs by address and token', () => {
		const keys = [
			connect(token),
			connect(`${token}1`),
			connectionOf({ environment: 'production', apiToken: token }),
		].map(({ key }) => key);
		expect(new Set(keys).size).toBe(3);
		expect(keys.join()).not.toContain(token);
		expect(connect(token).key).toBe(keys[0]);
	});

	test('comes from the credential that the user chose', async () => {
		const getCredentials = jest.fn(async () => ({ environment: 'production', apiToken: token }));
		const context = { getCredentials } as unknown as ClientContext;
		expect(await readConnection(context)).toMatchObject({ token, baseUrl: 'https://api.dashdoc.eu/api/v4' });
		expect(getCredentials).toHaveBeenCalledWith('dashdocApi');
	});
});
