import { safeFileName } from '../../../nodes/Dashdoc/client/fileName';
import { pathValueFault } from '../../../nodes/Dashdoc/client/path';
import { callOf, isRepeatable } from '../../../nodes/Dashdoc/client/request';
import type { DashdocRequest, Method, QueryValue } from '../../../nodes/Dashdoc/client/types';

const urlOf = (request: DashdocRequest) => callOf(request, 'https://host/api/v4', 1000).url;

describe('a value in the path', () => {
	test.each([
		['687cddac-5b1c', undefined],
		['12', undefined],
		['1731-abc:é %', undefined],
		['...', undefined],
		['', 'is empty'],
		['  ', 'is empty'],
		['.', 'must be an identifier, not dots'],
		['..', 'must be an identifier, not dots'],
		['a/b', 'contains a slash, which no identifier has'],
		['a\\b', 'contains a slash, which no identifier has'],
		['a\nb', 'contains a character that cannot be sent, such as a line break'],
		['a\u007f', 'contains a character that cannot be sent, such as a line break'],
		['a\ud800', 'contains a character that cannot be sent, such as a line break'],
	])('%p %p', (value, fault) => {
		expect(pathValueFault(value)).toBe(fault);
	});

	test('is encoded', () => {
		expect(urlOf({ route: 'GET /a/{uid}/b/{pk}/', path: { uid: 'x y%?#', pk: 3 } })).toBe(
			'https://host/api/v4/a/x%20y%25%3F%23/b/3/',
		);
	});

	test("is refused in the user's words", () => {
		const route = 'GET /a/{uid}/' as const;
		expect(() => urlOf({ route, path: { uid: '..' } })).toThrow("'ID' must be an identifier, not dots");
		const label = (field: string) => (field === 'uid' ? 'Thing' : undefined);
		expect(() => urlOf({ route, path: { uid: 'a/b' }, wording: { label } })).toThrow(
			"'Thing' contains a slash",
		);
		expect(() => urlOf({ route })).toThrow("'ID' is empty");
		expect(() => urlOf({ route: 'GET /a/{constructor}/', path: {} })).toThrow("'Constructor' is empty");
	});
});

describe('a query', () => {
	const query = (name: string, value: QueryValue) => urlOf({ route: 'GET /a/', query: { [name]: value } });

	test.each<[string, QueryValue, string]>([
		['text', 'a&b=c', '?text=a%26b%3Dc'],
		['text', '', '?text='],
		['active', true, '?active=true'],
		['page', 0, '?page=0'],
		['id__in', [1, 2], '?id__in=1,2'],
		['é', 'é', '?%C3%A9=%C3%A9'],
		['none', undefined, ''],
	])('%s=%p is sent as "%s"', (name, value, text) => {
		expect(query(name, value)).toBe(`https://host/api/v4/a/${text}`);
	});

	test.each<[QueryValue, string]>([
		[[], "'External ID' is an empty list"],
		['', "'External ID' is an empty list"],
		[' ', "'External ID' is an empty list"],
		[['a', ''], "'External ID' contains an empty value"],
		[['a,b'], "'External ID' contains a value with a comma"],
		[['a\ud800'], "'External ID' contains a character that cannot be sent"],
	])(
		'with the list %p is refused, since Dashdoc would take everything or something else',
		(value, reason) => {
			expect(() => query('remote_id__in', value)).toThrow(reason);
		},
	);

	test('with half a character is refused', () => {
		expect(() => query('text', '\udc00')).toThrow("'Text' contains a character that cannot be sent");
	});
});

test.each<[Method, boolean | undefined, boolean]>([
	['GET', undefined, true],
	['PUT', undefined, true],
	['DELETE', undefined, true],
	['POST', undefined, false],
	['PATCH', undefined, false],
	['PATCH', true, true],
	['DELETE', false, false],
])('%s (repeatable: %p) may be sent twice: %p', (method, repeatable, may) => {
	expect(isRepeatable({ route: `${method} /a/`, repeatable })).toBe(may);
});

test('a body goes out as text', () => {
	const call = callOf({ route: 'POST /a/', body: [{ a: 1 }] }, 'https://host', 5000);
	expect(call).toEqual({ method: 'POST', url: 'https://host/a/', body: '[{"a":1}]', timeout: 5000 });
	expect(callOf({ route: 'POST /a/' }, 'https://host', 5000).body).toBeUndefined();
});

test.each([
	['protocole-sécurité.pdf', 'protocole-sécurité.pdf'],
	[' 安全 規程.pdf ', '安全 規程.pdf'],
	['C:\\Users\\Zoé\\plan.pdf', 'plan.pdf'],
	['../../etc/passwd', 'passwd'],
	['a/b\\c/d.pdf', 'd.pdf'],
	['a\n/b\n.pdf', 'b_.pdf'],
	['a"; filename="b.exe', "a'; filename='b.exe"],
	['a\r\nX-Evil: 1.pdf', 'a__X-Evil: 1.pdf'],
	['a\u0000\u007f\u0085\u2028.pdf', 'a____.pdf'],
	['.gitignore', '.gitignore'],
	['...', '...'],
	['', 'file'],
	['  ', 'file'],
	['.', 'file'],
	['x/..', 'file'],
	['folder/', 'file'],
])('the file name %p is sent as %p', (name, sent) => {
	expect(safeFileName(name)).toBe(sent);
});
