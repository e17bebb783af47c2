/** The searches behind "From List", against a server that answers as told. */
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { searchMethod, withDetail, type Search } from '../../../nodes/Dashdoc/lookups/search';
import { credentialFor, otherContexts } from '../client/contexts.cts';
import { json, startLoopback, type Answering, type Loopback } from '../client/loopback.cts';

const servers: Loopback[] = [];

/** A search in the editor, against a server of its own. */
async function searchOn(answer: Answering, search: Search) {
	const server = await startLoopback(answer);
	servers.push(server);
	const context = otherContexts(credentialFor(server.url)).editor as ILoadOptionsFunctions;
	const asked = () => server.arrivals.map(({ url }) => url.replace('/api/v4', ''));
	return { asked, find: searchMethod(search).bind(context) };
}

afterEach(async () => {
	await Promise.all(servers.splice(0).map(async (server) => await server.close()));
});

const places: Search = {
	route: 'GET /addresses/',
	value: 'pk',
	label: ({ name, city }) => withDetail(name, city),
};

/** A list of so many pages; the names of each page are those of the places on it. */
const pagesOf =
	(...pages: string[][]): Answering =>
	(response, { url }) => {
		const page = Number(new URL(url, 'http://host').searchParams.get('page') ?? 1);
		const results = pages[page - 1].map((name, index) => ({ pk: page * 100 + index, name }));
		const next = page < pages.length ? `http://host/?page=${page + 1}` : null;
		json(response, 200, { count: pages.flat().length, next, previous: null, results });
	};

const pagesAtOnce = 10;

describe('where Dashdoc cannot filter, labels are compared here', () => {
	test.each([
		['without case', 'ENTREPÔT', 'Entrepôt de Carquefou'],
		['without accents', 'entrepot', 'Entrepôt de Carquefou'],
		['with accents where there are none', 'évreux', 'Quai Evreux'],
		['composed of several characters', 'Entrepo\u0302t', 'Entrepôt de Carquefou'],
		['without the blanks around', '  carquefou ', 'Entrepôt de Carquefou'],
	])('%s', async (_, typed, name) => {
		const { find } = await searchOn(pagesOf(['Entrepôt de Carquefou', 'Quai Evreux']), places);
		const { results } = await find(typed);
		expect(results.map((one) => one.name)).toEqual([name]);
	});

	test('all of what is shown counts, its detail too', async () => {
		const answer: Answering = (response) => json(response, 200, [{ pk: 7, name: 'Quai', city: 'Nantes' }]);
		const { find } = await searchOn(answer, places);
		expect((await find('quai (nan')).results).toEqual([{ name: 'Quai (Nantes)', value: 7 }]);
		expect((await find('angers')).results).toEqual([]);
	});

	test('pages without a match are passed over, and scrolling goes on after the one with a match', async () => {
		const { asked, find } = await searchOn(
			pagesOf(['Angers'], ['Brest'], ['Nantes'], ['Nantes Est']),
			places,
		);
		const first = await find('nantes');
		expect(first).toEqual({ results: [{ name: 'Nantes', value: 300 }], paginationToken: '4' });
		expect(await find('nantes', first.paginationToken as string)).toEqual({
			results: [{ name: 'Nantes Est', value: 400 }],
			paginationToken: undefined,
		});
		expect(asked()).toEqual([
			'/addresses/',
			'/addresses/?page=2',
			'/addresses/?page=3',
			'/addresses/?page=4',
		]);
	});

	test('a list without any match ends', async () => {
		const { find } = await searchOn(pagesOf(['Angers'], ['Brest']), places);
		expect(await find('nantes')).toEqual({ results: [], paginationToken: undefined });
	});

	test('a long list is not read to its end at once, but can be read on', async () => {
		const pages = Array.from({ length: pagesAtOnce + 2 }, () => ['Angers']);
		const { asked, find } = await searchOn(pagesOf(...pages), places);
		expect(await find('nantes')).toEqual({ results: [], paginationToken: String(pagesAtOnce + 1) });
		expect(asked()).toHaveLength(pagesAtOnce);
		expect(await find('nantes', String(pagesAtOnce + 1))).toEqual({
			results: [],
			paginationToken: undefined,
		});
		expect(asked()).toHaveLength(pages.length);
	});

	test.each([undefined, '', '  '])('nothing typed (%j) shows the list page by page', async (nothing) => {
		const { asked, find } = await searchOn(pagesOf(['Angers'], ['Brest']), places);
		expect(await find(nothing)).toEqual({ results: [{ name: 'Angers', value: 100 }], paginationToken: '2' });
		expect(asked()).toEqual(['/addresses/']);
	});
});

describe('where Dashdoc filters', () => {
	const vehicles: Search = {
		route: 'GET /vehicles/',
		filter: 'text',
		query: { has_license_plate: true },
		value: 'license_plate',
		label: ({ license_plate }) => license_plate as string,
	};
	const fleet: Answering = (response) => json(response, 200, [{ pk: 7, license_plate: 'AB-123-CD' }]);

	test('it does so beside what every search of the list asks for', async () => {
		const { asked, find } = await searchOn(fleet, vehicles);
		expect((await find(' ab-1 ')).results).toEqual([{ name: 'AB-123-CD', value: 'AB-123-CD' }]);
		await find();
		expect(asked()).toEqual([
			'/vehicles/?has_license_plate=true&text=ab-1',
			'/vehicles/?has_license_plate=true',
		]);
	});

	test('what it gives is shown even if nothing in the label is as it was typed', async () => {
		const { find } = await searchOn(fleet, vehicles);
		expect((await find('fleet number 42')).results).toHaveLength(1);
	});
});

test('somebody waits for the list, so a request to slow down for long is told at once', async () => {
	const busy: Answering = (response) =>
		json(response, 429, { detail: 'Request was throttled.' }, { 'Retry-After': '50' });
	const { asked, find } = await searchOn(busy, places);
	await expect(find('nantes')).rejects.toMatchObject({ httpCode: '429' });
	expect(asked()).toHaveLength(1);
});

test.each([
	['Nantes', undefined, 'Nantes'],
	['Nantes', '', 'Nantes'],
	['Nantes', null, 'Nantes'],
	['Nantes', 'ADR_1', 'Nantes (ADR_1)'],
	[7, 42, '7 (42)'],
])('%j with the detail %j is shown as %s', (name, detail, shown) => {
	expect(withDetail(name, detail)).toBe(shown);
});

describe('the parts of a thing that is chosen beside them', () => {
	const loads: Search = {
		route: 'GET /wam/forms/{uid}/loads/',
		within: { placeholder: 'uid', parameter: 'wasteForm', noun: 'waste form' },
		value: 'uid',
		label: ({ description }) => withDetail(description, undefined),
	};

	/** The search, with this value in the field of the thing. */
	async function findBeside(chosen: unknown) {
		const server = await startLoopback((response) =>
			json(response, 200, {
				count: 1,
				next: null,
				previous: null,
				results: [{ uid: 'l-1', description: 'Gravats' }],
			}),
		);
		servers.push(server);
		const editor = otherContexts(credentialFor(server.url)).editor as ILoadOptionsFunctions;
		const context = Object.assign(Object.create(editor) as ILoadOptionsFunctions, {
			getCurrentNodeParameter: () => chosen,
		});
		return { find: searchMethod(loads).bind(context), arrivals: server.arrivals };
	}

	test('are those of that thing', async () => {
		const { arrivals, find } = await findBeside('f-1');
		expect((await find()).results).toEqual([{ name: 'Gravats', value: 'l-1' }]);
		expect(arrivals.map(({ url }) => url.split('?')[0])).toEqual(['/api/v4/wam/forms/f-1/loads/']);
	});

	test.each(['', undefined, '={{ $json.uid }}'])(
		'are not looked for as long as it is not known (%p)',
		async (chosen) => {
			const { arrivals, find } = await findBeside(chosen);
			await expect(find()).rejects.toThrow('Choose the waste form first');
			expect(arrivals).toEqual([]);
		},
	);
});
