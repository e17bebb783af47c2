import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, callerOf, type Caller } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 0 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

describe('UN numbers', () => {
	const search = async (query: string) => (await call('GET', `/adr-un-codes/?${query}`)).body.results;

	test('are searched by code or by wording', async () => {
		expect(await search('search=1203')).toMatchObject([{ code: '1203' }]);
		expect(await search('search=A%C3%89ROSOLS')).toMatchObject([{ code: 1950 }]);
		expect(await search('search=nothing')).toEqual([]);
	});

	test('come in the order of their codes, texts and numbers alike', async () => {
		const codes = (await search('ordering=code')).map(({ code }) => String(code));
		expect(codes[0]).toBe('0336');
		expect(codes).toEqual([...codes].sort());
		expect((await search('ordering=-code')).map(({ code }) => String(code))).toEqual(codes.reverse());
	});

	test('are read by pk or by code, even when assumed look-ups are switched off', async () => {
		sandbox.settings({ assumedLookups: false });
		const [{ pk }] = await search('search=1950');
		expect((await call('GET', `/adr-un-codes/${pk}/`)).body.code).toBe(1950);
		expect((await call('GET', '/adr-un-codes/1950/?lookup_field=code')).body.pk).toBe(pk);
		expect((await call('GET', '/adr-un-codes/0336/?lookup_field=code')).body.code).toBe('0336');
		expect((await call('GET', '/adr-un-codes/1950/')).status).toBe(404);
	});
});

test('one category of transport operations is the default', async () => {
	const { results } = (await call('GET', '/carbon-footprint/transport-operation-categories/')).body;
	expect(results.filter(({ is_default }) => is_default)).toHaveLength(1);
});

describe('support types', () => {
	test('need a name and an external ID of their own', async () => {
		const taken = await call('POST', '/support-types/', { body: { name: 'Palette', remote_id: 'EUR' } });
		expect(taken.body).toEqual({ remote_id: { detail: [anyText], code: ['remote_id_already_exists'] } });
		const blank = await call('POST', '/support-types/', { body: { name: '' } });
		expect(blank.body).toEqual({ name: { detail: [anyText], code: ['blank'] } });
		const free = await call('POST', '/support-types/', { body: { name: 'Palette', remote_id: null } });
		expect(free.status).toBe(201);
	});

	test('are searched by name', async () => {
		const { results } = (await call('GET', '/support-types/?text=europe')).body;
		expect(results).toMatchObject([{ remote_id: 'EUR' }]);
	});

	test('are found by external ID, unless assumed look-ups are switched off', async () => {
		const path = '/support-types/EUR/?lookup_field=remote_id';
		expect((await call('GET', path)).body.name).toBe('Palette Europe');
		expect((await call('PATCH', path, { body: { name: 'Euro' } })).body.name).toBe('Euro');
		sandbox.settings({ assumedLookups: false });
		expect((await call('GET', path)).status).toBe(404);
		expect((await call('PATCH', path, { body: { name: 'Europe' } })).status).toBe(404);
	});

	test('are not deleted by external ID: the description has no such parameter there', async () => {
		expect((await call('DELETE', '/support-types/EUR/?lookup_field=remote_id')).status).toBe(404);
		expect(sandbox.violations()).toMatchObject([{ kind: 'unknown-query' }]);
	});
});
