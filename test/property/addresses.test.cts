import fc from 'fast-check';
import { resolveBaseUrl } from '../../nodes/Dashdoc/client/baseUrl';
import { pathValueFault } from '../../nodes/Dashdoc/client/path';
import { Refusal } from '../../nodes/Dashdoc/client/refusal';
import { callOf } from '../../nodes/Dashdoc/client/request';

/** The address, or undefined when it is refused. Any other fall is a fault of the client. */
function resolved(baseUrl: string): string | undefined {
	try {
		return resolveBaseUrl({ environment: 'custom', baseUrl });
	} catch (error) {
		expect(error).toBeInstanceOf(Refusal);
		return undefined;
	}
}

const host = fc.oneof(
	fc.domain(),
	fc.ipV4(),
	fc.constantFrom(
		'localhost',
		'[::1]',
		'127.0.0.1',
		'127.1',
		'[::ffff:127.0.0.1]',
		'localhost.example',
		'0.0.0.0',
	),
);

const typedAddress = fc
	.tuple(
		fc.constantFrom('https://', 'http://', 'HTTPS://', 'ftp://', 'https:/', '//', ''),
		fc.constantFrom('', '', '', 'user@', 'user:secret@'),
		host,
		fc.constantFrom('', ':443', ':8080', ':99999'),
		fc.constantFrom('', '/', '///', '/api/v4', '/api/v4/', '/proxy/api/v4//', '/proxy', '/api', '/api/v4/x/'),
		fc.constantFrom('', '', '', '?', '?a=b', '#', '#x'),
	)
	.map((parts) => parts.join(''));

describe('whatever is typed as Base URL', () => {
	test('becomes a safe address or a refusal', () => {
		fc.assert(
			fc.property(fc.oneof(typedAddress, fc.string(), fc.webUrl()), (typed) => {
				const address = resolved(typed);
				if (address === undefined) return;
				const url = new URL(address);
				const isLoopback =
					url.hostname === 'localhost' || url.hostname === '[::1]' || url.hostname.startsWith('127.');
				expect(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback)).toBe(true);
				expect(url.username + url.password + url.search + url.hash).toBe('');
				expect(address.endsWith('/api/v4')).toBe(true);
				expect(address.match(/\/api/g)).toHaveLength(1);
				// What was understood is understood again, and means the same.
				expect(resolved(address)).toBe(address);
				expect(resolved(`${address}/`)).toBe(address);
			}),
			{ numRuns: 3000 },
		);
	});

	test('is understood with and without slashes and the path of the API', () => {
		fc.assert(
			fc.property(fc.domain(), fc.constantFrom('', '/', '//', '/api/v4', '/api/v4/'), (name, ending) => {
				expect(resolved(`https://${name}${ending}`)).toBe(`https://${name}/api/v4`);
			}),
		);
	});
});

describe('whatever is given for the path', () => {
	const value = fc.oneof(
		fc.string(),
		fc.string({ unit: 'grapheme' }),
		fc.string({ unit: 'binary' }),
		fc.constantFrom('.', '..', '%2F', '%2e%2e', 'a/b'),
	);

	test('stays one part of it, and comes out as it went in, or is refused', () => {
		fc.assert(
			fc.property(value, (uid) => {
				const request = { route: 'GET /things/{uid}/parts/' as const, path: { uid } };
				if (pathValueFault(uid) !== undefined) {
					expect(() => callOf(request, 'https://host/api/v4', 1)).toThrow(Refusal);
					return;
				}
				const { pathname, search, hash } = new URL(callOf(request, 'https://host/api/v4', 1).url);
				const parts = pathname.split('/');
				expect(parts).toHaveLength(7);
				expect(decodeURIComponent(parts[4])).toBe(uid);
				expect(search + hash).toBe('');
			}),
			{ numRuns: 3000 },
		);
	});
});

describe('whatever is given for the query', () => {
	test('comes out as it went in', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' })), (texts) => {
				const query = Object.fromEntries(Object.entries(texts).filter(([name]) => !name.endsWith('__in')));
				const { searchParams } = new URL(callOf({ route: 'GET /things/', query }, 'https://host', 1).url);
				expect(Object.fromEntries(searchParams)).toEqual({ ...query });
			}),
		);
	});

	test('is split at commas into the values of the list', () => {
		const values = fc.array(
			fc.string({ minLength: 1 }).filter((text) => text.trim() !== '' && !text.includes(',')),
			{ minLength: 1 },
		);
		fc.assert(
			fc.property(values, (uids) => {
				const { url } = callOf({ route: 'GET /things/', query: { uid__in: uids } }, 'https://host', 1);
				const text = url.slice(url.indexOf('=') + 1);
				expect(text.split(',').map(decodeURIComponent)).toEqual(uids);
			}),
		);
	});
});
