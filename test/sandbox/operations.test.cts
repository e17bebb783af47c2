import { operations } from '../../sandbox/description/operations.cts';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { handlers, resources } from '../../sandbox/resources/registry.cts';
import { callerOf, type Caller } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());

/** An existing object for every path placeholder, by what stands before it in the path. */
async function existing(path: string): Promise<string> {
	const first = async (list: string, key: string) => {
		const { body } = await call('GET', list);
		return String((body.results ?? body)[0][key]);
	};
	const transport = (await call('GET', '/transports/?status=done')).body.results[0];
	const [segment] = transport.segments;
	const keys: Record<string, () => Promise<string>> = {
		'/addresses/': () => first('/addresses/', 'pk'),
		'/adr-un-codes/': () => first('/adr-un-codes/', 'pk'),
		'/companies/': () => first('/companies/', 'pk'),
		'/contacts/': () => first('/contacts/', 'uid'),
		'/deliveries/': async () => transport.deliveries[0].uid,
		'/invoices/': () => first('/invoices/', 'uid'),
		'/managers/': () => first('/managers/', 'pk'),
		'/manager-truckers/': () => first('/manager-truckers/', 'pk'),
		'/scheduler/trips/': () => first('/scheduler/trips/', 'uid'),
		'/segments/': async () => segment.uid,
		'/support-types/': () => first('/support-types/', 'uid'),
		'/supports-exchanges/': async () => {
			const support_type = { remote_id: 'EUR' };
			const body = { site: { uid: segment.origin.uid }, support_type, expected_delivered: 3 };
			return (await call('POST', '/supports-exchanges/', { body })).body.uid;
		},
		'/trailers/': () => first('/trailers/', 'pk'),
		'/transport-loading-plans/': async () => (await call('GET', '/transports/')).body.results[0].loading_plan,
		'/transport-templates/': async () => {
			const name = `Modèle ${Math.random()}`;
			return (await call('POST', '/transport-templates/', { body: { template_name: name } })).body.uid;
		},
		'/transports/': async () => transport.uid,
		'/vehicles/': () => first('/vehicles/', 'pk'),
		'/wam/companies/': () => first('/wam/companies/', 'pk'),
		'/wam/contacts/': () => first('/wam/contacts/', 'uid'),
		'/wam/forms/': () => first('/wam/forms/', 'uid'),
	};
	const collection = path.slice(0, path.indexOf('{'));
	const key = keys[collection];
	if (!key) throw new Error(`No example for ${path}`);
	return await key();
}

describe('every operation of the description', () => {
	test('there are 155 of them and each has its handler', () => {
		expect(operations()).toHaveLength(155);
		expect(Object.keys(handlers).sort()).toEqual(
			operations()
				.map(({ operationId }) => operationId)
				.sort(),
		);
	});

	test('every documented filter of a list does something, or is known to do nothing', () => {
		const steering = ['page', 'page_size', 'ordering', 'extended_view', 'hide_count'];
		const missing = operations().flatMap(({ operationId, queryParameters }) => {
			const resource = resources.find((candidate) => candidate.operations.list === operationId);
			if (!resource) return [];
			const names = [...queryParameters.keys()].filter((name) => !steering.includes(name));
			return names.filter((name) => !resource.filters?.[name]).map((name) => `${operationId} ${name}`);
		});
		expect(missing).toEqual([]);
	});

	test('every ordering that the description lists is honoured', () => {
		const missing = resources.flatMap(({ operations: { list }, orderings }) => {
			const schema = operations()
				.find(({ operationId }) => operationId === list)
				?.queryParameters.get('ordering')?.schema;
			const names = (schema?.enum ?? []).map((name) => String(name).replace(/^-/, ''));
			return names.filter((name) => !orderings?.[name]).map((name) => `${list} ${name}`);
		});
		expect(missing).toEqual([]);
	});

	test('every read answers with what the description promises', async () => {
		for (const { method, path, operationId } of operations()) {
			if (method !== 'GET') continue;
			let actual = path;
			if (path.includes('{')) actual = actual.replace(/\{[^}]+\}/, encodeURIComponent(await existing(path)));
			if (path.includes('{load_uid}')) {
				const loads = await call('GET', actual.slice(0, actual.indexOf('{')));
				actual = actual.replace('{load_uid}', loads.body.results[0].uid);
			}
			const answer = await call('GET', actual);
			expect([operationId, answer.status]).toEqual([operationId, 200]);
		}
		expect(sandbox.answerViolations()).toEqual([]);
		expect(sandbox.violations()).toEqual([]);
	});

	test('an object that does not exist is not found, under every path', async () => {
		for (const { method, path, operationId, pathParameters, bodies } of operations()) {
			if (pathParameters.length === 0) continue;
			const actual = path.replace(/\{[^}]+\}/g, '999999999');
			const answer = await call(method, actual, {
				body: bodies.size > 0 ? (smallBodies[operationId] ?? {}) : undefined,
			});
			if (answer.status === 415) continue; // multipart only
			expect([operationId, answer.status]).toEqual([operationId, 404]);
		}
		expect(sandbox.answerViolations()).toEqual([]);
	});
});

/** The least that some bodies must hold. */
const smallBodies: Record<string, object> = {
	updateSupportType: { name: 'Palette' },
	setTripName: { name: 'Tournée' },
	breakSegment: { site: {} },
	charterTransport: { carrier: { remote_id: 'CLI-0001' } },
	markSiteDone: { category: 'loading' },
	createInvoiceLine: { quantity: '1', unit_price: '2' },
	createTransportStatus: {},
	updateTransportTemplate: { template_name: 'Modèle' },
};
