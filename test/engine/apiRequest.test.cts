/** API Request: any endpoint with the node's own manners, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import { operations as describedOperations } from '../../sandbox/description/operations.cts';
import type { Sandbox } from '../../sandbox/index.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { addCompany, callsOf, companiesOf, jsonOf, transportsOf, writesOf } from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 12, contacts: 3, transports: 6, pageSize: 5 }, (ready) => {
	sandbox = ready;
});

/** A user may ask for what Dashdoc has not got. */
const forgetWhatWasWrongOnPurpose = () => sandbox.clearRequests();

const send = (parameters: INodeParameters) =>
	runOn(sandbox, { resource: 'apiRequest', operation: 'send', ...parameters });

const query = (...parameters: Array<[string, string]>): INodeParameters => ({
	parameters: parameters.map(([name, value]) => ({ name, value })),
});

describe('reading', () => {
	test('a paged list comes as one item per object, with Return All and Limit', async () => {
		const pks = companiesOf(sandbox).map(({ pk }) => pk);
		expect(jsonOf(await send({ path: '/companies/', returnAll: true })).map(({ pk }) => pk)).toEqual(pks);
		expect(jsonOf(await send({ path: '/companies/', limit: 7 })).map(({ pk }) => pk)).toEqual(
			pks.slice(0, 7),
		);
		expect(callsOf(sandbox)).toHaveLength(3 + 2);
	});

	test('without paging the page comes as it is', async () => {
		const [page] = jsonOf(await send({ path: '/companies/', paging: false }));
		expect(page).toMatchObject({ count: 13, results: expect.any(Array) as unknown[] });
	});

	test('a single object comes as one item', async () => {
		const { pk } = companiesOf(sandbox)[1];
		expect(jsonOf(await send({ path: `/companies/${pk}/`, paging: false }))).toEqual([
			expect.objectContaining({ pk }),
		]);
	});

	test('query parameters and those of the path go together', async () => {
		addCompany(sandbox, { name: 'Zébulon & Fils' });
		const outcome = await send({
			path: '/companies/?ordering=-name',
			queryParameters: query(['text', 'zébulon & f']),
		});
		expect(jsonOf(outcome).map(({ name }) => name)).toEqual(['Zébulon & Fils']);
		expect(sandbox.requests()[0].query).toEqual({ ordering: '-name', text: 'zébulon & f' });
	});

	test.each([
		['without leading slash', 'companies/'],
		['with the version in front', '/api/v4/companies/'],
		['as an address of Dashdoc', 'https://api.dashdoc.eu/api/v4/companies/'],
		['as an address of any other host', 'https://elsewhere.example/api/v4/companies/'],
		['with blanks around it', '  /companies/  '],
	])('the path is understood %s, and only the configured host is called', async (_, path) => {
		expect((await send({ path })).error).toBeUndefined();
		expect(callsOf(sandbox)).toEqual(expect.arrayContaining(['GET /companies/']));
	});

	test('a per cent sign that encodes nothing stands for itself', async () => {
		await send({
			path: '/companies/50%/',
			queryParameters: query(['lookup_field', 'remote_id']),
			paging: false,
		});
		expect(callsOf(sandbox)).toEqual(['GET /companies/50%25/?lookup_field=remote_id']);
	});

	test('an address without protocol is a path of the configured host', async () => {
		await send({ path: '//elsewhere.example/companies/' });
		expect(callsOf(sandbox)).toEqual(['GET /elsewhere.example/companies/']);
		forgetWhatWasWrongOnPurpose();
	});
});

describe('writing', () => {
	test('a body is sent as it is, and the answer comes back', async () => {
		const body = '{ "name": "Transport Bouvet", "country": "FR" }';
		const outcome = await send({ method: 'POST', path: '/companies/', body });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ name: 'Transport Bouvet' })]);
		expect(writesOf(sandbox)[0].body).toEqual({ name: 'Transport Bouvet', country: 'FR' });
	});

	test('a body can be an object of an expression', async () => {
		await send({
			method: 'POST',
			path: '/companies/',
			body: '={{ { name: "Transport Bouvet", country: "FR" } }}',
		});
		expect(writesOf(sandbox)[0].body).toEqual({ name: 'Transport Bouvet', country: 'FR' });
	});

	test('an empty answer is a success', async () => {
		const { pk } = addCompany(sandbox, { name: 'Transport Bouvet' });
		expect(jsonOf(await send({ method: 'DELETE', path: `/companies/${pk}/` }))).toEqual([{ success: true }]);
	});

	test('answers that are no objects come under data', async () => {
		sandbox.setFaults({ kind: 'status', status: 200, body: ['a', 1, [2]] });
		const outcome = await send({ method: 'POST', path: '/companies/', body: '{}' });
		expect(jsonOf(outcome)).toEqual([{ data: 'a' }, { data: 1 }, { data: [2] }]);
	});
});

describe('actions on whole lists', () => {
	const bulk = describedOperations().filter(
		({ method, queryParameters }) => method !== 'GET' && queryParameters.has('uid__in'),
	);

	test('the API description has some', () => expect(bulk.length).toBeGreaterThan(3));

	test.each(bulk.map((operation) => [operation.method, operation.path] as const))(
		'%s %s is refused without a filter that names its targets, in every spelling',
		async (method, path) => {
			const spellings = [
				{ path },
				{ path: path.replace(/s/g, '%73') },
				{ path: `${path}?updated__gte=2026-01-01T00:00:00Z` },
				{ path, queryParameters: query(['uid__in', '']) },
				{ path, queryParameters: query(['uid__in', ' , ']) },
				{ path: `${path}?uid__in=` },
				{ path, queryParameters: query(['id__in', '12']) },
			];
			for (const spelling of spellings) {
				const outcome = await send({ method, body: '{}', ...spelling });
				expect(outcome.error?.message).toMatch(
					/^Query Parameters: .* acts on everything unless a filter names its targets.* \[item 0\]$/,
				);
			}
			expect(sandbox.requests()).toEqual([]);
		},
	);

	test('merging into a trip needs none, since its body names the transports', async () => {
		const uids = transportsOf(sandbox)
			.slice(0, 2)
			.map(({ uid }) => uid);
		const body = JSON.stringify({ transport_uids: uids });
		await send({ method: 'POST', path: '/transports/merge-to-trip/', body });
		expect(callsOf(sandbox)).toEqual(['POST /transports/merge-to-trip/']);
	});

	test('with such a filter it goes through', async () => {
		const [{ uid }] = transportsOf(sandbox);
		const outcome = await send({
			method: 'POST',
			path: '/transports/archive/',
			queryParameters: query(['uid__in', uid]),
		});
		expect(outcome.error).toBeUndefined();
		expect(callsOf(sandbox)).toEqual([`POST /transports/archive/?uid__in=${uid}`]);
	});
});

describe('every endpoint of the API description', () => {
	const readings = describedOperations().filter(({ method }) => method === 'GET');

	test.each(readings.map(({ path }) => [path]))('GET %s can be called', async (template) => {
		const path = template.replace(/\{\w+\}/g, '1');
		await send({ path, paging: false });
		expect(callsOf(sandbox)).toEqual([`GET ${path}`]);
	});
});

describe('what cannot be called', () => {
	test.each([
		['no path', '/', /^Path: "\/" is not a path such as/],
		['a blank inside', '/com panies/', /^Path: .* is not a path such as/],
		['a line break', '/companies/\n/x/', /^Path: .* is not a path such as/s],
		['a parent folder', '/companies/../managers/me/', /^Path: .* must not hold \. or \.\. as a part/],
		['an encoded parent folder', '/companies/%2e%2E/managers/me/', /^Path: .* must not hold \. or \.\./],
		['an encoded slash', '/companies/a%2Fb/', /^Path: .* nor an encoded slash/],
		['a fragment', '/companies/#x', /^Path: .* is not a path such as/],
		['a placeholder', '/companies/{pk}/', /^Path: .* is not a path such as/],
		['a backslash', '\\\\elsewhere.example\\companies', /^Path: .* is not a path such as/],
	] as Array<[string, string, RegExp]>)('%s is told, and nothing is sent', async (_, path, message) => {
		const outcome = await send({ path });
		expect(outcome.error?.message).toMatch(message);
		expect(sandbox.requests()).toEqual([]);
	});

	test.each([
		[
			'a method that is none',
			{ path: '/companies/', method: '={{ "LOOK" }}' },
			/^Method: "LOOK" is not one of DELETE, GET/,
		],
		[
			'a body that is no JSON',
			{ path: '/companies/', method: 'POST', body: '{ "a"' },
			/^Body \(JSON\): it is not valid JSON/,
		],
		[
			'a body that is a number',
			{ path: '/companies/', method: 'POST', body: '7' },
			/^Body \(JSON\): it must be a JSON object or a list/,
		],
		[
			'a query parameter without name',
			{ path: '/companies/', queryParameters: query(['', 'x']) },
			/^Query Parameters: a parameter has no name/,
		],
	] as Array<[string, INodeParameters, RegExp]>)(
		'%s is told, and nothing is sent',
		async (_, parameters, message) => {
			const outcome = await send(parameters);
			expect(outcome.error?.message).toMatch(message);
			expect(sandbox.requests()).toEqual([]);
		},
	);

	test('an endpoint that is not there is told with its path', async () => {
		const outcome = await send({ path: '/spaceships/', paging: false });
		expect(outcome.error?.message).toMatch(/^Dashdoc found nothing .*\/spaceships\/.* \[item 0\]$/);
		forgetWhatWasWrongOnPurpose();
	});
});
