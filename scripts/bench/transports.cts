import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { RemoteSandbox } from './remoteSandbox.cts';
import { medianRatio, type Result } from './result.cts';
import { builtNode, timedRun } from './subject.cts';

const count = 1000;
const rounds = 5;
const withoutPace = { requestsPerSecond: 0 };

const descriptions = ['Carrelage', 'Sacs de ciment', 'Bois de chauffage'];

const place = (name: string, city: string) => ({ name, city, country: 'FR' });
const places = {
	origin: place('Entrepôt Bouvet', 'Nantes'),
	destination: place('Quai Est', 'Le Havre'),
};
const slot = { start: '2026-12-01T08:00:00Z', end: '2026-12-01T10:00:00Z' };

/** The form, as a dispatcher fills it in: two written addresses, a slot, three loads. */
const simple = (shipper: number, loads: INodeParameters[string], reference: string): INodeParameters => ({
	resource: 'transport',
	operation: 'create',
	shipper: { __rl: true, mode: 'id', value: shipper },
	loadingWrittenAddress: places.origin,
	unloadingWrittenAddress: places.destination,
	loadingSlotStart: slot.start,
	loadingSlotEnd: slot.end,
	loads,
	additionalFields: { carrierReference: reference },
	options: withoutPace,
});

/** The form whose loads come ready-made from the item. */
const withLoadsOfItem = (shipper: number) => simple(shipper, '={{ $json.loads }}', 'CMD');

/** The form with an expression for each value of the order. */
const withFourExpressions = (shipper: number) =>
	simple(
		shipper,
		{
			load: descriptions.map((description) => ({
				category: 'pallets',
				description,
				quantity: '={{ $json.quantity }}',
			})),
		},
		'={{ $json.reference }}',
	);

/** The same transport as ready-made JSON. */
const readyMade: INodeParameters = {
	resource: 'apiRequest',
	operation: 'send',
	method: 'POST',
	path: '/transports/',
	body: '={{ $json.body }}',
	options: withoutPace,
};

/** What an order of an ERP brings, and the body that the form makes of it. */
function ordersFor(shipperAddress: number): INodeExecutionData[] {
	const origin = { address: places.origin, slots: [slot] };
	const destination = { address: places.destination };
	return Array.from({ length: count }, (_, index) => {
		const quantity = (index % 33) + 1;
		const loads = descriptions.map((description) => ({ category: 'pallets', description, quantity }));
		const body = {
			deliveries: [{ shipper_address: { pk: shipperAddress }, origin, destination, planned_loads: loads }],
			segments: [{ origin, destination }],
			carrier_reference: `CMD-${index}`,
		};
		return { json: { reference: `CMD-${index}`, quantity, loads, body } };
	});
}

/** Processor time of building and sending 1,000 simple transports, beside the same bodies as ready-made JSON. */
export async function simpleTransports(): Promise<Result[]> {
	const sandbox = await RemoteSandbox.start({ requestsPerSecond: 0, transports: 0, companies: 12 });
	try {
		const [company] = await sandbox.companiesWithAddress();
		const orders = ordersFor(company.primary_address.pk);
		const forms = {
			json: readyMade,
			oneExpression: withLoadsOfItem(company.pk),
			fourExpressions: withFourExpressions(company.pk),
		};
		const times: Record<keyof typeof forms, number[]> = { json: [], oneExpression: [], fourExpressions: [] };
		for (let round = 0; round <= rounds; round++) {
			for (const name of ['json', 'oneExpression', 'fourExpressions'] as const) {
				const seconds = await processorSeconds(sandbox, forms[name], orders);
				if (round > 0) times[name].push(seconds); // the first round warms up
			}
		}
		const ratio = medianRatio(times.oneExpression, times.json);
		const beside = medianRatio(times.fourExpressions, times.json);
		return [
			{
				title: `${count} simple transports, from the form`,
				meaning:
					'Processor time of Transport: Create (two written addresses, a slot, three loads) over that of API Request with the same bodies as ready-made JSON; one expression per item on both sides; the node and n8n in one process, the sandbox in another.',
				measured: `${ratio.toFixed(2)} × API Request`,
				limit: '1.3 × API Request',
				isMet: ratio <= 1.3,
			},
			{
				title: 'The same form with four expressions',
				meaning:
					'As above, with an expression for the reference and for each quantity: what is added is the work of n8n, which resolves each of them anew for each item.',
				measured: `${beside.toFixed(2)} × API Request`,
			},
		];
	} finally {
		await sandbox.stop();
	}
}

async function processorSeconds(
	sandbox: RemoteSandbox,
	parameters: INodeParameters,
	orders: INodeExecutionData[],
): Promise<number> {
	const before = process.cpuUsage();
	const { items } = await timedRun(builtNode(), sandbox, parameters, orders);
	const { system, user } = process.cpuUsage(before);
	const made = items.filter(({ json }) => Boolean(json.uid)).length;
	if (made !== count) throw new Error(`Only ${made} of ${count} transports were made`);
	await sandbox.clearRequests();
	return (system + user) / 1_000_000;
}
