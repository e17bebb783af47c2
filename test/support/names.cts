/** Host names as a resolver tells them, so that no test asks a real one. */
import dns, { type LookupAddress, type LookupOptions } from 'node:dns';

type Callback = (error: Error | null, address?: string | LookupAddress[], family?: number) => void;

/** From now on nobody knows this host in the tests of the file; all others are found as ever. */
export function nobodyKnows(host: string): jest.Mock {
	const asked = jest.fn();
	const lookup = dns.lookup as (name: string, options: LookupOptions, callback: Callback) => void;
	const mock = jest.spyOn(dns, 'lookup') as unknown as jest.SpyInstance<void, Parameters<typeof lookup>>;
	mock.mockImplementation((name, options, callback) => {
		if (name !== host) return lookup(name, options, callback);
		asked();
		const failure = { code: 'ENOTFOUND', errno: -3008, syscall: 'getaddrinfo', hostname: name };
		callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), failure));
	});
	return asked;
}
